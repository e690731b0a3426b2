import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { flagWords } from '#lib/domain/ingest/flag-words.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { missingTokens } from '#lib/domain/mapping/missing-tokens.ts';
import { suggestMapping, type SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';
import { openLeadFile } from '#lib/server/db/convert/open-lead-file.ts';
import { columnDoubts } from '#lib/server/db/load/column-doubts.ts';
import { columnValues } from '#lib/server/db/load/column-values.ts';
import type { WholeColumn } from '#lib/server/db/load/profile-columns.ts';
import { afterConversion, overall, type Progress } from '#lib/server/db/load/progress.ts';
import { readSource } from '#lib/server/db/load/read-source.ts';
import {
	shownHeaderLine,
	type FoundFormat,
	type SourceFile
} from '#lib/server/db/load/source-file.ts';
import type { LeadFile } from './check-leads.ts';
import { engineOnce } from './engine-once.ts';
import type { JobContext } from './jobs.ts';

/** What a file looks like before anybody has said what its columns mean. */
export interface Inspection {
	name: string;
	bytes: number;
	found: FoundFormat;
	delimiter: string;
	/** Line of the file, or row of the sheet, on which the header begins, and how many lines it takes. */
	headerLine: number;
	headerLines: number;
	/** Records, broken ones included. */
	rows: number;
	/** Records that cannot be read as one row. */
	brokenRows: number;
	columns: InspectedColumn[];
	/** The first 20 records as the file has them. */
	preview: string[][];
	suggestion: SuggestedMapping;
	issues: Issue[];
}

/** A column as an inspection shows it. */
export interface InspectedColumn extends ColumnProfile {
	/** Rows without a value, in the whole file. */
	missing: number;
	/** Readings of which somebody has to choose one; empty where there is no doubt. */
	ambiguous: Reading[];
	/** The words for yes and no, where these are all it holds. */
	flag: { yes: string; no: string } | null;
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
	const progress = afterConversion(onProgress);
	const openOnce = engineOnce(openEngine, input.file.path);
	const file = await openLeadFile(input.file.path, input.file.name, {
		reading: input.file.reading,
		folder: join(folder, 'scratch'),
		engine: openOnce,
		onProgress: progress.converting
	});
	const head = firstRecords(file, HEAD_ROWS);
	const missing = missingTokens(head);
	const tell = overall(progress.then);
	const engine = await openOnce();
	const read = await readSource(engine, file, {
		folder: join(folder, 'scratch'),
		missing,
		sampleRows: SAMPLE_ROWS,
		wanted: (sampled) =>
			sampled.map(({ likely, others, whole }) => ({
				reading: likely,
				others,
				whole,
				chosen: false,
				levels: false
			})),
		onProgress: (share) => tell('reading', share)
	});
	const { scanned, whole } = read;
	tell('checking', 0);
	const { names } = file.dialect;
	const profiles = await columnValues(engine, names, whole);
	const columns = profiles.map((profile, i) => inspected(profile, whole[i]));
	const { structure, firstLine } = scanned;
	const rejecting = new Set<number>();
	const doubts = await columnDoubts(engine, read.source, whole, {
		names,
		structure,
		firstLine,
		rejecting
	});
	const suggestion = suggestMapping(columns.map(asMeant), missing);
	return {
		name: file.name,
		bytes: file.original?.bytes ?? file.bytes,
		found: file.found,
		delimiter: file.dialect.delimiter,
		headerLine: shownHeaderLine(file),
		headerLines: file.dialect.headerLines,
		rows: scanned.structure.records,
		brokenRows: scanned.structure.badRecords,
		columns,
		preview: head.slice(0, PREVIEW_ROWS),
		suggestion,
		issues: [...file.issues, ...doubts, ...inspectionIssues(file, whole, suggestion)]
	};
}

/** Looks at several files, one after the other, in one process. */
export async function inspectFiles(
	{ files }: { files: LeadFile[] },
	context: JobContext
): Promise<Inspection[]> {
	const openOnce = engineOnce(context.openEngine, ...files.map(({ path }) => path));
	const found: Inspection[] = [];
	for (const [i, file] of files.entries()) {
		const onProgress = ({ stage, share }: Progress) =>
			context.onProgress({ stage, share: (i + share) / files.length });
		found.push(await inspectLeads({ file }, { ...context, onProgress, openEngine: openOnce }));
		await rm(join(context.folder, 'scratch'), { recursive: true, force: true });
	}
	return found;
}

/** A column of dates is one, whichever of its orders somebody will choose. */
function asMeant(column: InspectedColumn): ColumnProfile {
	const [likely] = column.ambiguous;
	return likely ? { ...column, type: typeOf(likely) } : column;
}

function inspected(profile: ColumnProfile, { rows, filled, others }: WholeColumn): InspectedColumn {
	const few = profile.distinct <= profile.values.length;
	return {
		...profile,
		missing: rows - filled,
		ambiguous: others,
		flag: few ? flagWords(profile.values.map(({ text }) => text)) : null
	};
}

function firstRecords({ head, bytes, dialect }: SourceFile, rows: number): string[][] {
	const text = new TextDecoder().decode(head.subarray(dialect.dataOffset));
	const records = splitRecords(text, dialect.delimiter, rows);
	const cut = bytes > head.length && records.length < rows;
	return (cut ? records.slice(0, -1) : records).map(({ fields }) => fields);
}

function inspectionIssues(
	file: SourceFile,
	whole: WholeColumn[],
	{ mapping }: SuggestedMapping
): Issue[] {
	const { dialect } = file;
	const line = shownHeaderLine(file);
	const phantom = dialect.unnamed.filter((name) => whole[dialect.names.indexOf(name)].filled === 0);
	const almost = whole.filter(
		({ likely, reading, filled, readable }) =>
			reading === 'text' && likely !== 'text' && readable < filled
	);
	return [
		...dialect.renamed.map(({ from, to }) =>
			issue('column-renamed', 'info', { from, to }, { line, column: to })
		),
		...dialect.unnamed
			.filter((name) => !phantom.includes(name))
			.map((name) => issue('column-unnamed', 'info', { name }, { line, column: name })),
		...(phantom.length > 0 ? [issue('column-dropped', 'info', { columns: phantom.length })] : []),
		...almost.map(({ index, likely, filled, readable }) => {
			const params = { values: filled - readable, filled };
			const where = { column: dialect.names[index] };
			return issue(`column-almost-${typeOf(likely)}`, 'info', params, where);
		}),
		...(mapping.outcome ? [] : [issue('no-outcome-suggested', 'warning')]),
		...(mapping.createdAt ? [] : [issue('no-created-date', 'info')])
	];
}
