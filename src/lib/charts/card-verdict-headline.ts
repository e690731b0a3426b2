import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { winsAtSameVolume } from '#lib/charts/wins-at-same-volume.ts';
import * as m from '#lib/paraglide/messages.js';

/**
 * What to do with the card, as one finding with its number.
 *
 * @example cardVerdictHeadline(calibration, 'en') // 'Two of your 20 rules carry the wrong points; …'
 */
export function cardVerdictHeadline(calibration: Calibration, locale: Locale): string {
	const { verdict, rules } = calibration;
	const of = { rules: numbersIn(locale).count(rules.length) };
	switch (verdict.verdict) {
		case 'keep':
			return m.verdict_keep(of, { locale });
		case 'cannot-tell':
			return m.verdict_cannot_tell({}, { locale });
		case 'no-signal':
			return noSignal(calibration, locale);
		case 're-scale':
			return rescale(calibration, locale);
		case 'change':
			return change(calibration, locale);
	}
}

/** The base rate is that of the leads the verdict rests on. */
function noSignal({ verdict, leads, honesty }: Calibration, locale: Locale): string {
	const { rolling } = honesty;
	const block = verdict.judgedOn === 'rolling-origin' && rolling.measured;
	const later = block ? rolling : { leads: leads.test, wins: leads.testWins };
	const { count } = numbersIn(locale);
	return m.verdict_no_signal({ leads: count(later.leads), wins: count(later.wins) }, { locale });
}

/** Only a published table promises, so only here a score promises too much or too little (statistics 8). */
function rescale({ verdict, published }: Calibration, locale: Locale): string {
	if (!published.measured) throw new Error('cardVerdictHeadline: nothing was published');
	const { slope, promised, won } = published;
	if (verdict.reason === 'published-spread') {
		return slope < 1
			? m.verdict_rescale_apart({}, { locale })
			: m.verdict_rescale_close({}, { locale });
	}
	const { percent } = numbersIn(locale);
	const rates = { promised: percent(promised, 1), won: percent(won, 1) };
	return promised > won
		? m.verdict_rescale_much(rates, { locale })
		: m.verdict_rescale_little(rates, { locale });
}

function change(calibration: Calibration, locale: Locale): string {
	const { verdict, rules } = calibration;
	const numbers = numbersIn(locale);
	const of = { rules: numbers.count(rules.length) };
	if (verdict.wrongRules === 0) return m.verdict_change_together(of, { locale });
	const wrong = { ...of, wrong: verdict.wrongRules, wrongText: word(verdict.wrongRules, locale) };
	const same = winsAtSameVolume(calibration);
	if (!same || same.from <= same.today) return m.verdict_change(wrong, { locale });
	return m.verdict_change_gate(
		{
			...wrong,
			leads: numbers.count(same.leads),
			current: numbers.count(same.today),
			from: numbers.count(same.from),
			to: numbers.count(same.to)
		},
		{ locale }
	);
}

const words = {
	en: 'One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' '),
	de: 'Eine Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn Elf Zwölf'.split(' ')
};

/** A small number as the word that begins a sentence. */
function word(value: number, locale: Locale): string {
	return words[locale][value - 1] ?? numbersIn(locale).count(value);
}
