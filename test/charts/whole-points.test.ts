import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Surface } from '#lib/charts/frame.ts';
import { granularityCurveFacts, lostShare } from '#lib/charts/granularity-curve-facts.ts';
import { granularityCurve } from '#lib/charts/granularity-curve.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { wholePointsSentences } from '#lib/charts/whole-points-sentences.ts';
import type { Scale } from '#lib/domain/calibration/calibration.ts';
import type { WholePoints } from '#lib/domain/calibration/whole-points.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';
import { expectGolden, svgText } from './golden.ts';

const { wholePoints, scale } = generatedCalibration();
if (!wholePoints.measured) throw new Error('the generated whole points are measured');
const whole: WholePoints = wholePoints;

const surface = (locale: 'en' | 'de', width = 560): Surface => ({
	document: new JSDOM().window.document,
	width,
	locale
});

describe('the granularity curve', () => {
	const none = { ...whole, granularity: [] };
	const one = { ...whole, granularity: whole.granularity.slice(0, 1) };

	it.each([
		['de', whole, surface('de')],
		['en', whole, surface('en', 288)],
		['empty', none, surface('en')],
		['one', one, surface('en')]
	] as const)('is drawn as its golden picture (%s)', (name, found, on) => {
		expectGolden(`charts/granularity-curve.${name}.svg`, svgText(granularityCurve(found, on)));
		expect(granularityCurve(found, on).outerHTML).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('names the range from which finer points add next to nothing', () => {
		expect(granularityCurveFacts(whole, 'en').title).toBe(
			'Up to 10 points a rule lose 0.59% of what these rules can explain; more of them add next to nothing'
		);
		expect(granularityCurveFacts(one, 'de').title).toBe(
			'Auch mit bis zu 3 Punkten je Regel gehen noch 7,4 % des Erklärbaren verloren'
		);
		expect(granularityCurveFacts(none, 'en').table.rows).toEqual([]);
		const unknown = [{ reach: 3, gap: 0, gapShare: null }];
		expect(granularityCurveFacts({ ...whole, granularity: unknown }, 'en').title).not.toMatch(
			/NaN|null/
		);
	});

	it('says in its table what it draws', () => {
		const { rows, columns } = granularityCurveFacts(whole, 'en').table;
		expect(rows.map(([reach, share]) => [reach, share])).toEqual(
			whole.granularity.map(({ reach, gapShare }) => [reach, gapShare])
		);
		for (const row of rows) expect(row).toHaveLength(columns.length);
		expect(lostShare(0.00009, 'en')).toBe('0.009%');
	});

	it('is one image, saved with literal colours, its finding and its note', () => {
		const svg = granularityCurve(whole, surface('de'));
		const facts = granularityCurveFacts(whole, 'de');
		expect(svg.getAttribute('aria-label')).toBe(facts.title);
		expect(svg.querySelector('[aria-label], [role], style')).toBeNull();
		const saved = standalone(svg, facts);
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
		expect(saved).toContain('5.200');
	});
});

describe('the whole points in sentences', () => {
	const said = (
		change: Partial<WholePoints>,
		on: Partial<Scale> = {},
		locale: 'en' | 'de' = 'en'
	) => wholePointsSentences({ ...whole, ...change }, { ...scale, ...on }, locale);
	const fewest = { ...whole.best, edits: 3, explainedShare: 0.962 };

	it('say how many edits explain how much of what could be', () => {
		const chosen = { chosen: 'fewest' as const, fewest: { measured: true as const, ...fewest } };
		expect(said(chosen).headline).toBe(
			'3 edits explain 96% of what any points for these rules could'
		);
		expect(said(chosen, {}, 'de').headline).toBe(
			'3 Änderungen erklären 96 % dessen, was mit diesen Regeln überhaupt erreichbar ist'
		);
		const one = { ...fewest, edits: 1 };
		expect(said({ ...chosen, fewest: { measured: true, ...one } }).headline).toMatch(
			/^1 edit explains/
		);
		const none = { ...fewest, edits: 0 };
		expect(said({ ...chosen, fewest: { measured: true, ...none } }).headline).toMatch(
			/^No edit is needed/
		);
		expect(said({ best: { ...whole.best, explainedShare: 0.99991 } }).headline).toContain('99.99%');
	});

	it('call a card optimal only with a certificate', () => {
		const text = (found: { details: string[] }) => found.details.join(' ');
		expect(text(said({}))).not.toContain('is optimal');
		expect(text(said({}))).toContain('not proven');
		expect(text(said({ certified: true }))).toContain('is optimal: it is proven');
		const capped = said({ capped: true, bound: null, ranking: notMeasured('capped-score') });
		expect(text(capped)).toContain('no bound');
		expect(text(capped)).not.toContain('is optimal');
		expect(capped.headline).toContain('the best points found');
	});

	it('say on which scale the points stand', () => {
		const text = (on: Partial<Scale>, worth: number | null = 1) =>
			said({ best: { ...whole.best, worth } }, on).details.join(' ');
		expect(text({})).toContain('on today’s scale');
		expect(text({})).not.toContain('worth');
		expect(text({}, 1.3)).toContain('worth 1.30 of today’s');
		expect(text({ kind: 'other' }, 5.9)).toContain('one new point is worth 5.90 of today’s');
		expect(text({ kind: 'range' }, null)).toContain('no scale of today');
	});

	it('hold no number that is none', () => {
		const bare = said({
			best: { ...whole.best, explainedShare: null, worth: null, slope: null },
			today: { ...whole.today, explainedShare: null },
			doubling: notMeasured('no-slope'),
			hundred: notMeasured('constant-score')
		});
		expect([bare.headline, ...bare.details].join(' ')).not.toMatch(/NaN|null|undefined|Infinity/);
	});
});
