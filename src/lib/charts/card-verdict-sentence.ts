import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { winsAtSameVolume } from '#lib/charts/wins-at-same-volume.ts';
import * as m from '#lib/paraglide/messages.js';
import { cardVerdictComparison } from './card-verdict-comparison.ts';
import { cardVerdictHeadline } from './card-verdict-headline.ts';
import { cardVerdictReason } from './card-verdict-reason.ts';
import { driftSentence } from './drift-sentence.ts';

/** What a calibration found about the card. */
export interface CardVerdictSentence {
	/** One sentence with its number. */
	headline: string;
	/** How large, how sure, on how many later leads, and why. */
	details: string[];
}

/** The verdict on a card in words (statistics 13), the same on every page. */
export function cardVerdictSentence(calibration: Calibration, locale: Locale): CardVerdictSentence {
	const parts = [range, cardVerdictComparison, unused, cardVerdictReason, drift];
	const details = parts.flatMap((part) => part(calibration, locale) ?? []);
	return { headline: cardVerdictHeadline(calibration, locale), details };
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

function unused({ verdict }: Calibration, locale: Locale): string | null {
	if (verdict.verdict !== 'change' || verdict.gainShare === null) return null;
	const share = numbersIn(locale).percent(verdict.gainShare, 0);
	return m.verdict_unused({ share }, { locale });
}

/** A base rate that moved stands beside every verdict: probabilities learned on earlier leads are off by it. */
function drift({ honesty, verdict }: Calibration, locale: Locale): string | null {
	if (!honesty.drift.measured) return null;
	const isQuiet = ['within-chance', 'as-predicted'].includes(honesty.drift.level);
	if (isQuiet) return null;
	const sentence = driftSentence(honesty.drift, locale);
	const compared = verdict.levelled && ['change', 'keep', 'cannot-tell'].includes(verdict.verdict);
	return compared ? `${sentence} ${m.verdict_levelled({}, { locale })}` : sentence;
}
