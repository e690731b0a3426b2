import { parseArgs } from 'node:util';
import { openStored } from '#lib/server/usecases/open-stored.ts';
import { storedRows, STORED_ROLES, type StoredRole } from '#lib/server/queries/stored-rows.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { homeHelp, homeOf, homeOption } from '../home-option.ts';

export const rowsHelp = `Usage: leadgauge rows DATASET [--role ROLE] [OPTIONS]

Prints rows of a dataset as they are stored, one JSON list a line, in the order of the file; for checking. Times are ISO
8601 in UTC, amounts of deals and costs are cents, an empty value is null. Leads have the columns of their files in their
order, then those of lists; rows of touches, stages and deals begin with the row number of their lead.

  --role ROLE         ${STORED_ROLES.join(', ')}; default leads
  --limit N           at most so many rows
  --header            the names of the columns first
${homeHelp}
  --json              the same: rows are always JSON

DATASET is the name of a dataset or its id. Runs beside a workbench.`;

/** Prints rows of a dataset. */
export async function rows(args: string[]): Promise<void> {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { ...homeOption, role: text, limit: text, header: flag, json: flag, help: flag }
	});
	if (values.help) return console.log(rowsHelp);
	const [name] = positionals;
	if (!name) throw new WorkbenchError('dataset-needed', { command: 'rows' });
	const role = STORED_ROLES.find((each) => each === (values.role ?? 'leads'));
	if (!role) throw new WorkbenchError('role-invalid', { found: values.role ?? '' });
	const stored = await openStored(homeOf(values.home), name);
	try {
		const { columns, lines } = storedRows(stored, role as StoredRole, limitOf(values.limit));
		if (values.header) console.log(JSON.stringify(columns));
		for await (const line of lines) console.log(line);
	} finally {
		await stored.close();
	}
}

function limitOf(text: string | undefined): number | null {
	if (text === undefined) return null;
	const limit = /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN;
	if (Number.isNaN(limit)) throw new WorkbenchError('limit-invalid', { found: text });
	return limit;
}
