import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreLead } from '#lib/domain/scorecard/score-lead.ts';
import { engineScores, loadLeads } from './engine-scores.ts';
import { readCase } from './read-case.ts';

const root = new URL('../../cases/', import.meta.url).pathname;
const folders = readdirSync(root, { withFileTypes: true })
	.filter((each) => each.isDirectory())
	.map(({ name }) => name);

let connection: DuckDBConnection;
beforeAll(async () => {
	connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

describe('the worked examples', () => {
	it('have a line each, and no line has no example', () => {
		const lines = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^- `([a-z-]+)`: /gm);
		expect([...lines].map(([, name]) => name).sort()).toEqual(folders.sort());
		expect(folders.length).toBeGreaterThan(25);
	});

	it.each(folders)('%s: a lead scored alone', (name) => {
		const { card, leads, scores } = readCase(join(root, name));
		for (const { id, values, createdAtMs, touches } of leads) {
			const lead = { valueOf: (field: string) => values.get(field) ?? null, createdAtMs, touches };
			const { points, ...rest } = scoreLead(card, lead);
			const { points: expected, ...others } = scores[id];
			expect(rest, id).toEqual(others);
			if (expected === null) expect(points, id).toBeNull();
			else expect(points, id).toBeCloseTo(expected, 9);
		}
		expect(Object.keys(scores)).toEqual(leads.map(({ id }) => id));
	});

	it.each(folders)('%s: all leads in the engine', async (name) => {
		const { card, columns, leads, scores } = readCase(join(root, name));
		const rows = leads.map(({ values, ...lead }) => ({
			...lead,
			values: columns.map(({ name }) => values.get(name) ?? null)
		}));
		await loadLeads(connection, columns, rows);
		const found = await engineScores(connection, columns, card);
		leads.forEach(({ id }, i) => {
			const { points, grade } = scores[id];
			const unscored =
				found.excluded[i] || (card.nothingMatched === 'no-score' && !found.matched[i]);
			expect(unscored, id).toBe(points === null);
			if (points === null) return;
			expect(found.points[i], id).toBeCloseTo(points, 9);
			expect(found.grades?.[i] ?? null, id).toBe(grade);
		});
	});
});
