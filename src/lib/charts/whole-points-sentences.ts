import type { Scale } from '#lib/domain/calibration/calibration.ts';
import type { CardFigures, WholePoints } from '#lib/domain/calibration/whole-points.ts';
import { numbersIn, type Locale, type Numbers } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** What the whole points of a calibration come to: a finding with its number, and what stands behind it. */
export interface WholePointsInWords {
	headline: string;
	details: string[];
}

/** A point of another worth than this, in points of today, is told. */
const SAME_WORTH = [0.8, 1.25];

/**
 * The whole points in sentences, the same on page and terminal.
 *
 * @param scale - of the calibration
 * @example wholePointsSentences(whole, scale, 'en').headline // '3 edits explain 96% of what any points for these rules could'
 */
export function wholePointsSentences(
	whole: WholePoints,
	scale: Scale,
	locale: Locale
): WholePointsInWords {
	const numbers = numbersIn(locale);
	const card = chosenCard(whole);
	return {
		headline: headlineOf(whole, card, numbers, locale),
		details: [
			...todayOf(whole, card, numbers, locale),
			bestOf(whole, numbers, locale),
			...scaleOf(scale, card, numbers, locale),
			...reachOf(whole, numbers, locale),
			...(scale.clipped > 0
				? [
						m.points_clipped(
							{ clipped: scale.clipped, clippedText: numbers.count(scale.clipped) },
							{ locale }
						)
					]
				: [])
		]
	};
}

/** The card that became the calibrated points. */
export function chosenCard({ chosen, rounded, fewest, best }: WholePoints): CardFigures {
	if (chosen === 'rounded') return rounded;
	return chosen === 'fewest' && fewest.measured ? fewest : best;
}

function headlineOf(
	{ capped, wishes }: WholePoints,
	{ edits, explainedShare }: CardFigures,
	numbers: Numbers,
	locale: Locale
): string {
	if (explainedShare === null) {
		const range = { min: numbers.points(wishes.min), max: numbers.points(wishes.max) };
		return m.points_headline_unexplained(range, { locale });
	}
	const share = explained(explainedShare, numbers);
	if (edits === 0) {
		const none = capped ? m.points_headline_none_found : m.points_headline_none;
		return none({ share }, { locale });
	}
	const some = capped ? m.points_headline_edits_found : m.points_headline_edits;
	return some({ edits, editsText: numbers.count(edits), share }, { locale });
}

/** Never 100 % for less than all. */
export function explained(share: number, numbers: Numbers): string {
	if (share >= 0.995 && share < 0.99995) return numbers.percent(Math.min(share, 0.9999), 2);
	return numbers.percent(share, 0);
}

function todayOf(
	{ today }: WholePoints,
	{ edits }: CardFigures,
	numbers: Numbers,
	locale: Locale
): string[] {
	if (edits === 0 || today.explainedShare === null) return [];
	return [m.points_today_explains({ share: explained(today.explainedShare, numbers) }, { locale })];
}

function bestOf(
	{ capped, certified, bound, best, nullLoss, ranking, wishes }: WholePoints,
	numbers: Numbers,
	locale: Locale
): string {
	if (capped || bound === null) return m.points_best_capped({}, { locale });
	if (certified) {
		const range = { min: numbers.points(wishes.min), max: numbers.points(wishes.max) };
		return m.points_best_certified(range, { locale });
	}
	const nats = best.loss - bound;
	const explainable = nullLoss - bound;
	const gap = explainable > 0 ? nats / explainable : 0;
	const sentence = m.points_best_bounded(
		{ gap: numbers.percent(gap, gap < 0.001 ? 3 : 1), nats: numbers.significant(nats) },
		{ locale }
	);
	if (!ranking.measured) return sentence;
	const auc = (value: number) => numbers.percent(value, 2);
	const ranks = { points: auc(ranking.auc), weights: auc(ranking.ofWeights) };
	return `${sentence} ${m.points_best_auc(ranks, { locale })}`;
}

function scaleOf(scale: Scale, { worth }: CardFigures, numbers: Numbers, locale: Locale): string[] {
	const { kind, slope, slopeCi, logOddsPerPoint } = scale;
	const logOdds = (value: number) => numbers.decimal(value, 3);
	const told = worth === null ? '' : numbers.decimal(worth, worth < 10 ? 2 : 1);
	if (kind === 'other') {
		const range = { min: numbers.points(scale.min), max: numbers.points(scale.max) };
		return [m.points_scale_other({ ...range, worth: told }, { locale })];
	}
	if (kind === 'range') {
		return logOddsPerPoint === null
			? []
			: [m.points_scale_range({ slope: logOdds(logOddsPerPoint) }, { locale })];
	}
	if (kind !== 'today' || slope === null || slopeCi === null) return [];
	const interval = numbers.interval(slopeCi, logOdds);
	const drifts = worth !== null && (worth < SAME_WORTH[0] || worth > SAME_WORTH[1]);
	return [
		m.points_scale_today({ slope: logOdds(slope), interval }, { locale }),
		...(drifts ? [m.points_scale_drift({ worth: told }, { locale })] : [])
	];
}

function reachOf(
	{ doubling, attainable, hundred }: WholePoints,
	numbers: Numbers,
	locale: Locale
): string[] {
	const double = doubling.measured
		? [m.points_doubling({ double: numbers.decimal(doubling.points, 1) }, { locale })]
		: [];
	if (!hundred.measured) return double;
	const { factor, shift } = hundred;
	const range = { min: numbers.points(attainable.min), max: numbers.points(attainable.max) };
	const added = `${shift < 0 ? '−' : '+'} ${numbers.decimal(Math.abs(shift), 1)}`;
	return [
		...double,
		m.points_attainable(
			{ ...range, factor: numbers.decimal(factor, factor < 1 ? 3 : 2), shift: added },
			{ locale }
		)
	];
}
