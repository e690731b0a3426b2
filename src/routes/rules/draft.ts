import {
	isStepped,
	type Cap,
	type Condition,
	type Exclusion,
	type Group,
	type Operator,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { writeDecimal, type Locale } from './decimal-text.ts';

/**
 * A scorecard as it stands in the fields of the page: every number a text, because what is typed need not be one.
 * Keys name rows while they move; the card never sees them.
 */
export interface CardDraft {
	name: string;
	description: string;
	windowDays: string;
	horizonDays: string;
	cap: CapDraft;
	mql: string;
	sql: string;
	groups: GroupDraft[];
	exclusions: ExclusionDraft[];
}

export interface GroupDraft {
	key: string;
	id: string;
	label: string;
	kind: Group['kind'];
	cap: CapDraft;
	rules: RuleDraft[];
}

export interface RuleDraft {
	key: string;
	/** Empty: made from the name. */
	id: string;
	/** Empty: made from the condition. */
	label: string;
	points: string;
	cap: CapDraft;
	/** What calibration has to keep to: the points stay; empty sign: either. */
	locked: boolean;
	sign: '' | NonNullable<Rule['sign']>;
	condition: ConditionDraft;
}

export interface ExclusionDraft {
	key: string;
	id: string;
	label: string;
	condition: ConditionDraft;
}

export interface CapDraft {
	min: string;
	max: string;
}

/** A condition, or points per event; what the operator does not use waits for another one. */
export interface ConditionDraft {
	field: string;
	operator: OperatorDraft;
	value: string;
	values: string[];
	from: string;
	to: string;
	per: string;
	atMost: string;
	/** Whether the values are numbers where the data does not say so, having no such column. */
	numbers: boolean;
}

export type OperatorDraft = Operator | 'each';

/** The fields that show a card. */
export function draftOf(card: Scorecard, locale: Locale): CardDraft {
	return {
		name: card.name,
		description: card.description ?? '',
		windowDays: String(card.signalWindowDays),
		horizonDays: String(card.horizonDays),
		cap: capDraft(card.cap, locale),
		mql: wholeText(card.thresholds.mql, locale),
		sql: wholeText(card.thresholds.sql, locale),
		groups: card.groups.map((group, g) => groupDraft(group, `g${g}`, locale)),
		exclusions: card.exclusions.map((each, e) => exclusionDraft(each, `e${e}`, locale))
	};
}

/** A condition that nobody has filled in yet. */
export function blankCondition(field: string, type: string | undefined): ConditionDraft {
	const operator = type === 'number' ? 'at-least' : type === 'timestamp' ? 'is-set' : 'equals';
	const texts = { value: '', values: [], from: '', to: '', per: '1', atMost: '5' };
	return { field, operator, ...texts, numbers: type === 'number' };
}

/** What a rule or an exclusion looks for, in fields. */
export function conditionDraft(
	what: { when: Condition } | Pick<Extract<Rule, { each: unknown }>, 'each'>,
	locale: Locale
): ConditionDraft {
	if ('each' in what) {
		const { field, per, atMost } = what.each;
		const steps = { per: writeDecimal(per, locale), atMost: String(atMost) };
		return { ...blankCondition(field, 'number'), operator: 'each', ...steps };
	}
	const { when } = what;
	const text = (value: string | number) =>
		typeof value === 'number' ? writeDecimal(value, locale) : value;
	const { field, operator } = when;
	const bare = { ...blankCondition(field, 'text'), operator };
	if ('values' in when) {
		const numbers = when.values.every((value) => typeof value === 'number');
		return { ...bare, values: when.values.map(text), numbers };
	}
	if ('from' in when) return { ...bare, from: text(when.from), to: text(when.to), numbers: true };
	if ('value' in when) {
		return { ...bare, value: text(when.value), numbers: typeof when.value === 'number' };
	}
	return bare;
}

function groupDraft(group: Group, key: string, locale: Locale): GroupDraft {
	const { id, label, kind, cap, rules } = group;
	return {
		key,
		id,
		label,
		kind,
		cap: capDraft(cap, locale),
		rules: rules.map((rule, r) => ruleDraft(rule, `${key}r${r}`, locale))
	};
}

function ruleDraft(rule: Rule, key: string, locale: Locale): RuleDraft {
	const { id, label, points, cap, locked, sign } = rule;
	const condition = conditionDraft(
		isStepped(rule) ? { each: rule.each } : { when: rule.when },
		locale
	);
	return {
		key,
		id,
		label,
		points: wholeText(points, locale),
		cap: capDraft(cap, locale),
		locked: locked ?? false,
		sign: sign ?? '',
		condition
	};
}

function exclusionDraft(
	{ id, label, when }: Exclusion,
	key: string,
	locale: Locale
): ExclusionDraft {
	return { key, id, label, condition: conditionDraft({ when }, locale) };
}

function capDraft(cap: Cap | undefined, locale: Locale): CapDraft {
	return { min: wholeText(cap?.min ?? null, locale), max: wholeText(cap?.max ?? null, locale) };
}

function wholeText(value: number | null, locale: Locale): string {
	return value === null ? '' : writeDecimal(value, locale);
}
