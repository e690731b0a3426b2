import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Days from creation to reaching a stage, an expression over `courseRelation` without a window; NULL where it was not
 * reached. In any order whoever is seen at a later stage has reached this one by then; in strict order it must be seen.
 */
export function reachDay(stage: number, stages: number, order: 'any' | 'strict'): Sql {
	if (order === 'strict' || stage === stages - 1) return raw(`day_${stage}`);
	const never = '1e9';
	const later = Array.from({ length: stages - stage }, (_, i) =>
		raw(`COALESCE(day_${stage + i}, ${never})`)
	);
	return sql`CASE WHEN reached > ${raw(String(stage))} THEN LEAST(${join(later, ', ')}) ELSE NULL END`;
}
