import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { forestPicture, type ForestPicture } from '#lib/charts/forest-picture.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { expectGolden, svgText } from './golden.ts';

const rule = (label: string, group: string) => ({ label, group, acts: false, alone: null });
const chart: ForestPicture = {
	title: 'Rules with their points today and calibrated',
	axis: { from: -20, to: 40, ticks: [-20, 0, 20, 40] },
	tick: String,
	columns: ['Rule', 'Today → new', 'Leads', 'Won', 'Lift', 'Adjusted', 'Verdict'],
	rows: [
		{
			...rule('Demo requested', 'Fit'),
			today: 30,
			calibrated: 36,
			interval: [30, 55],
			cells: ['30 → 36', '1,204', '310', '6.1×', '4.8×', '↑ raise'],
			acts: true
		},
		{
			...rule('Free <e-mail> & more', 'Fit'),
			today: -10,
			calibrated: -12,
			interval: [-16, -8],
			alone: [-18, -2],
			cells: ['−10 → −12', '844', '39', '0.5×', '0.6×', '= keep']
		},
		{
			...rule('Competitor', 'Negative'),
			today: -20,
			calibrated: null,
			interval: null,
			cells: ['−20 → –', '12', '1', '–', '–', '? not enough data']
		}
	],
	key: [{ label: 'points today', colour: 'var(--today)', mark: 'bar' }]
};
const surface = () => ({
	document: new JSDOM().window.document,
	width: 1080,
	locale: 'en' as const
});

describe('the picture of the forest table', () => {
	it('is drawn as its golden one', () => {
		expectGolden('charts/forest.en.svg', svgText(forestPicture(chart, surface())));
	});

	it('says each rule with its columns, and nothing that is not a number', () => {
		const svg = forestPicture(chart, surface());
		const texts = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
		for (const { label, cells } of chart.rows) {
			expect(texts).toEqual(expect.arrayContaining([label, ...cells]));
		}
		expect(texts).toEqual(expect.arrayContaining([...chart.columns, 'Fit', 'Negative']));
		expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('ends an interval that runs off the axis at its edge, without a foot', () => {
		const svg = forestPicture(chart, surface());
		const feet = svg.querySelectorAll('line[stroke="var(--calibrated)"]');
		expect(feet).toHaveLength(1 + 1 + 1 + 2 + 1);
		const right = Math.max(...[...feet].map((line) => Number(line.getAttribute('x2'))));
		expect(right).toBeLessThan(1080);
	});

	it('leaves the page in plain colours', () => {
		const saved = standalone(forestPicture(chart, surface()), { title: 'A', note: 'B' });
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
	});

	it('is drawn without rules', () => {
		const none = { ...chart, rows: [] };
		expect(forestPicture(none, surface()).outerHTML).not.toMatch(/NaN|Infinity|undefined/);
	});
});
