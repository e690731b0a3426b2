/** A scoring model as a CRM runs it: groups of rules with points, caps, exclusions and thresholds (design §6). */
export interface Scorecard {
	leadgauge: 1;
	name: string;
	description?: string;
	/** Days after creation in which signals count: decision time = creation + signal window (statistics 3). */
	signalWindowDays: number;
	/** Days after the decision time in which the outcome counts (statistics 4). */
	horizonDays: number;
	groups: Group[];
	/** Bounds of the total. */
	cap?: Cap;
	/** Leads that are not scored at all. */
	exclusions: Exclusion[];
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
	rules: Rule[];
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
		/** Column with the count. */
		field: string;
		/** Counted events that make one step. */
		per: number;
		/** Steps after which no more points are given, at most 100. */
		atMost: number;
	};
}

export interface Exclusion {
	id: string;
	label: string;
	when: Condition;
}

/** A comparison of one column. On a missing value every operator but the last two is "not evaluable". */
export type Condition =
	| { field: string; operator: 'equals'; value: string | number }
	| { field: string; operator: 'one-of'; values: (string | number)[] }
	| { field: string; operator: 'contains'; value: string }
	| { field: string; operator: 'between'; from: number; to: number }
	| { field: string; operator: 'at-least'; value: number }
	| { field: string; operator: 'at-most'; value: number }
	| { field: string; operator: 'is-set' }
	| { field: string; operator: 'is-missing' };

export type Operator = Condition['operator'];

export interface Cap {
	min?: number;
	max?: number;
}

export interface Thresholds {
	mql: number | null;
	sql: number | null;
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

/** The column a rule looks at. */
export function fieldOf(rule: Rule): string {
	return isStepped(rule) ? rule.each.field : rule.when.field;
}

/** Highest state of a rule: 1 for a condition, the number of steps for a stepped rule. */
export function highestState(rule: Rule): number {
	return isStepped(rule) ? rule.each.atMost : 1;
}
