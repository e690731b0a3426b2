import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { palette } from '#lib/charts/palette.ts';

const css = readFileSync(new URL('../../src/app.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries(
	[...css.matchAll(/--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
		([, name, light, dark]) => [name, { light, dark }]
	)
);

const onPaper = [
	'ink',
	'muted',
	'faint',
	'today-text',
	'calibrated-text',
	'fitted-text',
	'warning-text'
];
const marks = [
	...['today', 'calibrated', 'fitted', 'first', 'second', 'third'],
	...['won', 'lost', 'warning', 'edge', 'focus']
];

describe('the colours', () => {
	it.each(Object.entries(palette))('%s leave the page as they are on it', (name, value) => {
		expect(tokens[name].light).toBe(value);
	});

	describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
		it.each(onPaper)('text in %s reaches a contrast of 4.5', (name) => {
			for (const ground of ['paper', 'wash']) {
				expect(contrast(tokens[name][theme], tokens[ground][theme])).toBeGreaterThanOrEqual(4.5);
			}
		});

		it.each(marks)('marks in %s reach a contrast of 3', (name) => {
			expect(contrast(tokens[name][theme], tokens.paper[theme])).toBeGreaterThanOrEqual(3);
		});
	});
});

function contrast(a: string, b: string): number {
	const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [r, g, b] = [1, 3, 5]
		.map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
