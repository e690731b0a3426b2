import { MISSING, part, type Cells } from '#lib/domain/cells/cells.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import type { LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge, type RidgeFit } from '#lib/domain/logistic/fit-ridge.ts';
import { ridgeStrength, type RidgeStrength } from '#lib/domain/logistic/ridge-strength.ts';
import { ruleSupport } from '#lib/domain/logistic/separation.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { TimeBlocks } from './evidence.ts';
import { heldLogits } from './held-logits.ts';
import type { FitWishes, RidgeChoice, RuleFit, RulePenalty } from './rule-fit.ts';
import { FEWEST_BEHIND_RULE } from './wants-blocks.ts';

/** A ridge on the terms of a fit. */
export interface DrawnFit {
	fit: LogisticFit;
	penalty: RulePenalty;
	choice: RidgeChoice;
}

/** Half powers of ten from 1 to 1,000, and the prior alone: below 1 no rule is drawn noticeably. */
const STRENGTHS = [0, 1, 2, 3, 4, 5, 6].map((i) => 10 ** (i / 2)).concat(Infinity);

/**
 * The strength that stands for one without end: so far above what the leads say of any rule that weights are the prior's to
 * a thousandth, and yet a number that errors and searches can be calculated with.
 */
const BEYOND_LEADS = 1000;

/**
 * Rules with fewer than 20 wins or fewer than 20 losses behind them among the leads on which they fire.
 *
 * @param rules - indexes into the card
 * @example rulesWithFewBehind(train, [0, 1, 2]) // [2]
 */
export function rulesWithFewBehind(train: Cells, rules: readonly number[]): number[] {
	return rules.filter((rule) => {
		const { leads, wins } = ruleSupport(train, rule).with;
		return wins < FEWEST_BEHIND_RULE || leads - wins < FEWEST_BEHIND_RULE;
	});
}

/**
 * Ridge drawn to slope x today's points (statistics 10), its strength by rolling origin over the time blocks of training
 * leads, with the slope found anew on the earlier leads of each origin. A step of a rule is weighed by the steps its leads
 * reach, so that a rule counted in tens is drawn as much as one counted in ones; fields that are missing are drawn to 0.
 *
 * @param basis - terms to be fitted, and the rules held beside them
 * @param slope - b; null where today's score has none
 * @returns not measured: `no-blocks` without time blocks, `no-slope` where a ridge was not asked for and the score carries no
 * slope, `few-origins`
 * @example ridgeOf(train, card, basis, 0.07, { blocks }).measured // true
 */
export function ridgeOf(
	train: Cells,
	scorecard: Scorecard,
	basis: Pick<RuleFit, 'rules' | 'nuisance' | 'design' | 'held'>,
	slope: number | null,
	{ blocks, method, slopeCarries = slope !== null, onStep }: FitWishes
): Measured<DrawnFit> {
	const centre = slopeCarries && slope ? 'today' : 'zero';
	if (centre === 'zero' && method !== 'ridge') return notMeasured('no-slope');
	if (!blocks) return notMeasured('no-blocks');
	const factors = basis.rules.map((rule) => meanSquaredSteps(train, rule));
	const drawn = { rules: rulesOf(scorecard), basis, factors };
	const found = strengthOf(scorecard, drawn, blocks, centre, onStep);
	if (!found.measured) return found;
	const { fit, strength } = fitAt(drawn, found.strength, centre === 'today' ? slope! : 0);
	const prior = priorOf(drawn, centre === 'today' ? slope! : 0).slice(0, basis.rules.length);
	const { measured: _, ...chosen } = found;
	return {
		measured: true,
		fit: asLogisticFit(fit),
		penalty: { strength, prior, factors },
		choice: { ...chosen, centre, effectiveDf: fit.effectiveDf }
	};
}

interface Drawn {
	rules: ReturnType<typeof rulesOf>;
	basis: Pick<RuleFit, 'rules' | 'nuisance' | 'design' | 'held'>;
	factors: number[];
}

function priorOf({ rules, basis }: Drawn, slope: number): number[] {
	return [...basis.rules.map((rule) => slope * rules[rule].points), ...basis.nuisance.map(() => 0)];
}

function factorsOf({ basis, factors }: Drawn): number[] {
	return [...factors, ...basis.nuisance.map(() => 1)];
}

function strengthOf(
	scorecard: Scorecard,
	drawn: Drawn,
	{ cells, block }: TimeBlocks,
	centre: RidgeChoice['centre'],
	onStep: FitWishes['onStep']
): Measured<RidgeStrength> {
	const earlier = part(cells, 0);
	const score = scoreCells(earlier, scorecard);
	const { rules, nuisance, held } = drawn.basis;
	const offset = heldLogits(earlier, held);
	const design = { ...designFromCells(earlier, scorecard, rules, nuisance), offset };
	const blocks = block.filter((_, c) => cells.test[c] === 0);
	const origins = new Set(blocks).size - 1;
	return ridgeStrength(design, blocks, {
		strengths: STRENGTHS,
		factors: factorsOf(drawn),
		prior: (before) => {
			if (centre === 'zero') return priorOf(drawn, 0);
			const map = probabilityMap(collapseScores(score, before.n, before.k));
			return map.measured ? priorOf(drawn, map.slope) : null;
		},
		onOrigin: (done) => onStep?.(Math.min(1, done / origins))
	});
}

function fitAt(drawn: Drawn, strength: number | null, slope: number) {
	const { design } = drawn.basis;
	const factors = factorsOf(drawn);
	const penalty = { prior: priorOf(drawn, slope), factors };
	const used = strength ?? beyondLeads(design, factors);
	return { fit: fitRidge(design, { strength: used, ...penalty }), strength: used };
}

/** No rule's information exceeds a quarter of its squared steps, summed over leads. */
function beyondLeads({ columns, n }: Design, factors: number[]): number {
	const most = columns.map((column, j) => {
		const squares = column.reduce((sum, value, c) => sum + n[c] * value ** 2, 0);
		return squares / 4 / factors[j];
	});
	return BEYOND_LEADS * Math.max(...most);
}

function meanSquaredSteps({ states, n }: Cells, rule: number): number {
	let [leads, squares] = [0, 0];
	states[rule].forEach((state, c) => {
		if (state === MISSING || state === 0) return;
		leads += n[c];
		squares += n[c] * state ** 2;
	});
	return squares / leads;
}

function asLogisticFit({
	effectiveDf: _,
	sandwichStandardErrors: __,
	...fit
}: RidgeFit): LogisticFit {
	return { ...fit, deviance: -2 * fit.logLikelihood, runningOff: [] };
}
