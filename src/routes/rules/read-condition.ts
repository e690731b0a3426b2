import { firstOf, type ComparisonDraft, type ConditionDraft } from './condition-draft.ts';
import { writeDecimal, readDecimal } from './decimal-text.ts';
import type { FieldReader } from './field-reader.ts';

/** What a rule or an exclusion looks for. @param path - of the rule */
export function readLooksFor(fields: FieldReader, condition: ConditionDraft, path: string) {
	const first = firstOf(condition);
	if (first.operator !== 'each') return { when: readCondition(fields, condition, `${path}.when`) };
	const at = `${path}.each`;
	const field = fields.text(first.field, `${at}.field`, 256);
	const per = fields.number(first.per, `${at}.per`);
	if (typeof per === 'number' && per <= 0) fields.found(`${at}.per`, 'above-zero');
	const atMost = fields.whole(first.atMost, `${at}.atMost`, [1, 100, 'steps']);
	const after = fields.whole(first.after.trim() || '0', `${at}.after`, [0, 1_000_000, 'whole']);
	return { each: { field, per, atMost, ...(after !== 0 && { after }) } };
}

/** One comparison stands for itself; several are joined, those in brackets the other way. */
function readCondition(fields: FieldReader, { join, parts }: ConditionDraft, path: string): object {
	if (parts.length === 1 && parts[0].length === 1) return readComparison(fields, parts[0][0], path);
	const other = join === 'all' ? 'any' : 'all';
	const joined = parts.map((part, p) => {
		const at = `${path}.${join}[${p}]`;
		if (part.length === 1) return readComparison(fields, part[0], at);
		return { [other]: part.map((each, i) => readComparison(fields, each, `${at}.${other}[${i}]`)) };
	});
	return { [join]: joined };
}

function readComparison(fields: FieldReader, comparison: ComparisonDraft, path: string): object {
	const field = fields.text(comparison.field, `${path}.field`, 256);
	return { field, ...comparedIn(fields, comparison, path) };
}

function comparedIn(fields: FieldReader, comparison: ComparisonDraft, path: string): object {
	const { operator } = comparison;
	switch (operator) {
		case 'equals':
		case 'not-equals':
			return { operator, value: valueIn(fields, comparison.value, comparison, `${path}.value`) };
		case 'one-of':
		case 'not-one-of':
			if (comparison.values.length === 0) fields.found(`${path}.values`, 'missing');
			return {
				operator,
				values: comparison.values.map((value) =>
					valueIn(fields, value, comparison, `${path}.values`)
				)
			};
		case 'contains':
		case 'not-contains':
		case 'starts-with':
		case 'not-starts-with':
			return { operator, value: fields.filled(comparison.value, `${path}.value`) };
		case 'email-kind':
			return { operator, value: comparison.value === 'freemail' ? 'freemail' : 'business' };
		case 'between':
			return { operator, ...rangeIn(fields, comparison, path) };
		case 'at-least':
		case 'at-most':
		case 'above':
		case 'below':
			return { operator, value: fields.number(comparison.value, `${path}.value`) };
		default:
			return { operator };
	}
}

function rangeIn(fields: FieldReader, condition: ComparisonDraft, path: string) {
	const from = fields.number(condition.from, `${path}.from`);
	const to = fields.number(condition.to, `${path}.to`);
	if (typeof from === 'number' && typeof to === 'number' && from > to) {
		fields.found(`${path}.to`, 'order');
	}
	return { from, to };
}

/** A number where the column holds numbers and the text is one. */
function valueIn(
	fields: FieldReader,
	text: string,
	comparison: ComparisonDraft,
	path: string
): string | number {
	const { types, locale } = fields.reading;
	const { field, numbers, given } = comparison;
	const type = types.get(field);
	const written = (value: string | number) =>
		typeof value === 'number' ? writeDecimal(value, locale) : value;
	const unedited = type ? undefined : given.find((value) => written(value) === text);
	if (unedited !== undefined) return unedited;
	const number = (type ? type === 'number' : numbers) ? readDecimal(text, locale) : null;
	return number ?? fields.filled(text, path);
}
