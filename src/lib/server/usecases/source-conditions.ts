import type { StageKind } from '#lib/domain/funnel/stages.ts';
import { join, raw, sql, timestamp, type Sql } from '#lib/domain/query/sql.ts';
import type { CountedStages } from '#lib/domain/query/source-counts-query.ts';
import type { FigureDesk } from './figure-desk.ts';

/** Places of the stages that figures of sources are about; where there is no SQL stage, accepted by sales stands for it. */
export function countedStages({ stages }: FigureDesk): CountedStages {
	return {
		mql: placeOf(stages, ['mql']),
		sql: placeOf(stages, ['sql', 'accepted']),
		accepted: placeOf(stages, ['accepted', 'sql']),
		customer: placeOf(stages, ['customer'])
	};
}

function placeOf(stages: FigureDesk['stages'], kinds: StageKind[]): number | null {
	for (const kind of kinds) {
		const at = stages.findIndex((stage) => stage.kind === kind);
		if (at >= 0) return at;
	}
	return null;
}

/** Whether a lead was seen at a stage or at a later one by the data date, whatever its age; null without the stage. */
export function seenSoFar({ stages }: FigureDesk, at: number | null): Sql | null {
	if (at === null) return null;
	const seen = stages.slice(at).map((_, i) => raw(`seen_${at + i} IS NOT NULL`));
	return sql`(${join(seen, ' OR ')})`;
}

/** Whether a lead has been won by the data date. */
export function wonSoFar({ dated, dataDate }: FigureDesk): Sql {
	const known = dated && dataDate !== null ? sql`won_at <= ${timestamp(dataDate)}` : raw('won');
	return sql`COALESCE(${known}, 1 = 0)`;
}

/** Days from creation to the win, NULL where it is not won by the data date. */
export function wonDay({ dated, dataDate }: FigureDesk): Sql {
	if (!dated || dataDate === null) return raw('CAST(NULL AS DOUBLE)');
	return sql`CASE WHEN won_at <= ${timestamp(dataDate)} THEN (epoch_us(won_at) - epoch_us(created_at)) / 86400000000.0 END`;
}
