import { wholeScores } from '#lib/domain/calibration/whole-scores.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized, sql, type Sql } from '#lib/domain/query/sql.ts';
import type { ScoredLeads } from '#lib/domain/roi/what-if-threshold.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { checkFields } from './check-fields.ts';
import { leadPlan, type LeadSettings } from './plan-leads.ts';

/** Leads whose outcome is known, by today's score: what a threshold would let pass. */
export interface GateLeads {
	scored: ScoredLeads;
	/** Months over which they were created; null without dates. */
	months: number | null;
}

/** Nothing is learned from them, so all of them count. */
const UNCUT: SplitCut = { ordering: 'order', seed: 1, firstTestKey: null, dropKnownAfter: null };
const DAYS_A_MONTH = 365.25 / 12;

/**
 * Scores the selected leads whose outcome is known by a card.
 *
 * @param selected condition of the leads looked at
 * @throws WorkbenchError `rule-field-unknown` for a rule on a column the data does not have
 */
export async function roiGateLeads(
	engine: Engine,
	dataset: LeadsSource,
	selected: Sql,
	scorecard: Scorecard,
	settings: LeadSettings
): Promise<GateLeads> {
	checkFields(dataset, scorecard);
	const { windowDays = scorecard.signalWindowDays } = settings;
	const all = await cardSource(engine, dataset, scorecard, windowDays);
	const source = {
		...all,
		table: sql`(SELECT * FROM ${all.table} AS all_leads WHERE ${selected})`
	};
	const plan = await leadPlan(engine, dataset, scorecard, settings);
	const cells = await readCells(engine, source, plan, UNCUT, scorecard);
	const score = wholeScores(scoreCells(cells, scorecard));
	const groups = collapseScores(score, cells.n, cells.k);
	return {
		scored: { score: groups.score, leads: groups.n, wins: groups.k },
		months: plan.maturityKnown ? await monthsOf(engine, source, plan) : null
	};
}

/** Months between the first lead and the last whose outcome is known by now. */
async function monthsOf(
	engine: Engine,
	{ table }: LeadsSource,
	{ dataDate, windowDays, horizonDays }: LeadPlan
): Promise<number | null> {
	if (dataDate === null) return null;
	const query = sql`SELECT MIN(created_at) AS first, MAX(created_at) AS last FROM ${table} AS leads`;
	const found = await engine.run(parameterized(query));
	const [[first], [last]] = [numbersOrNull(found, 'first'), numbersOrNull(found, 'last')];
	if (first === null || last === null) return null;
	const youngest = Date.parse(dataDate) - (windowDays + horizonDays) * DAY_MS;
	const days = (Math.min(last, youngest) - first) / DAY_MS;
	return days > 0 ? Math.max(1, days / DAYS_A_MONTH) : null;
}
