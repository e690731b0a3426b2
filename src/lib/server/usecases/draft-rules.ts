import {
	draftConditions,
	MOST_LEVELS,
	type ColumnFacts,
	type DraftCondition
} from '#lib/domain/binning/draft-conditions.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** A column and the conditions on it that are worth looking at. */
export interface ColumnDraft {
	column: ColumnFacts;
	conditions: DraftCondition[];
}

/** A column of more values is no choice of a person. */
const MOST_VALUES = 1_000;

/**
 * Conditions on each of these columns, for a card made from the data; columns on which nothing tells leads apart
 * are left out.
 */
export async function draftRules(
	engine: Engine,
	source: LeadsSource,
	fields: string[]
): Promise<ColumnDraft[]> {
	const drafts: ColumnDraft[] = [];
	for (const column of await columnSummaries(engine, source, fields)) {
		const choice = column.type === 'text' && column.distinct <= MOST_VALUES;
		const top = choice ? await topValues(engine, source, column.name, MOST_LEVELS + 1) : [];
		const levels = top.map(({ value, leads }) => ({ value: String(value), leads }));
		const personal = personalKind(
			column.name,
			levels.map(({ value }) => value)
		);
		// A rule on the name or the number of one person would show it; whether there is one may tell leads apart.
		const conditions = personal
			? draftConditions({ ...column, quartiles: null }, [])
			: draftConditions(column, levels);
		drafts.push({ column, conditions });
	}
	return drafts.filter(({ conditions }) => conditions.length > 0);
}
