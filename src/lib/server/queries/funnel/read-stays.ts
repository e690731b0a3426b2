import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelDecisionsQuery } from '#lib/domain/query/funnel-decisions-query.ts';
import { funnelStaysQuery } from '#lib/domain/query/funnel-stays-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf, numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { ReadWaits } from './read-stage-waits.ts';

/** How long leads stood at each stage but the last. */
export async function readStays(engine: Engine, ways: CountedWays): Promise<ReadWaits[]> {
	const result = await engine.run(parameterized(funnelStaysQuery(ways)));
	const n = numbersOf(result, 'n');
	return Array.from({ length: ways.stages - 1 }, (_, s) => {
		const ended = numbersOrNull(result, `ended_${s}`);
		const waits: ReadWaits = { day: [], won: [], n: [] };
		numbersOrNull(result, `stay_${s}`).forEach((day, row) => {
			if (day === null) return;
			waits.day.push(day);
			waits.won.push(ended[row] ?? 0);
			waits.n.push(n[row]);
		});
		return waits;
	});
}

/** How long leads waited for a decision. */
export async function readDecisions(engine: Engine, ways: CountedWays): Promise<ReadWaits> {
	const result = await engine.run(parameterized(funnelDecisionsQuery(ways)));
	const [won, day, n] = ['ended', 'days', 'n'].map((name) => Array.from(numbersOf(result, name)));
	return { day, won, n };
}
