import { parseArgs } from 'node:util';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { datasetAsFile } from '#lib/server/usecases/dataset-as-file.ts';
import { inspectLeadFile } from '#lib/server/usecases/inspect-lead-file.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { explain } from '../explain.ts';
import { fileReadingHelp, fileReadingOf, fileReadingOptions } from '../file-reading-options.ts';
import { homeHelp, homeOption } from '../home-option.ts';
import { inspectionJson } from '../inspection-json.ts';
import { inspectionText } from '../inspection-text.ts';
import { namedLeads } from '../named-leads.ts';
import { showProgress } from '../show-progress.ts';

export const inspectHelp = `Usage: leadgauge inspect FILE… [OPTIONS]

Looks at files of leads as a whole and says how they are written, what their columns hold, and which column plays
which role. CSV in any encoding, Excel workbooks (.xlsx), JSON, one JSON object a line, Parquet; also gzip. FILE may be the
name of a dataset, too. Writes nothing.

  --json              one JSON object a line for each file: file, format, compression, encoding, byteOrderMark, sheet,
                      sheets, delimiter, headerRow, headerRows, rows, brokenRows, columns [{name, type, dialect,
                      reading, missing, distinct, examples}], preset {crm, object, confidence, found, of}, roles,
                      suggestions [{role, column, confidence, because, samples}], issues
${homeHelp}
${fileReadingHelp}

A column's "reading" can be overridden in a mapping file: "types": {"COLUMN": "day-first-time"}.
Exit code 1 if a file cannot be read; the others are shown all the same.`;

/** Shows what files look like; a file that cannot be read does not keep the others from being shown. */
export async function inspect(args: string[]): Promise<void> {
	const { files, json, help, reading, home } = options(args);
	if (help) return console.log(inspectHelp);
	if (files.length === 0) throw new WorkbenchError('file-needed');
	const failed: { file: string; error: WorkbenchError }[] = [];
	for (const file of files) {
		const found = await inspected(file, home, reading);
		if (found instanceof WorkbenchError) failed.push({ file, error: found });
		else if (json) console.log(JSON.stringify(inspectionJson(file, found)));
		else console.log(`${inspectionText(file, found)}\n`);
	}
	if (failed.length > 0) throw failureOf(failed, files.length);
}

function options(args: string[]) {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false }
		}
	});
	return {
		files: positionals,
		json: Boolean(values.json),
		help: Boolean(values.help),
		home: values.home,
		reading: fileReadingOf(values)
	};
}

async function inspected(
	file: string,
	home: string | undefined,
	reading: FileReading
): Promise<Inspection | WorkbenchError> {
	const progress = showProgress(process.stderr);
	try {
		const found = await datasetAsFile(namedLeads(file, home));
		const options = { onProgress: progress.show };
		return await inspectLeadFile(found.path, reading, options).finally(() => found.close());
	} catch (error) {
		if (isWorkbenchError(error)) return error;
		throw error;
	} finally {
		progress.end();
	}
}

function failureOf(
	failed: { file: string; error: WorkbenchError }[],
	files: number
): WorkbenchError {
	if (files === 1) return failed[0].error;
	const issues = failed.map(({ file, error }): Issue => {
		const message = explain(error).text.replaceAll('\n', ' ');
		return issue('file-failed', 'error', { file, message });
	});
	return new WorkbenchError('files-failed', { failed: failed.length, files }, { issues });
}
