import { sql, join, type Sql } from '#lib/domain/query/sql.ts';
import type { Cap } from '#lib/domain/scorecard/scorecard.ts';

/** Points cut to bounds. @example cappedSql(raw('points'), { max: 100 }) */
export function cappedSql(points: Sql, cap: Cap | undefined): Sql {
	if (cap?.min === undefined && cap?.max === undefined) return points;
	const low = cap.min === undefined ? [] : [sql`WHEN ${points} < ${cap.min} THEN ${cap.min}`];
	const high = cap.max === undefined ? [] : [sql`WHEN ${points} > ${cap.max} THEN ${cap.max}`];
	return sql`CASE ${join([...low, ...high], ' ')} ELSE ${points} END`;
}
