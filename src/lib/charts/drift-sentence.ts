import type { Drift, DriftLevel } from '#lib/domain/calibration/drift.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

const SENTENCES: Record<DriftLevel, typeof m.honesty_drift_higher> = {
	'far-higher': m.honesty_drift_far_higher,
	higher: m.honesty_drift_higher,
	'as-predicted': m.honesty_drift_as_predicted,
	'within-chance': m.honesty_drift_within_chance,
	lower: m.honesty_drift_lower,
	'far-lower': m.honesty_drift_far_lower
};

/**
 * Whether later leads convert as the earlier ones predict, in words.
 *
 * @example driftSentence(drift, 'en') // 'Later leads convert far more often than the earlier ones predict: 31% of …'
 */
export function driftSentence({ level, later, predicted }: Drift, locale: Locale): string {
	const { count, percent, interval } = numbersIn(locale);
	const rate = (value: number) => percent(value, 1);
	return SENTENCES[level](
		{
			rate: rate(later.rate),
			leads: count(later.leads),
			interval: interval(later.ci, rate),
			predicted: rate(predicted)
		},
		{ locale }
	);
}
