import { isComparison, partsOf } from '#lib/domain/scorecard/conditions.ts';
import {
	isStepped,
	type Cap,
	type Comparison,
	type Condition,
	type Group,
	type Operator,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { writeNumber } from './read-number.ts';
import { markedText } from './value-list.ts';

type Language = 'en' | 'de';

const DECIMALS = { en: 'point', de: 'comma' } as const;

const HEADERS: Record<Language, string[]> = {
	en: [
		...['Group', 'Kind', 'Rule', 'Field', 'Operator', 'Value', 'Condition', 'Points'],
		...['Rule min', 'Rule max', 'Group min', 'Group max', 'Locked', 'Sign', 'Id']
	],
	de: [
		...['Gruppe', 'Art', 'Regel', 'Feld', 'Operator', 'Wert', 'Bedingung', 'Punkte'],
		...['Regel min', 'Regel max', 'Gruppe min', 'Gruppe max', 'Gesperrt', 'Vorzeichen', 'Id']
	]
};

const OPERATORS: Record<Exclude<Operator, 'email-kind'>, Record<Language, string>> = {
	equals: { en: 'equals', de: 'ist gleich' },
	'not-equals': { en: 'is not equal to', de: 'ist nicht gleich' },
	'one-of': { en: 'is any of', de: 'ist eines von' },
	'not-one-of': { en: 'is none of', de: 'ist keines von' },
	contains: { en: 'contains', de: 'enthält' },
	'not-contains': { en: 'does not contain', de: 'enthält nicht' },
	'starts-with': { en: 'starts with', de: 'beginnt mit' },
	'not-starts-with': { en: 'does not start with', de: 'beginnt nicht mit' },
	between: { en: 'is between', de: 'ist zwischen' },
	'at-least': { en: 'is at least', de: 'ist mindestens' },
	'at-most': { en: 'is at most', de: 'ist höchstens' },
	above: { en: 'is greater than', de: 'ist größer als' },
	below: { en: 'is less than', de: 'ist kleiner als' },
	'is-set': { en: 'is known', de: 'ist bekannt' },
	'is-missing': { en: 'is unknown', de: 'ist unbekannt' }
};
const MAIL = {
	business: { en: 'is a business e-mail', de: 'ist eine geschäftliche E-Mail' },
	freemail: { en: 'is a free e-mail', de: 'ist eine Freemail-Adresse' }
};
const EXCLUSION = { en: 'exclude', de: 'Ausschluss' };

/**
 * The rules of a card as a table a person can paste into a sheet, change and paste back: one row a rule, tabs between cells,
 * German with decimal commas. `readRules` reads it back as the same rules.
 *
 * Decay, limits of several rules, touch features, conditions nested in conditions, what a missing value means and everything of
 * the card but its groups and exclusions have no column; rules with nested conditions are left out.
 *
 * @example cardTable(card).split('\n')[0] // 'Group\tKind\tRule\tField\tOperator\t…'
 */
export function cardTable(scorecard: Scorecard, language: Language = 'en'): string {
	const rules = scorecard.groups.flatMap((group) =>
		group.rules.map((rule) => rowOf(rule, group, language))
	);
	const exclusions = scorecard.exclusions.map(({ id, label, when }) => {
		const asked = askedOf(when, language);
		return asked && ['', '', label, ...asked, EXCLUSION[language], '', '', '', '', '', '', id];
	});
	const rows = [HEADERS[language], ...rules, ...exclusions].filter((row) => row !== null);
	return rows.map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

/** Whether the table has room for what a rule asks. */
export function tableHolds(rule: Pick<Rule, 'decay' | 'limit' | 'missing'> & Rule): boolean {
	if (rule.decay || rule.limit || rule.missing) return false;
	return isStepped(rule) || askedOf(rule.when, 'en') !== null;
}

function rowOf(rule: Rule, group: Group, language: Language): string[] | null {
	const asked = isStepped(rule) ? stepsOf(rule.each, language) : askedOf(rule.when, language);
	if (!asked) return null;
	const whole = (value: number | undefined) => (value === undefined ? '' : String(value));
	const bounds = (cap: Cap | undefined) => [whole(cap?.min), whole(cap?.max)];
	return [
		...[group.label, group.kind, rule.label, ...asked, String(rule.points)],
		...[...bounds(rule.cap), ...bounds(group.cap)],
		...[rule.locked ? { en: 'yes', de: 'ja' }[language] : '', rule.sign ?? '', rule.id]
	];
}

/** Field, operator, value and condition; null for conditions nested in conditions. */
function askedOf(when: Condition, language: Language): string[] | null {
	if (isComparison(when)) {
		const { operator, value } = comparisonText(when, language);
		return [fieldText(when.field), operator, value, ''];
	}
	const { every, parts } = partsOf(when);
	if (!parts.every(isComparison)) return null;
	const words = { en: every ? 'AND' : 'OR', de: every ? 'UND' : 'ODER' }[language];
	return ['', '', '', parts.map((part) => sentenceOf(part, language)).join(` ${words} `)];
}

function sentenceOf(comparison: Comparison, language: Language): string {
	const { operator, value } = comparisonText(comparison, language);
	return `${markedText(comparison.field)} ${operator} ${value}`.trim();
}

function stepsOf(
	{ field, per, atMost, after = 0 }: Extract<Rule, { each: unknown }>['each'],
	language: Language
): string[] {
	const step = writeNumber(per, DECIMALS[language]);
	const en = `${step} (at most ${atMost} times${after > 0 ? `, after the first ${after}` : ''})`;
	const de = `${step} (höchstens ${atMost}-mal${after > 0 ? `, nach den ersten ${after}` : ''})`;
	return [fieldText(field), language === 'en' ? 'each' : 'je', language === 'en' ? en : de, ''];
}

function comparisonText(comparison: Comparison, language: Language) {
	if (comparison.operator === 'email-kind') {
		return { operator: MAIL[comparison.value][language], value: '' };
	}
	const operator = OPERATORS[comparison.operator][language];
	const written = (value: string | number) =>
		typeof value === 'number' ? writeNumber(value, DECIMALS[language]) : markedText(value);
	if ('values' in comparison) return { operator, value: comparison.values.map(written).join('; ') };
	if ('from' in comparison) {
		return { operator, value: `${written(comparison.from)} .. ${written(comparison.to)}` };
	}
	return { operator, value: 'value' in comparison ? written(comparison.value) : '' };
}

/** A name that would not come back as it is stands in quotation marks. */
function fieldText(field: string): string {
	return field !== field.trim() || /^["'“„»«‘]/.test(field) ? markedText(field) : field;
}

function cell(text: string): string {
	return /["\t\r\n]/.test(text) ? markedText(text) : text;
}
