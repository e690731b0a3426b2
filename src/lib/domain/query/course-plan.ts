import type { CourseOptions } from '#lib/domain/funnel/lead-course.ts';
import { timestamp, sql, type Sql } from './sql.ts';

/** When a lead reached the stages of a funnel, and how its way is to be read. */
export interface CoursePlan extends CourseOptions {
	/** First time at each stage, in the order of the funnel, as expressions over the leads; NULL where it was not seen there. */
	stageTimes: Sql[];
	/** When the lead was lost or rejected, an expression. */
	lostAt: Sql;
	/** ISO 8601 UTC: later events are not known yet. Null: nothing has a date, see `courseRelation`. */
	dataDate: string | null;
	/** Nothing in the data is later than the data date; looking for it costs a third of a query. */
	nothingLater?: boolean;
}

/** A time nobody knew of at the data date is none. */
export function known(
	at: Sql,
	{ dataDate, nothingLater = false }: Pick<CoursePlan, 'dataDate' | 'nothingLater'>
): Sql {
	return dataDate === null || nothingLater
		? at
		: sql`CASE WHEN ${at} <= ${timestamp(dataDate)} THEN ${at} ELSE NULL END`;
}
