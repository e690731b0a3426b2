import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import type { FunnelFrame, FunnelLeftOut } from '#lib/domain/funnel/funnel-report.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import * as m from '#lib/paraglide/messages.js';
import { labelsOf, narrowest, type FunnelChart } from './funnel-bars-facts.ts';
import { dayText, rateText } from './funnel-words.ts';

/** What the page found, in a sentence with its number. */
export function funnelHeadline({ frame, view }: FunnelChart, locale: Locale): string | null {
	const { count } = numbersIn(locale);
	const { found } = view;
	if (!found.measured) return null;
	const labels = labelsOf(frame, locale);
	const last = labels[labels.length - 1];
	if (found.view === 'snapshot') {
		const fullest = found.steps.reduce((most, each) =>
			each.standing > most.standing ? each : most
		);
		const stage = labels[found.steps.indexOf(fullest)];
		return m.funnel_headline_snapshot(
			{ open: count(found.open), standing: count(fullest.standing), stage },
			{ locale }
		);
	}
	if (found.view === 'flow') {
		const [first, end] = [found.steps[0], found.steps[found.steps.length - 1]];
		return m.funnel_headline_flow(
			{
				first: labels[0],
				entered: count(first.entered),
				last,
				ended: count(end.entered),
				own: count(end.ofPeriod)
			},
			{ locale }
		);
	}
	return cohortHeadline(found, frame, labels, locale);
}

function cohortHeadline(
	{ steps }: CohortFunnel,
	{ windowDays, stages }: FunnelFrame,
	labels: string[],
	locale: Locale
): string {
	const { count } = numbersIn(locale);
	const end = steps[steps.length - 1];
	const said = {
		leads: count(steps[0].n),
		first: labels[0],
		reached: count(end.n),
		last: labels[labels.length - 1],
		rate: rateText(end.ofFirst, locale)
	};
	if (stages[0].from === 'created') {
		return windowDays === null
			? m.funnel_headline_leads_undated(said, { locale })
			: m.funnel_headline_leads({ ...said, days: count(windowDays) }, { locale });
	}
	return windowDays === null
		? m.funnel_headline_undated(said, { locale })
		: m.funnel_headline({ ...said, days: count(windowDays) }, { locale });
}

/** What the bars show beyond the headline: where most leads stay behind. */
export function funnelFinding(chart: FunnelChart, locale: Locale): string {
	const { view, frame } = chart;
	const { found } = view;
	if (!found.measured) return m.chart_empty({}, { locale });
	if (found.view !== 'cohort') {
		return found.view === 'snapshot'
			? m.funnel_title_snapshot({ open: numbersIn(locale).count(found.open) }, { locale })
			: m.funnel_title_flow({}, { locale });
	}
	const labels = labelsOf(frame, locale);
	const s = narrowest(found.steps);
	if (s === null) return m.funnel_title_nobody({ stage: labels[0] }, { locale });
	const { ofPrevious } = found.steps[s];
	const rate = rateText(ofPrevious, locale);
	return m.funnel_title({ rate, from: labels[s - 1], to: labels[s] }, { locale });
}

/** Leads of the period that are in no figure, each reason a sentence. */
export function leftOutSentences(
	{ immature, beforeEntry, undated, later }: FunnelLeftOut,
	{ windowDays, dataDate }: FunnelFrame,
	locale: Locale
): { set: 'immature' | 'before-entry' | null; text: string }[] {
	const { count } = numbersIn(locale);
	const days = windowDays === null ? '' : count(windowDays);
	const date = dataDate === null ? '' : dayText(dataDate, locale);
	const said = [
		{
			set: 'immature' as const,
			n: immature,
			text: m.funnel_left_immature({ leads: count(immature), days }, { locale })
		},
		{
			set: 'before-entry' as const,
			n: beforeEntry,
			text: m.funnel_left_before({ leads: count(beforeEntry) }, { locale })
		},
		{ set: null, n: undated, text: m.funnel_left_undated({ leads: count(undated) }, { locale }) },
		{ set: null, n: later, text: m.funnel_left_later({ leads: count(later), date }, { locale }) }
	];
	return said.filter(({ n }) => n > 0).map(({ set, text }) => ({ set, text }));
}

/** Period, filters and order, as the footnote names them. */
export function frameSentence(frame: FunnelFrame, locale: Locale): string {
	const { from, to, dataDate } = frame;
	const day = (iso: string) => dayText(iso, locale);
	const period =
		from && to
			? m.funnel_period({ from: day(from), to: day(to) }, { locale })
			: from
				? m.funnel_period_from({ from: day(from) }, { locale })
				: to
					? m.funnel_period_to({ to: day(to) }, { locale })
					: m.funnel_period_all({}, { locale });
	const date = dataDate
		? m.funnel_data_date({ date: day(dataDate) }, { locale })
		: m.funnel_data_undated({}, { locale });
	return [period, date, stepsSentence(frame, locale)].filter(Boolean).join(' ');
}

/** Which steps have a window of their own; empty where none has. */
function stepsSentence({ stages, stepWindowDays, dataDate }: FunnelFrame, locale: Locale): string {
	const { count } = numbersIn(locale);
	const steps = stages.flatMap((stage, s) => {
		const days = stepWindowDays[s] ?? null;
		if (s === 0 || days === null || dataDate === null) return [];
		return [
			m.funnel_steps_one({ stage: stageLabel(stage, locale), days: count(days) }, { locale })
		];
	});
	return steps.length > 0 ? m.funnel_steps_hold({ steps: steps.join(', ') }, { locale }) : '';
}
