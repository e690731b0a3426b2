import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { calibrationSlope } from '#lib/domain/evaluation/calibration-slope.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { decisionCurve } from '#lib/domain/evaluation/decision-curve.ts';
import { gini } from '#lib/domain/evaluation/gini.ts';
import { isotonicRegression } from '#lib/domain/evaluation/isotonic.ts';
import { ks } from '#lib/domain/evaluation/ks.ts';
import { liftTable } from '#lib/domain/evaluation/lift-table.ts';
import { averagePrecision, precisionRecall } from '#lib/domain/evaluation/precision-recall.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { reliability } from '#lib/domain/evaluation/reliability.ts';
import { spiegelhalter } from '#lib/domain/evaluation/spiegelhalter.ts';
import { updatingLadder } from '#lib/domain/evaluation/updating-ladder.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { likelihoodRatioTest } from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from './close.ts';
import { birthwtRules, glmModels, numeric, rows } from './glm-models.ts';
import {
	binnedRanks,
	expectedCalibrationError,
	hosmerLemeshow,
	leCessie,
	meanDifference,
	straightPrecisionRecall,
	studentP
} from './goodness-of-fit.ts';
import { fixture, has, sharedJson, sharedTable } from './table.ts';

const EVALUATION = 'reference/eval_reference.json';
const UPDATING = 'reference/update_reference.json';
const PYTHON = 'reference/py_reference.json';
const evaluation = sharedJson(EVALUATION);
const updating = sharedJson(UPDATING);
const python = sharedJson(PYTHON);
const one = (length: number) => new Float64Array(length).fill(1);

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const ASAH = 'reference/data/aSAH.csv';
describe.skipIf(!(has(ASAH) && has(EVALUATION)))(
	`three markers at once, pROC on aSAH (../shared/${ASAH})`,
	() => {
		const names = ['wfns', 's100b', 'ndka'];
		const compared = () => {
			const t = sharedTable(ASAH);
			const k = t.is('outcome', 'Poor');
			return {
				k,
				found: measured(
					compareAucs(
						names.map((name) => t.numbers(name)),
						one(k.length),
						k
					)
				)
			};
		};

		it('have pROC’s areas, covariances and paired tests', () => {
			const { found } = compared();
			names.forEach((name, i) => {
				const wanted = evaluation.asah[name];
				expectClose(
					[found.aucs[i].auc, found.covariance[i][i]],
					[wanted.auc, wanted.var_delong],
					1e-12
				);
				expectClose(found.aucs[i].ci, [wanted.ci95[0], wanted.ci95[2]], 1e-12);
			});
			for (const { first, second, ...found_ } of found.differences) {
				const there = evaluation.asah[`${names[first]}_vs_${names[second]}`];
				const back = evaluation.asah[`${names[second]}_vs_${names[first]}`];
				const wanted = there ?? back;
				const sign = there ? 1 : -1;
				expectClose([found.covariance[first][second]], [wanted.cov], 1e-10);
				expectClose(
					[found_.difference, found_.z, found_.p],
					[sign * wanted.diff, sign * wanted.Z, wanted.p],
					1e-10
				);
			}
		});

		it('have its unpaired tests, as if they came from different leads', () => {
			const { found, k } = compared();
			const wanted = evaluation.asah.wfns_vs_s100b.unpaired;
			const [v, w] = [found.covariance[0][0], found.covariance[1][1]];
			const d = (found.aucs[0].auc - found.aucs[1].auc) / Math.sqrt(v + w);
			const df = (v + w) ** 2 / (v ** 2 / (k.length - 1) + w ** 2 / (k.length - 1));
			expectClose([d, df, studentP(d, df)], [wanted.D, wanted.df, wanted.p], 1e-8);
		});

		it('have Youden’s threshold where KS finds it', () => {
			const t = sharedTable(ASAH);
			const k = t.is('outcome', 'Poor');
			const groups = collapseScores(t.numbers('s100b'), one(k.length), k);
			const { ks: distance, threshold } = measured(ks(groups));
			const { sensitivity, specificity, threshold: between } = evaluation.asah.s100b_youden;
			expectClose([distance], [sensitivity + specificity - 1], 1e-12);
			const below = groups.score[groups.score.indexOf(threshold) - 1];
			expectClose([(threshold + below) / 2], [between], 1e-12);
		});
	}
);

const DEFAULT = 'reference/data/Default.csv';
describe.skipIf(!(has(DEFAULT) && has(EVALUATION) && has(UPDATING)))(
	`ISLR Default, fitted on odd rows and tested on even ones (../shared/${DEFAULT})`,
	() => {
		const wanted = evaluation.default_split;
		const half = (rest: 0 | 1): Design => {
			const t = sharedTable(DEFAULT);
			const pick = (column: Float64Array) => column.filter((_, i) => i % 2 === rest);
			const columns = [t.numbers('balance'), t.numbers('income'), t.is('student', 'Yes')].map(pick);
			return {
				names: ['balance', 'income', 'student'],
				columns,
				n: one(5000),
				k: pick(t.is('default', 'Yes'))
			};
		};
		const tested = () => {
			const design = half(1);
			const p = probabilities(logits(design, fitLogistic(half(0)).coefficients));
			return { design, p, n: design.n, k: design.k };
		};

		it('has slope, intercept and the tests of rms’s val.prob', () => {
			const { p, n, k } = tested();
			const found = measured(calibrationSlope(p, n, k));
			const slope = measured(found.slope);
			expectClose(
				[slope.value, found.inTheLarge.value],
				[wanted.calib.slope, wanted.calib.citl],
				1e-7
			);
			// R takes an error from the weights of the step before the last.
			expectClose(
				[slope.standardError, found.inTheLarge.standardError],
				[wanted.calib.slope_se, wanted.calib.citl_se],
				1e-6
			);
			const { chiSquare, p: pValue } = measured(found.test);
			const val = wanted.val_prob;
			// rms climbs to 1e-4 of the slope only.
			expectClose(
				[chiSquare, pValue, (chiSquare - 2) / 5000],
				[val['U:Chi-sq'], val['U:p'], val.U],
				1e-6
			);
			const bySlope = fitLogistic({
				names: ['logit'],
				columns: [p.map((each) => Math.log(each / (1 - each)))],
				n,
				k
			});
			const model = 2 * (bySlope.logLikelihood - bySlope.nullLogLikelihood);
			const d = (model - chiSquare - 1) / 5000;
			expectClose(
				[model - chiSquare, d, d - (chiSquare - 2) / 5000],
				[val['D:Chi-sq'], val.D, val.Q],
				1e-8
			);
			const share = (value: number) => 1 - Math.exp(-value / 5000);
			const nagelkerke = share(model - chiSquare) / share(-2 * bySlope.nullLogLikelihood);
			expectClose([nagelkerke, brier(p, n, k)], [val.R2, val.Brier], 1e-7);
			const { z, p: pOfZ } = measured(spiegelhalter(p, n, k));
			expectClose([z, pOfZ], [val['S:z'], val['S:p']], 1e-9);
		});

		it('has rms’s rank correlations only in its bins; the exact ones are pROC’s', () => {
			const { p, n, k } = tested();
			const { c, dxy } = binnedRanks(Array.from(p), Array.from(k));
			expectClose([c, dxy], [wanted.val_prob['C (ROC)'], wanted.val_prob.Dxy], 1e-12);
			const exact = measured(auc(collapseScores(p, n, k))).auc;
			expectClose([exact, gini(exact)], [wanted.auc, wanted.gini], 1e-10);
			expect(exact - c).toBeGreaterThan(5e-5);
		});

		it('has CORP’s parts, steps and all', () => {
			const { p, n, k } = tested();
			const found = measured(reliability(p, n, k));
			const corp = updating.corp_default_split;
			expectClose(Object.values(found.brier), Object.values(corp.brier), 1e-9);
			expectClose(Object.values(found.logLoss), Object.values(corp.log), 1e-9);
			expect(found.blocks).toHaveLength(corp.n_blocks);
			corp.blocks.forEach(({ value, weight }: Record<string, number>, i: number) => {
				expectClose(
					[found.blocks[i].observed, found.blocks[i].leads],
					[value, weight],
					1e-12,
					1e-12
				);
			});
		});

		it('has the decision curve', () => {
			const { p, n, k } = tested();
			const thresholds = wanted.net_benefit.map(({ t }: Record<string, number>) => t);
			const { points } = measured(decisionCurve(p, n, k, thresholds));
			points.forEach(({ wins, leads, netBenefit, ofAll }, i) => {
				const { tp, fp, nb, nb_all } = wanted.net_benefit[i];
				expect([wins, leads - wins]).toEqual([tp, fp]);
				expectClose([netBenefit, ofAll], [nb, nb_all], 1e-12);
			});
		});

		it('has the area under ROCR’s precision-recall curve, and a lower one without its straight lines', () => {
			const { p, n, k } = tested();
			const groups = collapseScores(p, n, k);
			const { points } = measured(precisionRecall(groups));
			const straight = straightPrecisionRecall(points);
			expectClose([straight], [wanted.aucpr_rocr], 1e-10);
			expect(measured(averagePrecision(groups)).averagePrecision).toBeLessThan(straight - 0.002);
		});

		it('has Hosmer and Lemeshow’s test, and two ECEs that are four times apart', () => {
			const { p, k } = tested();
			const [all, won] = [Array.from(p), Array.from(k)];
			const found = hosmerLemeshow(all, won);
			expectClose([found.chiSquare, found.p], [wanted.hl.chisq, wanted.hl.p], 1e-8);
			expect(found.df).toBe(wanted.hl.df);
			expect(found.table.map(({ n, observed }) => [n, observed])).toEqual(
				wanted.hl.n.map((n: number, i: number) => [n, wanted.hl.observed[i]])
			);
			expectClose(
				found.table.map(({ expected }) => expected),
				wanted.hl.expected,
				1e-9
			);
			const width = expectedCalibrationError(all, won, (i) => Math.min(9, Math.floor(all[i] * 10)));
			const order = [...all.keys()].sort((a, b) => all[a] - all[b]);
			const rank = new Map(order.map((i, position) => [i, position]));
			const count = expectedCalibrationError(all, won, (i) =>
				Math.floor((rank.get(i) as number) / 500)
			);
			expectClose([width, count], [wanted.ece_equal_width10, wanted.ece_equal_freq10], 1e-9);
		});

		it('has beta calibration as a fit with two terms', () => {
			const { p, n, k } = tested();
			const columns = [p.map(Math.log), p.map((each) => -Math.log1p(-each))];
			const fit = fitLogistic({ names: ['ln p', '-ln(1 - p)'], columns, n, k });
			const { coef, se, logloss } = updating.beta_calibration_default;
			expectClose(fit.coefficients, coef, 1e-8);
			expectClose(fit.standardErrors, se, 1e-6);
			expectClose([-fit.logLikelihood / 5000], [logloss], 1e-12);
		});
	}
);

const BIRTHWT = 'reference/data/birthwt.csv';
describe.skipIf(!(has(BIRTHWT) && has(EVALUATION)))(
	`what rms says of a fit of birth weight (../shared/${BIRTHWT})`,
	() => {
		const fitted = () => {
			const design = glmModels.birthwt.design(sharedTable(BIRTHWT));
			const fit = fitLogistic(design);
			const logit = logits(design, fit.coefficients);
			return {
				design,
				fit,
				logit: Array.from(logit),
				p: Array.from(probabilities(logit)),
				won: Array.from(design.k)
			};
		};

		it('is a likelihood ratio, four versions of R², ranks on bins and mean differences', () => {
			const { fit, logit, p, won } = fitted();
			const wanted = evaluation.birthwt_lrm_stats;
			const model = 2 * (fit.logLikelihood - fit.nullLogLikelihood);
			const test = measured(likelihoodRatioTest(fit.nullLogLikelihood, fit.logLikelihood, 8));
			expectClose([test.chiSquare, test.p], [wanted['Model L.R.'], wanted.P], 1e-7);
			const share = (value: number, n: number) => 1 - Math.exp(-value / n);
			const nagelkerke = share(model, 189) / (1 - Math.exp((2 * fit.nullLogLikelihood) / 189));
			const effective = 3 * 189 * (59 / 189) * (130 / 189);
			expectClose(
				[nagelkerke, share(model, 189), share(model - 8, 189)],
				[wanted.R2, wanted['R2(189)'], wanted['R2(8,189)']],
				1e-6
			);
			expectClose(
				[share(model, effective), share(model - 8, effective)],
				[wanted['R2(121.7)'], wanted['R2(8,121.7)']],
				1e-6
			);
			const { c, dxy, gamma, tauA } = binnedRanks(p, won);
			expectClose(
				[c, dxy, gamma, tauA],
				[wanted.C, wanted.Dxy, wanted.Gamma, wanted['Tau-a']],
				1e-9
			);
			// rms stops where the score is 1e-4.
			expectClose([meanDifference(logit), meanDifference(p)], [wanted.g, wanted.gp], 1e-4);
			expectClose([Math.exp(meanDifference(logit))], [wanted.gr], 1e-4);
			expectClose(
				[brier(Float64Array.from(p), one(189), Float64Array.from(won))],
				[wanted.Brier],
				1e-6
			);
		});

		it('is its test of squared errors, and Hosmer and Lemeshow’s', () => {
			const { design, p, won } = fitted();
			const wanted = evaluation.birthwt_gof_cessie;
			const found = leCessie(p, won, design.columns);
			expectClose(
				[found.sum, found.expected, found.deviation],
				[wanted['Sum of squared errors'], wanted['Expected value|H0'], wanted.SD],
				1e-5
			);
			expectClose([found.z, found.p], [wanted.Z, wanted.P], 1e-4);
			const hl = hosmerLemeshow(p, won);
			expectClose(
				[hl.chiSquare, hl.p],
				[evaluation.hl_birthwt.chisq, evaluation.hl_birthwt.p],
				1e-8
			);
			expect(hl.table.map(({ n }) => n)).toEqual(evaluation.hl_birthwt.n);
			expect(hl.table.map(({ observed }) => observed)).toEqual(evaluation.hl_birthwt.observed);
			expectClose(
				hl.table.map(({ expected }) => expected),
				evaluation.hl_birthwt.expected,
				1e-9
			);
		});
	}
);

const RULES = 'reference/data/birthwt_rules_cells.csv';
describe.skipIf(!(has(RULES) && has(UPDATING)))(
	`birth weight as a card of eight rules (../shared/${RULES})`,
	() => {
		const card = () => {
			const t = sharedTable(RULES);
			const design: Design = {
				...rows(numeric(t, ...birthwtRules), t.numbers('k')),
				n: t.numbers('n')
			};
			const points: number[] = updating.closed_test.points;
			const score = design.n.map((_, c) =>
				points.reduce((sum, each, j) => sum + each * design.columns[j][c], 0)
			);
			return { design, score, groups: collapseScores(score, design.n, design.k) };
		};

		it('has CORP’s parts of its mapped score', () => {
			const { design, score, groups } = card();
			const p = mappedProbabilities(measured(probabilityMap(groups)), score);
			const found = measured(reliability(p, design.n, design.k));
			const corp = updating.corp_birthwt_rule_score;
			expectClose(Object.values(found.brier), Object.values(corp.brier), 1e-9);
			expectClose(Object.values(found.logLoss), Object.values(corp.log), 1e-9);
			expect(found.blocks.map(({ leads }) => leads)).toEqual(
				corp.blocks.map(({ weight }: Record<string, number>) => weight)
			);
			expectClose(
				found.blocks.map(({ observed }) => observed),
				corp.blocks.map(({ value }: Record<string, number>) => value),
				1e-12
			);
		});

		it('has the gains table as a lift table of every score', () => {
			const { groups } = card();
			const { rows: table } = measured(liftTable(groups, Infinity));
			updating.gains_birthwt_rule.forEach((row: Record<string, number>, i: number) => {
				const { from, leads, wins, cumulative } = table[i];
				expect([from, leads, wins, cumulative.leads, cumulative.wins]).toEqual([
					row.sc,
					row.n,
					row.k,
					row.cum_n,
					row.cum_k
				]);
				expectClose([cumulative.shareOfWins, cumulative.lift], [row.tpr, row.lift], 1e-12);
			});
		});

		it('is kept by the ladder once its map is published: the points are fine', () => {
			const { design, score, groups } = card();
			const { intercept, slope } = measured(probabilityMap(groups));
			const { update, rungs } = measured(
				updatingLadder(
					design,
					score.map((each) => intercept + slope * each)
				)
			);
			const { chisq, p } = updating.closed_test.score_vs_full;
			const { chiSquare, p: found, df } = measured(rungs[2].againstAll);
			expectClose([chiSquare, found], [chisq, p], 1e-8);
			expect(df).toBe(7);
			expect(update).toBe('keep');
		});
	}
);

describe.skipIf(!has(PYTHON))(`scikit-learn and statsmodels (../shared/${PYTHON})`, () => {
	it('have the same isotonic regressions as R', () => {
		const { x, fit, weighted } = python.iso_sklearn_test;
		expectClose(isotonicRegression(x), fit, 1e-14);
		expectClose(isotonicRegression(x, [9, 1, 1, 1, 1, 1, 1]), weighted, 1e-14);
		if (has(EVALUATION)) {
			expectClose(isotonicRegression([1, 0, 4, 3, 3, 5, 4, 2, 0]), evaluation.isoreg_doc, 1e-14);
		}
	});

	it('have the same documented losses and areas', () => {
		const p = Float64Array.of(0.1, 0.9, 0.8, 0.3);
		expect(brier(p, one(4), Float64Array.of(0, 1, 1, 0))).toBeCloseTo(python.sk_brier_doc, 15);
		const groups = collapseScores(
			Float64Array.of(0.1, 0.4, 0.35, 0.8),
			one(4),
			Float64Array.of(0, 0, 1, 1)
		);
		expect(measured(auc(groups)).auc).toBeCloseTo(python.sk_auc_doc, 15);
		expect(measured(averagePrecision(groups)).averagePrecision).toBeCloseTo(5 / 6, 15);
	});

	it('have Platt’s constants, which are a fit of his smoothed outcomes', () => {
		const k = Float64Array.of(2 / 3, 1 / 4, 1 / 4);
		const fit = fitLogistic({
			names: ['score'],
			columns: [Float64Array.of(5, -4, 1)],
			n: one(3),
			k
		});
		const [b, a] = fit.coefficients.map((value) => -value);
		// Both searches stop early: scikit-learn's own, and that of libsvm, whose constants it documents.
		expectClose([a, b], python.platt_sklearn_test, 1e-5);
		expectClose([a, b], [-0.20261354391187855, 0.65236314980010512], 1e-5);
	});

	it('have the fit of Spector and Mazzeo with its margins and table', () => {
		const t = fixture('spector.csv');
		const names = ['GPA', 'TUCE', 'PSI'];
		const design = rows(numeric(t, ...names), t.numbers('GRADE'));
		const fit = fitLogistic(design);
		const wanted = python.sm_spector;
		expectClose(fit.coefficients, Object.values(wanted.params as Record<string, number>), 1e-9);
		expectClose(fit.standardErrors, Object.values(wanted.bse as Record<string, number>), 1e-8);
		expectClose([fit.logLikelihood, fit.nullLogLikelihood], [wanted.llf, wanted.llnull], 1e-12);
		const test = measured(likelihoodRatioTest(fit.nullLogLikelihood, fit.logLikelihood, 3));
		expectClose(
			[test.chiSquare, test.p, 1 - fit.logLikelihood / fit.nullLogLikelihood],
			[wanted.llr, wanted.llr_pvalue, wanted.prsquared],
			1e-9
		);
		const p = probabilities(logits(design, fit.coefficients));
		const counts = [0, 1].map((won) =>
			[0, 1].map(
				(said) => p.filter((each, i) => design.k[i] === won && Number(each > 0.5) === said).length
			)
		);
		expect(counts).toEqual(wanted.pred_table);
		const { effects, errors } = averageMarginalEffects(design, fit.coefficients, fit.covariance, p);
		expectClose(effects, wanted.margeff_dydx_overall, 1e-9);
		expectClose(errors, wanted.margeff_se, 1e-7);
	});
});

/** Mean slope of the probability along each term, with delta-method errors. */
function averageMarginalEffects(
	design: Design,
	b: number[],
	covariance: number[][],
	p: Float64Array
) {
	const all = [one(p.length), ...design.columns];
	const mean = (of: (i: number) => number) => p.reduce((sum, _, i) => sum + of(i), 0) / p.length;
	const steepness = mean((i) => p[i] * (1 - p[i]));
	const bends = all.map((column) => mean((i) => p[i] * (1 - p[i]) * (1 - 2 * p[i]) * column[i]));
	const effects = b.slice(1).map((weight) => weight * steepness);
	const errors = b.slice(1).map((weight, term) => {
		const slope = bends.map((bend, j) => weight * bend + (j === term + 1 ? steepness : 0));
		const spread = covariance.map((row) =>
			row.reduce((sum, value, j) => sum + value * slope[j], 0)
		);
		return Math.sqrt(slope.reduce((sum, value, j) => sum + value * spread[j], 0));
	});
	return { effects, errors };
}
