import type { PipelineCounts } from '#lib/domain/funnel/pipeline-velocity.ts';
import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelPipelineQuery } from '#lib/domain/query/funnel-pipeline-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** Open opportunities, and those won and lost in a period. */
export async function readPipeline(
	engine: Engine,
	ways: CountedWays,
	opportunity: number,
	from: string | null,
	to: string | null
): Promise<PipelineCounts> {
	const query = funnelPipelineQuery(ways, opportunity, from, to);
	const result = await engine.run(parameterized(query));
	const sum = (name: string) => numbersOf(result, name).reduce((all, each) => all + each, 0);
	const days = numbersOf(result, 'days');
	const rows = Array.from(days, (_, row) => row).filter((row) => days[row] >= 0);
	const n = numbersOf(result, 'n');
	return {
		opportunities: sum('open'),
		won: sum('won'),
		lost: sum('lost'),
		wonCents: sum('cents'),
		wonWithValue: sum('valued'),
		cycleDays: { day: rows.map((row) => days[row]), n: rows.map((row) => n[row]) }
	};
}
