import type { Cells } from '#lib/domain/cells/cells.ts';
import { adjustedLift } from '#lib/domain/evaluation/adjusted-lift.ts';
import { lift } from '#lib/domain/evaluation/lift.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { ruleSupport, type RuleSupport } from '#lib/domain/logistic/separation.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { varianceInflation } from '#lib/domain/logistic/variance-inflation.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { RuleResult } from './calibration.ts';
import type { RuleInference, UnshrunkWeight } from './inference.ts';
import { likelihoodInference } from './likelihood-inference.ts';
import type { Points } from './points-of.ts';
import type { RuleFit } from './rule-fit.ts';
import { mostAlike, MOST_INFLATION, ruleWarnings, type WarningEvidence } from './rule-warnings.ts';
import { isAtPrior, isShrunk, unshrunkWeights } from './unshrunk-weights.ts';

export interface WeightIngredients {
	/** Training cells. */
	train: Cells;
	scorecard: Scorecard;
	fitted: Measured<RuleFit>;
	points: Points;
	/** Told how far the work is, 0..1. */
	onStep?: (share: number) => void;
}

/** The weight of a rule and what stands behind it; nulls and refusals where it got none. */
export type RuleWeight = RuleInference &
	Pick<RuleResult, 'trainLeads' | 'trainWins' | 'adjustedLift' | 'weight' | 'standardError' | 'ci'>;

/**
 * Weights of all rules with their inference, in order of the card. Where leads of an account count together interval and p
 * are by account; where a penalty drew the weights they are shrunk, and what the leads say alone stands beside them.
 *
 * @example ruleWeights({ train, scorecard, fitted, points })[0].ci // [1.98, 2.63]
 */
export function ruleWeights(from: WeightIngredients): RuleWeight[] {
	const { train, scorecard, fitted } = from;
	const supports = rulesOf(scorecard).map((_, r) => ruleSupport(train, r));
	if (!fitted.measured) return supports.map((support) => without(support, 'not-fitted'));
	const weights = supports.map((support) => without(support, 'rule-refused'));
	const inference = likelihoodInference(fitted, from.onStep);
	const unshrunk = unshrunkWeights(fitted);
	const inflation = inflationOf(fitted);
	const logit = logits(fitted.design, fitted.fit.coefficients);
	fitted.rules.forEach((rule, j) => {
		const figures = { ...figuresOf(fitted, j), ...ownSpread(fitted, j, unshrunk[j]) };
		const adjusted = adjustedLift(train, rule, logit, figures.weight);
		weights[rule] = {
			...weights[rule],
			...figures,
			...inference[j],
			unshrunk: unshrunk[j] && { ...unshrunk[j], ...asPoints(from.points.unshrunk[rule]) },
			adjustedLift: adjusted,
			vif: inflation[j],
			warnings: warningsOf(from, fitted, j, {
				ci: figures.ci,
				support: supports[rule],
				adjustedLift: adjusted,
				vif: inflation[j]
			})
		};
	});
	return weights;
}

function without({ with: fired }: RuleSupport, reason: string): RuleWeight {
	return {
		trainLeads: fired.leads,
		trainWins: fired.wins,
		adjustedLift: null,
		weight: null,
		standardError: null,
		ci: null,
		p: null,
		robustStandardError: null,
		shrunk: false,
		atPrior: false,
		unshrunk: null,
		profileCi: notMeasured(reason),
		lrt: notMeasured(reason),
		vif: null,
		warnings: []
	};
}

function figuresOf({ fit, covariance, accounts, ridge }: RuleFit, term: number) {
	const believed = Math.sqrt(covariance[term + 1][term + 1]);
	return {
		shrunk: isShrunk({ ridge }, term),
		weight: fit.coefficients[term + 1],
		...spreadOf(
			fit.coefficients[term + 1],
			fit.standardErrors[term + 1],
			believed,
			accounts !== null
		)
	};
}

/** Error, interval and p of a weight drawn without end are those of the leads alone. */
function ownSpread(
	fitted: RuleFit,
	term: number,
	alone: Pick<UnshrunkWeight, 'weight' | 'standardError'> | null
) {
	if (!alone || !isAtPrior(fitted, term)) return {};
	const byLead = fitted.unshrunk!.standardErrors[term + 1];
	const byAccount = fitted.accounts !== null;
	return { atPrior: true, ...spreadOf(alone.weight, byLead, alone.standardError, byAccount) };
}

function asPoints(estimate: PointsEstimate | null) {
	return { pointsEstimate: estimate?.estimate ?? null, pointsCi: estimate?.ci ?? null };
}

function spreadOf(weight: number, standardError: number, believed: number, byAccount: boolean) {
	return {
		standardError,
		robustStandardError: byAccount ? believed : null,
		ci: normalInterval(weight, believed),
		p: twoSidedP(weight / believed)
	};
}

/** By what the leads say alone: a penalty makes rules look less alike than they are. */
function inflationOf({ unshrunk, fit }: RuleFit): number[] {
	const { names, covariance } = unshrunk ?? fit;
	const terms = names.slice(1).map((name, j) => ({ name, coefficients: [j + 1] }));
	return varianceInflation(covariance, terms).map(({ gvif }) => gvif);
}

function warningsOf(
	{ scorecard, points }: WeightIngredients,
	fitted: RuleFit,
	term: number,
	found: Pick<WarningEvidence, 'ci' | 'support' | 'adjustedLift' | 'vif'>
): RuleInference['warnings'] {
	const rules = rulesOf(scorecard);
	const rule = fitted.rules[term];
	const labels = fitted.rules.map((each) => rules[each].label);
	return ruleWarnings({
		...found,
		points: rules[rule].points,
		pointsEstimate: points.estimates[rule]?.estimate ?? null,
		lift: lift(found.support),
		nearest: found.vif > MOST_INFLATION ? mostAlike(fitted.design, term, labels) : null
	});
}
