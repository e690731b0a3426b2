import {
	cardColumns,
	leadRelation,
	type AddedColumn,
	type CardColumns
} from '#lib/domain/query/lead-relations.ts';
import type { Sql } from '#lib/domain/query/sql.ts';
import { touchesByLead } from '#lib/domain/query/touches-by-lead.ts';
import { fieldsOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { touchId } from '#lib/domain/scorecard/touch-feature.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { keptTable } from './kept-table.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/**
 * The leads with the columns a card needs beside those of the lead file: what it asks about touches, as of the decision time
 * (statistics 3), and what is left of rules that wear off. Every query reads them like any other column. A card that needs
 * none gets the leads as they are.
 *
 * @param windowDays - decision time = creation + this many days
 * @throws WorkbenchError `touches-missing` where the data has no touches, `touches-undated` where leads have no creation date
 */
export async function cardSource(
	engine: Engine,
	source: LeadsSource,
	scorecard: Pick<Scorecard, 'groups' | 'features' | 'exclusions'>,
	windowDays: number
): Promise<LeadsSource> {
	const columns = cardColumns(scorecard);
	if (columns.figures.length === 0 && columns.decaying.length === 0) return source;
	if (columns.figures.length > 0) checkTouches(source, scorecard);
	const touched = await touchedTable(engine, source, columns, windowDays);
	const { lookup, dialect } = leadsTable(source);
	return {
		...source,
		table: leadRelation(source.table, touched, columns, lookup, dialect),
		columns: [...source.columns, ...addedColumns([...columns.figures, ...columns.decaying])]
	};
}

function addedColumns(added: AddedColumn[]): LeadsSource['columns'] {
	return added.map(({ field, type }, i) => ({ column: `added_${i}`, name: field, type }));
}

function checkTouches(
	{ touches, mapping }: LeadsSource,
	scorecard: Pick<Scorecard, 'groups' | 'exclusions'>
): void {
	if (touches && mapping.createdAt !== null) return;
	const asks = rulesOf(scorecard as Scorecard).find((each) =>
		fieldsOf(each).some((field) => touchId(field) !== null)
	);
	const rule = asks?.label ?? scorecard.exclusions[0]?.label ?? '';
	throw new WorkbenchError(touches ? 'touches-undated' : 'touches-missing', { rule });
}

/** Counting touches is the costly part of a query, so it is done once for all queries of a card. */
async function touchedTable(
	engine: Engine,
	source: LeadsSource,
	{ figures }: CardColumns,
	windowDays: number
): Promise<Sql | null> {
	if (figures.length === 0 || !source.touches) return null;
	const { dialect } = leadsTable(source);
	const query = touchesByLead(figures, source.touches.table, source.table, windowDays, dialect);
	return keptTable(engine, 'touched', source.fileSha256, query);
}
