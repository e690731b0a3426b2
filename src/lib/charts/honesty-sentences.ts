import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Honesty, WorkedLeads } from '#lib/domain/calibration/honesty.ts';
import type { RandomSplit } from '#lib/domain/calibration/random-split.ts';
import type { RollingOrigin } from '#lib/domain/calibration/rolling-origin.ts';
import type { SplitClaim } from '#lib/domain/calibration/split-claim.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';
import { driftSentence } from './drift-sentence.ts';

/** What a reader has to know before believing a calibration, a sentence each; a part that does not apply is not there. */
export interface HonestySentences {
	drift: string;
	random: string;
	worked: string;
	rolling: string | null;
}

/**
 * The honesty panel in words.
 *
 * @param reasonOf - says why a figure is not there
 * @example honestySentences(calibration, 'en', reasonSentence).random // 'A random split would have flattered: …'
 */
export function honestySentences(
	{ honesty, leads }: Pick<Calibration, 'honesty' | 'leads'>,
	locale: Locale,
	reasonOf: (refused: NotMeasured, locale: Locale) => string
): HonestySentences {
	const why = (refused: NotMeasured) => ({ reason: reasonOf(refused, locale) });
	const { drift, randomSplit, worked, claim } = honesty;
	return {
		drift: drift.measured
			? `${driftSentence(drift, locale)} ${earlierSentence(drift.earlier, locale)}`
			: m.honesty_drift_refused(why(drift), { locale }),
		random: randomPart(randomSplit, claim, locale, why),
		worked: worked.measured
			? workedSentence(worked, locale)
			: m.honesty_worked_refused(why(worked), { locale }),
		rolling: rollingPart(honesty, leads.testWins, locale, why)
	};
}

function earlierSentence(
	{ leads, rate, ci }: { leads: number; rate: number; ci: [number, number] },
	locale: Locale
): string {
	const { count, percent, interval } = numbersIn(locale);
	const write = (value: number) => percent(value, 1);
	const params = { leads: count(leads), rate: write(rate), interval: interval(ci, write) };
	return m.honesty_drift_earlier(params, { locale });
}

function randomPart(
	randomSplit: Honesty['randomSplit'],
	claim: Honesty['claim'],
	locale: Locale,
	why: (refused: NotMeasured) => { reason: string }
): string {
	if (!randomSplit.measured) {
		return randomSplit.reason === 'split-random'
			? m.honesty_random_itself({}, { locale })
			: m.honesty_random_refused(why(randomSplit), { locale });
	}
	if (!claim.measured) return m.honesty_random_refused(why(claim), { locale });
	return randomSentence(randomSplit, claim, locale);
}

function randomSentence(
	{ atRandom, flatters }: RandomSplit,
	claim: SplitClaim,
	locale: Locale
): string {
	const { decimal, percent } = numbersIn(locale);
	const params = {
		auc: decimal(atRandom.fitted.auc, 3),
		laterAuc: decimal(claim.fitted.auc, 3),
		rate: percent(atRandom.rate, 1),
		predicted: percent(atRandom.predicted, 1),
		laterRate: percent(claim.rate, 1),
		laterPredicted: percent(claim.predicted, 1)
	};
	if (flatters.length === 2) return m.honesty_random_both(params, { locale });
	if (flatters.includes('ranking')) return m.honesty_random_ranking(params, { locale });
	if (flatters.includes('level')) return m.honesty_random_level(params, { locale });
	return m.honesty_random_same(params, { locale });
}

function workedSentence(
	{ leads, worked, share, shareCi, winsNotWorked }: WorkedLeads,
	locale: Locale
): string {
	const { count, percent, interval } = numbersIn(locale);
	const write = (value: number) => percent(value, 1);
	const sentence = m.honesty_worked(
		{
			share: write(share),
			leads: count(leads),
			worked: count(worked),
			interval: interval(shareCi, write),
			never: count(leads - worked)
		},
		{ locale }
	);
	if (winsNotWorked === 0) return sentence;
	return `${sentence} ${m.honesty_worked_wins({ wins: count(winsNotWorked) }, { locale })}`;
}

function rollingPart(
	{ rolling }: Honesty,
	testWins: number,
	locale: Locale,
	why: (refused: NotMeasured) => { reason: string }
): string | null {
	const { count } = numbersIn(locale);
	if (rolling.measured) return rollingSentence(rolling, testWins, locale);
	if (rolling.reason === 'enough-test-wins') return null;
	return m.honesty_rolling_refused({ testWins: count(testWins), ...why(rolling) }, { locale });
}

function rollingSentence(
	{ blocks, leads, wins, current, fitted, gain, gainCi }: RollingOrigin,
	testWins: number,
	locale: Locale
): string {
	const { count, decimal, interval } = numbersIn(locale);
	const loss = (value: number) => decimal(value, 4);
	return m.honesty_rolling(
		{
			testWins: count(testWins),
			blocks: count(blocks),
			leads: count(leads),
			wins: count(wins),
			current: decimal(current.auc),
			currentInterval: interval(current.ci, decimal),
			fitted: decimal(fitted.auc),
			fittedInterval: interval(fitted.ci, decimal),
			gain: loss(gain),
			gainInterval: interval(gainCi, loss)
		},
		{ locale }
	);
}
