import { aucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { levelWeights, type ColumnLevels } from './column-levels.ts';
import type { LevelStrength } from './level-strength.ts';

/** Leads drawn at random, each with its level in every column. */
export interface SampledLeads {
	/** 0 = training, 1 = test. */
	test: Uint8Array;
	won: Uint8Array;
}

/** A column on the sampled leads. */
export interface SampledColumn {
	levels: ColumnLevels;
	/** Level of each sampled lead. */
	level: Uint32Array;
}

/** A column that ranks and explains less than this is no candidate: many an honest column does so. */
const AUC = 0.7;
const EXPLAINED = 0.1;
/** The others must be able to tell anything: at least so many columns, ranking at least so well. */
const FEWEST_OTHERS = 4;
const OTHERS_AUC = 0.6;

/** Draws columns that repeat each other together; beside thousands of leads it moves nothing else. */
const RIDGE = 10;

/** @example isCandidate(strength) // true for an AUC of 0.76 that explains 15 % */
export function isCandidate({ auc, explained }: LevelStrength): boolean {
	return auc >= AUC && explained >= EXPLAINED;
}

/**
 * Whether one column alone tells winners apart better than all other columns together.
 *
 * How nearly an outcome can be foretold differs from business to business, so a fixed bar finds gross leaks only; what all
 * other columns reach together is the ceiling of this one. A column known early that beats them all is rare; one that holds
 * later knowledge (the length of the call that closed the deal) does so easily. The others are fitted together on training
 * leads as an additive logistic card (their weights of evidence, ridge strength 10) and both are judged on the same test
 * leads, paired DeLong. Suspected where the column's AUC is higher with 95 % certainty, it is a candidate at all (AUC 0.7,
 * a tenth explained), and at least four others reach 0.6 together: where the rest knows nothing, being better proves nothing.
 *
 * @param others - columns under no suspicion
 * @returns the evidence, or null
 */
export function beatsOthers(
	column: SampledColumn,
	others: SampledColumn[],
	leads: SampledLeads
): Issue | null {
	if (others.length < FEWEST_OTHERS) return null;
	const test = rowsOf(leads, 1);
	const alone = weightsAt(column, test);
	const together = fittedTogether(others, leads, test);
	if (!together) return null;
	const n = new Float64Array(test.length).fill(1);
	const k = Float64Array.from(test, (row) => leads.won[row]);
	const [own, ceiling] = [alone, together].map((score) => auc(collapseScores(score, n, k)));
	const difference = aucDifference(alone, together, n, k);
	if (!own.measured || !ceiling.measured || !difference.measured) return null;
	if (ceiling.auc < OTHERS_AUC || difference.ci[0] <= 0) return null;
	return issue('leak-beats-others', 'warning', {
		leads: test.length,
		wins: k.reduce((sum, value) => sum + value, 0),
		auc: own.auc,
		aucLow: own.ci[0],
		aucHigh: own.ci[1],
		others: others.length,
		othersAuc: ceiling.auc
	});
}

/** Log-odds that all columns together give the test leads; null where training leads have one outcome only. */
function fittedTogether(
	others: SampledColumn[],
	leads: SampledLeads,
	test: number[]
): Float64Array | null {
	const train = rowsOf(leads, 0);
	const design = designOf(others, leads, train);
	const wins = design.k.reduce((sum, value) => sum + value, 0);
	if (wins === 0 || wins === train.length || test.length === 0) return null;
	const { coefficients } = fitRidge(design, { strength: RIDGE });
	return logits(designOf(others, leads, test), coefficients);
}

function designOf(columns: SampledColumn[], { won }: SampledLeads, rows: number[]): Design {
	return {
		names: columns.map((_, i) => `column ${i}`),
		columns: columns.map((column) => weightsAt(column, rows)),
		n: new Float64Array(rows.length).fill(1),
		k: Float64Array.from(rows, (row) => won[row])
	};
}

function weightsAt({ levels, level }: SampledColumn, rows: number[]): Float64Array {
	const weights = levelWeights(levels);
	return Float64Array.from(rows, (row) => weights[level[row]]);
}

function rowsOf({ test }: SampledLeads, part: 0 | 1): number[] {
	return [...test.keys()].filter((row) => test[row] === part);
}
