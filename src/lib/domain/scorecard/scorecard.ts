import { comparisonsOf, conditionFields, type Condition } from './conditions.ts';
import type { Decay } from './decay.ts';
import type { GradeMatrix } from './grade-matrix.ts';
import { ruleLevels } from './rule-levels.ts';
import type { TouchFeature } from './touch-feature.ts';

export type { Comparison, Condition, Operator } from './conditions.ts';
export type { Decay } from './decay.ts';
export type { GradeAxis, GradeMatrix } from './grade-matrix.ts';
export type { TouchFeature } from './touch-feature.ts';

/** A scoring model as a CRM runs it: groups of rules with points, caps, exclusions and thresholds (design §6). */
export interface Scorecard {
	leadgauge: 1;
	name: string;
	description?: string;
	/** Days after creation in which signals count: decision time = creation + signal window (statistics 3). */
	signalWindowDays: number;
	/** Days after the decision time in which the outcome counts (statistics 4). */
	horizonDays: number;
	/** What rules may ask about a lead's touches, as of the decision time. */
	features?: TouchFeature[];
	groups: Group[];
	/** Bounds of the total; a lowest total of 0 keeps it from falling below. */
	cap?: Cap;
	/** What a lead gets for whom no rule gives points: 0 (default), or no score at all. */
	nothingMatched?: 'zero' | 'no-score';
	/** Leads that are not scored at all. */
	exclusions: Exclusion[];
	/** Letter and number beside the total. */
	matrix?: GradeMatrix;
	/** Names for ranges of the total, such as hot, warm and cold. */
	bands?: Band[];
	/** Lowest total that passes the gate; null where the card names none. */
	thresholds: Thresholds;
	/** Which chance of a win was promised for which score, where that was published (statistics 8, 13). */
	published?: PublishedBand[];
	/** Where the points of a calibrated card come from; written by Leadgauge, read by nobody's scoring. */
	calibration?: Record<string, unknown>;
}

export interface Group {
	id: string;
	label: string;
	kind: 'fit' | 'engagement' | 'negative' | 'framework';
	/** Bounds of the sum of the group's rules. */
	cap?: Cap;
	/** Bounds that some rules of the group share, before the group's own. */
	limits?: Limit[];
	rules: Rule[];
}

/** A bound on the sum of the rules that name it: the criteria of one rule in tools that nest them. */
export interface Limit {
	/** Unique in the group. */
	id: string;
	label: string;
	cap: Cap;
}

export type Rule = ConditionRule | SteppedRule;

interface RuleHead {
	/** Unique in the scorecard. */
	id: string;
	label: string;
	/** Whole points, given once for a condition, per event for a stepped rule. */
	points: number;
	/** Bounds of the points this rule gives. */
	cap?: Cap;
	/** Limit of the group that this rule counts under. */
	limit?: string;
	/** How the points wear off with age. */
	decay?: Decay;
	/**
	 * A missing value makes the rule not evaluable (`own-state`, the default); is left out of all and any as if it were not
	 * asked for, so that only where nothing is left the rule is not evaluable (`ignored`); or counts as not fulfilled, also
	 * where the comparison is a negation (`false`).
	 */
	missing?: 'own-state' | 'ignored' | 'false';
	/** Its points stay as they are. */
	locked?: boolean;
	/** Its points may not fall below 0 (`positive`) or rise above it (`negative`). */
	sign?: 'positive' | 'negative';
}

/** Points if the condition holds. */
export interface ConditionRule extends RuleHead {
	when: Condition;
}

/** Points per event up to a maximum number of events: states 0..atMost. */
export interface SteppedRule extends RuleHead {
	each: {
		/** Column with the count, or a count of touches. */
		field: string;
		/** Counted events that make one step. */
		per: number;
		/** Steps after which no more points are given, at most 100; 1 gives points for the first only. */
		atMost: number;
		/** Events that give nothing before points begin; default 0. */
		after?: number;
	};
}

export interface Exclusion {
	id: string;
	label: string;
	when: Condition;
}

export interface Cap {
	min?: number;
	max?: number;
}

/** A range of the total: from `from` up to the next band; null for the lowest, which has no lower end. */
export interface Band {
	label: string;
	from: number | null;
}

export interface Thresholds {
	mql: number | null;
	sql: number | null;
	/** Grades of the matrix that pass the gate, instead of a total. */
	mqlGrades?: string[];
	sqlGrades?: string[];
}

/** Scores from `from` up to the next band were said to win with this probability, 0..1. */
export interface PublishedBand {
	/** Null for the lowest band, which has no lower end. */
	from: number | null;
	probability: number;
}

/** @example isStepped({ id: 'a', label: 'A', points: 1, each: { field: 'views', per: 1, atMost: 5 } }) // true */
export function isStepped(rule: Rule): rule is SteppedRule {
	return 'each' in rule;
}

/** All rules in the order of the card; cells, weights and tables keep this order. */
export function rulesOf(scorecard: Scorecard): Rule[] {
	return scorecard.groups.flatMap((group) => group.rules);
}

/**
 * The fields a rule looks at, each once: columns of the lead file and `touch:<id>`.
 * @example fieldsOf({ id: 'a', label: 'A', points: 1, each: { field: 'views', per: 1, atMost: 5 } }) // ['views']
 */
export function fieldsOf(rule: Rule): string[] {
	const asked = isStepped(rule) ? [rule.each.field] : conditionFields(rule.when);
	const age = rule.decay?.age;
	return age === undefined || asked.includes(age) ? asked : [...asked, age];
}

/** What a rule looks at, as one text: its field, or several joined by " + ". */
export function subjectOf(rule: Rule): string {
	return fieldsOf(rule).join(' + ');
}

/** Highest state of a rule: 1 for a condition, the number of steps for a stepped rule, of levels for one that decays. */
export function highestState(rule: Rule): number {
	const levels = ruleLevels(rule);
	return levels ? levels.values.length - 1 : mostEvents(rule);
}

/** Most events a rule gives points for: what its points are multiplied by at most. */
export function mostEvents(rule: Rule): number {
	return isStepped(rule) ? rule.each.atMost : 1;
}

/** Whether a rule can always be evaluated. */
export function neverMissing(rule: Rule): boolean {
	if (rule.missing === 'false') return true;
	if (isStepped(rule) || rule.decay) return false;
	return comparisonsOf(rule.when).every(({ operator }) =>
		['is-set', 'is-missing'].includes(operator)
	);
}
