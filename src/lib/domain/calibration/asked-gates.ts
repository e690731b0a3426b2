import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { outcomeKinds } from '#lib/domain/thresholds/outcome-kinds.ts';
import {
	resampledThresholds,
	type ResamplingOptions,
	type ThresholdInterval
} from '#lib/domain/thresholds/resampled-thresholds.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { AskedRule } from './asked-rules.ts';
import { outcomesByAccount } from './gate-accounts.ts';
import type { GateOnTraining } from './gate-choices.ts';
import type { OutcomeGroups } from './gate-side.ts';
import { toldOf } from './told-of.ts';

/**
 * The gates of rules that were asked for, chosen on training leads, with bootstrap intervals that rest on the same samples:
 * of accounts where leads belong to some (statistics 1). Both gates together are always drawn lead by lead, because what
 * sales accepted is not counted by account.
 *
 * @param train - training leads by score
 * @param accounts - the same leads by account; null where each stands for itself
 * @example askedGates(askedRules(train, terms, inflow, thresholds), train, null, { seed: 1 })[0].rule // 'capacity'
 */
export function askedGates(
	rules: AskedRule[],
	{ won, accepted }: OutcomeGroups,
	accounts: ClusterCounts | null,
	options: Pick<ResamplingOptions, 'seed' | 'draws'>
): GateOnTraining[] {
	const leads = outcomeKinds({ ...won, won: won.k, accepted: accepted?.k });
	const found = new Map(rules.map((rule) => [rule, rule.choose(leads)]));
	const chosen = rules.filter((rule) => found.get(rule)!.measured);
	const together = chosen.filter(({ rule }) => accounts && rule === 'joint');
	const apart = chosen.filter((rule) => !together.includes(rule));
	const byAccount = accounts && apart.length > 0;
	const sampling = byAccount ? outcomesByAccount(won, accounts, options) : options;
	const intervals = new Map([
		...intervalsOf(apart, leads, sampling),
		...intervalsOf(together, leads, options)
	]);
	return rules.map((rule) => {
		const { gate, rule: name, outcome } = rule;
		const each = found.get(rule)!;
		if (!each.measured) {
			return { gate, rule: name, outcome, chosen: toldOf(each, 'earlier', outcome) };
		}
		const { threshold, breakEven = null, nextBlock = null } = each;
		const interval = intervals.get(rule)!;
		const chosen = { measured: true, threshold, interval, breakEven, nextBlock } as const;
		return { gate, rule: name, outcome, chosen };
	});
}

function intervalsOf(
	rules: AskedRule[],
	leads: Parameters<AskedRule['choose']>[0],
	options: ResamplingOptions
): [AskedRule, Measured<ThresholdInterval>][] {
	if (rules.length === 0) return [];
	const choose = (rule: AskedRule, sample: typeof leads) => {
		const found = rule.choose(sample);
		return found.measured ? found.threshold : null;
	};
	const intervals = resampledThresholds(
		leads,
		(sample) => rules.map((rule) => choose(rule, sample)),
		options
	);
	return rules.map((rule, r) => [rule, intervals[r]]);
}
