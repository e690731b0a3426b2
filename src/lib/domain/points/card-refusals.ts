import type { Design } from '#lib/domain/logistic/design.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import { changesNeeded } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import type { PointsOptions } from './points-options.ts';

/**
 * Why there can be no card of these wishes at all, or null: nothing to learn from, an empty range, or locks against what
 * else is wanted.
 *
 * @example refusalOfWishes(design, { min: 5, max: 5 })?.reason // 'range-empty'
 */
export function refusalOfWishes(design: Design, options: PointsOptions): NotMeasured | null {
	return leadsRefusal(design) ?? rangeRefusal(options) ?? lockRefusal(design, options);
}

/**
 * Why there is nothing to choose among the terms of a problem, or null.
 *
 * @param cells - the rules behind it
 * @example refusalOfProblem(problem, cells, options)?.reason // 'duplicate-rules'
 */
export function refusalOfProblem(
	problem: CardProblem,
	cells: Design,
	options: PointsOptions
): NotMeasured | null {
	const terms = problem.rules.filter((rule) => rule >= 0);
	return (
		signRefusal(problem, cells) ??
		columnRefusal(cells, terms) ??
		rulesRefusal(problem, options) ??
		changesRefusal(problem, options)
	);
}

/** Whether a column has one value only. */
export function isConstant(column: Float64Array): boolean {
	return column.every((value) => value === column[0]);
}

function leadsRefusal({ n, k }: Design): NotMeasured | null {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	if (leads === 0) return notMeasured('no-leads', { leads });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	return null;
}

function rangeRefusal({ min, max, multipleOf = 1 }: PointsOptions): NotMeasured | null {
	if (min >= max) return notMeasured('range-empty', { min, max });
	const [low, high] = [Math.ceil(min / multipleOf), Math.floor(max / multipleOf)];
	if (low > high || (low === 0 && high === 0) || low === high) {
		return notMeasured('range-without-multiples', { min, max, multipleOf });
	}
	return null;
}

function lockRefusal({ names }: Design, options: PointsOptions): NotMeasured | null {
	const { min, max, locked = [], signs, multipleOf = 1 } = options;
	for (const [j, points] of locked.entries()) {
		if (points === null) continue;
		const rule = names[j];
		if (points < min || points > max) {
			return notMeasured('lock-outside-range', { rule, points, min, max });
		}
		if (points * (signs?.[j] ?? 0) < 0) return notMeasured('lock-against-sign', { rule, points });
		if (points % multipleOf !== 0) {
			return notMeasured('lock-not-multiple', { rule, points, multipleOf });
		}
	}
	return null;
}

function signRefusal({ low, high, rules }: CardProblem, { names }: Design): NotMeasured | null {
	const wrong = low.findIndex((least, j) => least > high[j]);
	return wrong === -1 ? null : notMeasured('sign-against-range', { rule: names[rules[wrong]] });
}

/** Of rules that may change, each must say something, and something else than the others. */
function columnRefusal({ names, columns }: Design, terms: number[]): NotMeasured | null {
	for (const [t, j] of terms.entries()) {
		if (isConstant(columns[j])) return notMeasured('constant-rule', { rule: names[j] });
		const twin = terms
			.slice(0, t)
			.find((other) => columns[other].every((value, c) => value === columns[j][c]));
		if (twin !== undefined) {
			return notMeasured('duplicate-rules', { rule: names[j], with: names[twin] });
		}
	}
	return null;
}

function rulesRefusal(
	{ low, high, fixed, kept, heldWeights, mostRules }: CardProblem,
	{ maxRules = Infinity }: PointsOptions
): NotMeasured | null {
	const locked = kept.filter((points) => points !== null && points !== 0).length;
	const sharing = kept.filter((points, j) => points && heldWeights[j] === null).length;
	if (low.length === fixed && sharing === 0) return notMeasured('no-rules');
	if (mostRules < 0) return notMeasured('too-many-locks', { locked, maxRules });
	const needed = low.filter((least, j) => j >= fixed && (least > 0 || high[j] < 0)).length;
	if (needed <= mostRules) return null;
	return notMeasured('too-few-rules-allowed', { needed: needed + locked, maxRules });
}

function changesRefusal(
	problem: CardProblem,
	{ maxChanged = Infinity }: PointsOptions
): NotMeasured | null {
	const surplus = changesNeeded(problem) - problem.mostChanged;
	if (surplus <= 0) return null;
	return notMeasured('too-few-changes-allowed', { needed: maxChanged + surplus, maxChanged });
}
