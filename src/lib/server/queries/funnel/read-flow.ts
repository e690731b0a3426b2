import type { FlowCounts } from '#lib/domain/funnel/flow-funnel.ts';
import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelFlowQuery } from '#lib/domain/query/funnel-flow-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** What happened in a period. */
export async function readFlow(
	engine: Engine,
	ways: CountedWays,
	from: string | null,
	to: string | null
): Promise<{ counts: FlowCounts[]; lost: number }> {
	const result = await engine.run(parameterized(funnelFlowQuery(ways, from, to)));
	const one = (name: string) => numbersOf(result, name)[0];
	const counts = Array.from({ length: ways.stages }, (_, s) => ({
		entered: one(`entered_${s}`),
		ofPeriod: one(`own_${s}`)
	}));
	return { counts, lost: one('lost') };
}
