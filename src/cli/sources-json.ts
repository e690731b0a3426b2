import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { knownJson } from './known-json.ts';

/** The one object `sources --json` prints; figures that are not known are null, and `unknown` says why. */
export function sourcesJson(report: SourceReport) {
	const { sources, ladder, pairs, money, all, attribution, months, trend, repeats } = report;
	const { value, unknown } = knownJson({
		by: report.field,
		as: report.reading,
		ageDays: report.ageDays,
		dataDate: report.dataDate,
		currency: money.currency,
		overall: ladder.overall,
		all,
		sources: sources.map(({ figures, ...rest }) => ({ source: figures.source, ...rest, figures })),
		rankedBy: ladder.rankedBy,
		common: ladder.common,
		pairs: {
			compared: pairs.compared,
			alike: pairs.pairs
				.filter(({ alike }) => alike)
				.map(({ first, second, pAdjusted }) => ({
					first: pairs.compared[first],
					second: pairs.compared[second],
					p: pAdjusted
				})),
			leftOut: pairs.leftOut
		},
		money: {
			months: money.months,
			youngMonths: money.youngMonths,
			reconciliation: money.costs,
			outside: money.outside,
			withoutLeads: money.withoutLeads,
			all: moneyOf(money.all),
			sources: money.rows.map(({ group, ...row }) => ({ source: group, ...moneyOf(row) }))
		},
		savings: report.savings,
		attribution,
		months,
		trend,
		repeats
	});
	return { ...value, unknown };
}

function moneyOf(row: Omit<SourceReport['money']['all'], 'group'>) {
	const { sums, figures, intervals, payback, withoutCost, immature, months } = row;
	return { sums, figures, intervals, payback, withoutCost, immature, months };
}
