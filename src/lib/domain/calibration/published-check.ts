import type { Cells } from '#lib/domain/cells/cells.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { updatingLadder, type Update } from '#lib/domain/evaluation/updating-ladder.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import type { PublishedBand, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { RuleFit } from './fit-rules.ts';
import type { Part } from './drift.ts';
import { meanPredicted } from './split-claim.ts';

/** Whether a published points-to-probability table still holds, and what it would have to say (statistics 8, 13). */
export interface PublishedCheck {
	/** The smallest update of the closed ladder that the training leads do not reject. */
	update: Update;
	/** Re-scaled log-odds = intercept + slope x published log-odds, by the ladder's rung or, where all has to change, both. */
	intercept: number;
	slope: number;
	/** Log likelihood that re-scaling gains on training leads, as a share of what the best model explains. */
	gainShare: number;
	/** Wins promised and won among the training leads, as rates. */
	promised: number;
	won: number;
	/** Log loss per test lead of the published table minus that of the re-scaled one. */
	confirmed: Measured<{ gain: number; ci: [number, number] }>;
	/** The table as published and re-scaled, with the training leads in each band. */
	table: RescaledBand[];
}

export interface RescaledBand extends Part {
	/** Lowest score of the band; null for the lowest. */
	from: number | null;
	published: number;
	rescaled: number;
}

/**
 * Puts the published table of a card to its leads: the closed updating ladder on training leads says whether it holds, needs
 * another level, another level and spread, or other weights; the re-scaled table is confirmed on test leads.
 *
 * @param score - today's capped score of each training and test cell
 * @returns not measured: `no-published-table`, the reason why nothing was fitted, or that of the ladder
 * @example publishedCheck({ train, test, scorecard, fitted, score }).update // 'intercept'
 */
export function publishedCheck({
	train,
	test,
	scorecard,
	fitted,
	score
}: {
	train: Cells;
	test: Cells;
	scorecard: Scorecard;
	fitted: Measured<RuleFit>;
	score: { train: Float64Array; test: Float64Array };
}): Measured<PublishedCheck> {
	const bands = scorecard.published;
	if (!bands) return notMeasured('no-published-table');
	if (!fitted.measured) return notMeasured(fitted.reason, fitted.params);
	const promised = logOddsOf(bands, score.train);
	const design = designFromCells(train, scorecard, fitted.rules, fitted.nuisance);
	const ladder = updatingLadder(design, promised);
	if (!ladder.measured) return ladder;
	const { update, rungs } = ladder;
	const chosen = rungs.find((rung) => rung.update === rescaling(update));
	if (!chosen) throw new Error(`publishedCheck: no rung ${update}`);
	const { intercept, slope, logLikelihood } = chosen;
	const change = { intercept: intercept ?? 0, slope: slope ?? 1 };
	const [kept, all] = [rungs[0].logLikelihood, rungs[rungs.length - 1].logLikelihood];
	return {
		measured: true,
		update,
		...change,
		gainShare: (logLikelihood - kept) / Math.max(all - nullLogLikelihood(train), Number.MIN_VALUE),
		promised: meanPredicted(promised.map(probability), train.n),
		won: totals(train).wins / totals(train).leads,
		confirmed: confirmedOn(test, logOddsOf(bands, score.test), change),
		table: tableOf(bands, score.train, train, change)
	};
}

/** What re-scaling comes to: where all weights have to change, level and spread are the most it can do. */
function rescaling(update: Update): Update {
	return update === 'all' || update === 'keep' ? 'intercept-and-slope' : update;
}

/** Published log-odds of each cell; a score below the lowest band is promised what that band is. */
function logOddsOf(bands: PublishedBand[], score: Float64Array): Float64Array {
	return score.map((points) => logOdds(bands[bandOf(bands, points)].probability));
}

function bandOf(bands: PublishedBand[], points: number): number {
	let found = 0;
	bands.forEach(({ from }, i) => {
		if (points >= (from ?? -Infinity)) found = i;
	});
	return found;
}

function confirmedOn(
	test: Cells,
	promised: Float64Array,
	change: { intercept: number; slope: number }
): PublishedCheck['confirmed'] {
	const before = promised.map(probability);
	const after = promised.map((each) => rescaled(each, change));
	const gain = logLossDifference(before, after, test.n, test.k);
	return gain.measured ? { measured: true, gain: gain.difference, ci: gain.ci } : gain;
}

function tableOf(
	bands: PublishedBand[],
	score: Float64Array,
	{ n, k }: Cells,
	change: { intercept: number; slope: number }
): RescaledBand[] {
	const table = bands.map((band) => ({
		from: band.from,
		published: band.probability,
		rescaled: rescaled(logOdds(band.probability), change),
		leads: 0,
		wins: 0
	}));
	score.forEach((points, c) => {
		const band = table[bandOf(bands, points)];
		band.leads += n[c];
		band.wins += k[c];
	});
	return table;
}

function rescaled(logOdds: number, { intercept, slope }: { intercept: number; slope: number }) {
	return probability(intercept + slope * logOdds);
}

function logOdds(p: number): number {
	return Math.log(p / (1 - p));
}

function nullLogLikelihood(cells: Cells): number {
	const { leads, wins, losses } = totals(cells);
	return wins * Math.log(wins / leads) + losses * Math.log(losses / leads);
}
