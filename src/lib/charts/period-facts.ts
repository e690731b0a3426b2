import type { FunnelPeriods } from '#lib/domain/funnel/funnel-report.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import * as m from '#lib/paraglide/messages.js';
import { dayText, rateText } from './funnel-words.ts';
import { markWords, type IntervalRow, type IntervalRows } from './interval-rows-facts.ts';
import { intervalColumns, rateCells } from './rate-cells.ts';

type Period = FunnelPeriods['periods'][number];
type Compared = FunnelPeriods['stages'][number]['periods'][number];

/** The steps of a period beside those of others: words and table, a row a stage and period. */
export function periodFacts(found: FunnelPeriods, ageDays: number, locale: Locale): Facts {
	const label = { locale };
	const days = numbersIn(locale).count(ageDays);
	return {
		title: titleOf(found, locale),
		note: m.periods_note({ days }, label),
		table: {
			columns: [
				{ label: m.funnel_stage({}, label), kind: 'text' },
				{ label: m.funnel_compare_period({}, label), kind: 'text' },
				{
					label: m.chart_leads({}, label),
					kind: 'count',
					formula: m.periods_formula_leads({}, label)
				},
				{
					label: m.funnel_compare_rate({ days }, label),
					kind: 'rate',
					digits: 1,
					formula: m.periods_formula_rate({}, label)
				},
				...intervalColumns(locale),
				{
					label: m.funnel_compare_difference({}, label),
					kind: 'text',
					formula: m.periods_formula_difference({}, label)
				},
				{
					label: m.funnel_compare_young({}, label),
					kind: 'count',
					formula: m.periods_formula_young({}, label)
				}
			],
			rows: comparedRows(found).map(({ stage, period, each }) => [
				stageLabel(stage, locale),
				periodText(period, locale),
				each.rate.measured ? each.rate.leads : null,
				...rateCells(each.rate),
				differenceText(each, locale),
				each.immature
			])
		},
		file: 'funnel-periods'
	};
}

/** Rows of the table, stage by stage. */
export function comparedRows({ stages, periods }: FunnelPeriods) {
	return stages.flatMap(({ stage, periods: compared }) =>
		compared.map((each, i) => ({ stage, period: periods[i], each, chosen: i === 0 }))
	);
}

/**
 * The same as rows of a picture.
 * @param hrefOf - address of the leads of a period that reached a stage
 */
export function periodRows(
	found: FunnelPeriods,
	locale: Locale,
	hrefOf: (stage: string, period: Period) => string | null
): IntervalRows {
	const numbers = numbersIn(locale);
	return {
		name: 'periods',
		title: titleOf(found, locale),
		axis: {
			label: m.incidence_axis_share({}, { locale }),
			tick: (rate) => numbers.percent(rate, rate < 0.01 ? 1 : 0),
			most: 1
		},
		key: [
			{ label: m.funnel_compare_chosen({}, { locale }), colour: colour('ink'), mark: 'dot' },
			{ label: m.periods_key_other({}, { locale }), colour: colour('ink'), mark: 'ring' }
		],
		rows: comparedRows(found).map(({ stage, period, each, chosen }): IntervalRow => {
			const label = periodText(period, locale);
			const said = rateText(each.rate, locale);
			const { rate: value, lo, hi, wins } = each.rate.measured ? each.rate : none;
			const group = stageLabel(stage, locale);
			const named = m.periods_row({ stage: group, period: label }, { locale });
			const words = markWords({ label: named, leads: numbers.count(wins), said }, locale);
			const href = wins ? hrefOf(stage.id, period) : null;
			return { label, group, value, lo, hi, hollow: !chosen, said, words, href };
		})
	};
}

/** @example periodText({ from: '2026-01-01', to: '2026-03-31' }, 'de') // '01.01.2026 – 31.03.2026' */
export function periodText({ from, to }: Pick<Period, 'from' | 'to'>, locale: Locale): string {
	return `${dayText(from, locale)} – ${dayText(to, locale)}`;
}

const none = { rate: null, lo: null, hi: null, wins: 0 };

function differenceText({ difference }: Compared, locale: Locale): string {
	if (!difference.measured) {
		return difference.reason === 'itself' ? m.funnel_compare_chosen({}, { locale }) : '–';
	}
	const { difference: value, lo, hi } = difference;
	const points = (each: number) => numbersIn(locale).signed(100 * each, 1);
	const text = m.funnel_points(
		{ difference: points(value), lo: points(lo), hi: points(hi) },
		{ locale }
	);
	const apart = lo > 0 || hi < 0;
	const verdict = apart ? m.funnel_compare_apart : m.funnel_compare_alike;
	return `${text}, ${verdict({}, { locale })}`;
}

/** The last stage in the chosen period against the first other one. */
function titleOf({ periods, stages }: FunnelPeriods, locale: Locale): string {
	const last = stages.at(-1);
	const [chosen, other] = last?.periods ?? [];
	if (!last || !chosen?.rate.measured || !other?.rate.measured) {
		return m.periods_title_none({}, { locale });
	}
	const said = {
		stage: stageLabel(last.stage, locale),
		rate: rateText(chosen.rate, locale),
		otherRate: rateText(other.rate, locale),
		other: periodText(periods[1], locale)
	};
	const { difference } = other;
	const apart = difference.measured && (difference.lo > 0 || difference.hi < 0);
	return apart ? m.periods_title(said, { locale }) : m.periods_title_alike(said, { locale });
}
