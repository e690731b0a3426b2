import type { BandCounts } from '#lib/domain/funnel/band-outcomes.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { cellsFromColumns, packing } from '#lib/domain/query/cells-query.ts';
import { funnelBandsQuery } from '#lib/domain/query/funnel-bands-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from '../leads-source.ts';

/** A range of the score; null for no end. */
export interface ScoreRange {
	label: string;
	from: number | null;
	to: number | null;
}

/** Leads and wins by range of today's score. */
export async function readBands(
	engine: Engine,
	source: LeadsSource,
	card: Scorecard,
	plan: LeadPlan,
	selected: Sql,
	ranges: ScoreRange[]
): Promise<BandCounts[]> {
	const { scores, columns } = await readScores(engine, source, card, plan, selected);
	const { won, day, n, cents, valued } = columns;
	const counts = ranges.map(emptyBand);
	scores.forEach((score, row) => {
		const band = counts[ranges.findIndex(({ from, to }) => within(score, from, to))];
		band.leads += n[row];
		if (!won[row]) return;
		band.wins += n[row];
		(band.winDays.day as number[]).push(day[row]);
		(band.winDays.n as number[]).push(n[row]);
		band.wonCents += cents[row];
		band.wonWithValue += valued[row];
	});
	return counts;
}

/** Combinations of rule states that score within a range, each the keys that `packedStates` gives its leads. */
export async function readKeysInRange(
	engine: Engine,
	source: LeadsSource,
	card: Scorecard,
	plan: LeadPlan,
	selected: Sql,
	{ from, to }: Pick<ScoreRange, 'from' | 'to'>
): Promise<number[][]> {
	const { scores, keys } = await readScores(engine, source, card, plan, selected);
	const found = new Map<string, number[]>();
	scores.forEach((score, row) => {
		if (!within(score, from, to)) return;
		const own = keys.map((key) => key[row]);
		found.set(own.join(), own);
	});
	return [...found.values()];
}

async function readScores(
	engine: Engine,
	source: LeadsSource,
	card: Scorecard,
	plan: LeadPlan,
	selected: Sql
) {
	const rules = rulesOf(card);
	const query = funnelBandsQuery(rules, leadsTable(source), plan, selected);
	const result = await engine.run(parameterized(query), { deadlineMs: 120_000 });
	const [won, day, n, cents, valued] = ['won', 'day', 'n', 'cents', 'valued'].map((name) =>
		numbersOf(result, name)
	);
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const none = new Float64Array(n.length);
	const scores = scoreCells(cellsFromColumns(rules, { keys, test: none, n, k: none }), card);
	return { scores, keys, columns: { won, day, n, cents, valued } };
}

function emptyBand({ label }: ScoreRange): BandCounts {
	const none = { leads: 0, wins: 0, wonCents: 0, wonWithValue: 0 };
	return { band: label, ...none, winDays: { day: [], n: [] } };
}

function within(score: number, from: number | null, to: number | null): boolean {
	return (from === null || score >= from) && (to === null || score < to);
}
