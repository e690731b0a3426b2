import type { Waits } from '#lib/domain/funnel/cumulative-incidence.ts';
import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelWaitsQuery } from '#lib/domain/query/funnel-waits-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** Waits as they are gathered. */
export type ReadWaits = { [column in keyof Waits]: number[] };

/** Waits for each of the stages, by part; without a part one whose name is empty. */
export async function readStageWaits(
	engine: Engine,
	ways: CountedWays,
	asked: number[],
	order: 'any' | 'strict',
	part?: Sql
): Promise<Map<string, ReadWaits[]>> {
	const found = new Map<string, ReadWaits[]>();
	if (asked.length === 0) return found;
	const result = await engine.run(parameterized(funnelWaitsQuery(ways, asked, order, part)));
	const parts = textsOf(result, 'part');
	const n = numbersOf(result, 'n');
	asked.forEach((s, i) => {
		const won = numbersOrNull(result, `won_${s}`);
		numbersOrNull(result, `wait_${s}`).forEach((day, row) => {
			if (day === null) return;
			const name = parts[row] ?? '';
			const waits = found.get(name) ?? asked.map(() => ({ day: [], won: [], n: [] }));
			found.set(name, waits);
			waits[i].day.push(day);
			waits[i].won.push(won[row] ?? 0);
			waits[i].n.push(n[row]);
		});
	});
	return found;
}
