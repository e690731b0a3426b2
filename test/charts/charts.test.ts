import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Evaluation, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { calibrationBandsFacts } from '#lib/charts/calibration-bands-facts.ts';
import { calibrationBands } from '#lib/charts/calibration-bands.ts';
import { decisionCurveFacts } from '#lib/charts/decision-curve-facts.ts';
import { decisionCurve } from '#lib/charts/decision-curve.ts';
import type { Facts } from '#lib/charts/facts.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { gainsCurveFacts } from '#lib/charts/gains-curve-facts.ts';
import { gainsCurve } from '#lib/charts/gains-curve.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { reliabilityCurveFacts } from '#lib/charts/reliability-curve-facts.ts';
import { reliabilityCurve } from '#lib/charts/reliability-curve.ts';
import { rocCurveFacts } from '#lib/charts/roc-curve-facts.ts';
import { rocCurve } from '#lib/charts/roc-curve.ts';
import { scoreHistogramFacts } from '#lib/charts/score-histogram-facts.ts';
import { scoreHistogram } from '#lib/charts/score-histogram.ts';
import { scoreScaleFacts } from '#lib/charts/score-scale-facts.ts';
import { scoreScale } from '#lib/charts/score-scale.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { generatedCalibration } from './generated-calibration.ts';
import { expectGolden, svgText } from './golden.ts';

const calibration = generatedCalibration();
if (!calibration.evaluation.measured) throw new Error('the generated calibration is measured');
const evaluation = calibration.evaluation;
const gates = calibration.thresholds.calibrated;

interface Chart {
	name: string;
	draw: (evaluation: Evaluation, surface: Surface) => SVGSVGElement;
	facts: (evaluation: Evaluation, locale: Locale) => Facts;
}

const charts: Chart[] = [
	{ name: 'roc-curve', draw: rocCurve, facts: rocCurveFacts },
	{ name: 'gains-curve', draw: gainsCurve, facts: gainsCurveFacts },
	{ name: 'calibration-bands', draw: calibrationBands, facts: calibrationBandsFacts },
	{ name: 'reliability-curve', draw: reliabilityCurve, facts: reliabilityCurveFacts },
	{ name: 'decision-curve', draw: decisionCurve, facts: decisionCurveFacts },
	{
		name: 'score-histogram',
		draw: (e, surface) => scoreHistogram(e.calibrated, surface),
		facts: (e, locale) => scoreHistogramFacts(e.calibrated, locale)
	},
	{
		name: 'score-scale',
		draw: (e, surface) => scoreScale(scaleOf(e), surface),
		facts: (e, locale) => scoreScaleFacts(scaleOf(e), locale)
	}
];

describe.each(charts)('$name', ({ name, draw, facts }) => {
	it('is drawn as its golden picture in German', () => {
		expectGolden(`charts/${name}.de.svg`, svgText(draw(evaluation, surface('de'))));
	});

	it('is drawn as its golden picture in English on a narrow screen', () => {
		expectGolden(`charts/${name}.en.svg`, svgText(draw(evaluation, surface('en', 288))));
	});

	it('is drawn without any lead', () => {
		expectGolden(`charts/${name}.empty.svg`, svgText(draw(nobody, surface('en'))));
		expect(facts(nobody, 'en').title).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('is drawn for a single lead', () => {
		expectGolden(`charts/${name}.one.svg`, svgText(draw(oneLead, surface('en'))));
		expect(facts(oneLead, 'en').title).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('draws nothing that is not a number', () => {
		for (const what of [evaluation, nobody, oneLead]) {
			expect(draw(what, surface('de')).outerHTML).not.toMatch(/NaN|Infinity|undefined/);
		}
	});

	it('has fewer than 2,000 marks', () => {
		expect(draw(evaluation, surface('en')).querySelectorAll('*').length).toBeLessThan(2000);
	});

	it('brings no style element, which a strict page would refuse', () => {
		expect(draw(evaluation, surface('en')).querySelector('style')).toBeNull();
	});

	it('is one image whose name is the finding, with no English label of the library inside', () => {
		const svg = draw(evaluation, surface('de'));
		expect(svg.getAttribute('role')).toBe('img');
		expect(svg.getAttribute('aria-label')).toBe(facts(evaluation, 'de').title);
		expect(svg.querySelector('[aria-label], [role]')).toBeNull();
	});

	it('writes its finding, its note and its columns in both languages', () => {
		const [en, de] = [facts(evaluation, 'en'), facts(evaluation, 'de')];
		expect(en.title).not.toBe(de.title);
		expect(en.note).not.toBe(de.note);
		expect(en.table.rows.map((row) => row.slice(1))).toEqual(
			de.table.rows.map((row) => row.slice(1))
		);
		for (const row of en.table.rows) expect(row).toHaveLength(en.table.columns.length);
	});

	it('is saved with literal colours, its finding and its note', () => {
		const saved = standalone(draw(evaluation, surface('en')), facts(evaluation, 'en'));
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
		const parsed = new new JSDOM().window.DOMParser().parseFromString(saved, 'image/svg+xml');
		const words = [...parsed.querySelectorAll('text')].map((text) => text.textContent).join(' ');
		expect(words).toContain(facts(evaluation, 'en').title);
		expect(words).toContain(facts(evaluation, 'en').note);
	});
});

it('says in the table what the score scale draws: bins under ten leads have no win rate', () => {
	const { rows, columns } = scoreScaleFacts(scaleOf(evaluation), 'en').table;
	const [leads, rate] = [2, 4];
	expect(columns[rate].label).toBe('Conversion rate');
	for (const row of rows) expect(row[rate] === null).toBe(Number(row[leads]) < 10);
	const sum = rows.reduce((total, row) => total + Number(row[leads]), 0);
	expect(sum).toBe(evaluation.leads);
});

it('draws no gate that could not be measured', () => {
	const open = { mql: notMeasured('few-above-gate'), sql: notMeasured('few-above-gate') };
	const svg = scoreScale({ ...scaleOf(evaluation), gates: open }, surface('en'));
	expect(svg.textContent).not.toContain('MQL');
});

function surface(locale: Locale, width = 560): Surface {
	return { document: new JSDOM().window.document, width, locale };
}

function scaleOf(e: Evaluation) {
	return { score: 'calibrated' as const, histogram: e.calibrated.histogram, gates };
}

const nothing = notMeasured('no-leads');
const parts = { score: 0, miscalibration: 0, discrimination: 0, uncertainty: 0 };
const none: ScoreEvaluation = {
	auc: 0.5,
	aucCi: [0.5, 0.5],
	gini: 0,
	giniCi: [0, 0],
	ks: 0,
	ksCi: [0, 0],
	averagePrecision: 0,
	averagePrecisionCi: [0, 0],
	brier: 0,
	brierCi: [0, 0],
	logLoss: 0,
	logLossCi: [0, 0],
	slope: nothing,
	inTheLarge: nothing,
	reliability: { blocks: [], band: [], brier: parts, logLoss: parts },
	netBenefit: [],
	lift: [],
	map: null,
	roc: [],
	gains: [],
	bands: [],
	histogram: []
};
const nobody: Evaluation = {
	measured: true,
	leads: 0,
	wins: 0,
	byAccount: false,
	current: none,
	fitted: none,
	calibrated: none
};
const single: ScoreEvaluation = {
	...none,
	roc: [{ threshold: 5, falsePositiveRate: 0, truePositiveRate: 1 }],
	gains: [{ threshold: 5, shareOfLeads: 1, shareOfWins: 1 }],
	bands: [{ from: 5, to: 5, leads: 1, wins: 1, predicted: 0.4, observed: 1, ci: [0.2065, 1] }],
	histogram: [{ from: 5, to: 6, won: 1, lost: 0 }],
	reliability: {
		...none.reliability,
		blocks: [{ from: 0.4, to: 0.4, predicted: 0.4, observed: 1, leads: 1, wins: 1 }],
		band: [{ probability: 0.4, lower: 0, upper: 1 }]
	},
	netBenefit: [{ threshold: 0.4, leads: 1, wins: 1, netBenefit: 1, ci: [1, 1], ofAll: 1 }]
};
const oneLead: Evaluation = {
	measured: true,
	leads: 1,
	wins: 1,
	byAccount: false,
	current: single,
	fitted: single,
	calibrated: single
};
