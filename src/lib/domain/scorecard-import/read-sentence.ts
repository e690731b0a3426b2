import { maskedMarks } from './masked-marks.ts';
import { findOperator } from './operator-words.ts';
import type { Decimals } from './read-number.ts';
import { readBareValue, readTest, type TestRead } from './read-test.ts';
import type { ConditionRead } from './rules-read.ts';
import { oneValue } from './value-list.ts';

const LEAD_IN = /^(?:(?:if|when|wenn|falls|and|und|or|oder)\s+)?(?:(?:the|der|die|das)\s+)?/i;
const OBJECT =
	/^(?:contact|company|deal|lead|prospect|account|kontakt|unternehmens?|firmen)?[ -]?(?:property|properties|field|attribute|eigenschaft|feld|attribut|merkmal)\s*:?\s+/i;
const TAIL = /[\s,;:]*(?:\bthen\b|\bdann\b|→|=>|->)?[\s:,;]*$/i;
const HAPPENED =
	/^(?:(?:contact|lead|prospect|visitor|kontakt|der kontakt)\s+)?(?:has|have|hat)\s+(?!any\b|an?\b|einen?\b|keinen?\b)/i;
const EVENTS =
	/,?\s*(?:\((?:at most|max(?:imum|imal|\.)?|up to|höchstens|bis zu)\s*(\d+)[^)]*\)|(?:at most|max(?:imum|imal|\.)?|up to|höchstens|bis zu)\s*(\d+)\s*[-x×]?\s*(?:times|mal|x|events?|ereignisse))$/i;
const ONCE =
	/,?\s*\(?\s*(?:first only|once only|once|first time|nur einmal|einmalig|einmal)\s*\)?$/i;
const EACH =
	/,?\s*\(?\s*(?:each time|each|per event|every time|jedes mal|pro ereignis|je ereignis)\s*\)?$/i;
const MAIL =
	/^(?:(free[ -]?(?:e-?)?mail.*|freemailer.*|(?:private|personal|persönliche|freemail)[ -]e-?mail.*)|(?:business|work|company|geschäftliche|dienstliche)[ -]e-?mail.*)$/i;
const CONJUNCTIONS = [
	{ pattern: /\s+(?:AND|and|UND|und|&&)\s+/, join: 'all' },
	{ pattern: /\s+(?:OR|or|ODER|oder|\|\|)\s+/, join: 'any' }
] as const;

/**
 * What a sentence without its points asks: "Industry is any of A; B", "If country equals DE and employees is at least 50",
 * or something that happens: "Form submission", "has visited the pricing page (max 3 times)".
 *
 * @example readSentence('Branche ist eines von Bau; Handel', 'comma') // { looksFor: { kind: 'conditions', … } }
 */
export function readSentence(sentence: string, decimals: Decimals): TestRead {
	const text = sentence.replace(TAIL, '').trim();
	return readConjunction(text, decimals) ?? readOne(text, decimals);
}

/** A sentence as the name of a rule: without "if", "Property" and what a tool says of every line. */
export function nameOfSentence(sentence: string): string {
	return sentence
		.replace(TAIL, '')
		.trim()
		.replace(LEAD_IN, '')
		.replace(OBJECT, '')
		.replace(/[\s:;,→]+$/, '')
		.slice(0, 200);
}

/** Several comparisons joined by one word; null where it is not that. */
function readConjunction(text: string, decimals: Decimals): TestRead | null {
	for (const { pattern, join } of CONJUNCTIONS) {
		const parts = splitOutside(text, pattern);
		if (parts.length < 2 || parts.some((part) => findOperator(part) === null)) continue;
		const read = parts.map((part) => readOne(part, decimals));
		const of: ConditionRead[] = [];
		for (const part of read) {
			if ('trouble' in part) return part;
			const { looksFor } = part;
			if (looksFor.kind !== 'conditions' || (looksFor.of.length > 1 && looksFor.join !== join)) {
				return { trouble: 'row-conditions-mixed', params: {} };
			}
			of.push(...looksFor.of);
		}
		return { looksFor: { kind: 'conditions', join, of } };
	}
	return null;
}

/** Parts of a text between what matches outside of quotation marks. */
function splitOutside(text: string, pattern: RegExp): string[] {
	const parts: string[] = [];
	let from = 0;
	for (const match of maskedMarks(text).matchAll(new RegExp(pattern, 'g'))) {
		parts.push(text.slice(from, match.index));
		from = match.index + match[0].length;
	}
	return [...parts, text.slice(from)];
}

function readOne(text: string, decimals: Decimals): TestRead {
	const bare = text.replace(LEAD_IN, '').replace(OBJECT, '');
	const event = withoutTimes(bare);
	const happens = HAPPENED.test(bare) || (event !== bare && !findOperator(event));
	const found = happens ? null : findOperator(bare);
	if (found) {
		const field = oneValue(found.before.replace(/[:,]$/, '')).text;
		return readTest(field, found.operator, found.behind.replace(/^:\s*/, ''), decimals);
	}
	const pair = /^([^:=]+?)\s*[:=]\s*(\S.*)$/.exec(bare);
	if (pair) return readBareValue(oneValue(pair[1]).text, pair[2], decimals);
	return readEvent(bare);
}

function readEvent(text: string): TestRead {
	const mail = MAIL.exec(text);
	if (mail) {
		const operator = mail[1] ? ('free-mail' as const) : ('business-mail' as const);
		return {
			looksFor: { kind: 'conditions', join: 'all', of: [{ field: text, operator, values: [] }] }
		};
	}
	const [, bracketed, bare] = EVENTS.exec(text) ?? [];
	const most = bracketed ?? bare;
	const once = ONCE.test(text) || (HAPPENED.test(text) && !most && !EACH.test(text));
	const field = oneValue(withoutTimes(text).replace(HAPPENED, '')).text;
	if (!/\p{L}/u.test(field)) return { trouble: 'row-field-missing', params: {} };
	const atMost = most ? Math.min(100, Math.max(1, Number(most))) : null;
	const count = once ? 'once' : 'each';
	return { looksFor: { kind: 'event', field, count, per: 1, atMost, after: 0 } };
}

/** What happens, without how often it counts. */
function withoutTimes(text: string): string {
	return text.replace(EVENTS, '').replace(ONCE, '').replace(EACH, '');
}
