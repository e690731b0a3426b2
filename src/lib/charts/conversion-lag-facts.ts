import type { ConversionLag } from '#lib/domain/funnel/conversion-lag.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** The conversion-lag curve, and the horizon that is in use. */
export interface LagChart {
	lag: ConversionLag;
	horizonDays: number;
}

/** One step of the curve: the day, and which part of all wins has come by then. */
export interface KeptPoint {
	day: number;
	kept: number;
	share: number;
	ci: [number, number];
}

/** Share of the wins of the whole curve that has come by each day; from day 0 on. */
export function keptPoints({ incidence }: ConversionLag): KeptPoint[] {
	const end = incidence.points.at(-1)?.share ?? 0;
	if (end === 0) return [];
	return [
		{ day: 0, kept: 0, share: 0, ci: [0, 0] },
		...incidence.points.map(({ day, share, ci }) => ({ day, kept: share / end, share, ci }))
	];
}

export function conversionLagFacts({ lag, horizonDays }: LagChart, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const { incidence } = lag;
	return {
		title: titleOf({ lag, horizonDays }, locale),
		note: m.chart_lag_note(
			{
				leads: numbers.count(incidence.leads),
				wins: numbers.count(incidence.wins),
				lastDay: numbers.count(incidence.lastDay)
			},
			{ locale }
		),
		table: {
			columns: [
				{ label: m.chart_lag_day({}, { locale }), kind: 'count' },
				{ label: m.chart_lag_at_risk({}, { locale }), kind: 'count' },
				{ label: m.chart_lag_won({}, { locale }), kind: 'count' },
				{ label: m.chart_lag_share({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_interval_low({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_interval_high({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_lag_kept({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_lag_mature({}, { locale }), kind: 'rate', digits: 1 }
			],
			rows: incidence.points.map(({ day, atRisk, wins, share, ci }) => [
				day,
				atRisk,
				wins,
				share,
				ci[0],
				ci[1],
				keptAt(lag, day),
				matureAt(lag, day)
			])
		},
		file: 'conversion-lag'
	};
}

/** Share of all wins that has come by a day; null beyond the end of the curve, or where nobody was won. */
export function keptAt(lag: ConversionLag, day: number): number | null {
	if (day > lag.incidence.lastDay) return null;
	return keptPoints(lag).findLast((point) => point.day <= day)?.kept ?? null;
}

/** Share of leads followed for at least so many days. */
export function matureAt({ mature }: ConversionLag, day: number): number {
	return mature.find((point) => point.day >= day)?.share ?? 0;
}

function titleOf({ lag, horizonDays }: LagChart, locale: Locale): string {
	const numbers = numbersIn(locale);
	if (lag.incidence.leads === 0) return m.chart_empty({}, { locale });
	const row = lag.horizons.find(({ days }) => days === horizonDays);
	const kept = row ? row.winsKept : keptAt(lag, horizonDays);
	const days = numbers.count(horizonDays);
	const mature = numbers.percent(row?.shareMature ?? matureAt(lag, horizonDays), 0);
	if (kept === null) return m.chart_lag_title_unknown({ days, mature }, { locale });
	return m.chart_lag_title({ days, mature, kept: numbers.percent(kept, 0) }, { locale });
}
