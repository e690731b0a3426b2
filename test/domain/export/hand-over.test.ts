import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { csv } from '#lib/domain/export/csv.ts';
import { mlLogisticRegressionModel } from '#lib/domain/export/ml-logistic-regression-model.ts';
import { modelJson } from '#lib/domain/export/model-json.ts';
import { pointsCsv } from '#lib/domain/export/points-csv.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf, contextOf, drawCells } from '../calibration/made-up-leads.ts';

const planted = [
	{ share: 0.3, weight: 1, points: 5, missing: 0.1 },
	{ share: 0.4, weight: 0.5, points: 20 },
	{ share: 0.2, weight: -0.75, points: -15 }
];
const cells = drawCells(planted, 5000, -1.5, 9);
const card = cardOf(planted);
const made = () => calibrate(cells, card, contextOf(cells), { min: -50, max: 50 });
const calibration = made();
const provenance = {
	version: '0.1.0',
	fileSha256: 'abc',
	rows: 5000,
	mapping: {
		id: 'row',
		createdAt: null,
		source: null,
		outcome: { column: 'won', won: ['yes'] },
		value: null,
		order: 'row',
		missing: []
	}
};

describe('what is handed over', () => {
	it('is a model that ml-logistic-regression loads and that gives the probability of the fit', () => {
		const file = JSON.stringify(mlLogisticRegressionModel(calibration));
		const model = LogisticRegression.load(JSON.parse(file));
		const columns = JSON.parse(file).columns as string[];
		expect(columns).toEqual(['(intercept)', 'rule-0', 'rule-1', 'rule-2', 'field 0']);
		const features = Array.from({ length: cells.length }, (_, c) => [
			1,
			...cells.states.map((states) => (states[c] === 255 ? 0 : states[c])),
			cells.states[0][c] === 255 ? 1 : 0
		]);
		const won = model.classifiers[0].testScores(new Matrix(features));
		const lost = model.classifiers[1].testScores(new Matrix(features));
		const weights = calibration.linearPredictor.map((term) => term.weight);
		features.forEach((row, c) => {
			const logit = row.reduce((sum, value, j) => sum + value * weights[j], 0);
			expect(won[c]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
			expect(won[c] + lost[c]).toBeCloseTo(1, 12);
		});
		const labels = model.predict(new Matrix(features));
		labels.forEach((label: number, c: number) => expect(label).toBe(won[c] > lost[c] ? 1 : 0));
	});

	it('is a model file that is itself a scorecard, with the calibrated points', () => {
		const { scorecard, issues } = parseScorecard(
			JSON.parse(modelJson(card, calibration, provenance))
		);
		expect(issues.filter((each) => each.severity === 'error')).toEqual([]);
		expect(rulesOf(scorecard!).map((rule) => rule.points)).toEqual(
			calibration.rules.map((rule) => rule.calibratedPoints)
		);
		expect(scorecard!.calibration).toMatchObject({ parent: 'Planted', provenance });
	});

	it('says which card was chosen and what else there was, and follows another choice', () => {
		const modelOf = (made: typeof calibration) =>
			JSON.parse(modelJson(card, made, provenance)).calibration;
		const model = modelOf(calibration);
		expect(model.method.points).toBe(
			"fewest edits of today's points within 5 % of what the best card explains"
		);
		expect(model.wholePoints).toMatchObject({ measured: true, chosen: 'fewest', capped: false });
		expect(model.wholePoints.bound).toBeLessThanOrEqual(model.wholePoints.best.loss);
		expect(model.method.scale.logOddsPerPoint).toBe(model.wholePoints.fewest.slope);
		const best = calibrate(cells, card, contextOf(cells), { min: -50, max: 50, card: 'best' });
		const other = modelOf(best);
		expect(other.method.points).toMatch(/^least log loss/);
		const { scorecard } = parseScorecard(JSON.parse(modelJson(card, best, provenance)));
		expect(rulesOf(scorecard!).map((rule) => rule.points)).toEqual(other.wholePoints.best.points);
		expect(other.changes.map(({ to }: { to: number }) => to)).toEqual(
			other.wholePoints.best.points.filter(
				(points: number, r: number) => points !== planted[r].points
			)
		);
		expect(pointsCsv(card, best)).not.toBe(pointsCsv(card, calibration));
	});

	it('has the same bytes for the same input', () => {
		const again = made();
		expect(modelJson(card, again, provenance)).toBe(modelJson(card, calibration, provenance));
		expect(pointsCsv(card, again)).toBe(pointsCsv(card, calibration));
		expect(JSON.stringify(mlLogisticRegressionModel(again))).toBe(
			JSON.stringify(mlLogisticRegressionModel(calibration))
		);
	});

	it('is a table with one line a rule', () => {
		const lines = pointsCsv(card, calibration).trimEnd().split('\n');
		expect(lines).toHaveLength(4);
		expect(lines[1].split(',').slice(0, 8)).toEqual([
			'Fit',
			'rule-0',
			'Rule 0',
			'field 0',
			'equals',
			'yes',
			'5',
			String(calibration.rules[0].calibratedPoints)
		]);
		const whole = calibration.wholePoints;
		if (!whole.measured) throw new Error(whole.reason);
		const { best, interval, signWrong } = whole.rules[1];
		expect(lines[0].split(',').slice(-8)[0]).toBe('points_best_card');
		const last = lines[2].split(',').slice(-8);
		expect(last.slice(0, 4)).toEqual([best, ...interval!, signWrong].map(String));
		expect(lines[0].split(',').slice(-4)[0]).toBe('shrunk');
		expect(last.slice(4)).toEqual(['no', '', '', '']);
	});

	it('never starts a spreadsheet formula', () => {
		expect(
			csv(
				['a', 'b'],
				[
					['=HYPERLINK("x")', '+49'],
					['-1', '@x'],
					['\t=1', 'a,"b"\n']
				]
			)
		).toBe(`a,b\n"'=HYPERLINK(""x"")",'+49\n'-1,'@x\n'\t=1,"a,""b""\n"\n`);
		expect(csv(['n'], [[-1.5], [null]])).toBe('n\n-1.5\n\n');
	});
});
