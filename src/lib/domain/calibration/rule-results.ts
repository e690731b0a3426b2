import type { Cells } from '#lib/domain/cells/cells.ts';
import { adjustedLift } from '#lib/domain/evaluation/adjusted-lift.ts';
import { lift } from '#lib/domain/evaluation/lift.ts';
import { ruleVerdicts } from '#lib/domain/evaluation/rule-verdict.ts';
import { ruleSupport } from '#lib/domain/logistic/separation.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import { highestState, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Refusal, RuleResult } from './calibration.ts';
import type { RuleFit } from './fit-rules.ts';
import type { Points } from './points-of.ts';

interface Ingredients {
	/** Training and test cells. */
	cells: Cells;
	train: Cells;
	scorecard: Scorecard;
	refusals: (Refusal | null)[];
	fitted: Measured<RuleFit>;
	points: Points;
}

/** One line a rule, in order of the card: support, lift, weight, points and verdict (statistics 9 to 12). */
export function ruleResults(from: Ingredients): RuleResult[] {
	const { scorecard, refusals, points } = from;
	const rules = rulesOf(scorecard);
	const evidence = rules.map((rule, r) => ({
		points: rule.points,
		estimate: points.estimates[r],
		refused: refusals[r]
	}));
	const verdicts = ruleVerdicts(evidence, points.slopeCarries);
	const { fitted } = from;
	const logit = fitted.measured ? logits(fitted.design, fitted.fit.coefficients) : null;
	const groups = scorecard.groups.flatMap((group) => group.rules.map(() => group.label));
	return rules.map((rule, r) => ({
		id: rule.id,
		label: rule.label,
		group: groups[r],
		steps: highestState(rule),
		points: rule.points,
		...supportOf(from, r),
		...weightOf(from, r, logit),
		calibratedPoints: points.whole ? points.whole[r] : null,
		pointsEstimate: points.estimates[r]?.estimate ?? null,
		pointsCi: points.estimates[r]?.ci ?? null,
		verdict: verdicts[r],
		refused: refusals[r]
	}));
}

function supportOf({ cells, train }: Ingredients, rule: number) {
	const all = ruleSupport(cells, rule);
	const earlier = ruleSupport(train, rule);
	return {
		leads: all.with.leads,
		wins: all.with.wins,
		missing: all.missing.leads,
		trainLeads: earlier.with.leads,
		trainWins: earlier.with.wins,
		lift: lift(all)
	};
}

function weightOf({ train, fitted }: Ingredients, rule: number, logit: Float64Array | null) {
	const term = fitted.measured ? fitted.rules.indexOf(rule) : -1;
	if (!fitted.measured || !logit || term === -1) {
		return { adjustedLift: null, weight: null, standardError: null, ci: null };
	}
	const { fit } = fitted;
	const weight = fit.coefficients[term + 1];
	return {
		adjustedLift: adjustedLift(train, rule, logit, weight),
		weight,
		standardError: fit.standardErrors[term + 1],
		ci: wald(fit)[term + 1].ci
	};
}
