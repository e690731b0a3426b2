import { comparisonsOf } from '#lib/domain/scorecard/conditions.ts';
import { ruleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import {
	fieldsOf,
	isStepped,
	mostEvents,
	rulesOf,
	subjectOf,
	type Comparison,
	type ConditionRule,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { stepsOf } from '#lib/domain/scorecard/steps-of.ts';
import { numberOf, truthOf, type LeadValue } from '#lib/domain/scorecard/truth-of.ts';

/** What the rules on one field can say together. */
export interface FieldStates {
	field: string;
	/** Rules on the field, in order of the card. */
	rules: number[];
	/**
	 * Every combination of what their states are worth (whole events) that one value of the field can bring about; 0 where a
	 * rule does not fire.
	 */
	states: number[][];
	/**
	 * False where the field has too many text parts to try them all, or a rule looks at other fields too; the combinations
	 * are then too many, not too few.
	 */
	exact: boolean;
}

/** Combinations of text parts and beginnings of a field that are tried. */
const MOST_TEXTS = 1024;
/** No value of any field is this. */
const SOMETHING_ELSE = '\u0000';

/**
 * Which rules of a card can hold at the same time: rules that look at one field exclude each other where no value fits them
 * all ("country is DE" and "country is FR"; "at least 50 employees" and "at most 10"). Fields are taken to be independent of
 * each other.
 *
 * Values are tried out: none, every value a rule names, numbers at and between all bounds, texts made of every choice of
 * the parts and beginnings that rules look for, and something else. A rule on several fields, or one that decays, stands
 * for itself.
 *
 * @returns one entry a field, in the order in which the card first names them
 * @example fieldStates(card)[0] // { field: 'country', rules: [0, 3], states: [[0, 0], [1, 0], [0, 1]], exact: true }
 */
export function fieldStates(scorecard: Scorecard): FieldStates[] {
	const all = rulesOf(scorecard);
	const fields = [...new Set(all.map(keyOf))];
	return fields.map((field) => {
		const rules = [...all.keys()].filter((r) => keyOf(all[r]) === field);
		if (standsAlone(all[rules[0]])) return aloneStates(rules[0], all);
		const { values, exact } = valuesToTry(rules.map((r) => conditionsOf(all[r])).flat());
		const found = new Map<string, number[]>();
		for (const value of values) {
			const states = rules.map((r) => stateOf(all[r], value));
			found.set(states.join(), states);
		}
		if (exact) return { field, rules, states: [...found.values()], exact };
		return { field, rules, states: [...found.values(), ...anyOf(rules, all)], exact };
	});
}

/** Rules with one key are tried together. */
function keyOf(rule: Rule): string {
	return standsAlone(rule) ? JSON.stringify(rule) : subjectOf(rule);
}

function standsAlone(rule: Rule): boolean {
	return rule.decay !== undefined || fieldsOf(rule).length > 1;
}

function aloneStates(r: number, all: Rule[]): FieldStates {
	const rule = all[r];
	const values = ruleLevels(rule)?.values ?? [0, 1];
	const states = Array.from(values, (value) => [value]);
	return { field: subjectOf(rule), rules: [r], states, exact: false };
}

/** A stepped rule counts as bounds at each of its steps. */
function conditionsOf(rule: Rule): Comparison[] {
	if (!isStepped(rule)) return comparisonsOf(rule.when);
	const { field, per, atMost, after = 0 } = rule.each;
	return Array.from({ length: atMost + 1 }, (_, step) => ({
		field,
		operator: 'at-least',
		value: after + step * per
	}));
}

function valuesToTry(conditions: Comparison[]): { values: LeadValue[]; exact: boolean } {
	const named = conditions.flatMap(namedValues);
	const bounds = conditions.flatMap(boundsOf);
	const numbers = [...bounds, ...named.map(numberOf)].filter((value) => value !== null);
	const parts = textsOf(conditions, ['contains', 'not-contains']);
	const beginnings = ['', ...textsOf(conditions, ['starts-with', 'not-starts-with'])];
	const exact = beginnings.length * 2 ** parts.length <= MOST_TEXTS;
	const texts = exact ? choices(parts).map((chosen) => chosen.join(SOMETHING_ELSE)) : [];
	const others = beginnings.flatMap((beginning) =>
		texts.map((text) => `${beginning}${SOMETHING_ELSE}${text}`)
	);
	const emails = conditions.some(({ operator }) => operator === 'email-kind')
		? [`${SOMETHING_ELSE}@gmail.com`, `${SOMETHING_ELSE}@company.example`]
		: [];
	return { values: [null, ...named, ...around(numbers), ...others, ...emails], exact };
}

function textsOf(conditions: Comparison[], operators: Comparison['operator'][]): string[] {
	const texts = conditions.flatMap((each) =>
		operators.includes(each.operator) && 'value' in each ? [String(each.value)] : []
	);
	return [...new Set(texts)];
}

function namedValues(condition: Comparison): (string | number)[] {
	if ('values' in condition) return condition.values;
	return ['equals', 'not-equals'].includes(condition.operator) && 'value' in condition
		? [condition.value]
		: [];
}

function boundsOf(condition: Comparison): number[] {
	if (condition.operator === 'between') return [condition.from, condition.to];
	const bounded = ['at-least', 'at-most', 'above', 'below'].includes(condition.operator);
	return bounded && 'value' in condition ? [Number(condition.value)] : [];
}

/** Each number, a number between every two, one below and one above. */
function around(numbers: number[]): number[] {
	const sorted = [...new Set(numbers)].sort((a, b) => a - b);
	if (sorted.length === 0) return [];
	const between = sorted.slice(1).map((value, i) => (value + sorted[i]) / 2);
	return [sorted[0] - 1, ...sorted, ...between, sorted[sorted.length - 1] + 1];
}

function choices(parts: string[]): string[][] {
	return parts.reduce<string[][]>(
		(all, part) => [...all, ...all.map((chosen) => [...chosen, part])],
		[[]]
	);
}

function stateOf(rule: Rule, value: LeadValue): number {
	if (!isStepped(rule)) return holds(rule, value) ? 1 : 0;
	const count = numberOf(value);
	return count === null ? 0 : stepsOf(rule.each, count);
}

/** A value is tried as the column may hold it: as a number, and as a text that spells it. */
function holds(rule: ConditionRule, value: LeadValue): boolean {
	const forms = [value, ...(typeof value === 'number' ? [String(value)] : [])];
	return forms.some((form) => truthOf(rule.when, () => form, rule.missing) === true);
}

/** Each rule fully on or off: what is left where there are too many parts to try. */
function anyOf(rules: number[], all: Rule[]): number[][] {
	const most = rules.map((r) => mostEvents(all[r]));
	const sign = (wanted: number) => rules.map((r, i) => (all[r].points * wanted > 0 ? most[i] : 0));
	return [sign(1), sign(-1)];
}
