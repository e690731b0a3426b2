import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import type { NetBenefit } from '#lib/domain/evaluation/decision-curve.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import type { Facts, Words } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** Net benefit is told for so many leads. */
export const perLeads = 1000;

export function decisionCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const on = onLeads(evaluation, numbersIn(locale).count, locale);
	const words = {
		title: titleOf(evaluation, locale),
		note: m.chart_decision_note({ on }, { locale })
	};
	return decisionFactsOf(drawnScores(evaluation, locale), words, locale);
}

/** The same for any scores, in words of their own. */
export function decisionFactsOf(drawn: DrawnScores, words: Words, locale: Locale): Facts {
	const { leads, wins, scores } = drawn;
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	const all = scores[0].of.netBenefit.map((point): (string | number)[] => [
		label(m.chart_decision_all),
		point.threshold,
		leads,
		wins,
		perLeads * point.ofAll
	]);
	return {
		...words,
		table: {
			columns: [
				{ label: label(m.chart_score), kind: 'text' },
				{ label: label(m.chart_decision_x), kind: 'rate', digits: 1 },
				{ label: label(m.chart_decision_worked), kind: 'count' },
				{ label: label(m.chart_won), kind: 'count' },
				{ label: label(m.chart_decision_y), kind: 'decimal', digits: 1 },
				{ label: label(m.chart_interval_low), kind: 'decimal', digits: 1 },
				{ label: label(m.chart_interval_high), kind: 'decimal', digits: 1 }
			],
			rows: [
				...scores.flatMap((score) =>
					score.of.netBenefit.map((point) => [
						score.label,
						point.threshold,
						point.leads,
						point.wins,
						perLeads * point.netBenefit,
						perLeads * point.ci[0],
						perLeads * point.ci[1]
					])
				),
				...all.map((row) => [...row, null, null])
			]
		},
		file: 'net-benefit'
	};
}

/** Says what both cards bring where a lead is worth its work from the base rate on. */
function titleOf({ leads, wins, calibrated, current }: Evaluation, locale: Locale): string {
	const numbers = numbersIn(locale);
	const baseRate = leads > 0 ? wins / leads : 0;
	const distance = ({ threshold }: NetBenefit) => Math.abs(threshold - baseRate);
	const nearest = calibrated.netBenefit.reduce(
		(best, point, i) => (distance(point) < distance(calibrated.netBenefit[best]) ? i : best),
		0
	);
	const [at, today] = [calibrated.netBenefit[nearest], current.netBenefit[nearest]];
	if (!at || !today) return m.chart_empty({}, { locale });
	const net = ({ netBenefit }: NetBenefit) => numbers.decimal(perLeads * netBenefit, 1);
	return m.chart_decision_title(
		{ rate: numbers.percent(at.threshold), calibrated: net(at), current: net(today) },
		{ locale }
	);
}
