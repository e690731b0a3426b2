import { CHOSEN_READINGS, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { isDated, type Mapping } from './mapping.ts';
import { similarNames } from './similar-names.ts';

/** A checked mapping, or the reasons why it is none. */
export type ParsedMapping = { mapping: Mapping; issues: [] } | { mapping: null; issues: Issue[] };

/**
 * Checks the JSON of a mapping file against the format and the columns of the lead file. Every trouble is
 * named at once: `mapping-field` with path, expected and found; `mapping-column` or `mapping-column-near` with
 * the column that is not there and the closest that are (`close`, joined by commas);
 * `mapping-unknown-field(-near)`; `mapping-type` with the readings a column may have.
 *
 * @param json the parsed JSON, of any shape
 * @param names the columns of the lead file; null checks the format only
 * @example parseMapping({ id: 'row', outcome: { column: 'won', won: ['yes'] } }, ['won']).mapping?.createdAt // null
 */
export function parseMapping(json: unknown, names: readonly string[] | null): ParsedMapping {
	const issues: Issue[] = [];
	const mapping = readMapping(json, issues);
	if (mapping && names) checkColumns(mapping, names, issues);
	return mapping && issues.length === 0 ? { mapping, issues: [] } : { mapping: null, issues };
}

const KEYS = [
	'id',
	'createdAt',
	'source',
	'outcome',
	'value',
	'order',
	'missing',
	'account',
	'workedAt',
	'acceptedAt',
	'types'
];

function readMapping(json: unknown, issues: Issue[]): Mapping | null {
	const object = readObject(json, '', KEYS, issues);
	if (!object) return null;
	const optional = (key: string) => readColumn(object[key] ?? null, key, true, issues);
	const mapping = {
		id: readColumn(object.id, 'id', false, issues) ?? 'row',
		createdAt: optional('createdAt'),
		source: optional('source'),
		outcome: readOutcome(object.outcome, issues),
		value: optional('value'),
		order: optional('order'),
		missing: readTexts(object.missing ?? [], 'missing', 0, issues),
		account: optional('account'),
		workedAt: optional('workedAt'),
		acceptedAt: optional('acceptedAt'),
		...(object.types === undefined ? {} : { types: readTypes(object.types, issues) })
	};
	return issues.length === 0 && mapping.outcome ? { ...mapping, outcome: mapping.outcome } : null;
}

function readOutcome(json: unknown, issues: Issue[]): Mapping['outcome'] | null {
	if (json === undefined || json === null) return wrong('outcome', 'outcome', json, issues);
	const object = readObject(json, 'outcome', ['column', 'won', 'lost', 'wonAt', 'lostAt'], issues);
	if (!object) return null;
	if ('wonAt' in object && !('column' in object)) {
		const wonAt = readColumn(object.wonAt, 'outcome.wonAt', false, issues);
		const lostAt = readColumn(object.lostAt ?? null, 'outcome.lostAt', true, issues);
		return wonAt === null ? null : { wonAt, lostAt };
	}
	const column = readColumn(object.column, 'outcome.column', false, issues);
	const won = readTexts(object.won, 'outcome.won', 1, issues);
	const lost = object.lost === undefined ? null : readTexts(object.lost, 'outcome.lost', 0, issues);
	if (column === null) return null;
	return lost ? { column, won, lost } : { column, won };
}

function readObject(
	json: unknown,
	path: string,
	keys: string[],
	issues: Issue[]
): Record<string, unknown> | null {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) {
		return wrong(path, 'object', json, issues);
	}
	for (const key of Object.keys(json)) {
		if (keys.includes(key)) continue;
		const close = similarNames(key, keys).join(', ');
		const code = close ? 'mapping-unknown-field-near' : 'mapping-unknown-field';
		issues.push(issue(code, 'error', { path: inside(path, key), close }));
	}
	return Object.assign(Object.create(null), json);
}

function readColumn(
	json: unknown,
	path: string,
	nullable: boolean,
	issues: Issue[]
): string | null {
	if (json === null && nullable) return null;
	if (typeof json === 'string' && json !== '') return json;
	return wrong(path, nullable ? 'column-or-null' : 'column', json, issues);
}

/** Texts; numbers and flags are taken as the text a file would hold. */
function readTexts(json: unknown, path: string, atLeast: number, issues: Issue[]): string[] {
	if (!Array.isArray(json) || json.length < atLeast) {
		return wrong(path, atLeast > 0 ? 'values' : 'values-or-none', json, issues) ?? [];
	}
	return json.map((each, i) => {
		const plain = ['string', 'number', 'boolean'].includes(typeof each);
		if (plain && !String(each).includes('\0')) return String(each);
		return wrong(`${path}[${i}]`, 'text', each, issues) ?? '';
	});
}

function readTypes(json: unknown, issues: Issue[]): Record<string, Reading> {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) {
		return wrong('types', 'object', json, issues) ?? {};
	}
	const isReading = (each: unknown): each is Reading => CHOSEN_READINGS.includes(each as Reading);
	const entries = Object.entries(json).filter(([column, reading]) => {
		if (isReading(reading)) return true;
		const params = { path: inside('types', column), found: shown(reading) };
		issues.push(
			issue('mapping-type', 'error', { ...params, expected: CHOSEN_READINGS.join(', ') })
		);
		return false;
	});
	return Object.fromEntries(entries);
}

function checkColumns(mapping: Mapping, names: readonly string[], issues: Issue[]): void {
	for (const [path, column] of columnsOf(mapping)) {
		if (names.includes(column)) continue;
		const close = similarNames(column, names).join(', ');
		const code = close ? 'mapping-column-near' : 'mapping-column';
		issues.push(issue(code, 'error', { path, found: column, close }, { column }));
	}
}

/** The columns a mapping names, with where it names them; `"row"` is no column. */
function columnsOf(mapping: Mapping): [path: string, column: string][] {
	const { outcome } = mapping;
	const named: [string, string | null | undefined][] = [
		['id', mapping.id === 'row' ? null : mapping.id],
		['createdAt', mapping.createdAt],
		['source', mapping.source],
		...(isDated(outcome)
			? ([
					['outcome.wonAt', outcome.wonAt],
					['outcome.lostAt', outcome.lostAt]
				] as [string, string | null | undefined][])
			: ([['outcome.column', outcome.column]] as [string, string][])),
		['value', mapping.value],
		['order', mapping.order === 'row' ? null : mapping.order],
		['account', mapping.account],
		['workedAt', mapping.workedAt],
		['acceptedAt', mapping.acceptedAt],
		...Object.keys(mapping.types ?? {}).map((column): [string, string] => [
			inside('types', column),
			column
		])
	];
	return named.filter((each): each is [string, string] => typeof each[1] === 'string');
}

/** `expected` is a code of what should stand there: object, outcome, column, column-or-null, values, values-or-none, text. */
function wrong(path: string, expected: string, found: unknown, issues: Issue[]): null {
	const params = { path: path || '$', expected, found: shown(found) };
	issues.push(issue('mapping-field', 'error', params));
	return null;
}

function shown(found: unknown): string {
	const text = found === undefined ? '' : JSON.stringify(found);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function inside(path: string, key: string): string {
	return path ? `${path}.${key}` : key;
}
