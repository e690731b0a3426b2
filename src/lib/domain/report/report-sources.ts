import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyByMonth } from '#lib/domain/roi/money-by-month.ts';
import { moneyFigures } from '#lib/domain/roi/money-figures.ts';
import { moneyOfGroup } from '#lib/domain/roi/money-of-group.ts';
import type { SourceLadder } from '#lib/domain/sources/source-ladder.ts';
import { settled } from './report-months.ts';
import type { ReportSources } from './roi-report.ts';

/**
 * Sources in the order of the ladder with their money, over the months that are old enough throughout; overhead is of no
 * source.
 *
 * @example reportSources('source', ladder, money, 0.6).money[0].figures.roi // { measured: true, ratio: 2.4 }
 */
export function reportSources(
	by: string,
	ladder: SourceLadder,
	money: MoneyByMonth,
	margin: number | null
): ReportSources {
	const { cells, withoutLeads } = settled(money);
	const named = new Set(ladder.rungs.map(({ source }) => source));
	const nowhere = new Map<string, number>();
	for (const { source, cost } of withoutLeads) {
		if (!named.has(source)) nowhere.set(source, (nowhere.get(source) ?? 0) + centsOf(cost));
	}
	return {
		by,
		ladder,
		money: ladder.rungs.map(({ source }) => {
			const own = cells.filter(({ part }) => part === source);
			const spent = withoutLeads.filter((each) => each.source === source);
			const { sums } = moneyOfGroup(own, { overhead: false, withoutLeads: spent });
			return { source, leads: sums.leads, figures: moneyFigures(sums, { margin }) };
		}),
		withoutLeads: [...nowhere].map(([source, cents]) => ({ source, cents }))
	};
}
