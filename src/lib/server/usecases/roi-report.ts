import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import type { FunnelLeftOut } from '#lib/domain/funnel/funnel-report.ts';
import { rateOf } from '#lib/domain/intervals/rate.ts';
import { reportGate } from '#lib/domain/report/report-gate.ts';
import { reportMonths } from '#lib/domain/report/report-months.ts';
import { MOST_SOURCES, reportSources } from '#lib/domain/report/report-sources.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { withoutPersons } from '#lib/domain/report/without-persons.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { rankSources } from '#lib/domain/sources/source-ladder.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { readSourceCounts } from '#lib/server/queries/sources/read-source-counts.ts';
import type { FigureDesk } from './figure-desk.ts';
import { funnelDesk } from './funnel-desk.ts';
import { funnelView } from './funnel-view.ts';
import { moneyOf, type Money } from './money-of.ts';
import type { RoiSettings } from './roi-settings.ts';
import { countedStages } from './source-conditions.ts';
import { sourceMoney, type SourceMoney } from './source-money.ts';

/** The scorecard whose threshold the report tells, and what its calibration found. */
export interface ReportCard {
	scorecard: Scorecard;
	calibration: Measured<{ found: Calibration }>;
}

/** The report, and the money behind its sums. */
export interface RoiFigures {
	report: RoiReport;
	money: Money & SourceMoney;
	/** Leads and wins of every source at the fixed age. */
	shares: SourceShare[];
}

type SourceShare = Parameters<typeof rankSources>[0][number];

/**
 * Everything the ROI report says of the leads of a desk. What the data does not hold is not measured; the rest stands.
 *
 * @param card - why there is none, where none fits
 */
export async function roiReport(
	desk: FigureDesk,
	settings: RoiSettings,
	card: ReportCard | NotMeasured
): Promise<RoiFigures> {
	const { rates, margin } = settings;
	const by = { field: desk.settings.by, reading: 'value' as const };
	const funnel = funnelDesk(desk);
	const [view, money] = await Promise.all([
		funnelView(funnel, 'cohort'),
		moneyOf(desk, { rates, by })
	]);
	if (view.view !== 'cohort') throw new Error(`roiReport: ${view.view} is no cohort`);
	const shares = await sharesOf(desk, money);
	const ranked = rankSources(shares);
	const shown = new Set(ranked.order.slice(0, MOST_SOURCES).map((i) => shares[i].source));
	const options = { margin, overhead: true, months: 'mature', payback: false, shown } as const;
	const spent = await sourceMoney(desk, money, options);
	const sources =
		money.groups.field === null || shares.length === 0
			? notMeasured(shares.length === 0 ? 'no-leads' : 'no-column')
			: {
					measured: true as const,
					...reportSources(
						money.groups.field,
						shares,
						ranked,
						spent.rows,
						money.groups.bySource ? money.withoutLeads.filter(inMonths(spent)) : []
					)
				};
	const report: RoiReport = {
		dataset: { name: desk.manifest.name, leads: desk.manifest.counts.leads },
		asked: askedOf(desk, settings, money),
		leads: leadsOf(money, view.found, view.leftOut),
		customerRate: customerRateOf(view.found, sources),
		money: moneyPart(spent, money),
		funnel: { frame: funnel.frame, view },
		sources,
		months: reportMonths(money, spent.youngMonths),
		costs: money.costs,
		gate: gateOf(card)
	};
	return { report: withoutPersons(report), money: { ...money, ...spent }, shares };
}

function askedOf(
	desk: FigureDesk,
	{ rates, margin, callCents }: RoiSettings,
	{ currency }: Money
): RoiReport['asked'] {
	const { selection, ageDays } = desk.settings;
	const dataDate = desk.dated ? desk.dataDate : null;
	return { ...selection, ageDays, dataDate, currency, rates, margin, callCents };
}

function leadsOf(
	{ cells }: Money,
	funnel: Measured<CohortFunnel>,
	{ beforeEntry, undated, later }: FunnelLeftOut
): RoiReport['leads'] {
	const sum = (of: (cell: Money['cells'][number]) => number) =>
		cells.reduce((total, cell) => total + of(cell), 0);
	const immature = sum((cell) => cell.immature);
	const known = sum(({ leads }) => leads);
	return {
		selected: known + later,
		counted: funnel.measured ? funnel.leads : Math.max(0, known - immature - beforeEntry - undated),
		immature,
		leftOut: beforeEntry + undated + later
	};
}

/** Of the funnel, where customer is one of its stages; else of the sources together. */
function customerRateOf(
	funnel: Measured<CohortFunnel>,
	sources: RoiReport['sources']
): RoiReport['customerRate'] {
	if (!funnel.measured) {
		return sources.measured && sources.overall.measured ? sources.overall : funnel;
	}
	const customer = funnel.steps.find(({ stage }) => stage.kind === 'customer');
	if (customer) return rateOf(customer.n, funnel.leads);
	return sources.measured ? sources.overall : notMeasured('no-column');
}

/** Customers at the fixed age among mature leads, by source. */
async function sharesOf(desk: FigureDesk, money: Money): Promise<SourceShare[]> {
	const { engine, selected } = desk;
	const stages = countedStages(desk);
	const sums = await readSourceCounts(engine, await money.groups.keyed(), selected, stages);
	return [...sums].map(([name, { customers, mature }]) => ({
		source: name,
		wins: stages.customer === null ? 0 : customers,
		leads: stages.customer === null ? 0 : mature
	}));
}

function moneyPart({ all, months }: SourceMoney, { cells }: Money): RoiReport['money'] {
	const { sums, figures, intervals, withoutCost } = all;
	const named = months.filter(Boolean);
	const tooYoung = cells.length > 0 && months.length === 0;
	const told = intervals ?? refusedAll(figures, 'no-leads');
	return {
		sums,
		period:
			named.length > 0
				? { from: named[0], to: named[named.length - 1], months: named.length }
				: null,
		withoutCost: withoutCost.leads,
		figures: tooYoung ? refusedAll(figures, 'months-too-young') : figures,
		intervals: tooYoung ? refusedAll(told, 'months-too-young') : told
	};
}

/** Not that their cost was unknown: why nothing is told at all. */
function refusedAll<Names extends string>(figures: Record<Names, unknown>, reason: string) {
	const refused = Object.keys(figures).map((name) => [name, notMeasured(reason)]);
	return Object.fromEntries(refused) as Record<Names, NotMeasured>;
}

function inMonths({ months }: SourceMoney) {
	const used = new Set(months);
	return ({ month }: { month: string }) => used.has(month);
}

function gateOf(card: ReportCard | NotMeasured): RoiReport['gate'] {
	if (!('scorecard' in card)) return card;
	if (!card.calibration.measured) return card.calibration;
	const gate = reportGate(card.calibration.found);
	return gate.measured ? { ...gate, model: card.scorecard.name } : gate;
}
