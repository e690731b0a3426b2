import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { isDated, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type {
	DatasetCounts,
	DatasetDates,
	SideTableName
} from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LoadPlan } from './load-rows.ts';
import type { ColumnPlan } from './plan-columns.ts';
import type { FilePart } from './read-files.ts';
import { idColumn } from './row-checks.ts';

/** The counts of a finished dataset, attached as `database`. @throws Error unless every record is a lead or a reject */
export async function countLeads(
	engine: Engine,
	database: string,
	rowsRead: number,
	mapping: Mapping,
	merged = 0
): Promise<DatasetCounts> {
	const result = await engine.run(
		`SELECT count(*) AS leads, count(CASE WHEN won THEN 1 END) AS won,
			count(CASE WHEN won IS NULL THEN 1 END) AS unknown,
			(SELECT count(*) FROM ${database}.rejects WHERE role = 'leads') AS rejected FROM ${database}.leads`
	);
	const [leads, won, unknown, rejected] = ['leads', 'won', 'unknown', 'rejected'].map(
		(name) => numbersOf(result, name)[0]
	);
	if (leads + rejected + merged !== rowsRead) {
		throw new Error(
			`import: ${rowsRead} rows read, ${leads} loaded, ${rejected} rejected, ${merged} merged`
		);
	}
	if (isDated(mapping.outcome) && !merged && unknown > 0)
		throw new Error('import: a dated outcome is unknown');
	const known = { rowsRead, leads, rejected, won, notWon: leads - won - unknown, unknown };
	return merged > 0 ? { ...known, merged } : known;
}

/**
 * First, last and newest dates of a finished dataset.
 *
 * @param tables the tables beside the leads that it has
 */
export async function findDates(
	engine: Engine,
	database: string,
	tables: Partial<Record<SideTableName, number>>
): Promise<DatasetDates> {
	const newestOf = (['touches', 'stages', 'deals'] as const).flatMap((name) =>
		tables[name]
			? [`(SELECT max(${name === 'deals' ? 'closed_at' : '"at"'}) FROM ${database}.${name})`]
			: []
	);
	const result = await engine.run(
		`SELECT min(created_at) AS first, max(created_at) AS last,
			greatest(max(created_at), max(won_at), max(lost_at), max(worked_at), max(accepted_at)${newestOf.map((each) => `, ${each}`).join('')}) AS newest FROM ${database}.leads`
	);
	const [firstCreatedAt, lastCreatedAt, newestAt] = ['first', 'last', 'newest'].map((name) => {
		const at = numbersOrNull(result, name)[0];
		return at === null ? null : new Date(at).toISOString();
	});
	return { firstCreatedAt, lastCreatedAt, newestAt };
}

/**
 * Some records of the files must stand where their number says, with the text the file has there: the one thing
 * about the engine's parallel reading that no count would show. Columns whose texts were changed on the way cannot show it.
 *
 * @throws Error where one does not
 */
export async function checkOrder(
	engine: Engine,
	database: string,
	parts: FilePart[],
	plan: LoadPlan
): Promise<void> {
	const { merges = {}, pseudonymise = [] } = plan.mapping;
	const changed = new Set([...Object.keys(merges), ...pseudonymise]);
	const { names } = parts[0].file.dialect;
	const texts = plan.columns.filter(
		({ stored, name, index }) => stored === 'text' && index < names.length && !changed.has(name)
	);
	const id = idColumn(plan);
	const seen = texts.find(({ column }) => column === id) ?? texts[0];
	if (!seen) return;
	for (const part of parts) await checkPart(engine, database, part, seen);
}

async function checkPart(
	engine: Engine,
	database: string,
	{ notes, source, file, recordsBefore }: FilePart,
	seen: ColumnPlan
): Promise<void> {
	if (notes.landmarks.length === 0) return;
	const rowOf = (record: number) => record + recordsBefore;
	const wanted = notes.landmarks.map(({ record }) => rowOf(record)).join(', ');
	const result = await engine.run(
		`SELECT row_number, CAST(${seen.column} AS VARCHAR) AS text FROM ${database}.leads WHERE row_number IN (${wanted})`
	);
	const found = textsOf(result, 'text');
	const index = file.dialect.names.indexOf(seen.name);
	const expected = new Map(
		notes.landmarks.map(({ record, text }) => {
			const field = splitRecords(text, source.delimiter, 1)[0]?.fields[index] ?? '';
			return [rowOf(record), field === '' || source.missing.includes(field) ? null : field];
		})
	);
	numbersOf(result, 'row_number').forEach((row, i) => {
		if (found[i] === expected.get(row)) return;
		throw new Error(`import: row ${row} is not where the file has it`);
	});
}
