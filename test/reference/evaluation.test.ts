import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { aucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { cardTest } from '#lib/domain/evaluation/card-test.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { gains } from '#lib/domain/evaluation/gains.ts';
import { ks } from '#lib/domain/evaluation/ks.ts';
import { logLoss } from '#lib/domain/evaluation/log-loss.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { roc } from '#lib/domain/evaluation/roc.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { likelihoodRatioTest } from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from './close.ts';
import { has, sharedJson, sharedTable } from './table.ts';

const EVALUATION = 'reference/eval_reference.json';
const UPDATING = 'reference/update_reference.json';
const evaluation = sharedJson(EVALUATION);
const updating = sharedJson(UPDATING);
const one = (rows: number) => new Float64Array(rows).fill(1);

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const ASAH = 'reference/data/aSAH.csv';
describe.skipIf(!(has(ASAH) && has(EVALUATION)))(`pROC on aSAH (../shared/${ASAH})`, () => {
	const scoreOf = (name: string) => sharedTable(ASAH).numbers(name);
	const poor = () => sharedTable(ASAH).is('outcome', 'Poor');

	it.each(['wfns', 's100b', 'ndka'])('has the AUC, DeLong variance and interval of %s', (name) => {
		const k = poor();
		const found = measured(auc(collapseScores(scoreOf(name), one(k.length), k)));
		const { auc: wanted, var_delong, ci95 } = evaluation.asah[name];
		expectClose([found.auc, found.variance], [wanted, var_delong], 1e-12);
		expectClose(found.ci, [ci95[0], ci95[2]], 1e-12);
	});

	it.each(['wfns_vs_s100b', 'wfns_vs_ndka', 'ndka_vs_s100b'])(
		'has the paired test of %s',
		(pair) => {
			const [first, second] = pair.split('_vs_').map(scoreOf);
			const k = poor();
			const found = measured(aucDifference(first, second, one(k.length), k));
			const wanted = evaluation.asah[pair];
			expectClose([found.difference, found.z, found.p], [wanted.diff, wanted.Z, wanted.p], 1e-10);
			expectClose(found.ci, wanted['conf.int'], 1e-10);
		}
	);
});

const DEFAULT = 'reference/data/Default.csv';
describe.skipIf(!(has(DEFAULT) && has(EVALUATION)))(
	`ISLR Default, fitted on odd rows and tested on even ones (../shared/${DEFAULT})`,
	() => {
		const wanted = evaluation.default_split;
		const split = (rest: 0 | 1): Design => {
			const t = sharedTable(DEFAULT);
			const half = (column: Float64Array) => column.filter((_, i) => i % 2 === rest);
			const columns = [t.numbers('balance'), t.numbers('income'), t.is('student', 'Yes')];
			return {
				names: ['balance', 'income', 'student'],
				columns: columns.map(half),
				n: one(5000),
				k: half(t.is('default', 'Yes'))
			};
		};
		const tested = () => {
			const fit = fitLogistic(split(0));
			const design = split(1);
			const logit = logits(design, fit.coefficients);
			return { fit, design, logit, p: probabilities(logit) };
		};

		it('has Brier score, log loss, AUC with interval and KS', () => {
			const { fit, design, p } = tested();
			expectClose(
				fit.coefficients,
				Object.values(wanted.train_coef as Record<string, number>),
				1e-9
			);
			expectClose(
				[brier(p, design.n, design.k), logLoss(p, design.n, design.k)],
				[wanted.brier, wanted.logloss],
				1e-10
			);
			const groups = collapseScores(p, design.n, design.k);
			const area = measured(auc(groups));
			expectClose([area.auc, ...area.ci], [wanted.auc, wanted.auc_ci[0], wanted.auc_ci[2]], 1e-10);
			expectClose([measured(ks(groups)).ks, 2 * area.auc - 1], [wanted.ks, wanted.gini], 1e-10);
		});

		it('has the paired DeLong test against the balance alone', () => {
			const { design, p } = tested();
			const found = measured(aucDifference(p, design.columns[0], design.n, design.k));
			expectClose(
				[found.z, found.p],
				[wanted.delong_full_vs_balance.Z, wanted.delong_full_vs_balance.p],
				1e-8
			);
		});

		it('has calibration slope and, with the log-odds as offset, calibration in the large', () => {
			const { design, logit } = tested();
			const { n, k } = design;
			const slope = fitLogistic({ names: ['logit'], columns: [logit], n, k });
			const { calib } = wanted;
			expectClose(slope.coefficients, [calib.slope_model_intercept, calib.slope], 1e-7);
			expectClose([slope.standardErrors[1]], [calib.slope_se], 1e-6);
			const inTheLarge = fitLogistic({ names: [], columns: [], offset: logit, n, k });
			expectClose(
				[inTheLarge.coefficients[0], inTheLarge.standardErrors[0]],
				[calib.citl, calib.citl_se],
				1e-6
			);
			expect(inTheLarge.nullLogLikelihood).toBeCloseTo(inTheLarge.logLikelihood, 10);
		});
	}
);

const RULES = 'reference/data/birthwt_rules_cells.csv';
describe.skipIf(!(has(RULES) && has(UPDATING)))(
	`birth weight as a card of eight rules (../shared/${RULES})`,
	() => {
		const cells = () => {
			const t = sharedTable(RULES);
			const names = [
				'r_age_lt20',
				'r_lwt_lt110',
				'r_black',
				'r_other',
				'r_smoke',
				'r_ptl',
				'r_ht',
				'r_ui'
			];
			const columns = names.map((name) => t.numbers(name));
			const points: number[] = updating.closed_test.points;
			const n = t.numbers('n');
			const score = n.map((_, c) =>
				columns.reduce((sum, column, j) => sum + points[j] * column[c], 0)
			);
			return { design: { names, columns, n, k: t.numbers('k') }, score };
		};

		it('has AUC, intervals and paired test of the card against the fit', () => {
			const { design, score } = cells();
			const fitted = logits(design, fitLogistic(design).coefficients);
			const areas = [score, fitted].map((each) =>
				measured(auc(collapseScores(each, design.n, design.k)))
			);
			const wanted = updating.rule_vs_fit;
			expectClose(
				areas.map((area) => area.auc),
				[wanted.auc_rule, wanted.auc_fit],
				1e-12
			);
			expectClose(areas[0].ci, [wanted.auc_rule_ci[0], wanted.auc_rule_ci[2]], 1e-12);
			expectClose(areas[1].ci, [wanted.auc_fit_ci[0], wanted.auc_fit_ci[2]], 1e-12);
			const difference = measured(aucDifference(score, fitted, design.n, design.k));
			expectClose([difference.z, difference.p], [wanted.Z, wanted.p], 1e-10);
			expectClose(difference.ci, wanted.ci, 1e-10);
		});

		it('has the KS distance and every row of the gains table', () => {
			const { design, score } = cells();
			const groups = collapseScores(score, design.n, design.k);
			expectClose([measured(ks(groups)).ks], [updating.ks_birthwt_rule], 1e-12);
			const curve = gains(groups);
			const points = roc(groups);
			if (!Array.isArray(curve) || !Array.isArray(points)) throw new Error('not measured');
			updating.gains_birthwt_rule.forEach((row: Record<string, number>, i: number) => {
				const { shareOfLeads, shareOfWins, threshold } = curve[i + 1];
				expect(threshold).toBe(row.sc);
				expectClose([shareOfLeads * 189, shareOfWins], [row.cum_n, row.tpr], 1e-12);
				expectClose([shareOfWins / shareOfLeads], [row.lift], 1e-12);
				expect(points[i + 1].falsePositiveRate).toBeCloseTo(row.fpr, 14);
			});
			expect(curve).toHaveLength(updating.gains_birthwt_rule.length + 1);
		});

		it('has the probability map of the points, with its Brier score and log loss', () => {
			const { design, score } = cells();
			const map = measured(probabilityMap(collapseScores(score, design.n, design.k)));
			expectClose([map.intercept, map.slope], updating.closed_test.score_coef, 1e-9);
			const reach = 1.95996398454005 * updating.closed_test.score_se[1];
			expectClose(map.slopeCi, [map.slope - reach, map.slope + reach], 1e-6);
			const p = mappedProbabilities(map, score);
			expectClose(
				[brier(p, design.n, design.k)],
				[updating.corp_birthwt_rule_score.brier.S],
				1e-10
			);
			expectClose(
				[logLoss(p, design.n, design.k)],
				[updating.corp_birthwt_rule_score.log.S],
				1e-10
			);
		});

		it('has the closed test: the score says much, free weights no more', () => {
			const { design, score } = cells();
			const { dev, null_vs_score, score_vs_full } = updating.closed_test;
			const byScore = fitLogistic({ ...design, names: ['score'], columns: [score] });
			const test = measured(
				likelihoodRatioTest(byScore.nullLogLikelihood, byScore.logLikelihood, 1)
			);
			expectClose([test.chiSquare, test.p], [null_vs_score.chisq, null_vs_score.p], 1e-9);
			const found = measured(cardTest(design, 8, score));
			const { chiSquare, df, p } = measured(found.lrt);
			expect(df).toBe(score_vs_full.df);
			expectClose([chiSquare, p], [score_vs_full.chisq, score_vs_full.p], 1e-9);
			expectClose([found.gainShare as number], [(dev[1] - dev[2]) / (dev[0] - dev[2])], 1e-9);
			expectClose([found.explainedPerLead], [(dev[0] - dev[2]) / 2 / 189], 1e-9);
		});

		it('knows that the score is the rules over again', () => {
			const { design, score } = cells();
			const found = aliasedTerms({
				...design,
				names: [...design.names, 'score'],
				columns: [...design.columns, score]
			});
			expect(found.map(({ name }) => name)).toEqual(['score']);
			expectClose(
				found[0].on.map(({ coefficient }) => coefficient),
				updating.closed_test.points,
				1e-9
			);
		});
	}
);

describe.skipIf(!has(UPDATING))(`intervals of a rate (../shared/${UPDATING})`, () => {
	it('has the Wilson interval of 7 in 40', () => {
		expectClose(wilson(7, 40), updating.binom_7_40.wilson, 1e-12);
	});
});
