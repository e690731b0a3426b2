import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import {
	differenceForestFacts,
	forestHeight,
	type DrawnDifferences
} from '#lib/charts/difference-forest-facts.ts';
import { differenceForest } from '#lib/charts/difference-forest.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { expectGolden, svgText } from './golden.ts';

const on = { leads: 2104, wins: 256 };
const three: DrawnDifferences = {
	...on,
	differences: [
		{ first: 'Mid-market', second: 'Baseline', difference: 0.02, ci: [0.008, 0.031], p: 0.001 },
		{
			first: 'Baseline, calibrated points',
			second: 'Baseline',
			difference: 0.032,
			ci: [0.019, 0.044],
			p: 1e-6
		},
		{
			first: 'Baseline, calibrated points',
			second: 'Mid-market',
			difference: 0.012,
			ci: [-0.004, 0.028],
			p: 0.14
		}
	]
};
const only = (p: number | null): DrawnDifferences => ({
	...on,
	differences: [{ first: 'B', second: 'A', difference: 0, ci: [0, 0], p }]
});
const none: DrawnDifferences = { leads: 0, wins: 0, differences: [] };

const surface = (locale: Locale, width = 560) => ({
	document: new JSDOM().window.document,
	width,
	locale
});

describe('difference-forest', () => {
	it('is drawn as its golden picture in German', () => {
		expectGolden(
			'charts/difference-forest.de.svg',
			svgText(differenceForest(three, surface('de')))
		);
	});

	it('is drawn as its golden picture in English on a narrow screen', () => {
		const svg = differenceForest(three, surface('en', 288));
		expectGolden('charts/difference-forest.en.svg', svgText(svg));
	});

	it.each([
		['one', only(1)],
		['empty', none]
	])('is drawn with little to show: %s', (name, drawn) => {
		const svg = differenceForest(drawn, surface('en'));
		expectGolden(`charts/difference-forest.${name}.svg`, svgText(svg));
		expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
		const { title, note } = differenceForestFacts(drawn, 'en');
		expect(`${title} ${note}`).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('says how many differences go beyond chance', () => {
		const title = (drawn: DrawnDifferences) => differenceForestFacts(drawn, 'en').title;
		expect(title(three)).toBe('2 of 3 differences in ranking go beyond chance');
		expect(title({ ...three, differences: [three.differences[2], ...only(1).differences] })).toBe(
			'The interval of every difference includes 0'
		);
		expect(title(only(0.01))).toBe('The difference in ranking goes beyond chance');
		expect(title(only(null))).toBe('The difference in ranking does not go beyond chance');
	});

	it('has its numbers in the table, and room for every pair', () => {
		const { rows } = differenceForestFacts(three, 'en').table;
		expect(rows[0]).toEqual(['Mid-market against Baseline', 0.02, 0.008, 0.031, 0.001]);
		expect(forestHeight(3) - forestHeight(2)).toBe(forestHeight(2) - forestHeight(1));
	});

	it('is one image whose name is the finding, without a style element', () => {
		const svg = differenceForest(three, surface('de'));
		expect(svg.getAttribute('role')).toBe('img');
		expect(svg.getAttribute('aria-label')).toBe(differenceForestFacts(three, 'de').title);
		expect(svg.querySelector('[aria-label], [role], style')).toBeNull();
	});

	it('is saved with literal colours', () => {
		const svg = differenceForest(three, surface('en'));
		const saved = standalone(svg, differenceForestFacts(three, 'en'));
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
	});
});
