import { spellingVariants } from '#lib/domain/ingest/spelling-variants.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import type { KeyMatches, MergedSpelling } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LoadedLeads } from './load-leads.ts';
import type { LoadedLookup } from './load-lookups.ts';
import { readCsv } from './csv-source.ts';
import { plainText } from './pseudonym.ts';

/** Names that the leads use and a list does not know: how many are shown, and how many are compared. */
const SHOWN = 5;
const COMPARED = 1_000;

export interface LookupMatches {
	keys: KeyMatches;
	issues: Issue[];
	offered: MergedSpelling[];
}

/**
 * How the names of a list and those that the leads use met, counted on both sides; names without a counterpart that
 * differ from one of the list only in how they are written are offered as a merge.
 *
 * @param hidden whether the column has become pseudonyms, whose spellings say nothing
 */
export async function lookupMatches(
	engine: Engine,
	{ read }: LoadedLeads,
	lookup: LoadedLookup,
	hidden: boolean
): Promise<LookupMatches> {
	const { leadColumn, table, part, mapping } = lookup;
	const column = `c${read.names.indexOf(leadColumn)}`;
	const used = `SELECT ${plainText(column)} AS key, count(*) AS n FROM ${readCsv(read.source)} GROUP BY key`;
	const counted = await engine.run(
		`SELECT count(of_lead.key) AS used, count(CASE WHEN known.key IS NOT NULL THEN 1 END) AS matched,
			coalesce(CAST(sum(CASE WHEN known.key IS NOT NULL THEN n END) AS BIGINT), 0) AS leads_matched,
			coalesce(CAST(sum(n) AS BIGINT), 0) AS leads, (SELECT count(*) FROM ${table}) AS listed
		FROM (${used}) AS of_lead LEFT JOIN ${table} AS known ON known.key = of_lead.key`,
		{ deadlineMs: Infinity }
	);
	const one = (name: string) => numbersOf(counted, name)[0];
	const file = part.file.name;
	const keys: KeyMatches = {
		column: mapping.key,
		by: leadColumn,
		matched: one('matched'),
		unmatched: one('listed') - one('matched'),
		unmatchedRows: one('listed') - one('matched'),
		leadsMatched: one('leads_matched'),
		leadsUnmatched: one('leads') - one('leads_matched'),
		shared: 0
	};
	if (one('used') === one('matched') || hidden) return { keys, issues: [], offered: [] };
	const unknown = await levels(
		engine,
		`SELECT of_lead.key AS text, n FROM (${used}) AS of_lead ANTI JOIN ${table} AS known ON known.key = of_lead.key
		WHERE of_lead.key IS NOT NULL`
	);
	const known = await levels(engine, `SELECT key AS text, 0 AS n FROM ${table}`);
	const offered = offers(leadColumn, unknown, known);
	const leads = unknown.reduce((sum, each) => sum + each.leads, 0);
	const names = unknown.slice(0, SHOWN).map(({ value }) => value);
	const params = { names: names.join(', '), values: one('used') - one('matched'), leads };
	const where = { column: leadColumn, file };
	return {
		keys,
		offered,
		issues: [
			issue('lookup-unmatched', 'warning', params, where),
			...offered.map(({ from, to, leads: n }) =>
				issue('lookup-spelling', 'warning', { from, to, leads: n }, where)
			)
		]
	};
}

async function levels(engine: Engine, query: string) {
	const found = await engine.run(`${query} ORDER BY n DESC, text LIMIT ${COMPARED}`, {
		deadlineMs: Infinity
	});
	const leads = numbersOf(found, 'n');
	return textsOf(found, 'text').map((text, i) => ({ value: text ?? '', leads: leads[i] }));
}

type Levels = Awaited<ReturnType<typeof levels>>;

function offers(column: string, unknown: Levels, known: Levels): MergedSpelling[] {
	const listed = new Set(known.map(({ value }) => value));
	// A name of the list counts as often used, whoever uses it: it is right.
	const often = Math.max(1, ...unknown.map(({ leads }) => leads)) * 100;
	const right = known.map(({ value }) => ({ value, leads: often }));
	return spellingVariants([...right, ...unknown]).flatMap(({ values }) => {
		const to = values.filter(({ value }) => listed.has(value));
		if (to.length !== 1) return [];
		return values
			.filter(({ value }) => !listed.has(value))
			.map(({ value, leads }) => ({ column, from: value, to: to[0].value, leads }));
	});
}
