import { perLeads } from '#lib/charts/decision-curve-facts.ts';
import type { DrawnScore, DrawnScores } from '#lib/charts/drawn-scores.ts';
import type { Words } from '#lib/charts/facts.ts';
import { numbersIn, tagOf, type Locale } from '#lib/charts/numbers.ts';
import { shareWithinChance } from '#lib/charts/reliability-curve-facts.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import { winsAtShare } from '#lib/charts/wins-at-share.ts';
import * as m from '#lib/paraglide/messages.js';

/** Findings and notes of the curves of any scores. */
export interface ComparedCurves {
	roc: Words;
	gains: Words;
	decision: Words;
	/** One a score. */
	reliability: Words[];
}

/** Share of leads at which the gains of scores are told. */
const TOLD_SHARE = 0.2;

export function comparedCurves(drawn: DrawnScores, locale: Locale): ComparedCurves {
	const numbers = numbersIn(locale);
	const { scores } = drawn;
	const on = onLeads(drawn, numbers.count, locale);
	const each = (value: (score: DrawnScore) => string) =>
		new Intl.ListFormat(tagOf(locale)).format(
			scores.map((score) =>
				m.compared_chart_item({ value: value(score), name: score.label }, { locale })
			)
		);
	const area = ({ of }: DrawnScore) => {
		const write = (value: number) => numbers.decimal(value, 3);
		return `${write(of.auc)}, ${numbers.interval(of.aucCi, write)}`;
	};
	return {
		roc: {
			title: m.compared_chart_roc_title(
				{ list: each(({ of }) => numbers.decimal(100 * of.auc, 1)) },
				{ locale }
			),
			note: m.compared_chart_roc_note({ on, areas: each(area) }, { locale })
		},
		gains: {
			title: m.compared_chart_gains_title(
				{
					share: numbers.percent(TOLD_SHARE, 0),
					list: each(({ of }) => numbers.percent(winsAtShare(of.gains, TOLD_SHARE), 0))
				},
				{ locale }
			),
			note: m.chart_gains_note({ on }, { locale })
		},
		decision: {
			title: decisionTitle(drawn, each, locale),
			note: m.chart_decision_note({ on }, { locale })
		},
		reliability: scores.map((score) => reliabilityWords(score, on, locale))
	};
}

/** What every score brings where a lead is worth its work from the base rate on. */
function decisionTitle(
	{ leads, wins, scores }: DrawnScores,
	each: (value: (score: DrawnScore) => string) => string,
	locale: Locale
): string {
	const numbers = numbersIn(locale);
	const points = scores[0].of.netBenefit;
	const distance = (i: number) => Math.abs(points[i].threshold - wins / leads);
	const nearest = [...points.keys()].reduce(
		(best, i) => (distance(i) < distance(best) ? i : best),
		0
	);
	if (!points[nearest]) return m.chart_empty({}, { locale });
	return m.compared_chart_decision_title(
		{
			rate: numbers.percent(points[nearest].threshold),
			list: each(({ of }) => numbers.decimal(perLeads * of.netBenefit[nearest].netBenefit, 1))
		},
		{ locale }
	);
}

function reliabilityWords(score: DrawnScore, on: string, locale: Locale): Words {
	const share = shareWithinChance(score);
	const map = score.of.map ? [m.compared_chart_reliability_map({}, { locale })] : [];
	return {
		title:
			share === null
				? m.chart_empty({}, { locale })
				: m.compared_chart_reliability_title(
						{
							share: numbersIn(locale).percent(share, 0),
							name: m.compared_quoted({ name: score.label }, { locale })
						},
						{ locale }
					),
		note: [m.compared_chart_reliability_note({ on }, { locale }), ...map].join(' ')
	};
}
