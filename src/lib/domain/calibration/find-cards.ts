import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { cardPoints, type CardPoints } from '#lib/domain/points/card-points.ts';
import { fewestEdits } from '#lib/domain/points/fewest-edits.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import type { ProofWatch } from '#lib/domain/points/proof-watch.ts';
import { stepsOfPoints } from '#lib/domain/points/steps-of-points.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { RuleVerdict } from './calibration.ts';
import { cardMeasure, type MeasuredCard } from './card-figures.ts';
import { cardWishes, isAtPrior, type WishIngredients } from './card-wishes.ts';
import { roundedCard } from './rounded-card.ts';

export interface PointsIngredients extends WishIngredients {
	train: Cells;
	/** By the estimates; one a rule. */
	verdicts: RuleVerdict[];
	/** Training leads by account, where they count so (statistics 1). */
	accounts?: ClusterCounts | null;
	/** Told how far the work is, 0..1. */
	onStep?: (share: number) => void;
}

/** The cards one may choose between. */
export interface FoundCards {
	desk: CardPoints;
	/** Under which they were found. */
	wishes: PointsOptions;
	/** Whether a point is worth about what it is worth today, as far as that can be said. */
	onTodaysScale: boolean;
	today: MeasuredCard;
	rounded: MeasuredCard;
	fewest: Measured<MeasuredCard>;
	best: MeasuredCard;
	/** Any other card, measured alike. */
	measure: (points: readonly number[]) => MeasuredCard;
}

/** Share of explained loss that fewer edits, or today's scale, may cost. */
export const WITHIN = 0.05;

/** How gladly the points of a rule are edited, by its verdict. */
const RELUCTANCE: Partial<Record<RuleVerdict, number>> = { raise: 0, lower: 0, drop: 0, keep: 2 };

/**
 * Finds the cards of whole points: today's, weight / b rounded, the one with the fewest edits, the best one.
 *
 * Where today's score carries a slope, all are looked for on today's scale (statistics 9), that is, with points worth about
 * what today's are worth (`todaysScale`). Only where the range has no room for a good card on that scale, because the best
 * one there loses more than `within` of explained loss against the best one at any scale, cards of any scale are taken.
 *
 * @returns not measured for all reasons of `cardPoints`, and where every weight was drawn to today's points without end
 * (`points-stay`)
 * @example findCards(from) // { measured: true, best: { points: [20, 20, 5], edits: 9, … }, … }
 */
export function findCards(from: PointsIngredients): Measured<FoundCards> {
	const { scorecard, train, points, options } = from;
	const within = options.within ?? WITHIN;
	if (from.fitted.rules.every((_, term) => isAtPrior(from.fitted, term))) {
		return notMeasured('points-stay');
	}
	const desk = deskOf(from, within);
	if (!desk.measured) return desk;
	const { wishes, onTodaysScale, prepared } = desk;
	from.onStep?.(0.3);
	const today = rulesOf(scorecard).map((rule) => rule.points);
	const { slope } = points.scale;
	const measure = cardMeasure(train, scorecard, wishes, slope);
	const rescaled = (card: readonly number[]) =>
		onTodaysScale || !points.slopeCarries ? card : withKeptWorth(from, wishes, card, measure);
	const fewest = fewestEdits(prepared, desk.card.loss, {
		within,
		reluctance: from.verdicts.map((verdict) => RELUCTANCE[verdict] ?? 1),
		unwanted: from.verdicts.map((verdict) => verdict === 'drop'),
		search: desk.search,
		known: [stepsOfPoints(prepared.problem, desk.card.points)]
	});
	from.onStep?.(0.5);
	return {
		measured: true,
		desk,
		wishes,
		onTodaysScale,
		today: measure(today),
		rounded: measure(roundedCard(prepared.problem, points, today)),
		fewest: fewest.measured ? { measured: true, ...measure(rescaled(fewest.card.points)) } : fewest,
		best: measure(rescaled(desk.card.points)),
		measure
	};
}

function deskOf(
	from: PointsIngredients,
	within: number
): Measured<CardPoints & Pick<FoundCards, 'wishes' | 'onTodaysScale'>> {
	const { train, scorecard, points } = from;
	const at = (scale: 'today' | 'any') => {
		const wishes = cardWishes(from, scale);
		const desk = cardPoints(train, scorecard, wishes, tryProof);
		return desk.measured ? { ...desk, wishes, onTodaysScale: scale === 'today' } : desk;
	};
	if (!points.slopeCarries) return at('any');
	const todays = at('today');
	if (!todays.measured) return todays;
	const { card, prepared } = todays;
	const most = within * (prepared.nullLoss - prepared.optimum.loss);
	if (card.loss - prepared.optimum.loss <= most) return todays;
	const any = at('any');
	return any.measured && card.loss - any.card.loss > most ? any : todays;
}

/** Gives a proof up after a second or two, or much earlier where it gets nowhere. */
const tryProof: ProofWatch = ({ work, share }) => work < 3e7 && (work < 3e6 || share > 0.02);

/** On another scale, rules without a weight keep what their points are worth rather than the points. */
function withKeptWorth(
	{ scorecard, options }: PointsIngredients,
	wishes: PointsOptions,
	card: readonly number[],
	measure: FoundCards['measure']
): number[] {
	const { worth } = measure(card);
	if (!worth) return [...card];
	const step = wishes.multipleOf ?? 1;
	return rulesOf(scorecard).map((_, r) => {
		const kept = wishes.held?.[r] ?? null;
		if (kept === null) return card[r];
		const scaled = Math.round(kept / worth / step) * step;
		return Math.min(options.max, Math.max(options.min, scaled)) + 0;
	});
}
