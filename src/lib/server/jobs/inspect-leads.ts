import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { missingTokens } from '#lib/domain/mapping/missing-tokens.ts';
import { suggestMapping, type SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';
import { columnValues } from '#lib/server/db/load/column-values.ts';
import type { WholeColumn } from '#lib/server/db/load/profile-columns.ts';
import { overall } from '#lib/server/db/load/progress.ts';
import { readSource } from '#lib/server/db/load/read-source.ts';
import { openSourceFile, type SourceFile } from '#lib/server/db/load/source-file.ts';
import type { LeadFile } from './check-leads.ts';
import type { JobContext } from './jobs.ts';

/** What a file looks like before anybody has said what its columns mean. */
export interface Inspection {
	name: string;
	bytes: number;
	delimiter: string;
	/** Records, broken ones included. */
	rows: number;
	/** Records that cannot be read as one row. */
	brokenRows: number;
	columns: ColumnProfile[];
	/** The first 20 records as the file has them. */
	preview: string[][];
	suggestion: SuggestedMapping;
	issues: Issue[];
}

const PREVIEW_ROWS = 20;
/** Rows from which the most frequent values are counted. */
const SAMPLE_ROWS = 200_000;
const HEAD_ROWS = 5_000;

/** Looks at a whole lead file; nothing is kept. */
export async function inspectLeads(
	input: { file: LeadFile },
	{ folder, onProgress, openEngine }: JobContext
): Promise<Inspection> {
	const file = await openSourceFile(input.file.path, input.file.name);
	const head = firstRecords(file, HEAD_ROWS);
	const missing = missingTokens(head);
	const tell = overall(onProgress);
	const engine = await openEngine([await realpath(file.path)]);
	const { scanned, whole } = await readSource(engine, file, {
		folder: join(folder, 'scratch'),
		missing,
		sampleRows: SAMPLE_ROWS,
		wanted: (sampled) =>
			sampled.map(({ likely }) => ({ reading: likely, levels: false, whole: false })),
		onProgress: (share) => tell('reading', share)
	});
	tell('checking', 0);
	const columns = await columnValues(engine, file.dialect.names, whole);
	const suggestion = suggestMapping(columns, missing);
	return {
		name: file.name,
		bytes: file.bytes,
		delimiter: file.dialect.delimiter,
		rows: scanned.structure.records,
		brokenRows: scanned.structure.badRecords,
		columns,
		preview: head.slice(0, PREVIEW_ROWS),
		suggestion,
		issues: inspectionIssues(file, whole, suggestion)
	};
}

function firstRecords({ head, bytes, dialect }: SourceFile, rows: number): string[][] {
	const text = new TextDecoder().decode(head.subarray(dialect.dataOffset));
	const records = splitRecords(text, dialect.delimiter, rows);
	const cut = bytes > head.length && records.length < rows;
	return (cut ? records.slice(0, -1) : records).map(({ fields }) => fields);
}

function inspectionIssues(
	{ dialect }: SourceFile,
	whole: WholeColumn[],
	{ mapping }: SuggestedMapping
): Issue[] {
	const line = dialect.headerLine;
	const almost = whole.filter(
		({ likely, reading, filled, readable }) =>
			reading === 'text' && likely !== 'text' && readable < filled
	);
	return [
		...dialect.renamed.map(({ from, to }) =>
			issue('column-renamed', 'info', { from, to }, { line, column: to })
		),
		...almost.map(({ index, likely, filled, readable }) => {
			const params = { values: filled - readable, filled };
			const where = { column: dialect.names[index] };
			return issue(`column-almost-${typeOf(likely)}`, 'info', params, where);
		}),
		...(mapping.outcome ? [] : [issue('no-outcome-suggested', 'warning')]),
		...(mapping.createdAt ? [] : [issue('no-created-date', 'info')])
	];
}
