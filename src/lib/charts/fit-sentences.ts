import type { Calibration, FitSummary } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/**
 * How the weights of a calibration were fitted, in words: by what, on how many leads, what was shrunk and why, and whether
 * accounts count together. Empty where nothing could be fitted.
 */
export function fitSentences(calibration: Calibration, locale: Locale): string[] {
	const { fit, leads } = calibration;
	if (!fit.measured) return [];
	const write = numbersIn(locale);
	const on = { leads: write.count(leads.train), wins: write.count(leads.trainWins) };
	const { clusters } = fit;
	return [
		...methodOf(fit, on, locale),
		...(clusters.measured
			? [m.fit_by_account({ accounts: write.count(clusters.accounts) }, { locale })]
			: [])
	];
}

/** Rules that only Firth's penalty would fit; null where there is none. */
export function separatedSentence({ fit, rules }: Calibration, locale: Locale): string | null {
	const separated = fit.measured
		? fit.separated
		: rules.filter((rule) => rule.verdict === 'separated').length;
	if (separated === 0) return null;
	const rulesText = numbersIn(locale).count(separated);
	return m.fit_separated({ rules: separated, rulesText }, { locale });
}

function methodOf(fit: FitSummary, on: { leads: string; wins: string }, locale: Locale): string[] {
	if (fit.method === 'firth') return [m.fit_firth(on, { locale })];
	if (fit.method === 'ridge') return ridgeOf(fit, on, locale);
	return [m.fit_maximum_likelihood(on, { locale }), ...notDrawn(fit, locale)];
}

function ridgeOf(
	{ ridge, wanted }: FitSummary,
	on: { leads: string; wins: string },
	locale: Locale
): string[] {
	if (!ridge.measured) return [];
	const write = numbersIn(locale);
	const origins = write.count(ridge.origins);
	const { rules, centre, strength } = ridge;
	const some = { ...on, rules, rulesText: write.count(rules) };
	if (centre === 'zero') {
		const chosen =
			strength === null
				? m.fit_ridge_endless_zero({ origins }, { locale })
				: m.fit_ridge_strength({ origins, strength: write.significant(strength) }, { locale });
		return [m.fit_ridge_zero(on, { locale }), chosen];
	}
	return [
		wanted === 'ridge' ? m.fit_ridge_all(on, { locale }) : m.fit_ridge_some(some, { locale }),
		strength === null
			? m.fit_ridge_endless({ origins }, { locale })
			: m.fit_ridge_strength({ origins, strength: write.significant(strength) }, { locale })
	];
}

/** Rules have few wins behind them, and yet their weights are as they came. */
function notDrawn({ fewBehind, ridge, wanted }: FitSummary, locale: Locale): string[] {
	if (fewBehind === 0) return [];
	const few = { rules: fewBehind, rulesText: numbersIn(locale).count(fewBehind) };
	const reason = ridge.measured || wanted === 'maximum-likelihood' ? null : whyNot(ridge, locale);
	return [m.fit_few_behind(few, { locale }), ...(reason ? [reason] : [])];
}

function whyNot(
	{ reason, params }: { reason: string; params: Record<string, string | number> },
	locale: Locale
): string | null {
	if (reason === 'no-slope') return m.not_measured_no_slope({}, { locale });
	if (reason === 'no-blocks') return m.not_measured_no_blocks({}, { locale });
	if (reason !== 'few-origins') return null;
	const { origins, needed } = params;
	return m.not_measured_few_origins({ origins, needed }, { locale });
}
