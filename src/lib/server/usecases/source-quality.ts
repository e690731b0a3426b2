import type { DayHistogram } from '#lib/domain/day-histogram.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { sourceDealsQuery, sourceProcessingQuery } from '#lib/domain/query/source-counts-query.ts';
import { sourceTouchesQuery } from '#lib/domain/query/source-touches-query.ts';
import { raw, sql, timestamp } from '#lib/domain/query/sql.ts';
import type { GateSide } from '#lib/domain/roi/gate-savings.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { SourceCounts } from '#lib/domain/sources/source-figures.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import { leadMarks } from '#lib/server/queries/sources/lead-marks.ts';
import { leadTouches } from '#lib/server/queries/sources/lead-touches.ts';
import { readByGroup } from '#lib/server/queries/sources/read-by-group.ts';
import { readGroupCells } from '#lib/server/queries/sources/read-group-cells.ts';
import {
	readSourceCounts,
	readSourceMarks,
	type GroupSums
} from '#lib/server/queries/sources/read-source-counts.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { SourceGroups } from './source-by.ts';
import { countedStages } from './source-conditions.ts';

/** Cards that leads are scored by. */
export interface SourceCards {
	/** Today's; null where there is none, or none that fits the data. */
	today: Scorecard | null;
	/** The same with calibrated points; null where nobody has calibrated it yet. */
	calibrated: Scorecard | null;
}

/** Counts by group, and what the quality of sources is told by. */
export interface SourceQuality {
	counts: SourceCounts[];
	/** Mature leads below and above the gate to sales; null without such a stage. */
	gate: { below: GateSide; above: GateSide } | null;
	/** Columns that completeness is judged by. */
	wanted: string[];
	/** Days after creation in which touches count as engagement. */
	windowDays: number;
	/** Whether the win rate is one of deals, or of leads. */
	closedOf: 'deals' | 'leads';
}

/** Days after creation in which touches count, where no scorecard says. */
const USUAL_WINDOW = 14;

/** What is known of the quality of the leads of each group. */
export async function sourceQuality(
	desk: FigureDesk,
	groups: SourceGroups,
	cards: SourceCards
): Promise<SourceQuality> {
	const { engine, source, selected, dataDate } = desk;
	const card = cards.today && fits(cards.today, desk) ? cards.today : null;
	const windowDays = card?.signalWindowDays || USUAL_WINDOW;
	const { marks, wanted } = leadMarks(source, card);
	const stages = countedStages(desk);
	const sums = await readSourceCounts(engine, await groups.keyed(), selected, stages);
	const marked = await readSourceMarks(engine, groups.plain(), selected, marks);
	const touched = await leadTouches(engine, source, windowDays, dataDate);
	const touches = touched
		? await readByGroup(
				engine,
				sourceTouchesQuery(await groups.keyed(), selected, touched.touched),
				['own', 'contacted', 'answered']
			)
		: null;
	const days = desk.dated
		? await readByGroup(engine, sourceProcessingQuery(await groups.keyed(), selected), ['day', 'n'])
		: null;
	const deals = await dealsOf(desk, groups);
	const scores = card ? await scoresOf(desk, groups, { ...cards, today: card }, windowDays) : null;
	const valued = hasValues(desk, sums);
	const counts = [...sums].map(([group, each]): SourceCounts => {
		const of = touches?.get(group)?.[0] ?? null;
		return {
			source: group,
			leads: each.leads,
			mature: each.mature,
			leftOut: each.leads - each.mature - each.immature,
			mqls: stages.mql === null ? null : each.mqls,
			sqls: stages.sql === null ? null : each.sqls,
			customers: stages.customer === null ? null : each.customers,
			closed: deals
				? (deals.get(group)?.[0] ?? { won: 0, lost: 0 })
				: { won: each.won, lost: each.lost },
			revenueCents: valued ? each.revenue : null,
			handedOver:
				stages.mql === null || stages.accepted === null
					? null
					: { leads: each.mqls, accepted: Math.min(each.mqls, each.accepted) },
			contacted: touched?.ours ? { leads: of?.contacted ?? 0, answered: of?.answered ?? 0 } : null,
			touches: touches ? (of?.own ?? 0) : null,
			score: scores?.get(group) ?? null,
			processingDays: days ? histogramOf(days.get(group) ?? []) : null,
			freeMail: marks.freeMail ? marked(group).free_mail : null,
			optIn: marks.optIn ? marked(group).opt_in : null,
			incomplete: marks.incomplete ? marked(group).incomplete : null
		};
	});
	const gate =
		stages.mql === null ? null : gateOf([...sums.values()], Boolean(source.mapping.workedAt));
	return { counts, gate, wanted, windowDays, closedOf: deals ? 'deals' : 'leads' };
}

function fits(card: Scorecard, { source }: FigureDesk): boolean {
	const names = source.columns.map(({ name }) => name);
	return rulesOf(card).length > 0 && unknownFields(card, names).length === 0;
}

async function dealsOf({ engine, source, selected, dataDate }: FigureDesk, groups: SourceGroups) {
	if (!source.deals) return null;
	const known = dataDate === null ? raw('1 = 1') : sql`deals.closed_at <= ${timestamp(dataDate)}`;
	const query = sourceDealsQuery(await groups.keyed(), selected, source.deals.table, known);
	return readByGroup(engine, query, ['won', 'lost']);
}

/** Sums of scores by group; null where the data cannot answer what the card asks. */
async function scoresOf(
	desk: FigureDesk,
	groups: SourceGroups,
	{ today, calibrated }: SourceCards & { today: Scorecard },
	windowDays: number
) {
	const plan: LeadPlan = {
		windowDays: today.signalWindowDays,
		horizonDays: today.horizonDays,
		dataDate: desk.dataDate,
		maturityKnown: false,
		outcome: 'flag',
		exclusions: today.exclusions
	};
	const source = await cardSource(desk.engine, desk.source, today, windowDays).catch(
		(error: unknown) => {
			if (isWorkbenchError(error)) return null;
			throw error;
		}
	);
	if (!source) return null;
	const { cells, groups: names } = await readGroupCells(
		desk.engine,
		source,
		today,
		plan,
		await groups.keyed(),
		desk.selected
	);
	const points = scoreCells(cells, today);
	const better = calibrated ? scoreCells(cells, calibrated) : null;
	const sums = new Map<string, { leads: number; today: number; calibrated: number | null }>();
	names.forEach((name, i) => {
		const sum = sums.get(name) ?? { leads: 0, today: 0, calibrated: better ? 0 : null };
		sum.leads += cells.n[i];
		sum.today += cells.n[i] * points[i];
		if (better && sum.calibrated !== null) sum.calibrated += cells.n[i] * better[i];
		sums.set(name, sum);
	});
	return sums;
}

function hasValues({ source }: FigureDesk, sums: Map<string, GroupSums>): boolean {
	return Boolean(source.mapping.value) || [...sums.values()].some(({ revenue }) => revenue !== 0);
}

function histogramOf(rows: { day: number; n: number }[]): DayHistogram {
	return { day: rows.map(({ day }) => day), n: rows.map(({ n }) => n) };
}

function gateOf(sums: GroupSums[], worked: boolean): SourceQuality['gate'] {
	const sum = (of: (each: GroupSums) => number) => sums.reduce((all, each) => all + of(each), 0);
	const below = sum((each) => each.below);
	const won = sum(({ won_below }) => won_below);
	return {
		below: {
			leads: below,
			wins: won,
			worked: worked
				? {
						leads: sum(({ worked_below }) => worked_below),
						wins: sum(({ worked_won_below }) => worked_won_below)
					}
				: null
		},
		above: {
			leads: sum(({ mature }) => mature) - below,
			wins: sum(({ customers }) => customers) - won,
			worked: null
		}
	};
}
