import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FILE_ROLES, type FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { importFiles } from '#lib/server/usecases/import-files.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { fileReadingHelp, fileReadingOf, fileReadingOptions } from '../file-reading-options.ts';
import { homeHelp, homeOf, homeOption, withWorkspace } from '../home-option.ts';
import { importJson, USUAL_HORIZON_DAYS } from '../import-json.ts';
import { importText } from '../import-text.ts';
import { readMapping } from '../read-mapping.ts';
import { showProgress } from '../show-progress.ts';

export const importHelp = `Usage: leadgauge import FILE… [OPTIONS]

Makes one dataset of files: leads, and what else is known of them. Files may be CSV in any encoding, Excel workbooks
(.xlsx), JSON, one JSON object a line, or Parquet; also compressed with gzip. Several files of leads with the same columns
are taken together. Every row of every file is loaded, rejected with a reason, or merged.

  --role FILE=ROLE    what a file is: leads, touches, stages, deals, costs, lookup (a list of what leads name, such as
                      accounts or products) or unused; once for each file. Without it the role is found
  --mapping FILE      which column is which, of leads alone or of all files; without it the suggested mapping is taken
  --dataset NAME      name of the dataset; one of this name is replaced, and what is new, changed and gone is told.
                      Default: the name of the first file of leads, which must be free
${homeHelp}
  --json              one JSON object: dataset, id, files [{file, role, read, loaded, rejected, merged, keys}], leads,
                      wins, immature (outcome open, or too young for a horizon of ${USUAL_HORIZON_DAYS} days), dateRange {from, to},
                      tables, units, spellings, diff, issues
${fileReadingHelp}

A mapping file of several files: {"leadgauge": 1, "leads": {…as for calibrate, further "email", "owner", "score", "scoreAt",
  "stages": [{"stage", "column"}], "unit": "lead" | "person" | "account", "merges": {COLUMN: {FROM: TO}},
  "pseudonymise": [COLUMNS], "outcome": … | {"column", "won", "lost", "at"} | {"from": "deals"} |
  {"from": "stages", "won": […], "lost": […]}},
  "touches": {"lead": KEY, "at", "type", "detail", "channel", "byUs": {"column", "yes"}},
  "stages": {"lead": KEY, "stage", "at", "reason"},
  "deals": {"lead": KEY, "deal", "amount", "currency", "closedAt", "outcome": {"column", "won", "lost"}, "product"},
  "costs": {"day" | "months": [{"column", "month"}], "source", "campaign", "kind", "amount", "currency",
  "impressions", "clicks", "visits"}, "lookups": [{"file", "key", "leadColumn", "columns"}]}
  KEY: COLUMN with ids, or {"column": COLUMN, "by": "id" | "email" | {"column": COLUMN of the leads}}

A workbench that has the workspace open keeps it: end it, or import there. Exit code 1 if nothing was imported.`;

/** Imports files of the disk as one dataset of a workspace. */
export async function importCommand(args: string[]): Promise<void> {
	const { files, mappingFile, name, home, json, help } = options(args);
	if (help) return console.log(importHelp);
	if (files.length === 0) throw new WorkbenchError('file-needed');
	const mapping = mappingFile ? await readMapping(mappingFile) : null;
	const now = new Date().toISOString();
	const progress = showProgress(process.stderr);
	const imported = await withWorkspace(home, (workspace) =>
		importFiles(workspace, { files, mapping, name, now }, { onProgress: progress.show })
	).finally(progress.end);
	const paths = files.map(({ path }) => path);
	console.log(json ? JSON.stringify(importJson(imported, paths)) : importText(imported));
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			role: { type: 'string', multiple: true },
			mapping: text,
			dataset: text,
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false }
		}
	});
	const reading = fileReadingOf(values);
	const path = (file: string) => resolve(process.env.INIT_CWD ?? '.', file);
	const roles = rolesOf(values.role ?? [], positionals);
	return {
		files: positionals.map((file, i) => ({ path: path(file), role: roles[i], reading })),
		mappingFile: values.mapping && path(values.mapping),
		name: values.dataset ?? null,
		home: homeOf(values.home),
		json: Boolean(values.json),
		help: Boolean(values.help)
	};
}

/** Roles by file, each named as in the call or by its name alone. */
function rolesOf(given: string[], files: string[]): (FileRole | undefined)[] {
	const roles: (FileRole | undefined)[] = files.map(() => undefined);
	for (const each of given) {
		const cut = each.lastIndexOf('=');
		const [file, role] = [each.slice(0, cut), each.slice(cut + 1)];
		const known = FILE_ROLES.find((name) => name === role || `${name}s` === role);
		const at = files.flatMap((name, i) => (name === file || basename(name) === file ? [i] : []));
		if (cut < 1 || !known || at.length === 0) {
			throw new WorkbenchError('role-invalid', { found: each });
		}
		for (const i of at) roles[i] = known;
	}
	return roles;
}
