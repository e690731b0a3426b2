import { MISSING, part, type Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
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

/** Half powers of ten from 1 to 1,000: below 1 no rule is drawn noticeably. */
const STRENGTHS = [0, 1, 2, 3, 4, 5, 6].map((i) => 10 ** (i / 2));

/**
 * The strength that stands for one without end: so far above what the leads say of any drawn rule that its weight is the
 * prior's to a thousandth, and yet a number that errors and searches can be calculated with.
 */
const BEYOND_LEADS = 1000;

/** Curvature of free terms while the strength is chosen, whatever the strength: early leads may not tell such a term at all. */
const BARELY = 1;

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
 * leads, with the slope found anew on the earlier leads of each origin. `auto` draws the rules with few wins or losses
 * behind them and leaves all others to what their leads say; `ridge` draws every rule. A step of a rule is weighed by the
 * steps its leads reach, so that a rule counted in tens is drawn as much as one counted in ones.
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
	basis: Basis,
	slope: number | null,
	{ blocks, method, slopeCarries = slope !== null, onStep }: FitWishes
): Measured<DrawnFit> {
	const centre = slopeCarries && slope ? 'today' : 'zero';
	if (centre === 'zero' && method !== 'ridge') return notMeasured('no-slope');
	if (!blocks) return notMeasured('no-blocks');
	const few = rulesWithFewBehind(train, basis.rules);
	const isDrawn = (rule: number) => method === 'ridge' || few.includes(rule);
	const factors = basis.rules.map((rule) => (isDrawn(rule) ? meanSquaredSteps(train, rule) : 0));
	const endless = beyondLeads(basis.design, factors);
	const drawn = { scorecard, basis, factors, endless, centre } as const;
	const found = strengthOf(drawn, blocks, onStep);
	if (!found.measured) return found;
	const prior = priorOf(drawn, slope ?? 0);
	const fit = fitRidge(basis.design, {
		strength: found.strength ?? endless,
		prior,
		factors: [...factors, ...basis.nuisance.map(() => 0)]
	});
	const { measured: _, ...chosen } = found;
	return {
		measured: true,
		fit: asLogisticFit(fit),
		penalty: {
			strength: found.strength ?? endless,
			prior: prior.slice(0, factors.length),
			factors
		},
		choice: {
			...chosen,
			centre,
			rules: factors.filter((factor) => factor > 0).length,
			effectiveDf: fit.effectiveDf
		}
	};
}

type Basis = Pick<RuleFit, 'rules' | 'nuisance' | 'design' | 'held'>;

interface Drawn {
	scorecard: Scorecard;
	basis: Basis;
	factors: number[];
	endless: number;
	centre: RidgeChoice['centre'];
}

function priorOf({ scorecard, basis, centre }: Drawn, slope: number): number[] {
	const rules = rulesOf(scorecard);
	const perPoint = centre === 'today' ? slope : 0;
	const points = basis.rules.map((rule) => perPoint * rules[rule].points + 0);
	return [...points, ...basis.nuisance.map(() => 0)];
}

function strengthOf(
	drawn: Drawn,
	{ cells, block }: TimeBlocks,
	onStep: FitWishes['onStep']
): Measured<RidgeStrength> {
	const { scorecard, basis, factors, endless } = drawn;
	const earlier = part(cells, 0);
	const score = scoreCells(earlier, scorecard);
	const offset = heldLogits(earlier, basis.held);
	const terms = designFromCells(earlier, scorecard, basis.rules, basis.nuisance);
	const blocks = block.filter((_, c) => cells.test[c] === 0);
	const origins = new Set(blocks).size - 1;
	const found = ridgeStrength({ ...terms, offset }, blocks, {
		strengths: [...STRENGTHS.filter((strength) => strength < endless), endless],
		factors: (strength) =>
			[...factors, ...basis.nuisance.map(() => 0)].map((factor) => factor || BARELY / strength),
		prior: ({ n, k }) => {
			if (drawn.centre === 'zero') return priorOf(drawn, 0);
			const map = probabilityMap(collapseScores(score, n, k));
			return map.measured ? priorOf(drawn, map.slope) : null;
		},
		onOrigin: (done) => onStep?.(Math.min(1, done / origins))
	});
	return found.measured ? withoutEnd(found, endless) : found;
}

/** The last strength is one without end. */
function withoutEnd(
	found: { measured: true } & RidgeStrength,
	endless: number
): { measured: true } & RidgeStrength {
	const named = (strength: number | null) => (strength === endless ? null : strength);
	const losses = found.losses.map(({ strength, logLoss }) => ({
		strength: named(strength),
		logLoss
	}));
	return { ...found, strength: named(found.strength), losses };
}

/** No rule's information exceeds a quarter of its squared steps, summed over leads. */
function beyondLeads({ columns, n }: Design, factors: number[]): number {
	const most = factors.map((factor, j) => {
		if (factor === 0) return 0;
		return columns[j].reduce((sum, value, c) => sum + n[c] * value ** 2, 0) / 4 / factor;
	});
	return BEYOND_LEADS * Math.max(...most);
}

function meanSquaredSteps(cells: Cells, rule: number): number {
	const worth = worthOfStates(cells, rule);
	let [leads, squares] = [0, 0];
	cells.states[rule].forEach((state, c) => {
		if (state === MISSING || state === 0) return;
		leads += cells.n[c];
		squares += cells.n[c] * worth[state] ** 2;
	});
	return squares / leads;
}

function asLogisticFit(fit: RidgeFit): LogisticFit {
	return { ...fit, deviance: -2 * fit.logLikelihood, runningOff: [] };
}
