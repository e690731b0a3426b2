import type { CostWithoutLeads } from '#lib/domain/roi/allocate-costs.ts';
import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyFigures } from '#lib/domain/roi/money-figures.ts';
import type { MoneyIntervals } from '#lib/domain/roi/money-intervals.ts';
import type { RankedSources, SourceShare } from '#lib/domain/sources/source-ladder.ts';
import type { ReportSources } from './roi-report.ts';

/** Sources that the report names; a page has no room for more. */
export const MOST_SOURCES = 12;

/** Money of one source. */
export interface SourceMoneyRow {
	group: string | null;
	figures: MoneyFigures;
	intervals: MoneyIntervals | null;
}

/**
 * The first sources of a ranking with their money.
 *
 * @param shares - what was ranked
 * @param spentInVain - costs of months and sources without a lead
 * @throws Error for a source without a row of money
 * @example reportSources('source', shares, rankSources(shares), rows, []).rungs[0].figures.roi
 */
export function reportSources(
	by: string,
	shares: SourceShare[],
	{ order, verdicts, rungOf, rankedBy, overall, common }: RankedSources,
	rows: SourceMoneyRow[],
	spentInVain: CostWithoutLeads[]
): ReportSources {
	const money = new Map(rows.map((row) => [row.group, row]));
	const named = (verdict: (typeof verdicts)[number]) =>
		order.filter((i) => verdicts[i] === verdict).map((i) => shares[i].source);
	const known = new Set(shares.map(({ source }) => source));
	const nowhere = new Map<string, number>();
	for (const { source, cost } of spentInVain) {
		if (!known.has(source)) nowhere.set(source, (nowhere.get(source) ?? 0) + centsOf(cost));
	}
	return {
		by,
		rankedBy,
		overall,
		common,
		rungs: order.slice(0, MOST_SOURCES).map((i) => {
			const row = money.get(shares[i].source);
			if (!row) throw new Error(`reportSources: no money of ${shares[i].source}`);
			return { ...rungOf(i), figures: row.figures, intervals: row.intervals };
		}),
		count: shares.length,
		better: named('better'),
		worse: named('worse'),
		open: named('cannot-tell').length,
		withoutLeads: [...nowhere].map(([source, cents]) => ({ source, cents }))
	};
}
