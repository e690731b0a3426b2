import { incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';
import type { StageIncidence } from '#lib/domain/funnel/funnel-report.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** Curves of several stages, or of one stage for several values of a column. */
export interface IncidenceChart {
	stages: StageIncidence[];
	/** The age at which the finding is told. */
	ageDays: number;
}

/** Ages the table tells; a curve has far more points. */
const TOLD = [7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730];

export function incidenceFacts({ stages, ageDays }: IncidenceChart, locale: Locale): Facts {
	const { count, percent } = numbersIn(locale);
	const last = stages[stages.length - 1];
	const at = last && incidenceAt(last.incidence, ageDays);
	const label = { locale };
	return {
		title: at
			? m.incidence_title(
					{
						share: percent(at.share),
						stage: curveLabel(last, locale),
						days: count(ageDays),
						interval: numbersIn(locale).interval(at.ci, (each) => percent(each))
					},
					label
				)
			: m.incidence_title_short({ days: count(ageDays) }, label),
		note: m.incidence_note({ leads: count(last?.incidence.leads ?? 0) }, label),
		table: {
			columns: [
				{ label: m.funnel_stage({}, label), kind: 'text' },
				{ label: m.incidence_age({}, label), kind: 'count' },
				{ label: m.incidence_share({}, label), kind: 'rate', digits: 1 },
				{ label: m.chart_interval_low({}, label), kind: 'rate', digits: 1 },
				{ label: m.chart_interval_high({}, label), kind: 'rate', digits: 1 },
				{ label: m.chart_leads({}, label), kind: 'count' }
			],
			rows: stages.flatMap((each) =>
				agesOf(each, ageDays).flatMap((days) => {
					const found = incidenceAt(each.incidence, days);
					const name = curveLabel(each, locale);
					return found ? [[name, days, found.share, ...found.ci, each.incidence.leads]] : [];
				})
			)
		},
		file: 'incidence'
	};
}

/** Name of a curve: its stage, or the value of the breakdown. */
export function curveLabel({ stage, part }: StageIncidence, locale: Locale): string {
	if (part === undefined) return stageLabel(stage, locale);
	return partLabel(part, locale);
}

/** Name of a part of a breakdown. */
export function partLabel(value: string | null, locale: Locale): string {
	if (value === null) return m.funnel_part_rest({}, { locale });
	return value === '' ? m.figures_no_value({}, { locale }) : value;
}

function agesOf({ incidence }: StageIncidence, ageDays: number): number[] {
	const ages = [...new Set([...TOLD, ageDays, incidence.lastDay])].sort((a, b) => a - b);
	return ages.filter((days) => days > 0 && days <= incidence.lastDay);
}
