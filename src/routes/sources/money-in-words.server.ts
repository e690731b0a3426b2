import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import { listed } from '#lib/charts/source-ladder-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { SourceSettings } from '#lib/server/sources-from-url.ts';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import type { SourceWords } from './source-words.server.ts';

/** What is said about the money before its table: which months, what is unknown, and that it adds up. */
export function moneyInWords(report: SourceReport, settings: SourceSettings, words: SourceWords) {
	const { costs } = report.money;
	const { locale } = words;
	if (!costs.measured) {
		return {
			refused: reasonSentence(costs, locale),
			none: costs.reason === 'no-costs',
			lede: [],
			reconciled: null,
			young: 0,
			noneOld: false,
			overhead: settings.overhead
		};
	}
	return {
		refused: null,
		none: false,
		lede: [monthsText(report, words), ...remarks(report, words)],
		reconciled: reconciled(report, words),
		young: report.money.youngMonths.length,
		noneOld: report.money.months.length === 0,
		overhead: settings.overhead
	};
}

function monthsText(
	{ money, ageDays, dataDate }: SourceReport,
	{ numbers, locale, day }: SourceWords
): string {
	if (ageDays === null) return m.sources_money_lede_undated({}, { locale });
	const said = {
		months: numbers.count(money.months.length),
		days: numbers.count(ageDays),
		date: day(dataDate),
		young: numbers.count(money.youngMonths.length)
	};
	const all = money.youngMonths.some((month) => money.months.includes(month));
	return all ? m.sources_money_lede_all(said, { locale }) : m.sources_money_lede(said, { locale });
}

/** Sources of unknown cost, cost without leads, refunds above cost. */
function remarks({ money }: SourceReport, words: SourceWords): string[] {
	const { locale } = words;
	const names = (rows: typeof money.rows) =>
		listed(
			rows.map(({ group }) => words.name(group ?? '')),
			locale
		);
	const unknown = money.rows.filter(({ sums }) => !sums.cost.measured && sums.leads > 0);
	const vain = money.rows.filter(({ sums }) => sums.cost.measured && sums.leads === 0);
	const refunded = money.rows.filter(({ figures }) => {
		const { costPerLead } = figures;
		return !costPerLead.measured && costPerLead.reason === 'cost-negative';
	});
	const spent = vain.reduce(
		(sum, { sums }) => sum + (sums.cost.measured ? centsOf(sums.cost) : 0),
		0
	);
	return [
		...(unknown.length > 0
			? [m.sources_lede_unknown_cost({ names: names(unknown) }, { locale })]
			: []),
		...(vain.length > 0
			? [
					m.sources_lede_without_leads(
						{ amount: words.money.whole(spent), names: names(vain) },
						{ locale }
					)
				]
			: []),
		...(refunded.length > 0
			? [m.sources_negative_cost({ names: names(refunded) }, { locale })]
			: [])
	];
}

/** The parts add up to what was booked, to the cent. */
function reconciled(
	{ money: { costs, outside } }: SourceReport,
	{ money, locale }: SourceWords
): string | null {
	if (!costs.measured) return null;
	const { onLeads, onOtherLeads, withoutLeads, overhead, booked } = costs;
	const sum = m.sources_reconciled(
		{
			leads: money.exact(centsOf(onLeads)),
			others: money.exact(centsOf(onOtherLeads)),
			without: money.exact(centsOf(withoutLeads)),
			overhead: money.exact(centsOf(overhead)),
			booked: money.exact(centsOf(booked))
		},
		{ locale }
	);
	const beyond = centsOf(outside);
	if (beyond === 0) return sum;
	return `${sum} ${m.sources_outside({ amount: money.exact(beyond) }, { locale })}`;
}
