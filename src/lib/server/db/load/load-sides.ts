import { join } from 'node:path';
import type { DatasetMapping, SideMappings } from '#lib/domain/mapping/dataset-mapping.ts';
import type { FileRecord, SideTableName } from '#lib/server/db/dataset-manifest.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { issue } from '#lib/domain/issue.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { fileRecords } from './file-records.ts';
import { keyOfRow, type FindableLeads } from './lead-keys.ts';
import { timeOf } from './leads-view.ts';
import { loadSide } from './load-side.ts';
import { loadedRows } from './load-rows.ts';
import { matchSide, type MatchedSide } from './match-side.ts';
import { sidePlan } from './side-plan.ts';
import type { SourceFile } from './source-file.ts';

/** Files of one role and header, with their mapping. */
export interface SideFiles<R extends SideTableName = SideTableName> {
	role: R;
	mapping: SideMappings[R];
	files: SourceFile[];
}

export interface LoadSidesOptions {
	sides: SideFiles[];
	leads: FindableLeads;
	leadCount: number;
	mapping: DatasetMapping['leads'];
	scratch: string;
	/** Attached database for what is needed only meanwhile. */
	work: string;
	rejects: string;
	onProgress: (share: number) => void;
}

export interface LoadedSides {
	/** SELECTs of the good rows, by table. */
	selects: Partial<Record<SideTableName, string[]>>;
	records: FileRecord[];
	issues: Issue[];
}

/** Loads all files beside the leads, and the stages that stand in columns of the leads. */
export async function loadSides(engine: Engine, options: LoadSidesOptions): Promise<LoadedSides> {
	const { sides, leads, scratch, work, rejects, onProgress } = options;
	const found: LoadedSides = { selects: {}, records: [], issues: [] };
	const several = sides.reduce((sum, { files }) => sum + files.length, 0);
	let done = 0;
	for (const [i, side] of sides.entries()) {
		const plan = sidePlan(side.role, side.mapping);
		const loaded = await loadSide(engine, side.files, plan, side.mapping, {
			folder: join(scratch, `side-${i}`),
			database: work,
			table: `side_${i}`,
			keyOf: (text) => (plan.key ? keyOfRow(leads, plan.key.by, text) : text),
			onProgress: (share) => onProgress((done + share * side.files.length) / several)
		});
		const secret = leads.secret !== null;
		const matching = { leads, leadCount: options.leadCount, rejects, secret };
		const matched = await matchSide(engine, loaded, side.role, side.mapping, matching);
		(found.selects[side.role] ??= []).push(matched.select);
		const { parts, badRows, keys } = matched;
		const rows = { badRows, mergedRows: null };
		found.records.push(...(await fileRecords(engine, side.role, parts, rows, keys)));
		found.issues.push(...matched.issues, ...keyIssues(matched));
		done += side.files.length;
	}
	const ofColumns = stagesOfColumns(options);
	if (ofColumns.length > 0) (found.selects.stages ??= []).push(...ofColumns);
	return found;
}

/** Keys that several leads share, and a file of which no row found its lead. */
function keyIssues({ keys, parts }: MatchedSide): Issue[] {
	if (!keys) return [];
	const where = { column: keys.column, file: parts[0].file.name };
	const { shared, matched, unmatched } = keys;
	return [
		...(matched === 0 && unmatched > 0
			? [issue('keys-unmatched', 'warning', { keys: unmatched, by: keys.by }, where)]
			: []),
		...(shared > 0 ? [issue('keys-shared', 'info', { keys: shared }, where)] : [])
	];
}

/** Every lead that has a date in a stage's column reached that stage then. */
function stagesOfColumns({ mapping, leads }: LoadSidesOptions): string[] {
	const { database, plan, badRows, mergedRows, rowNumber } = leads;
	const into = mergedRows ? 'coalesce(merged.into_rid, loaded.rowid)' : 'loaded.rowid';
	const merged = mergedRows ? `LEFT JOIN ${mergedRows} AS merged ON merged.rid = loaded.rowid` : '';
	return (mapping.stages ?? []).map(({ stage }, i) => {
		const at = timeOf(`stage${i}`, plan);
		const name = quoteText(stage);
		return `SELECT CAST(${rowNumber.expression} AS BIGINT) AS lead, ${name} AS stage, leads.reached AS "at",
			CAST(NULL AS VARCHAR) AS reason, leads.rid AS rid, leads.reached AS first_at FROM (
				SELECT ${into} AS rid, ${at} AS reached FROM ${loadedRows(database)} AS loaded ${merged}
				WHERE ${at} IS NOT NULL AND loaded.rowid NOT IN (SELECT rid FROM ${badRows})
			) AS leads ${rowNumber.join}`;
	});
}
