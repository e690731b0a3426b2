import { funnelDecisionsQuery } from '#lib/domain/query/funnel-decisions-query.ts';
import { funnelStaysQuery } from '#lib/domain/query/funnel-stays-query.ts';
import { numbersOf, numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';
import { addWait, type ReadWaits } from './read-stage-waits.ts';

/** How long leads stood at each stage but the last. */
export async function readStays(engine: Engine, ways: ReadWays): Promise<ReadWaits[]> {
	const result = await runOnWays(engine, ways, funnelStaysQuery);
	const n = numbersOf(result, 'n');
	return Array.from({ length: ways.stages - 1 }, (_, s) => {
		const waits: ReadWaits = { day: [], won: [], n: [] };
		numbersOrNull(result, `stay_${s}`).forEach((stay, row) => {
			if (stay !== null) addWait(waits, stay, n[row]);
		});
		return waits;
	});
}

/** How long leads waited for a decision. */
export async function readDecisions(engine: Engine, ways: ReadWays): Promise<ReadWaits> {
	const result = await runOnWays(engine, ways, funnelDecisionsQuery);
	const n = numbersOf(result, 'n');
	const waits: ReadWaits = { day: [], won: [], n: [] };
	numbersOf(result, 'decision').forEach((wait, row) => addWait(waits, wait, n[row]));
	return waits;
}
