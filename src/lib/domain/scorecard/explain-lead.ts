import { gradeName, gradeOn, type GradeAxis } from './grade-matrix.ts';
import type { Lead } from './lead.ts';
import { outcomeOfRule, valueOfField, type RuleOutcome } from './outcome-of-rule.ts';
import { cutTo } from './cut-to.ts';
import type { Exclusion, Group, Rule, Scorecard } from './scorecard.ts';
import { truthOf } from './truth-of.ts';

/** Where the points of a lead come from. */
export interface ExplainedLead {
	/** The score; null for a lead that is not scored. */
	points: number | null;
	/** Why there is no score: the exclusion that took the lead out, or that no rule gave points. */
	unscored: { by: Exclusion } | 'nothing-matched' | null;
	/** Sum of the groups before the bounds of the total. */
	sum: number;
	groups: ExplainedGroup[];
	/** Letter and number; null without a matrix or a score. */
	grade: string | null;
	/** Name of the range the score lies in; null where none fits. */
	band: string | null;
	/** The highest gate it passes. */
	gate: 'SQL' | 'MQL' | null;
}

export interface ExplainedGroup {
	id: string;
	label: string;
	/** Points after the bounds of the group, and before. */
	points: number;
	sum: number;
	/** What rules that share a limit give together, cut and before. */
	limits: { id: string; label: string; points: number; sum: number }[];
	rules: ExplainedRule[];
}

export interface ExplainedRule extends RuleOutcome {
	id: string;
	label: string;
	/** Points after the bounds of the rule. */
	points: number;
}

/**
 * Scores one lead as a card does it, with every step on the way: rule, limit, group, total (design §6).
 *
 * @param windowDays - decision time = creation + this many days; default: the card's
 * @example explainLead(card, lead).groups[0].rules[0].points // 20
 */
export function explainLead(
	card: Scorecard,
	lead: Lead,
	windowDays = card.signalWindowDays
): ExplainedLead {
	const groups = card.groups.map((group) => explainGroup(group, card, lead, windowDays));
	const sum = groups.reduce((total, { points }) => total + points, 0);
	const unscored = whyUnscored(card, groups, lead, windowDays);
	const points = unscored ? null : cutTo(sum, card.cap);
	const grade = points === null ? null : gradeOf(card, groups);
	return {
		points,
		unscored,
		sum,
		groups,
		grade,
		band: points === null ? null : bandOf(card, points),
		gate: points === null ? null : gateOf(card, points, grade)
	};
}

function explainGroup(
	group: Group,
	card: Scorecard,
	lead: Lead,
	windowDays: number
): ExplainedGroup {
	const { id, label, cap, rules, limits = [] } = group;
	const explained = rules.map((rule) => explainRule(rule, card, lead, windowDays));
	const sumWhere = (holds: (rule: Rule) => boolean) =>
		rules.reduce((sum, rule, r) => (holds(rule) ? sum + explained[r].points : sum), 0);
	const limited = limits.map((limit) => {
		const sum = sumWhere((rule) => rule.limit === limit.id);
		return { id: limit.id, label: limit.label, points: cutTo(sum, limit.cap), sum };
	});
	const free = sumWhere((rule) => !limits.some((limit) => limit.id === rule.limit));
	const sum = limited.reduce((total, { points }) => total + points, free);
	return { id, label, points: cutTo(sum, cap), sum, limits: limited, rules: explained };
}

function explainRule(rule: Rule, card: Scorecard, lead: Lead, windowDays: number): ExplainedRule {
	const outcome = outcomeOfRule(rule, card, lead, windowDays);
	const points = outcome.events > 0 ? cutTo(rule.points * outcome.events, rule.cap) : 0;
	return { id: rule.id, label: rule.label, points, ...outcome };
}

function whyUnscored(
	card: Scorecard,
	groups: ExplainedGroup[],
	lead: Lead,
	windowDays: number
): ExplainedLead['unscored'] {
	const valueOf = (field: string) => valueOfField(field, card, lead, windowDays);
	const by = card.exclusions.find(({ when }) => truthOf(when, valueOf) === true);
	if (by) return { by };
	const matched = groups.some(({ rules }) => rules.some(({ events }) => events > 0));
	return !matched && card.nothingMatched === 'no-score' ? 'nothing-matched' : null;
}

function gradeOf({ matrix }: Scorecard, groups: ExplainedGroup[]): string | null {
	if (!matrix) return null;
	const place = (axis: GradeAxis) => {
		const of = groups.filter(({ id }) => axis.groups.includes(id));
		return gradeOn(
			axis,
			of.reduce((sum, { points }) => sum + points, 0)
		);
	};
	return gradeName(matrix, place(matrix.fit), place(matrix.engagement));
}

function bandOf({ bands = [] }: Scorecard, points: number): string | null {
	return bands.findLast(({ from }) => from === null || points >= from)?.label ?? null;
}

function gateOf(
	{ thresholds: { mql, sql, mqlGrades, sqlGrades } }: Scorecard,
	points: number,
	grade: string | null
): ExplainedLead['gate'] {
	const passes = (least: number | null, grades: string[] | undefined) =>
		grades ? grade !== null && grades.includes(grade) : least !== null && points >= least;
	if (passes(sql, sqlGrades)) return 'SQL';
	return passes(mql, mqlGrades) ? 'MQL' : null;
}
