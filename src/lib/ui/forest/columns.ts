import type { RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { Cell, Column, Table } from '#lib/charts/table.ts';
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

type Field = [column: Column, value: (rule: RuleResult) => Cell];

/**
 * The rules as a plain table for copying and saving, with everything their details say.
 *
 * @param warnings - sentences by id of the rule
 */
export function rulesTable(
	rules: RuleResult[],
	groupOf: (rule: RuleResult) => string,
	warnings: Record<string, string[]> = {}
): Table {
	const fields: Field[] = [
		[{ label: m.forest_group(), kind: 'text' }, groupOf],
		...pointsFields(),
		...evidenceFields(),
		[
			{ label: m.forest_column_warnings(), kind: 'text' },
			(rule) => (warnings[rule.id] ?? []).join(' ')
		],
		...weightFields(),
		...testFields()
	];
	return {
		columns: fields.map(([column]) => column),
		rows: rules.map((rule) => fields.map(([, value]) => value(rule)))
	};
}

const decimal = (label: string, digits: number): Column => ({ label, kind: 'decimal', digits });

function pointsFields(): Field[] {
	return [
		[{ label: m.forest_rule(), kind: 'text' }, (rule) => rule.label],
		[{ label: m.forest_today(), kind: 'points' }, (rule) => rule.points],
		[{ label: m.forest_calibrated(), kind: 'points' }, (rule) => rule.calibratedPoints],
		[decimal(m.forest_column_estimate(), 1), (rule) => rule.pointsEstimate],
		[decimal(m.forest_low(), 1), (rule) => rule.pointsCi?.[0] ?? null],
		[decimal(m.forest_high(), 1), (rule) => rule.pointsCi?.[1] ?? null],
		[
			{ label: m.forest_column_shrunk(), kind: 'text' },
			(rule) => (rule.shrunk ? m.forest_yes() : m.forest_no())
		],
		[decimal(m.forest_column_low_alone(), 1), (rule) => rule.unshrunk?.pointsCi?.[0] ?? null],
		[decimal(m.forest_column_high_alone(), 1), (rule) => rule.unshrunk?.pointsCi?.[1] ?? null]
	];
}

function evidenceFields(): Field[] {
	return [
		[{ label: m.forest_leads(), kind: 'count' }, (rule) => rule.leads],
		[{ label: m.forest_wins(), kind: 'count' }, (rule) => rule.wins],
		[{ label: m.forest_column_train_leads(), kind: 'count' }, (rule) => rule.trainLeads],
		[{ label: m.forest_column_train_wins(), kind: 'count' }, (rule) => rule.trainWins],
		[{ label: m.forest_lift(), kind: 'times' }, (rule) => rule.lift],
		[{ label: m.forest_adjusted(), kind: 'times' }, (rule) => rule.adjustedLift],
		[{ label: m.forest_verdict(), kind: 'text' }, (rule) => verdicts[rule.verdict].word()]
	];
}

function weightFields(): Field[] {
	return [
		[decimal(m.forest_column_weight(), 4), (rule) => rule.weight],
		[decimal(m.forest_column_error(), 4), (rule) => rule.standardError],
		[decimal(m.forest_column_robust(), 4), (rule) => rule.robustStandardError],
		[decimal(m.forest_column_weight_low(), 4), (rule) => rule.ci?.[0] ?? null],
		[decimal(m.forest_column_weight_high(), 4), (rule) => rule.ci?.[1] ?? null],
		[decimal(m.forest_column_profile_low(), 4), (rule) => profileEnd(rule, 'lower')],
		[decimal(m.forest_column_profile_high(), 4), (rule) => profileEnd(rule, 'upper')]
	];
}

function testFields(): Field[] {
	return [
		[decimal(m.forest_column_p(), 4), (rule) => rule.p],
		[decimal(m.forest_column_chi(), 2), ({ lrt }) => (lrt.measured ? lrt.chiSquare : null)],
		[decimal(m.forest_column_lrt_p(), 4), ({ lrt }) => (lrt.measured ? lrt.p : null)],
		[decimal(m.forest_column_vif(), 2), (rule) => rule.vif]
	];
}

/** null also where the interval has no end on that side. */
function profileEnd({ profileCi }: RuleResult, side: 'lower' | 'upper'): number | null {
	if (!profileCi.measured) return null;
	const bound = profileCi[side];
	return bound.limit === 'finite' ? bound.value : null;
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
