import type { Band, Evaluation } from '#lib/domain/calibration/calibration.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads, scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** The two cards that are compared band by band. */
export const bandScores = ['current', 'calibrated'] as const;

export function calibrationBandsFacts(evaluation: Evaluation, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const bands = evaluation.calibrated.bands;
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		title: m.chart_bands_title(
			{ agree: numbers.count(bands.filter(agrees).length), bands: numbers.count(bands.length) },
			{ locale }
		),
		note: m.chart_bands_note({ on: onLeads(evaluation, numbers.count, locale) }, { locale }),
		table: {
			columns: [
				{ label: label(m.chart_score), kind: 'text' },
				{ label: label(m.chart_from), kind: 'points' },
				{ label: label(m.chart_to_with), kind: 'points' },
				{ label: label(m.chart_leads), kind: 'count' },
				{ label: label(m.chart_won), kind: 'count' },
				{ label: label(m.chart_bands_x), kind: 'rate', digits: 1 },
				{ label: label(m.chart_bands_y), kind: 'rate', digits: 1 },
				{ label: label(m.chart_interval_low), kind: 'rate', digits: 1 },
				{ label: label(m.chart_interval_high), kind: 'rate', digits: 1 }
			],
			rows: bandScores.flatMap((score) =>
				evaluation[score].bands.map((band) => [
					scoreLabel(score, locale),
					band.from,
					band.to,
					band.leads,
					band.wins,
					band.predicted,
					band.observed,
					...band.ci
				])
			)
		},
		file: 'calibration'
	};
}

function agrees({ predicted, ci }: Band): boolean {
	return predicted >= ci[0] && predicted <= ci[1];
}
