import { NO_WORDS, YES_WORDS } from '#lib/domain/ingest/flag-words.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { similarNames } from '#lib/domain/mapping/similar-names.ts';
import type { Comparison, Condition } from '#lib/domain/scorecard/scorecard.ts';
import { levelsAreAll, type ColumnContents } from './column-contents.ts';
import { saysYes } from './criterion-rules.ts';
import { plainWords } from './plain-words.ts';
import { readNumber, writeNumber, type Decimals } from './read-number.ts';
import type { ConditionRead } from './rules-read.ts';
import type { ValueRead } from './value-list.ts';

/** A comparison is asked of this column, whose contents may be unknown. */
export interface Asked {
	field: string;
	contents: ColumnContents | null;
	decimals: Decimals;
	/** Rule it belongs to, for issues. */
	rule: string;
	issues: Issue[];
}

/**
 * A comparison as it was written, on the column that was chosen for it: numbers where it holds numbers, texts spelled as it
 * spells them. Whatever is read otherwise than written is said.
 */
export function comparisonOf({ operator, values }: ConditionRead, asked: Asked): Condition {
	const { field, decimals } = asked;
	const numbers = values.map(({ text }) => readNumber(text, decimals) ?? Number.NaN);
	switch (operator) {
		case 'is-set':
		case 'is-missing':
			return { field, operator };
		case 'business-mail':
			return mailKind('business', asked);
		case 'free-mail':
			return mailKind('freemail', asked);
		case 'between':
			return { field, operator, from: numbers[0], to: numbers[1] };
		case 'at-least':
		case 'at-most':
		case 'above':
		case 'below':
			return { field, operator, value: numbers[0] };
		case 'equals':
		case 'not-equals':
			return { field, operator, value: valueOf(values[0], asked) };
		case 'one-of':
		case 'not-one-of':
			return { field, operator, values: [...new Set(values.map((each) => valueOf(each, asked)))] };
		default:
			return partOf(operator, values[0].text, asked);
	}
}

const KIND_WORDS = {
	business: /^(business|company|work|corporate|geschaeftlich|firma|firmenadresse)/,
	freemail: /^(free|freemail|private|personal|privat|persoenlich)/
};

/** A column may hold addresses, or say of what kind they are. */
function mailKind(value: 'business' | 'freemail', { field, contents }: Asked): Comparison {
	const named = contents?.levels.filter((level) => KIND_WORDS[value].test(plainWords(level.value)));
	if (contents && levelsAreAll(contents) && named?.length === 1) {
		return { field, operator: 'equals', value: named[0].value };
	}
	return { field, operator: 'email-kind', value };
}

function valueOf(value: ValueRead, asked: Asked): string | number {
	const { contents, decimals } = asked;
	if (contents?.type === 'text') return levelOf(value.text, contents, asked);
	if (value.marked) return value.text;
	const number = readNumber(value.text, decimals);
	if (contents?.type === 'number' && number === null) missed(value.text, contents, asked);
	const canonical = number !== null && writeNumber(number, decimals) === value.text;
	const meant = number !== null && (canonical || contents?.type === 'number');
	return meant ? number : value.text;
}

/** The value of the column that is meant: letter case does not count in CRM systems, and yes is ja. */
function levelOf(text: string, contents: ColumnContents, asked: Asked): string {
	const names = contents.levels.map(({ value }) => value);
	if (names.includes(text)) return text;
	const found =
		names.find((name) => plainWords(name) === plainWords(text)) ?? flagOf(text, contents);
	if (found === undefined) {
		missed(text, contents, asked);
		return text;
	}
	spelledOtherwise(text, found, contents.name, asked);
	return found;
}

/** The column's word for yes or no. */
function flagOf(text: string, contents: ColumnContents): string | undefined {
	const word = text.toLowerCase();
	const wanted = YES_WORDS.includes(word) ? true : NO_WORDS.includes(word) ? false : null;
	if (!levelsAreAll(contents) || wanted === null) return undefined;
	const same = contents.levels.filter(({ value }) => saysYes(value) === wanted);
	return same.length === 1 ? same[0].value : undefined;
}

/** One issue a rule and column, however many of its values are spelled otherwise. */
function spelledOtherwise(
	found: string,
	value: string,
	column: string,
	{ rule, issues }: Asked
): void {
	const pair = `${found} → ${value}`;
	const there = issues.find(
		(each) =>
			each.code === 'value-spelled-otherwise' && each.column === column && each.params.rule === rule
	);
	if (there) there.params.values = `${there.params.values}; ${pair}`;
	else issues.push(issue('value-spelled-otherwise', 'info', { rule, values: pair }, { column }));
}

function missed(text: string, contents: ColumnContents, { rule, issues }: Asked): void {
	if (contents.type === 'text' && !levelsAreAll(contents)) return;
	const near =
		similarNames(
			text,
			contents.levels.map(({ value }) => value)
		)[0] ?? '';
	const params = { rule, found: text, near };
	const code = near ? 'value-not-in-column-near' : 'value-not-in-column';
	issues.push(issue(code, 'warning', params, { column: contents.name }));
}

type PartOperator = Extract<
	ConditionRead['operator'],
	`${string}contains` | `${string}starts-with`
>;

/** Most spellings of one part of a text that are looked for. */
const MOST_SPELLINGS = 20;

/** Parts of texts are looked for as the column spells them, in all its spellings. */
function partOf(operator: PartOperator, text: string, asked: Asked): Condition {
	const { field, contents } = asked;
	const as = (value: string): Comparison => ({ field, operator, value });
	const spelled = contents ? spellingsOf(operator, text, contents) : [];
	if (spelled.length === 0 || (spelled.length === 1 && spelled[0] === text)) return as(text);
	const some = spelled.slice(0, MOST_SPELLINGS);
	spelledOtherwise(text, some.join(', '), contents!.name, asked);
	if (some.length === 1) return as(some[0]);
	return operator.startsWith('not-') ? { all: some.map(as) } : { any: some.map(as) };
}

function spellingsOf(operator: PartOperator, text: string, { levels }: ColumnContents): string[] {
	const wanted = text.toLowerCase();
	const spelled = levels.flatMap(({ value }) => {
		const at = value.toLowerCase().indexOf(wanted);
		const fits = operator.endsWith('contains') ? at >= 0 : at === 0;
		return fits ? [value.slice(at, at + text.length)] : [];
	});
	return [...new Set(spelled)];
}
