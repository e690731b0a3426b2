import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { winsAtSameVolume } from '#lib/charts/wins-at-same-volume.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a calibration found about the card. */
export interface CardVerdictSentence {
	/** One sentence with its number. */
	headline: string;
	/** How large, how sure, on how many later leads, and why. */
	details: string[];
}

/** The verdict on a card in words (statistics 13), the same on every page. */
export function cardVerdictSentence(calibration: Calibration, locale: Locale): CardVerdictSentence {
	const details = [range, comparison, unused, reason].flatMap(
		(part) => part(calibration, locale) ?? []
	);
	return { headline: headline(calibration, locale), details };
}

function headline(calibration: Calibration, locale: Locale): string {
	const { verdict, rules } = calibration;
	const numbers = numbersIn(locale);
	const of = { rules: numbers.count(rules.length) };
	if (verdict.verdict === 'keep') return m.verdict_keep(of, { locale });
	if (verdict.verdict === 'cannot-tell') return m.verdict_cannot_tell({}, { locale });
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

/** What the range of the headline covers, or why the headline has none. */
function range(calibration: Calibration, locale: Locale): string | null {
	const same = winsAtSameVolume(calibration);
	if (!same || calibration.verdict.verdict !== 'change') return null;
	const numbers = numbersIn(locale);
	const { leads, today, from, to, observed, worked, enter } = same;
	const write = numbers.count;
	if (from <= today) {
		return m.verdict_range_reaches_today(
			{ leads: write(leads), from: write(from), to: write(to), current: write(today) },
			{ locale }
		);
	}
	if (calibration.verdict.wrongRules === 0) return null;
	if (worked === null) return m.verdict_range_observed({ observed: write(observed) }, { locale });
	return m.verdict_range_worked(
		{ enter: write(enter), observed: write(observed), worked: write(worked) },
		{ locale }
	);
}

function comparison({ verdict, leads }: Calibration, locale: Locale): string | null {
	const { confirmed } = verdict;
	if (!confirmed.measured || verdict.reason === 'few-test-wins') return null;
	const numbers = numbersIn(locale);
	const write = (value: number) => numbers.decimal(value, 4);
	const sentence = verdict.verdict === 'change' ? m.verdict_confirmed : m.verdict_compared;
	return sentence(
		{
			leads: numbers.count(leads.test),
			wins: numbers.count(leads.testWins),
			gain: write(confirmed.gain),
			interval: numbers.interval(confirmed.ci, write)
		},
		{ locale }
	);
}

function unused({ verdict }: Calibration, locale: Locale): string | null {
	if (verdict.verdict !== 'change' || verdict.gainShare === null) return null;
	const share = numbersIn(locale).percent(verdict.gainShare, 0);
	return m.verdict_unused({ share }, { locale });
}

function reason({ verdict }: Calibration, locale: Locale): string | null {
	const numbers = numbersIn(locale);
	const share = (name: string) => numbers.percent(Number(verdict.params[name] ?? 0));
	const count = (name: string) => numbers.count(Number(verdict.params[name] ?? 0));
	const limit = numbers.percent(0.05, 0);
	switch (verdict.reason) {
		case 'few-test-wins':
			return m.verdict_reason_few_test_wins(
				{ testWins: count('testWins'), needed: count('needed') },
				{ locale }
			);
		case 'not-fitted':
			return m.verdict_reason_not_fitted({}, { locale });
		case 'not-confirmed':
			return m.verdict_reason_not_confirmed({}, { locale });
		case 'gain-too-small':
			return m.verdict_reason_gain_too_small({ upper: share('upperShare'), limit }, { locale });
		case 'not-rejected':
			return m.verdict_reason_not_rejected({}, { locale });
		case 'gain-not-shown':
			return m.verdict_reason_gain_not_shown({ gain: share('gainShare'), limit }, { locale });
		case 'gain-not-confirmed':
			return m.verdict_reason_gain_not_confirmed({}, { locale });
		default:
			return null;
	}
}

const words = {
	en: 'One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' '),
	de: 'Eine Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn Elf Zwölf'.split(' ')
};

/** A small number as the word that begins a sentence. */
function word(value: number, locale: Locale): string {
	return words[locale][value - 1] ?? numbersIn(locale).count(value);
}
