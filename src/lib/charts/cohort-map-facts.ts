import type { CohortCell, CohortRow } from '#lib/domain/funnel/cohort-map.ts';
import type { FunnelMap } from '#lib/domain/funnel/funnel-report.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, tagOf, type Locale } from '#lib/charts/numbers.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import type { Table } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';

export function cohortMapFacts(map: FunnelMap, locale: Locale): Facts {
	const { count } = numbersIn(locale);
	return {
		title: titleOf(map, locale),
		note: [
			m.map_note({}, { locale }),
			...(map.earlierMonths > 0
				? [m.map_note_earlier({ months: count(map.earlierMonths) }, { locale })]
				: [])
		].join(' '),
		table: cohortTable(map, locale),
		file: 'cohort-map'
	};
}

/** A row a month: leads, and the share by each age; not measured where not all leads are so old. */
function cohortTable({ agesDays, rows }: FunnelMap, locale: Locale): Table {
	const { count } = numbersIn(locale);
	return {
		columns: [
			{ label: m.map_month({}, { locale }), kind: 'text' },
			{ label: m.chart_leads({}, { locale }), kind: 'count', sum: true },
			...agesDays.flatMap((days) => [
				{
					label: m.map_by_day({ days: count(days) }, { locale }),
					kind: 'rate' as const,
					digits: 1
				},
				{
					label: m.map_so_far({ days: count(days) }, { locale }),
					kind: 'count' as const,
					filesOnly: true
				}
			])
		],
		rows: rows.map(({ month, leads, cells }) => [
			month,
			leads,
			...cells.flatMap(({ rate, soFar, maturity }) => [
				rate.measured ? rate.rate : null,
				maturity === 'ahead' ? null : soFar
			])
		])
	};
}

/** The oldest age at which several months can be compared, and how they differ. */
function titleOf({ agesDays, rows, stage }: FunnelMap, locale: Locale): string {
	const { count, percent } = numbersIn(locale);
	const name = stageLabel(stage, locale);
	for (let a = agesDays.length - 1; a >= 0; a--) {
		const known = rows.flatMap(({ month, cells }) => {
			const { rate } = cells[a];
			return rate.measured && rate.leads > 0 ? [{ month, rate: rate.rate }] : [];
		});
		if (known.length < 2) continue;
		const [worst, best] = [
			known.reduce((low, each) => (each.rate < low.rate ? each : low)),
			known.reduce((high, each) => (each.rate > high.rate ? each : high))
		];
		return m.map_title(
			{
				stage: name,
				days: count(agesDays[a]),
				low: percent(worst.rate),
				lowMonth: monthText(worst.month, locale),
				high: percent(best.rate),
				highMonth: monthText(best.month, locale)
			},
			{ locale }
		);
	}
	return m.map_title_young({ stage: name }, { locale });
}

/** What a cell holds, in words. */
export function cellWords(cell: CohortCell, { leads }: CohortRow, locale: Locale): string {
	const { count, percent, interval } = numbersIn(locale);
	const { month, ageDays, rate, soFar, maturity } = cell;
	const said = {
		month: monthText(month, locale),
		days: count(ageDays),
		leads: count(leads),
		reached: count(soFar)
	};
	if (rate.measured) {
		const range = interval([rate.lo, rate.hi], (each) => percent(each, 1));
		return m.map_cell({ ...said, rate: percent(rate.rate, 1), interval: range }, { locale });
	}
	return maturity === 'ahead'
		? m.map_cell_ahead(said, { locale })
		: m.map_cell_young(said, { locale });
}

/** @example monthText('2026-03', 'de') // 'März 2026' */
export function monthText(month: string, locale: Locale, year: 'numeric' | '2-digit' = 'numeric') {
	return new Intl.DateTimeFormat(tagOf(locale), { timeZone: 'UTC', month: 'short', year }).format(
		new Date(`${month}-01T00:00:00Z`)
	);
}
