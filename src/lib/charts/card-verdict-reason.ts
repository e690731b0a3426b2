import type { Calibration, CardVerdict } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/**
 * Why the verdict on a card is what it is; null where its comparison says it all.
 *
 * @example cardVerdictReason(calibration, 'en') // 'The comparison on later leads could not be made.'
 */
export function cardVerdictReason({ verdict }: Calibration, locale: Locale): string | null {
	const numbers = numbersIn(locale);
	const share = (name: string) => numbers.percent(Number(verdict.params[name] ?? 0));
	const limit = numbers.percent(0.05, 0);
	switch (verdict.reason) {
		case 'few-test-wins':
			return fewTestWins(verdict, locale);
		case 'not-fitted':
			return m.verdict_reason_not_fitted({}, { locale });
		case 'not-confirmed':
			return m.verdict_reason_not_confirmed({}, { locale });
		case 'gain-too-small':
			if (Number(verdict.params.upperShare) < 0)
				return m.verdict_reason_gain_negative({}, { locale });
			return m.verdict_reason_gain_too_small({ upper: share('upperShare'), limit }, { locale });
		case 'not-rejected':
			return m.verdict_reason_not_rejected({}, { locale });
		case 'gain-not-shown':
			return m.verdict_reason_gain_not_shown({ gain: share('gainShare'), limit }, { locale });
		case 'gain-not-confirmed':
			return m.verdict_reason_gain_not_confirmed({}, { locale });
		default:
			return lessCommonReason(verdict, locale);
	}
}

function lessCommonReason({ reason, params }: CardVerdict, locale: Locale): string | null {
	const { percent } = numbersIn(locale);
	switch (reason) {
		case 'nothing-found':
			return m.verdict_reason_nothing_found({}, { locale });
		case 'signal-not-held':
			return m.verdict_reason_signal_not_held({}, { locale });
		case 'published-holds':
			return m.verdict_reason_published_holds({}, { locale });
		case 'published-level':
			return m.verdict_reason_published_level({}, { locale });
		case 'published-spread':
			return m.verdict_reason_published_spread({}, { locale });
		case 'rescale-not-confirmed':
			return m.verdict_reason_rescale_not_confirmed({}, { locale });
		case 'rescale-too-small': {
			const [gain, limit] = [percent(Number(params.gainShare)), percent(0.05, 0)];
			return m.verdict_reason_rescale_too_small({ gain, limit }, { locale });
		}
		default:
			return null;
	}
}

function fewTestWins({ params }: CardVerdict, locale: Locale): string {
	const count = (name: string) => numbersIn(locale).count(Number(params[name] ?? 0));
	const first = m.verdict_reason_few_test_wins(
		{ testWins: count('testWins'), needed: count('needed') },
		{ locale }
	);
	if (params.rollingWins === undefined) return first;
	const rollingWins = count('rollingWins');
	return `${first} ${m.verdict_reason_few_rolling_wins({ rollingWins }, { locale })}`;
}
