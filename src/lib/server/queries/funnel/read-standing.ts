import type { StandingCounts } from '#lib/domain/funnel/snapshot-funnel.ts';
import { funnelStandingQuery } from '#lib/domain/query/funnel-standing-query.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

const ARRIVED = -2;
const LOST = -3;

/** Where leads stand at the data date. */
export async function readStanding(
	engine: Engine,
	ways: ReadWays
): Promise<{ counts: StandingCounts[]; won: number; lost: number }> {
	const result = await runOnWays(engine, ways, funnelStandingQuery);
	const [standing, days, n, cents, valued] = ['standing', 'days', 'n', 'cents', 'valued'].map(
		(name) => numbersOf(result, name)
	);
	const rowsOf = (place: number) =>
		Array.from(standing, (_, row) => row).filter((row) => standing[row] === place);
	const sum = (values: Float64Array, rows: number[]) =>
		rows.reduce((all, row) => all + values[row], 0);
	const counts = Array.from({ length: ways.stages }, (_, s) => {
		const rows = rowsOf(s);
		return {
			standing: sum(n, rows),
			standingFor: { day: rows.map((row) => days[row]), n: rows.map((row) => n[row]) },
			valueCents: sum(valued, rows) > 0 ? sum(cents, rows) : null
		};
	});
	return { counts, won: sum(n, rowsOf(ARRIVED)), lost: sum(n, rowsOf(LOST)) };
}
