import {
	draftConditions,
	MOST_LEVELS,
	type ColumnFacts,
	type DraftCondition
} from '#lib/domain/binning/draft-conditions.ts';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** A column and the conditions on it that are worth looking at. */
export interface ColumnDraft {
	column: ColumnFacts;
	conditions: DraftCondition[];
}

/**
 * Conditions on every column that plays no role of its own, for a card made from the data; columns on which
 * nothing tells leads apart are left out. Roles other than source and account are known only when the outcome is.
 */
export async function draftRules(
	engine: Engine,
	source: LeadsSource,
	fields: string[]
): Promise<ColumnDraft[]> {
	const drafts: ColumnDraft[] = [];
	for (const column of await columnSummaries(engine, source, fields)) {
		const choice = column.type === 'text' && column.distinct <= MOST_LEVELS;
		const levels = choice ? await topValues(engine, source, column.name, MOST_LEVELS) : [];
		const texts = levels.map(({ value }) => String(value));
		drafts.push({ column, conditions: draftConditions(column, texts) });
	}
	return drafts.filter(({ conditions }) => conditions.length > 0);
}
