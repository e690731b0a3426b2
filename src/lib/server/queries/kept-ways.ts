import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import type { Columns, Engine, RunOptions } from '#lib/server/engine/engine.ts';

/** Ways that may be read from a table that is kept, see `keptTable`. */
export interface ReadWays extends CountedWays {
	/** The leads with those columns of `courseRelation` that figures ask for; left out where they are read as they are. */
	kept?: () => Promise<Sql>;
}

/**
 * Runs a query over ways. The kept table is asked for before each query: one that nobody has asked for in a while makes room
 * for others.
 */
export async function runOnWays(
	engine: Engine,
	ways: ReadWays,
	query: (ways: CountedWays) => Sql,
	options?: RunOptions
): Promise<Columns> {
	const courses = ways.kept ? await ways.kept() : ways.courses;
	return engine.run(parameterized(query({ ...ways, courses })), options);
}
