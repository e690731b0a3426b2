import { lift } from '#lib/domain/evaluation/lift.ts';
import { ruleVerdicts } from '#lib/domain/evaluation/rule-verdict.ts';
import { ruleSupport } from '#lib/domain/logistic/separation.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { mostEvents, rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import type { Refusal, RuleResult } from './calibration.ts';
import { ruleWeights, type WeightIngredients } from './rule-weights.ts';

interface Ingredients extends WeightIngredients {
	/** Training and test cells. */
	cells: Cells;
	refusals: (Refusal | null)[];
}

/** One line a rule, in order of the card: support, lift, weight, inference, points and verdict (statistics 9 to 12). */
export function ruleResults(from: Ingredients): RuleResult[] {
	const { cells, scorecard, refusals, points } = from;
	const rules = rulesOf(scorecard);
	const weights = ruleWeights(from);
	const evidence = rules.map((rule, r) => ({
		points: rule.points,
		estimate: points.estimates[r],
		unshrunk: points.unshrunk[r],
		refused: refusals[r]
	}));
	const verdicts = ruleVerdicts(evidence, points.slopeCarries);
	const groups = scorecard.groups.flatMap((group) => group.rules.map(() => group.label));
	return rules.map((rule, r) => {
		const all = ruleSupport(cells, r);
		return {
			id: rule.id,
			label: rule.label,
			group: groups[r],
			steps: mostEvents(rule),
			points: rule.points,
			leads: all.with.leads,
			wins: all.with.wins,
			missing: all.missing.leads,
			lift: lift(all),
			...weights[r],
			calibratedPoints: points.whole ? points.whole[r] : null,
			pointsEstimate: points.estimates[r]?.estimate ?? null,
			pointsCi: points.estimates[r]?.ci ?? null,
			verdict: verdicts[r],
			refused: refusals[r]
		};
	});
}
