import type { MoneyByMonth } from '#lib/domain/roi/money-by-month.ts';
import { moneyFigures } from '#lib/domain/roi/money-figures.ts';
import { moneyOfGroup } from '#lib/domain/roi/money-of-group.ts';
import { moneyIntervals, type LeadClass } from '#lib/domain/roi/money-intervals.ts';
import { notMeasured } from '#lib/domain/units.ts';
import type { ReportMoney } from './roi-report.ts';
import { settled } from './report-months.ts';

/**
 * The money figures of the report: months that are old enough throughout, all sources whose cost is known, with their
 * share of overhead (statistics 23).
 *
 * @param classes - the leads that are counted, see `countedGroups`
 * @example reportMoney(money, classes, 0.6).figures.roiFull // { measured: true, ratio: 1.9 }
 */
export function reportMoney(
	money: MoneyByMonth,
	classes: LeadClass[],
	margin: number | null
): ReportMoney {
	const { cells, withoutLeads } = settled(money);
	const { sums, withoutCost } = moneyOfGroup(cells, { overhead: true, withoutLeads });
	const months = cells.map(({ month }) => month).filter(Boolean);
	months.sort();
	const tooYoung = money.cells.length > 0 && cells.length === 0;
	const figures = moneyFigures(sums, { margin });
	const intervals = moneyIntervals(sums, classes, { margin });
	return {
		sums,
		period:
			months.length > 0
				? { from: months[0], to: months[months.length - 1], months: new Set(months).size }
				: null,
		withoutCost: withoutCost.leads,
		figures: tooYoung ? refusedAll(figures) : figures,
		intervals: tooYoung ? refusedAll(intervals) : intervals
	};
}

/** With young months alone nothing is told: not that their cost was unknown. */
function refusedAll<Figures extends object>(figures: Figures): Figures {
	const refused = Object.keys(figures).map((name) => [name, notMeasured('months-too-young')]);
	return Object.fromEntries(refused);
}

/** Months and sources whose leads the figures of `reportMoney` count. @example countedGroups(money)[0] // { month: '2026-01', source: 'trade fair' } */
export function countedGroups(money: MoneyByMonth): { month: string; source: string }[] {
	const { cells, withoutLeads } = settled(money);
	const known = cells.filter(({ cost }) => cost.measured);
	const counted = known.length > 0 || withoutLeads.length > 0 ? known : cells;
	const groups = new Map(
		counted.map(({ month, source }) => [JSON.stringify([month, source]), { month, source }])
	);
	return [...groups.values()];
}
