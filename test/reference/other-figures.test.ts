import { describe, expect, it } from 'vitest';
import { populationStability } from '#lib/domain/evaluation/population-stability.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import { pointsToDoubleOdds } from '#lib/domain/points/points-to-double-odds.ts';
import { expectClose } from './close.ts';
import {
	binormalVariance,
	calibrationCurve,
	clopperPearson,
	closestToTopLeft,
	jeffreys,
	smoothCalibration
} from './other-figures.ts';
import { has, sharedJson, sharedTable } from './table.ts';

const EVALUATION = 'reference/eval_reference.json';
const UPDATING = 'reference/update_reference.json';
const PYTHON = 'reference/py_reference.json';
const ASAH = 'reference/data/aSAH.csv';
const DEFAULT = 'reference/data/Default.csv';
const evaluation = sharedJson(EVALUATION);
const updating = sharedJson(UPDATING);
const python = sharedJson(PYTHON);

describe.skipIf(!(has(ASAH) && has(EVALUATION)))(
	`markers on normal paper, pROC on aSAH (../shared/${ASAH})`,
	() => {
		it.each(['wfns', 's100b', 'ndka'])('have Obuchowski’s variance of %s', (name) => {
			const t = sharedTable(ASAH);
			const found = binormalVariance(t.numbers(name), t.is('outcome', 'Poor'));
			expectClose([found], [evaluation.asah[name].hanley_obuchowski_var], 1e-8);
		});

		it('have the threshold closest to the top left corner', () => {
			const t = sharedTable(ASAH);
			const found = closestToTopLeft(t.numbers('s100b'), t.is('outcome', 'Poor'));
			const { threshold, specificity, sensitivity } = evaluation.asah.s100b_topleft;
			expectClose(
				[found.threshold, found.specificity, found.sensitivity],
				[threshold, specificity, sensitivity],
				1e-12
			);
		});
	}
);

describe.skipIf(!(has(DEFAULT) && has(EVALUATION)))(
	`ISLR Default’s later half, rms’s val.prob (../shared/${DEFAULT})`,
	() => {
		it('has the distances from a lowess curve', () => {
			const t = sharedTable(DEFAULT);
			const half = (rest: 0 | 1) => {
				const pick = (column: Float64Array) => column.filter((_, i) => i % 2 === rest);
				const columns = [t.numbers('balance'), t.numbers('income'), t.is('student', 'Yes')];
				return {
					names: ['balance', 'income', 'student'],
					columns: columns.map(pick),
					n: new Float64Array(5000).fill(1),
					k: pick(t.is('default', 'Yes'))
				};
			};
			const later = half(1);
			const p = probabilities(logits(later, fitLogistic(half(0)).coefficients));
			const found = smoothCalibration(p, later.k);
			const { Emax, E90, Eavg } = evaluation.default_split.val_prob;
			expectClose([found.largest, found.ninetieth, found.average], [Emax, E90, Eavg], 1e-6);
		});
	}
);

describe.skipIf(!has(PYTHON))(`scikit-learn’s calibration curve (../shared/${PYTHON})`, () => {
	it('has the bins of its documentation', () => {
		const found = calibrationCurve(
			[0, 0, 0, 0, 1, 1, 1, 1, 1],
			[0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1],
			3
		);
		expectClose(found[0], python.sk_calibcurve_doc[0], 1e-12);
		expectClose(found[1], python.sk_calibcurve_doc[1], 1e-12);
	});
});

describe.skipIf(!has(UPDATING))(`R’s rates, drift and scaling (../shared/${UPDATING})`, () => {
	it('have three intervals of 7 wins in 40 leads', () => {
		const wanted = updating.binom_7_40;
		expectClose(wilson(7, 40), wanted.wilson, 1e-8);
		expectClose(clopperPearson(7, 40), wanted.clopper, 1e-8);
		expectClose(jeffreys(7, 40), wanted.jeffreys, 1e-8);
	});

	it('have the population stability index of four bins', () => {
		const found = populationStability([10, 20, 40, 30], [15, 25, 35, 25]);
		expectClose([found!.psi], [updating.psi_small], 1e-12);
	});

	it('have the scale on which 50 points double odds of 19 to 1 at 600', () => {
		const { points0, odds0, pdo, a, b } = updating.pdo;
		expect(pointsToDoubleOdds(1 / b)).toEqual({ measured: true, points: expect.closeTo(pdo, 9) });
		expect(a - b * Math.log(odds0)).toBeCloseTo(points0, 9);
	});
});
