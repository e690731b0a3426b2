import {
	fieldOf,
	isStepped,
	rulesOf,
	type Condition,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';

/** What the rules on one field can say together. */
export interface FieldStates {
	field: string;
	/** Rules on the field, in order of the card. */
	rules: number[];
	/** Every combination of their states that one value of the field can bring about; 0 where a rule does not fire. */
	states: number[][];
	/** False where the field has too many text parts to try them all; the combinations are then too many, not too few. */
	exact: boolean;
}

/** Text parts of a field of which every combination is tried. */
const MOST_PARTS = 10;
/** No value of any field is this. */
const SOMETHING_ELSE = '\u0000';

/**
 * Which rules of a card can hold at the same time: rules that look at one field exclude each other where no value fits them
 * all ("country is DE" and "country is FR"; "at least 50 employees" and "at most 10"). Fields are taken to be independent of
 * each other.
 *
 * Values are tried out: none, every value a rule names, numbers at and between all bounds, texts made of every choice of
 * the parts that rules look for, and something else.
 *
 * @returns one entry a field, in the order in which the card first names them
 * @example fieldStates(card)[0] // { field: 'country', rules: [0, 3], states: [[0, 0], [1, 0], [0, 1]], exact: true }
 */
export function fieldStates(scorecard: Scorecard): FieldStates[] {
	const all = rulesOf(scorecard);
	const fields = [...new Set(all.map(fieldOf))];
	return fields.map((field) => {
		const rules = [...all.keys()].filter((r) => fieldOf(all[r]) === field);
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

type Rule = ReturnType<typeof rulesOf>[number];
type Value = string | number | null;

/** A stepped rule counts as bounds at each of its steps. */
function conditionsOf(rule: Rule): Condition[] {
	if (!isStepped(rule)) return [rule.when];
	const { field, per, atMost } = rule.each;
	return Array.from({ length: atMost + 1 }, (_, step) => ({
		field,
		operator: 'at-least',
		value: step * per
	}));
}

function valuesToTry(conditions: Condition[]): { values: Value[]; exact: boolean } {
	const named = conditions.flatMap(namedValues);
	const bounds = conditions.flatMap(boundsOf);
	const numbers = [...bounds, ...named.map(numberOf)].filter((value) => value !== null);
	const parts = [
		...new Set(conditions.flatMap((each) => (each.operator === 'contains' ? [each.value] : [])))
	];
	const exact = parts.length <= MOST_PARTS;
	const texts = exact ? choices(parts).map((chosen) => chosen.join(SOMETHING_ELSE)) : [];
	const others = texts.map((text) => `${SOMETHING_ELSE}${text}`);
	return { values: [null, ...named, ...around(numbers), ...others], exact };
}

function namedValues(condition: Condition): (string | number)[] {
	if (condition.operator === 'equals') return [condition.value];
	return condition.operator === 'one-of' ? condition.values : [];
}

function boundsOf(condition: Condition): number[] {
	if (condition.operator === 'between') return [condition.from, condition.to];
	const bounded = condition.operator === 'at-least' || condition.operator === 'at-most';
	return bounded ? [condition.value] : [];
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

function stateOf(rule: Rule, value: Value): number {
	if (!isStepped(rule)) return holds(rule.when, value) ? 1 : 0;
	const count = numberOf(value);
	if (count === null || count < rule.each.per) return 0;
	return Math.min(rule.each.atMost, Math.floor(count / rule.each.per));
}

function holds(condition: Condition, value: Value): boolean {
	if (condition.operator === 'is-missing') return value === null;
	if (value === null) return false;
	const number = numberOf(value);
	switch (condition.operator) {
		case 'is-set':
			return true;
		case 'equals':
			return same(condition.value, value);
		case 'one-of':
			return condition.values.some((each) => same(each, value));
		case 'contains':
			return String(value).includes(condition.value);
		case 'between':
			return number !== null && number >= condition.from && number <= condition.to;
		case 'at-least':
			return number !== null && number >= condition.value;
		case 'at-most':
			return number !== null && number <= condition.value;
	}
}

function same(a: string | number, b: string | number): boolean {
	if (String(a) === String(b)) return true;
	return numberOf(a) !== null && numberOf(a) === numberOf(b);
}

function numberOf(value: Value): number | null {
	if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** Each rule fully on or off: what is left where there are too many parts to try. */
function anyOf(rules: number[], all: Rule[]): number[][] {
	const most = rules.map((r) => {
		const rule = all[r];
		return isStepped(rule) ? rule.each.atMost : 1;
	});
	const sign = (wanted: number) => rules.map((r, i) => (all[r].points * wanted > 0 ? most[i] : 0));
	return [sign(1), sign(-1)];
}
