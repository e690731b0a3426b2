import type { Waits } from '#lib/domain/funnel/cumulative-incidence.ts';
import type { LeadParts } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelWaitsQuery } from '#lib/domain/query/funnel-waits-query.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

/** Waits as they are gathered. */
export type ReadWaits = { [column in keyof Waits]: number[] };

/** Waits for each of the stages, by part; without a part one whose name is empty. */
export async function readStageWaits(
	engine: Engine,
	ways: ReadWays,
	asked: number[],
	parts?: LeadParts
): Promise<Map<string, ReadWaits[]>> {
	const found = new Map<string, ReadWaits[]>();
	if (asked.length === 0) return found;
	const result = await runOnWays(engine, ways, (now) => funnelWaitsQuery(now, asked, parts));
	const names = textsOf(result, 'part');
	const n = numbersOf(result, 'n');
	asked.forEach((s, i) => {
		numbersOrNull(result, `wait_${s}`).forEach((wait, row) => {
			if (wait === null) return;
			const name = names[row] ?? '';
			const waits = found.get(name) ?? asked.map(() => ({ day: [], won: [], n: [] }));
			found.set(name, waits);
			addWait(waits[i], wait, n[row]);
		});
	});
	return found;
}

/** @param wait - twice the days, and 1 more where it has ended */
export function addWait(waits: ReadWaits, wait: number, leads: number): void {
	waits.day.push(Math.floor(wait / 2));
	waits.won.push(wait % 2);
	waits.n.push(leads);
}
