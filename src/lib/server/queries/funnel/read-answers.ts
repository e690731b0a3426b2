import { duckdb } from '#lib/domain/query/dialect.ts';
import { funnelAnswersQuery, type AnswerPlan } from '#lib/domain/query/funnel-answers-query.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';
import type { ReadWaits } from './read-stage-waits.ts';

const EARLY = -1;

/** Minutes to the first answer, and leads that were answered before they were created. */
export async function readAnswers(
	engine: Engine,
	ways: ReadWays,
	plan: AnswerPlan
): Promise<{ waits: ReadWaits; early: number }> {
	const query = (now: ReadWays) => funnelAnswersQuery(now, plan, duckdb);
	const result = await runOnWays(engine, ways, query, { deadlineMs: 120_000 });
	const [answered, minutes, n] = ['answered', 'minutes', 'n'].map((name) =>
		numbersOf(result, name)
	);
	const waits: ReadWaits = { day: [], won: [], n: [] };
	let early = 0;
	answered.forEach((state, row) => {
		if (state === EARLY) {
			early += n[row];
			return;
		}
		waits.day.push(minutes[row]);
		waits.won.push(state);
		waits.n.push(n[row]);
	});
	return { waits, early };
}
