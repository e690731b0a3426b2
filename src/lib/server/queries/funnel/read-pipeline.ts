import type { PipelineCounts } from '#lib/domain/funnel/pipeline-velocity.ts';
import { funnelPipelineQuery } from '#lib/domain/query/funnel-pipeline-query.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

/** Open opportunities, and those won and lost in a period. */
export async function readPipeline(
	engine: Engine,
	ways: ReadWays,
	opportunity: number,
	from: string | null,
	to: string | null
): Promise<PipelineCounts> {
	const query = (now: ReadWays) => funnelPipelineQuery(now, opportunity, from, to);
	const result = await runOnWays(engine, ways, query);
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
