import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic, type LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { nuisanceFields } from '#lib/domain/logistic/nuisance-fields.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { separation } from '#lib/domain/logistic/separation.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Refusal } from './calibration.ts';

/** The weights of a card's rules on training leads, and the rules that got none. */
export interface RuleFit {
	/** Rules that were fitted, as indexes into the card; term j of the design is rule `rules[j]`. */
	rules: number[];
	/** Fields whose missing state is a term, after the rules (statistics 7). */
	nuisance: string[];
	/** Terms of the fit, with the rules held at today's points as offset. */
	design: Design;
	fit: LogisticFit;
	/** Log-odds per step at which refused rules are held; 0 where today's score carries no slope. */
	held: Map<number, number>;
	/** What was climbed to find the weights. */
	method: 'maximum-likelihood' | 'ridge' | 'firth';
	/** The penalty that drew the weights, for whoever has to share it (statistics 14); null where none did. */
	ridge: RulePenalty | null;
}

/** strength / 2 x sum of factor x (weight - prior)² over the fitted rules, in order of `RuleFit.rules`; other terms are free. */
export interface RulePenalty {
	/** Above 0 and finite. */
	strength: number;
	/** Log-odds per step that each rule is drawn to: slope of today's score x today's points. */
	prior: number[];
	/** Weight of each rule in the penalty: the mean squared steps of the leads on which it fires, 1 for yes/no rules. */
	factors: number[];
}

/**
 * Fits the weights of all rules that can have one. A rule that is separated, constant, never evaluable or says what
 * earlier rules say is refused with its reason. Refused rules that are not aliased stay in the log-odds at today's
 * points x slope, so that the other weights mean "given the card as it would then be".
 *
 * @param train - training cells
 * @param slope - b, log-odds per point of today's score; null where it has none
 * @returns the refusals also where nothing could be fitted: `no-leads`, `one-class`, `no-rules`, `separated-rules`
 * @example fitRules(train, card, 0.07).refusals // [null, { reason: 'no-wins-with', … }]
 */
export function fitRules(
	train: Cells,
	scorecard: Scorecard,
	slope: number | null
): { refusals: (Refusal | null)[]; fitted: Measured<RuleFit> } {
	const refusals = rulesOf(scorecard).map((_, r) => separation(train, r));
	const outcomes = oneClass(train);
	if (outcomes) return { refusals, fitted: outcomes };
	for (;;) {
		const rules = [...refusals.keys()].filter((r) => refusals[r] === null);
		if (rules.length === 0) return { refusals, fitted: notMeasured('no-rules') };
		const attempt = tryFit(train, scorecard, rules, refusals, slope);
		if ('fit' in attempt) return { refusals, fitted: { measured: true, ...attempt } };
		if (attempt.newlyRefused === 0) return { refusals, fitted: notMeasured('separated-rules') };
	}
}

function oneClass({ n, k }: Cells) {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	if (leads === 0) return notMeasured('no-leads', { leads });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	return null;
}

/** One fit of the rules still in; where some cannot be, marks them refused instead. */
function tryFit(
	train: Cells,
	scorecard: Scorecard,
	rules: number[],
	refusals: (Refusal | null)[],
	slope: number | null
): RuleFit | { newlyRefused: number } {
	const nuisance = nuisanceFields(train, scorecard, rules);
	const all = designFromCells(train, scorecard, rules, nuisance);
	const held = heldRules(scorecard, refusals, slope);
	const aliased = aliasedTerms(all);
	const newlyAliased = aliased.filter(({ term }) => term < rules.length);
	for (const { term, on } of newlyAliased) {
		const others = on.map(({ name }) => name).filter((name) => name !== '(intercept)');
		refusals[rules[term]] = { reason: 'aliased', params: { with: others.join(', ') } };
	}
	if (newlyAliased.length > 0) return { newlyRefused: newlyAliased.length };
	const dependent = new Set(aliased.map(({ term }) => term));
	const kept = [...all.columns.keys()].filter((term) => !dependent.has(term));
	const design = { ...selectTerms(all, kept), offset: offsetOf(train, held) };
	const fields = nuisance.filter((_, j) => !dependent.has(rules.length + j));
	return settle(design, rules, fields, held, refusals);
}

function settle(
	design: Design,
	rules: number[],
	nuisance: string[],
	held: Map<number, number>,
	refusals: (Refusal | null)[]
): RuleFit | { newlyRefused: number } {
	const fit = fitLogistic(design);
	if (fit.converged) {
		return { rules, nuisance, design, fit, held, method: 'maximum-likelihood', ridge: null };
	}
	const away = rules.filter((_, j) => fit.runningOff.includes(design.names[j]));
	for (const rule of away) {
		const others = away.filter((other) => other !== rule);
		const names = others.map((other) => design.names[rules.indexOf(other)]);
		refusals[rule] = { reason: 'separated-jointly', params: { with: names.join(', ') } };
	}
	if (away.length > 0) return { newlyRefused: away.length };
	const stays = (term: number) => !fit.runningOff.includes(design.names[term]);
	const kept = [...design.columns.keys()].filter(stays);
	if (kept.length === design.columns.length) return { newlyRefused: 0 };
	const fields = nuisance.filter((_, j) => stays(rules.length + j));
	return settle(selectTerms(design, kept), rules, fields, held, refusals);
}

/** Refused rules with their log-odds per step. An aliased rule is carried by the rules it repeats. */
function heldRules(
	scorecard: Scorecard,
	refusals: (Refusal | null)[],
	slope: number | null
): Map<number, number> {
	const held = new Map<number, number>();
	rulesOf(scorecard).forEach((rule, r) => {
		const reason = refusals[r]?.reason;
		if (reason && reason !== 'aliased') held.set(r, (slope ?? 0) * rule.points);
	});
	return held;
}

function offsetOf(cells: Cells, held: Map<number, number>): Float64Array | undefined {
	if ([...held.values()].every((weight) => weight === 0)) return undefined;
	return heldLogits(cells, held);
}

/** What the held rules add to the log-odds of each cell. */
export function heldLogits(cells: Cells, held: Map<number, number>): Float64Array {
	const sum = new Float64Array(cells.length);
	for (const [rule, weight] of held) {
		const states = cells.states[rule];
		for (let c = 0; c < sum.length; c++) if (states[c] !== MISSING) sum[c] += weight * states[c];
	}
	return sum;
}
