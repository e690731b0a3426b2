import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import {
	isDated,
	isFlag,
	knowsWhen,
	outcomeColumns,
	type Mapping
} from '#lib/domain/mapping/mapping.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { DatasetCounts } from '#lib/server/db/dataset-manifest.ts';
import type { ColumnPlan } from './plan-columns.ts';
import { shownHeaderLine, type SourceFile } from './source-file.ts';

const SHOWN_LINES = 5;
/** Share of readable values from which a text column is suspected to be something else. */
const ALMOST_ALL = 0.9;

/**
 * Rejected rows grouped by file and cause: how many, the first lines, what was found there. Issue codes
 * `rejected-<cause>`.
 *
 * @param named whether issues name their file, because there are several
 */
export async function rejectIssues(
	engine: Engine,
	database: string,
	named: boolean
): Promise<Issue[]> {
	const result = await engine.run(
		`SELECT file, code, column_name, count(*) AS n, min(line) AS line,
			array_to_string(list(line ORDER BY row_number)[1:${SHOWN_LINES}], ', ') AS lines,
			arg_min(coalesce(found, ''), row_number) AS found,
			arg_min(coalesce(first_line, 0), row_number) AS first_line
		FROM ${database}.rejects GROUP BY file, code, column_name ORDER BY min(role <> 'leads'), n DESC, file, code, column_name`,
		{ deadlineMs: Infinity }
	);
	const [codes, columns, files] = ['code', 'column_name', 'file'].map((each) =>
		textsOf(result, each)
	);
	const [lines, found] = [textsOf(result, 'lines'), textsOf(result, 'found')];
	const [counts, first, firstLines] = ['n', 'line', 'first_line'].map((each) =>
		numbersOf(result, each)
	);
	return codes.map((code, i) => {
		const [fields, expected] = (found[i] ?? '').split('/');
		const params = {
			rows: counts[i],
			lines: lines[i] ?? '',
			found: shortened(code?.startsWith('too-') ? fields : (found[i] ?? '')),
			expected: code?.startsWith('too-') ? expected : '',
			firstLine: firstLines[i]
		};
		const where = {
			line: first[i],
			...(columns[i] ? { column: columns[i] } : {}),
			...(named ? { file: files[i] ?? '' } : {})
		};
		return issue(`rejected-${code}`, 'warning', params, where);
	});
}

/** What the header and the columns say: renamed and dropped columns, columns that are almost numbers or dates. */
export function columnIssues(file: SourceFile, columns: ColumnPlan[], dropped: string[]): Issue[] {
	const { dialect } = file;
	const line = shownHeaderLine(file);
	const kept = dialect.unnamed.filter((name) => !dropped.includes(name));
	const almost = columns.filter(
		({ stored, likely, readable, filled }) =>
			stored === 'text' && likely !== 'text' && readable < filled && readable >= ALMOST_ALL * filled
	);
	return [
		...dialect.renamed.map(({ from, to }) =>
			issue('column-renamed', 'info', { from, to }, { line, column: to })
		),
		...kept.map((name) => issue('column-unnamed', 'info', { name }, { line, column: name })),
		...(dropped.length > 0 ? [issue('column-dropped', 'info', { columns: dropped.length })] : []),
		...almost.map(({ name, likely, filled, readable }) =>
			issue(
				`column-almost-${typeOf(likely)}`,
				'info',
				{ values: filled - readable, filled },
				{ column: name }
			)
		)
	];
}

/** What is odd about the outcome: nobody or everybody won, unknown outcomes, wins before the lead was created. */
export async function outcomeIssues(
	engine: Engine,
	database: string,
	mapping: Mapping,
	counts: DatasetCounts
): Promise<Issue[]> {
	const { leads, won, notWon, unknown } = counts;
	const { outcome } = mapping;
	const [column] = outcomeColumns(outcome);
	const where = column === undefined ? {} : { column };
	const values = isDated(outcome) || !('won' in outcome) ? '' : outcome.won.join(', ');
	const issues: Issue[] = [];
	if (leads > 0 && won === 0) {
		const elsewhere = !isFlag(outcome) && !isDated(outcome);
		const code = elsewhere ? 'no-wins-elsewhere' : isDated(outcome) ? 'no-win-dates' : 'no-wins';
		issues.push(issue(code, 'warning', { leads, values }, where));
	}
	if (won > 0 && notWon === 0) issues.push(issue('only-wins', 'warning', { leads, won }, where));
	if (unknown > 0) issues.push(issue('outcome-unknown', 'warning', { leads: unknown }, where));
	if (knowsWhen(outcome) && mapping.createdAt) {
		issues.push(...(await winsBeforeCreation(engine, database, where)));
	}
	return issues;
}

async function winsBeforeCreation(engine: Engine, database: string, where: { column?: string }) {
	const result = await engine.run(
		`SELECT count(*) AS n, min(line) AS line FROM ${database}.leads WHERE won_at < created_at`
	);
	const n = numbersOf(result, 'n')[0];
	const line = numbersOrNull(result, 'line')[0];
	if (n === 0 || line === null) return [];
	return [issue('won-before-created', 'warning', { leads: n, line }, { line, ...where })];
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A score of today that is no number, or of a time that is none, cannot be compared with the replay (statistics 17). */
export function scoreIssues(mapping: Mapping, columns: ColumnPlan[]): Issue[] {
	const typeOf = (name: string | null | undefined) =>
		columns.find((each) => each.name === name)?.type;
	const [score, at] = [typeOf(mapping.score), typeOf(mapping.scoreAt)];
	const where = (name: string | null | undefined) => ({ column: name ?? '' });
	return [
		...(score && score !== 'number'
			? [issue('score-not-number', 'warning', {}, where(mapping.score))]
			: []),
		...(at && at !== 'timestamp'
			? [issue('score-date-not-time', 'warning', {}, where(mapping.scoreAt))]
			: [])
	];
}
