import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { FilePart } from './read-files.ts';

/**
 * Ids that stand in more than one file of leads.
 *
 * @param database the finished dataset, as it is attached
 */
export async function idsClash(
	engine: Engine,
	database: string,
	parts: FilePart[],
	{ id }: Mapping
): Promise<Issue[]> {
	if (parts.length < 2) return [];
	const rows = parts.map(({ file, scanned, recordsBefore }) => {
		const until = recordsBefore + scanned.structure.records;
		return `(${quoteText(file.name)}, ${recordsBefore}, ${until})`;
	});
	const found = await engine.run(
		`SELECT own.file AS file, first.file AS first, count(*) AS n FROM ${database}.rejects AS own
		JOIN ${database}.leads AS lead ON CAST(lead.id AS VARCHAR) = own.found
		JOIN (VALUES ${rows.join(', ')}) AS first(file, after, until) ON lead.row_number > first.after AND lead.row_number <= first.until
		WHERE own.code = 'duplicate-id' AND own.role = 'leads' AND own.file <> first.file
		GROUP BY own.file, first.file ORDER BY own.file, first.file`
	);
	const [own, first] = [textsOf(found, 'file'), textsOf(found, 'first')];
	return Array.from(numbersOf(found, 'n'), (ids, i) => {
		const where = { column: id, file: own[i] ?? '' };
		return issue('ids-clash', 'warning', { ids, first: first[i] ?? '' }, where);
	});
}
