import { outcomeKinds } from '#lib/domain/thresholds/outcome-kinds.ts';
import {
	resampledThresholds,
	type ResamplingOptions
} from '#lib/domain/thresholds/resampled-thresholds.ts';
import { toldOf } from './told-of.ts';
import type { AskedRule } from './asked-rules.ts';
import type { GateOnTraining } from './gate-choices.ts';
import type { OutcomeGroups } from './gate-side.ts';

/**
 * The gates of rules that were asked for, chosen on training leads, with bootstrap intervals that all rest on the same
 * samples.
 *
 * @param train - training leads by score
 * @example askedGates(askedRules(train, terms, inflow, thresholds), train, { seed: 1 })[0].rule // 'capacity'
 */
export function askedGates(
	rules: AskedRule[],
	{ won, accepted }: OutcomeGroups,
	options: Pick<ResamplingOptions, 'seed' | 'draws'>
): GateOnTraining[] {
	const leads = outcomeKinds({ ...won, won: won.k, accepted: accepted?.k });
	const found = rules.map((rule) => rule.choose(leads));
	const chosen = [...rules.keys()].filter((r) => found[r].measured);
	const intervals =
		chosen.length === 0
			? []
			: resampledThresholds(
					leads,
					(sample) =>
						chosen.map((r) => {
							const each = rules[r].choose(sample);
							return each.measured ? each.threshold : null;
						}),
					options
				);
	return rules.map(({ gate, rule, outcome }, r) => {
		const each = found[r];
		if (!each.measured) return { gate, rule, outcome, chosen: toldOf(each, 'earlier', outcome) };
		const interval = intervals[chosen.indexOf(r)];
		const { threshold, breakEven = null, nextBlock = null } = each;
		return {
			gate,
			rule,
			outcome,
			chosen: { measured: true, threshold, interval, breakEven, nextBlock }
		};
	});
}
