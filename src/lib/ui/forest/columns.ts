import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { Table } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import { verdictRank, verdicts } from '#lib/ui/forest/verdict.ts';

/** What a forest table can be sorted by; null: nothing to sort by in this row. */
export const sortKeys = {
	rule: (rule: RuleResult) => rule.label,
	change: (rule: RuleResult) =>
		rule.calibratedPoints === null ? null : Math.abs(rule.calibratedPoints - rule.points),
	points: (rule: RuleResult) => rule.points,
	leads: (rule: RuleResult) => rule.leads,
	wins: (rule: RuleResult) => rule.wins,
	lift: (rule: RuleResult) => rule.lift,
	adjusted: (rule: RuleResult) => rule.adjustedLift,
	verdict: (rule: RuleResult) => -verdictRank(rule.verdict)
};

export type SortKey = keyof typeof sortKeys;

/** The rules as a plain table, for copying. */
export function rulesTable(rules: RuleResult[], groupOf: (rule: RuleResult) => string): Table {
	return {
		columns: [
			{ label: m.forest_group(), kind: 'text' },
			{ label: m.forest_rule(), kind: 'text' },
			{ label: m.forest_today(), kind: 'points' },
			{ label: m.forest_calibrated(), kind: 'points' },
			{ label: m.forest_low(), kind: 'decimal', digits: 1 },
			{ label: m.forest_high(), kind: 'decimal', digits: 1 },
			{ label: m.forest_leads(), kind: 'count' },
			{ label: m.forest_wins(), kind: 'count' },
			{ label: m.forest_lift(), kind: 'times' },
			{ label: m.forest_adjusted(), kind: 'times' },
			{ label: m.forest_verdict(), kind: 'text' }
		],
		rows: rules.map((rule) => [
			groupOf(rule),
			rule.label,
			rule.points,
			rule.calibratedPoints,
			rule.pointsCi?.[0] ?? null,
			rule.pointsCi?.[1] ?? null,
			rule.leads,
			rule.wins,
			rule.lift,
			rule.adjustedLift,
			verdicts[rule.verdict].word()
		])
	};
}

/** Rules in order of a key; rows without a value last either way. */
export function sortedRules(
	rules: RuleResult[],
	key: SortKey,
	direction: 1 | -1,
	locale: string
): RuleResult[] {
	const words = new Intl.Collator(locale, { numeric: true });
	return rules.toSorted((a, b) => {
		const [x, y] = [sortKeys[key](a), sortKeys[key](b)];
		if (x === null || y === null) return Number(x === null) - Number(y === null);
		if (typeof x === 'string') return direction * words.compare(x, String(y));
		return direction * (x - Number(y));
	});
}
