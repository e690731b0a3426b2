import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { isDated, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { DatasetCounts, DatasetDates } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LoadPlan } from './load-rows.ts';
import type { ReadFile } from './read-source.ts';
import { idColumn } from './row-checks.ts';

/** The counts of a finished dataset, attached as `database`. @throws Error unless every record is a lead or a reject */
export async function countLeads(
	engine: Engine,
	database: string,
	rowsRead: number,
	mapping: Mapping
): Promise<DatasetCounts> {
	const result = await engine.run(
		`SELECT count(*) AS leads, count(CASE WHEN won THEN 1 END) AS won,
			count(CASE WHEN won IS NULL THEN 1 END) AS unknown,
			(SELECT count(*) FROM ${database}.rejects) AS rejected FROM ${database}.leads`
	);
	const [leads, won, unknown, rejected] = ['leads', 'won', 'unknown', 'rejected'].map(
		(name) => numbersOf(result, name)[0]
	);
	if (leads + rejected !== rowsRead) {
		throw new Error(`import: ${rowsRead} rows read, ${leads} loaded, ${rejected} rejected`);
	}
	if (isDated(mapping.outcome) && unknown > 0)
		throw new Error('import: a dated outcome is unknown');
	return { rowsRead, leads, rejected, won, notWon: leads - won - unknown, unknown };
}

/** First, last and newest dates of a finished dataset. */
export async function findDates(engine: Engine, database: string): Promise<DatasetDates> {
	const result = await engine.run(
		`SELECT min(created_at) AS first, max(created_at) AS last,
			greatest(max(created_at), max(won_at), max(lost_at), max(worked_at), max(accepted_at)) AS newest FROM ${database}.leads`
	);
	const [firstCreatedAt, lastCreatedAt, newestAt] = ['first', 'last', 'newest'].map((name) => {
		const at = numbersOrNull(result, name)[0];
		return at === null ? null : new Date(at).toISOString();
	});
	return { firstCreatedAt, lastCreatedAt, newestAt };
}

/**
 * Some records of the file must stand where their number says, with the text the file has there: the one thing
 * about the engine's parallel reading that no count would show.
 *
 * @throws Error where one does not
 */
export async function checkOrder(
	engine: Engine,
	database: string,
	{ notes, source }: ReadFile,
	plan: LoadPlan
): Promise<void> {
	const texts = plan.columns.filter(({ stored }) => stored === 'text');
	const id = idColumn(plan);
	const seen = texts.find(({ column }) => column === id) ?? texts[0];
	if (!seen || notes.landmarks.length === 0) return;
	const wanted = notes.landmarks.map(({ record }) => record).join(', ');
	const result = await engine.run(
		`SELECT row_number, CAST(${seen.column} AS VARCHAR) AS text FROM ${database}.leads WHERE row_number IN (${wanted})`
	);
	const found = textsOf(result, 'text');
	const expected = new Map(
		notes.landmarks.map(({ record, text }) => {
			const field = splitRecords(text, source.delimiter, 1)[0]?.fields[seen.index] ?? '';
			return [record, field === '' || source.missing.includes(field) ? null : field];
		})
	);
	numbersOf(result, 'row_number').forEach((record, i) => {
		if (found[i] === expected.get(record)) return;
		throw new Error(`import: row ${record} is not where the file has it`);
	});
}
