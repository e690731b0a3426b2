import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { pairedDifference } from '#lib/domain/evaluation/paired-difference.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { aboveGate, tooFewAbove } from '#lib/domain/thresholds/gate-support.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { equalVolume, passes } from './equal-volume.ts';
import { workedBands, winRateAt, type WorkedBand } from './worked-bands.ts';

/** Wins among the leads that pass, today and at the calibrated gate of equal volume. */
export interface MoreWins {
	/** Leads that pass either gate. */
	leads: number;
	/** Wins among those that pass today's gate. */
	today: number;
	/** Wins among those that pass the calibrated gate, as it happened. */
	asObserved: WinsEstimate;
	/** The same if those who enter had won like worked leads of their calibrated score. */
	asWorked: Measured<WinsEstimate & { workedLeads: number }>;
	/** From the lowest to the highest end of both intervals: what may be promised. */
	range: [number, number];
}

export interface WinsEstimate {
	wins: number;
	/** Today's wins plus the 95 % interval of the difference. */
	ci: [number, number];
}

export interface MoreWinsOptions {
	/** The same scores on the leads that sales worked; null where the data does not say. */
	worked: { calibrated: Float64Array; n: Float64Array; k: Float64Array } | null;
	/** Whole accounts count as independent (statistics 1). */
	accounts?: ClusterCounts;
}

/**
 * How many wins the leads at today's gate's volume hold when calibrated points choose them, as a range (statistics 16).
 * Sales works high scores, so what became of those who newly enter was decided while nobody, or hardly anybody, called
 * them. Two assumptions bracket it:
 * * *as observed*: they win as they did;
 * * *as worked*: they win like the worked leads of their calibrated score, in bands of at least 30 worked leads. That is
 *   right where sales picked by score; it is too much where sales took up what was about to win anyway.
 *
 * Leads that pass both gates, and those that leave, count as they happened. The interval is that of the difference,
 * paired: only leads that swap carry it. With c and t the shares of a lead that pass the calibrated and today's gate,
 * it is a sum over leads of (c - t)(y - r), r the win rate at the calibrated gate, because the gate gives way where the
 * volume changes; its error is that of a sum of independent leads, or accounts. The rates of worked bands add their
 * binomial error.
 *
 * @param today - score of each cell that today's gate is on
 * @param calibrated - the other score with its probability
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @param gate - lowest score of today that passes
 * @returns not measured under 30 leads, 10 wins or 10 losses above today's gate (statistics 18), or with fewer than two
 * accounts; `asWorked` alone is not measured without worked leads (`worked-unknown`) or with fewer than 30 of them at the
 * calibrated gate (`few-worked-leads`)
 * @example moreWins(today, calibrated, n, k, 55, { worked: null }) // { measured: true, today: 150, range: [158, 184], … }
 */
export function moreWins(
	today: Float64Array,
	calibrated: ProbableScore,
	n: Float64Array,
	k: Float64Array,
	gate: number,
	{ worked, accounts }: MoreWinsOptions
): Measured<MoreWins> {
	const above = aboveGate(collapseScores(today, n, k), gate);
	const refused = tooFewAbove(above, gate);
	if (refused) return refused;
	const swap = swapOf(today, calibrated, n, k, gate, above.leads);
	const observed = difference(swap, null, n, k, accounts);
	if (!observed.measured) return observed;
	const asObserved = estimateOf(above, observed.difference, observed.standardError);
	const asWorked = asWorkedOf(swap, above, n, k, worked, accounts);
	const ends = [asObserved, ...(asWorked.measured ? [asWorked] : [])];
	return {
		measured: true,
		leads: above.leads,
		today: above.wins,
		asObserved,
		asWorked,
		range: [Math.min(...ends.map(({ ci }) => ci[0])), Math.max(...ends.map(({ ci }) => ci[1]))]
	};
}

interface Swap {
	/** Shares of each cell's leads that pass the calibrated and today's gate. */
	passes: Float64Array;
	passed: Float64Array;
	score: Float64Array;
	/** Lowest calibrated score that passes, and the win rate there. */
	threshold: number;
	rateAtGate: number;
}

function swapOf(
	today: Float64Array,
	{ score, probability }: ProbableScore,
	n: Float64Array,
	k: Float64Array,
	gate: number,
	volume: number
): Swap {
	const cut = equalVolume(collapseScores(score, n, k), volume);
	const { threshold } = cut;
	const at = score.findIndex((value, c) => value === threshold && n[c] > 0);
	return {
		passes: score.map((value) => passes(cut, value)),
		passed: today.map((value) => Number(value >= gate)),
		score,
		threshold,
		rateAtGate: probability[at]
	};
}

/** Wins gained, as a sum over leads; those who enter win as observed, or at the rate of their worked band. */
function difference(
	{ passes, passed, score, rateAtGate }: Swap,
	bands: WorkedBand[] | null,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<{ difference: number; standardError: number }> {
	const ifWon = new Float64Array(n.length);
	const ifLost = new Float64Array(n.length);
	for (let c = 0; c < n.length; c++) {
		const change = passes[c] - passed[c];
		const enters = passed[c] ? 0 : passes[c];
		const assumed = bands && enters > 0 ? enters * winRateAt(bands, score[c]) : 0;
		const asHappened = bands ? change - enters : change;
		ifWon[c] = asHappened + assumed - rateAtGate * change;
		ifLost[c] = assumed - rateAtGate * change;
	}
	const mean = pairedDifference(ifWon, ifLost, n, k, accounts);
	if (!mean.measured) return mean;
	const { leads } = totals({ n, k });
	return {
		measured: true,
		difference: leads * mean.difference,
		standardError: leads * mean.standardError
	};
}

function asWorkedOf(
	swap: Swap,
	above: { leads: number; wins: number },
	n: Float64Array,
	k: Float64Array,
	worked: MoreWinsOptions['worked'],
	accounts?: ClusterCounts
): MoreWins['asWorked'] {
	if (!worked) return notMeasured('worked-unknown');
	const bands = workedBands(collapseScores(worked.calibrated, worked.n, worked.k), swap.threshold);
	if (!bands.measured) return bands;
	const gained = difference(swap, bands.bands, n, k, accounts);
	if (!gained.measured) return gained;
	const entering = new Map<WorkedBand, number>();
	for (let c = 0; c < n.length; c++) {
		if (swap.passed[c] || swap.passes[c] === 0) continue;
		const band = bands.bands.findLast(({ from }) => swap.score[c] >= from) as WorkedBand;
		entering.set(band, (entering.get(band) ?? 0) + swap.passes[c] * n[c]);
	}
	const ofRates = [...entering].reduce((sum, [{ leads, wins }, enter]) => {
		const rate = (wins + 0.5) / (leads + 1);
		return sum + (enter ** 2 * rate * (1 - rate)) / leads;
	}, 0);
	const standardError = Math.sqrt(gained.standardError ** 2 + ofRates);
	return {
		measured: true,
		...estimateOf(above, gained.difference, standardError),
		workedLeads: bands.bands.reduce((sum, { leads }) => sum + leads, 0)
	};
}

function estimateOf(
	{ leads, wins }: { leads: number; wins: number },
	difference: number,
	standardError: number
): WinsEstimate {
	const within = (value: number) => Math.min(leads, Math.max(0, value));
	const [lower, upper] = normalInterval(wins + difference, standardError);
	return { wins: within(wins + difference), ci: [within(lower), within(upper)] };
}
