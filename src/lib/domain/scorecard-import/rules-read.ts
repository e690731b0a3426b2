import type { Issue } from '#lib/domain/issue.ts';
import type {
	Cap,
	ConditionRule,
	Group,
	Operator,
	Rule,
	Scorecard,
	SteppedRule
} from '#lib/domain/scorecard/scorecard.ts';
import type { Decimals } from './read-number.ts';
import type { ValueRead } from './value-list.ts';

/** Rules as somebody wrote them down, before anybody has said which columns they look at. */
export interface RulesRead {
	/** A table with headers, a list of sentences or activities, a scorecard file, or a template. */
	dialect: 'table' | 'list' | 'json' | 'template';
	/** Name the rules carry; empty where they have none. */
	name: string;
	groups: GroupRead[];
	exclusions: RuleRead[];
	/** What a scorecard file says besides its rules. */
	rest: Partial<Omit<Scorecard, 'leadgauge' | 'name' | 'groups' | 'exclusions'>>;
	/** What a point and a comma mean between digits. */
	decimals: Decimals;
	/** Lines that hold something and could not be read, each with what is wrong; no line is lost. */
	unread: UnreadRow[];
	/** What is worth knowing about the whole. */
	issues: Issue[];
}

export interface GroupRead {
	/** Empty where the group has none of its own. */
	id: string;
	label: string;
	kind: Group['kind'];
	cap?: Cap;
	/** Bounds that rules of a scorecard file share. */
	limits?: Group['limits'];
	rules: RuleRead[];
}

export interface RuleRead {
	/** Line of the text it stands in, from 1; 0 where there is no text. */
	line: number;
	/** Empty: made from the label. */
	id: string;
	label: string;
	looksFor: LooksFor;
	points: number;
	cap?: Cap;
	locked?: boolean;
	sign?: Rule['sign'];
	/** What a scorecard file says of a rule besides. */
	more?: Pick<Rule, 'limit' | 'decay' | 'missing'>;
}

export type LooksFor =
	| { kind: 'conditions'; join: 'all' | 'any'; of: ConditionRead[] }
	/** Something that happens: once is enough, or it counts each time, up to `atMost` times where that is said. */
	| {
			kind: 'event';
			field: string;
			count: 'once' | 'each';
			per: number;
			atMost: number | null;
			after: number;
	  }
	/** A question of a framework that a column answers with yes, no, unknown, or a rating. */
	| { kind: 'criterion'; field: string }
	/** What a rule of a scorecard file looks for, ready but for the names of its fields. */
	| { kind: 'ready'; what: ReadyTest };

export type ReadyTest = Pick<ConditionRule, 'when'> | Pick<SteppedRule, 'each'>;

/** A comparison as it was written: values are read once it is known what the column holds. */
export interface ConditionRead {
	field: string;
	operator: OperatorRead;
	values: ValueRead[];
}

export type OperatorRead = Exclude<Operator, 'email-kind'> | 'business-mail' | 'free-mail';

export interface UnreadRow {
	line: number;
	text: string;
	issue: Issue;
}

/** All rules and exclusions, in order. */
export function allRules({ groups, exclusions }: RulesRead): RuleRead[] {
	return [...groups.flatMap(({ rules }) => rules), ...exclusions];
}
