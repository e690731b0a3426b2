import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';

const domain = new URL('../src/lib/domain/', import.meta.url);
const rooms = ['intervals', 'funnel', 'sources', 'roi'];

/** Reasons for which the rooms refuse a figure, as they stand in their sources. */
const reasons = rooms.flatMap((room) =>
	readdirSync(new URL(`${room}/`, domain)).flatMap((file) => {
		const source = readFileSync(new URL(`${room}/${file}`, domain), 'utf8');
		const told = [...source.matchAll(/notMeasured\(\s*'([a-z-]+)'/g)];
		const passedOn = [...source.matchAll(/\bper\(\w+, [\w.]+, '(no-[a-z]+)'\)/g)];
		return [...told, ...passedOn].map((match) => match[1]);
	})
);

describe('a figure of funnel, sources and money that is not measured', () => {
	it.each([...new Set(reasons)].sort())('has a sentence: %s', (reason) => {
		expect(m).toHaveProperty([`not_measured_${reason.replaceAll('-', '_')}`]);
	});

	it('has one of at least 30 reasons', () => {
		expect(new Set(reasons).size).toBeGreaterThan(30);
	});
});
