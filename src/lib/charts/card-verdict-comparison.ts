import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/**
 * How large the gain of a verdict is, how sure, and on which leads it was found; null where too few wins allow none.
 *
 * @example cardVerdictComparison(calibration, 'en') // 'Confirmed on 3,000 later leads with 320 wins: …'
 */
export function cardVerdictComparison(calibration: Calibration, locale: Locale): string | null {
	const { verdict } = calibration;
	if (verdict.reason === 'few-test-wins') return null;
	if (verdict.verdict === 'no-signal') return ranking(calibration, locale);
	if (verdict.verdict === 're-scale') return rescaled(calibration, locale);
	return verdict.judgedOn === 'rolling-origin'
		? rolling(calibration, locale)
		: compared(calibration, locale);
}

function compared({ verdict, leads }: Calibration, locale: Locale): string | null {
	const { confirmed } = verdict;
	if (!confirmed.measured) return null;
	const sentence = verdict.verdict === 'change' ? m.verdict_confirmed : m.verdict_compared;
	return sentence(
		{
			...countsOf({ leads: leads.test, wins: leads.testWins }, locale),
			...gainOf(confirmed, locale)
		},
		{ locale }
	);
}

function rolling({ verdict, honesty }: Calibration, locale: Locale): string | null {
	const { confirmed } = verdict;
	if (!confirmed.measured || !honesty.rolling.measured) return null;
	const sentence =
		verdict.verdict === 'change' ? m.verdict_rolling_confirmed : m.verdict_rolling_compared;
	const params = { ...countsOf(honesty.rolling, locale), ...gainOf(confirmed, locale) };
	return sentence(params, { locale });
}

function rescaled({ published, leads }: Calibration, locale: Locale): string | null {
	if (!published.measured || !published.confirmed.measured) return null;
	const counts = countsOf({ leads: leads.test, wins: leads.testWins }, locale);
	const params = { ...counts, ...gainOf(published.confirmed, locale) };
	return m.verdict_rescale_confirmed(params, { locale });
}

function ranking({ verdict: { params } }: Calibration, locale: Locale): string {
	const numbers = numbersIn(locale);
	const write = (value: number) => numbers.decimal(value);
	const interval = (score: string) =>
		numbers.interval([Number(params[`${score}From`]), Number(params[`${score}To`])], write);
	return m.verdict_no_signal_auc(
		{
			current: write(Number(params.current)),
			currentInterval: interval('current'),
			fitted: write(Number(params.fitted)),
			fittedInterval: interval('fitted')
		},
		{ locale }
	);
}

function countsOf({ leads, wins }: { leads: number; wins: number }, locale: Locale) {
	const { count } = numbersIn(locale);
	return { leads: count(leads), wins: count(wins) };
}

function gainOf({ gain, ci }: { gain: number; ci: [number, number] }, locale: Locale) {
	const numbers = numbersIn(locale);
	const write = (value: number) => numbers.decimal(value, 4);
	return { gain: write(gain), interval: numbers.interval(ci, write) };
}
