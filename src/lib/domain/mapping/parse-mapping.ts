import type { Issue } from '#lib/domain/issue.ts';
import { checkColumns, type NamedColumn } from './check-columns.ts';
import { inside, JsonFields } from './json-fields.ts';
import { isDated, isFlag, type Mapping, type Outcome, type Unit } from './mapping.ts';

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
 * @param path where in a larger mapping it stands
 * @example parseMapping({ id: 'row', outcome: { column: 'won', won: ['yes'] } }, ['won']).mapping?.createdAt // null
 */
export function parseMapping(
	json: unknown,
	names: readonly string[] | null,
	path = ''
): ParsedMapping {
	const issues: Issue[] = [];
	const mapping = readMapping(json, path, issues);
	if (mapping && names) issues.push(...checkColumns(columnsOf(mapping, path), names));
	return mapping && issues.length === 0 ? { mapping, issues: [] } : { mapping: null, issues };
}

/** Roles that came later: they stand in a mapping only where it names them. */
const FURTHER = [
	'email',
	'owner',
	'rejectedReason',
	'optIn',
	'score',
	'scoreAt'
] as const satisfies (keyof Mapping)[];

const UNITS: readonly Unit[] = ['lead', 'person', 'account'];

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
	...FURTHER,
	'stages',
	'unit',
	'merges',
	'pseudonymise',
	'types'
];

function readMapping(json: unknown, path: string, issues: Issue[]): Mapping | null {
	const fields = JsonFields.of(json, path, KEYS, issues);
	if (!fields) return null;
	const mapping = {
		id: fields.column('id') ?? 'row',
		createdAt: fields.columnOrNull('createdAt'),
		source: fields.columnOrNull('source'),
		outcome: readOutcome(fields),
		value: fields.columnOrNull('value'),
		order: fields.columnOrNull('order'),
		missing: fields.textsOrNone('missing'),
		account: fields.columnOrNull('account'),
		workedAt: fields.columnOrNull('workedAt'),
		acceptedAt: fields.columnOrNull('acceptedAt'),
		...readFurther(fields)
	};
	return issues.length === 0 && mapping.outcome ? { ...mapping, outcome: mapping.outcome } : null;
}

function readFurther(fields: JsonFields): Partial<Mapping> {
	const further: Partial<Mapping> = {};
	for (const role of FURTHER) if (fields.has(role)) further[role] = fields.columnOrNull(role);
	if (fields.has('stages')) {
		further.stages = fields.children('stages', ['stage', 'column']).map((each) => ({
			stage: each.column('stage') ?? '',
			column: each.column('column') ?? ''
		}));
	}
	if (fields.has('unit')) further.unit = fields.oneOf('unit', UNITS) ?? 'lead';
	if (fields.has('merges')) further.merges = readMerges(fields);
	if (fields.has('pseudonymise')) further.pseudonymise = fields.texts('pseudonymise', 0);
	if (fields.has('types')) further.types = fields.readings('types');
	return further;
}

function readMerges(fields: JsonFields): NonNullable<Mapping['merges']> {
	const columns = Object.keys(Object(fields.raw('merges')));
	const merges = fields.child('merges', columns);
	return Object.fromEntries(columns.map((name) => [name, merges?.textByName(name) ?? {}]));
}

function readOutcome(fields: JsonFields): Outcome | null {
	if (!fields.has('outcome')) return fields.wrong('outcome', 'outcome');
	const outcome = fields.child('outcome', [
		'column',
		'won',
		'lost',
		'at',
		'wonAt',
		'lostAt',
		'from',
		'accepted'
	]);
	if (!outcome) return null;
	if (outcome.has('from')) return readOutcomeFrom(outcome);
	if (outcome.has('wonAt') && !outcome.has('column')) {
		const wonAt = outcome.column('wonAt');
		const lostAt = outcome.columnOrNull('lostAt');
		return wonAt === null ? null : { wonAt, lostAt };
	}
	const column = outcome.column('column');
	const won = outcome.texts('won', 1);
	const lost = outcome.has('lost') ? { lost: outcome.texts('lost', 0) } : {};
	const at = outcome.has('at') ? { at: outcome.columnOrNull('at') } : {};
	return column === null ? null : { column, won, ...lost, ...at };
}

function readOutcomeFrom(outcome: JsonFields): Outcome | null {
	const from = outcome.oneOf('from', ['deals', 'stages']);
	if (from !== 'stages') return from && { from };
	const won = outcome.texts('won', 1);
	const lost = outcome.textsOrNone('lost');
	return outcome.has('accepted')
		? { from, won, lost, accepted: outcome.texts('accepted', 0) }
		: { from, won, lost };
}

/** The columns a mapping names, with where it names them; `"row"` is no column. */
function columnsOf(mapping: Mapping, path: string): NamedColumn[] {
	const { outcome, merges = {}, stages = [], pseudonymise = [], types = {} } = mapping;
	const roles: NamedColumn[] = [
		['id', mapping.id === 'row' ? null : mapping.id],
		['createdAt', mapping.createdAt],
		['source', mapping.source],
		...outcomeColumns(outcome),
		['value', mapping.value],
		['order', mapping.order === 'row' ? null : mapping.order],
		['account', mapping.account],
		['workedAt', mapping.workedAt],
		['acceptedAt', mapping.acceptedAt],
		...FURTHER.map((role): NamedColumn => [role, mapping[role]]),
		...stages.map(({ column }, i): NamedColumn => [`stages[${i}].column`, column]),
		...Object.keys(merges).map((column): NamedColumn => [inside('merges', column), column]),
		...pseudonymise.map((column, i): NamedColumn => [`pseudonymise[${i}]`, column]),
		...Object.keys(types).map((column): NamedColumn => [inside('types', column), column])
	];
	return roles.map(([at, column]) => [inside(path, at), column]);
}

function outcomeColumns(outcome: Outcome): NamedColumn[] {
	if (isDated(outcome)) {
		return [
			['outcome.wonAt', outcome.wonAt],
			['outcome.lostAt', outcome.lostAt]
		];
	}
	if (!isFlag(outcome)) return [];
	return [
		['outcome.column', outcome.column],
		['outcome.at', outcome.at]
	];
}
