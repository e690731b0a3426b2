import type { CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { funnelAnswersQuery, type AnswerPlan } from '#lib/domain/query/funnel-answers-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { ReadWaits } from './read-stage-waits.ts';

const EARLY = -1;

/** Minutes to the first answer, and leads that were answered before they were created. */
export async function readAnswers(
	engine: Engine,
	ways: CountedWays,
	plan: AnswerPlan
): Promise<{ waits: ReadWaits; early: number }> {
	const query = funnelAnswersQuery(ways, plan, duckdb);
	const result = await engine.run(parameterized(query), { deadlineMs: 120_000 });
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
