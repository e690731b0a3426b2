import {
	probableScore,
	scoreSides,
	sidesOf,
	type ScoreSides
} from '#lib/domain/calibration/score-sides.ts';
import type { LinearTerm } from '#lib/domain/calibration/calibration.ts';
import type { GateName } from '#lib/domain/calibration/gate-choices.ts';
import type { Gate } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { predictedProbabilities } from './predicted-probabilities.ts';

/** A score that takes part in a comparison. */
export interface Contender {
	/** As refusals call it. */
	name: string;
	/** On the test leads, with the probability it stands for. */
	score: Measured<ProbableScore>;
	/** The gates it comes with. */
	gates: Record<GateName, Measured<ContenderGate>>;
}

export interface ContenderGate {
	/** Lowest score that passes. */
	threshold: number;
	/** How it was chosen. */
	rule: Gate['rule'];
}

/** Cells of both parts, split from the same list. */
export interface Parts {
	train: Cells;
	test: Cells;
}

/**
 * The points of a card, capped as the CRM caps them, with the card's own gates.
 *
 * @param parts - states of the card's own rules, in its order
 * @example cardContender('Baseline', parts, card).gates.mql // { measured: true, threshold: 55, rule: 'card' }
 */
export function cardContender(name: string, parts: Parts, scorecard: Scorecard): Contender {
	const { mql, sql } = scorecard.thresholds;
	const gate = (threshold: number | null): Measured<ContenderGate> =>
		threshold === null
			? notMeasured('no-gate-on-card')
			: { measured: true, threshold, rule: 'card' };
	return {
		name,
		score: probable(scoreSides(parts.train, parts.test, scorecard), parts, name),
		gates: { mql: gate(mql), sql: gate(sql) }
	};
}

/**
 * A card with other points, such as its calibrated ones, and the gates chosen for these.
 *
 * @param points - in order of the card; null where there are none
 * @returns not measured (`not-fitted`) without points
 * @example pointsContender('Calibrated', parts, card, [41, 0, -10], gates).score.measured // true
 */
export function pointsContender(
	name: string,
	parts: Parts,
	scorecard: Scorecard,
	points: number[] | null,
	gates: Contender['gates']
): Contender {
	const score: Measured<ProbableScore> = points
		? probable(scoreSides(parts.train, parts.test, scorecard, points), parts, name)
		: notMeasured('not-fitted', { score: name });
	return { name, score, gates };
}

/**
 * The fitted weights of a calibration: a score that is its own probability, and has no gate in points.
 *
 * @param predictor - of the calibration; empty where nothing was fitted
 * @returns not measured (`not-fitted`) without weights
 * @example fittedContender('Fitted', parts, card, calibration.linearPredictor).gates.mql // { measured: false, reason: 'no-gate-in-points', … }
 */
export function fittedContender(
	name: string,
	{ test }: Parts,
	scorecard: Scorecard,
	predictor: readonly LinearTerm[]
): Contender {
	const gates = { mql: notMeasured('no-gate-in-points'), sql: notMeasured('no-gate-in-points') };
	if (predictor.length === 0) {
		return { name, score: notMeasured('not-fitted', { score: name }), gates };
	}
	const probability = predictedProbabilities(test, scorecard, predictor);
	return { name, score: { measured: true, score: probability, probability, map: null }, gates };
}

/**
 * A score as it stands in a column of the data. Whatever its range it counts as points: its probability is that of its map
 * (statistics 8).
 *
 * @param train - of each training cell
 * @param test - of each test cell
 * @example columnContender('crm_score', parts, trainScore, testScore).score.measured // true
 */
export function columnContender(
	name: string,
	parts: Parts,
	train: Float64Array,
	test: Float64Array
): Contender {
	const gates = { mql: notMeasured('no-gate-of-column'), sql: notMeasured('no-gate-of-column') };
	return {
		name,
		score: probable(sidesOf(train, test, parts.train, parts.test), parts, name),
		gates
	};
}

function probable(side: ScoreSides, { train }: Parts, name: string): Measured<ProbableScore> {
	const found = probableScore(side, train);
	if (found) return { measured: true, ...found };
	const { reason, params } = side.map as Extract<typeof side.map, { measured: false }>;
	return notMeasured(reason, { ...params, score: name });
}
