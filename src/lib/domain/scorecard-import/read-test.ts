import { oneValue, valueList, type ValueRead } from './value-list.ts';
import type { OperatorWord } from './operator-words.ts';
import { readNumber, type Decimals } from './read-number.ts';
import type { ConditionRead, LooksFor, OperatorRead } from './rules-read.ts';

/** What a rule looks for, or why it cannot be told: a code of an issue with its parameters. */
export type TestRead =
	{ looksFor: LooksFor } | { trouble: string; params: Record<string, string | number> };

/** What stands between the ends of a range, the surest first. */
const BETWEEN = [
	/\s*(?:\.\.+|…|;)\s*/,
	/\s+(?:and|und|to|bis|through)\s+/i,
	/\s+[-–—]\s+/,
	/(?<=[\d€$])\s*[-–—]\s*(?=\d)/
];
const MOST_TIMES =
	/(?:at most|max(?:imum|\.)?|up to|höchstens|hoechstens|maximal|bis zu)\s*(\d+)(?:\s*[-x×]?\s*(?:times|mal|x|events?|ereignisse))?/i;
const AFTER =
	/,?\s*(?:after the first|nach den ersten)\s*(\d+)\.?(?:\s*(?:times|mal|ereignissen))?/i;
/** Steps a rule may have. */
const MOST_STEPS = 100;

/** What an operator and its values ask of a field. */
export function readTest(
	field: string,
	operator: OperatorWord,
	value: string,
	decimals: Decimals
): TestRead {
	switch (operator) {
		case 'each':
			return readSteps(field, value, decimals);
		case 'once':
			return { looksFor: { kind: 'event', field, count: 'once', per: 1, atMost: null, after: 0 } };
		case 'is-set':
		case 'is-missing':
		case 'business-mail':
		case 'free-mail':
			return conditions([{ field, operator, values: [] }]);
		case 'between':
			return readRange(field, value, decimals);
		case 'equals':
		case 'not-equals':
			return readEquals(field, operator, value);
		case 'one-of':
		case 'not-one-of':
			return readValues(field, operator, valueList(value));
		case 'contains':
		case 'not-contains':
		case 'starts-with':
		case 'not-starts-with':
			return readParts(field, operator, valueList(value));
		default:
			return readBound(field, operator, value, decimals);
	}
}

/**
 * What a value alone asks of a field, where no operator is named: ≥ 50, 50 – 499, 500+, A; B, any.
 * @param value - not empty
 */
export function readBareValue(field: string, value: string, decimals: Decimals): TestRead {
	const bound = /^(>=|≥|<=|≤|>|<|=)\s*(.+)$/.exec(value.trim());
	if (bound) {
		const operators: Record<string, OperatorWord> = {
			'>=': 'at-least',
			'≥': 'at-least',
			'<=': 'at-most',
			'≤': 'at-most',
			'>': 'above',
			'<': 'below',
			'=': 'equals'
		};
		return readTest(field, operators[bound[1]], bound[2], decimals);
	}
	const from = /^([\d.,\s]+)\+$/.exec(value.trim());
	if (from) return readTest(field, 'at-least', from[1], decimals);
	if (/^(\*|any|any value|beliebig)$/i.test(value.trim()))
		return readTest(field, 'is-set', '', decimals);
	if (endsOf(value, decimals)) return readTest(field, 'between', value, decimals);
	const values = valueList(value);
	return values.length > 1
		? readValues(field, 'one-of', values)
		: readEquals(field, 'equals', value);
}

function readSteps(field: string, value: string, decimals: Decimals): TestRead {
	const most = MOST_TIMES.exec(value);
	const first = AFTER.exec(value);
	const step = /[\d.,]+/.exec(value.replace(AFTER, '').replace(MOST_TIMES, ''))?.[0];
	const per = step ? readNumber(step, decimals) : 1;
	if (per === null || per <= 0) return trouble('row-value-not-number', { field, found: value });
	const atMost = most ? Math.min(MOST_STEPS, Math.max(1, Number(most[1]))) : null;
	const after = first ? Number(first[1]) : 0;
	return { looksFor: { kind: 'event', field, count: 'each', per, atMost, after } };
}

function readRange(field: string, value: string, decimals: Decimals): TestRead {
	const ends = endsOf(value, decimals);
	if (value.trim() === '') return noValue(field);
	if (!ends) return trouble('row-value-range', { field, found: value });
	const values = ends.map((text) => ({ text, marked: false }));
	return conditions([{ field, operator: 'between', values }]);
}

/** Both ends of a range of numbers, the lower first; null where it is none. */
function endsOf(value: string, decimals: Decimals): string[] | null {
	for (const separator of BETWEEN) {
		const ends = value.split(separator).map((end) => end.trim());
		const [from, to] = ends.map((end) => readNumber(end, decimals));
		if (ends.length === 2 && from !== null && to !== null && from <= to) return ends;
	}
	return null;
}

function readBound(
	field: string,
	operator: OperatorRead,
	value: string,
	decimals: Decimals
): TestRead {
	const { text } = oneValue(value.replace(/(\d)\s*(?:times|mal|x)$/i, '$1'));
	if (text === '') return noValue(field);
	if (readNumber(text, decimals) === null) {
		return trouble('row-value-not-number', { field, found: value });
	}
	return conditions([{ field, operator, values: [{ text, marked: false }] }]);
}

/** "is A; B" is written where "is any of" is meant. */
function readEquals(field: string, operator: 'equals' | 'not-equals', value: string): TestRead {
	const only = oneValue(value);
	if (only.marked) return readValues(field, operator, [only]);
	const list = operator === 'equals' ? 'one-of' : 'not-one-of';
	if (/[;|\n]/.test(value)) return readValues(field, list, valueList(value));
	return readValues(field, operator, only.text === '' ? [] : [only]);
}

function readValues(field: string, operator: OperatorRead, values: ValueRead[]): TestRead {
	return values.length === 0 ? noValue(field) : conditions([{ field, operator, values }]);
}

/** Several parts are each looked for: one that is there is enough, one that must not be there is too much. */
function readParts(field: string, operator: OperatorRead, values: ValueRead[]): TestRead {
	const parts = values.filter(({ text }) => text !== '');
	if (parts.length === 0) return noValue(field);
	const negated = operator.startsWith('not-');
	return conditions(
		parts.map((value) => ({ field, operator, values: [value] })),
		parts.length === 1 || negated ? 'all' : 'any'
	);
}

function conditions(of: ConditionRead[], join: 'all' | 'any' = 'all'): TestRead {
	return { looksFor: { kind: 'conditions', join, of } };
}

function noValue(field: string): TestRead {
	return trouble('row-value-missing', { field });
}

function trouble(code: string, params: Record<string, string | number>): TestRead {
	return { trouble: code, params };
}
