import type { Cells } from '#lib/domain/cells/cells.ts';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic, type LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { leadTotals } from '#lib/domain/logistic/lead-totals.ts';
import { nuisanceFields } from '#lib/domain/logistic/nuisance-fields.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { separationCertificate } from '#lib/domain/logistic/separation-certificate.ts';
import { separation } from '#lib/domain/logistic/separation.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { FitMethod } from './calibration-options.ts';
import type { Refusal } from './calibration.ts';
import { firthOf } from './firth-of-rules.ts';
import { heldLogits } from './held-logits.ts';
import { ridgeOf, rulesWithFewBehind, type DrawnFit } from './ridge-of-rules.ts';
import type { FitChoice, FitWishes, RuleFit } from './rule-fit.ts';
import { weightCovariance } from './weight-covariance.ts';

export { heldLogits };
export type { RuleFit, RulePenalty } from './rule-fit.ts';

/**
 * Fits the weights of all rules that can have one. A rule that is separated (alone, or by the certificate together with
 * others), constant, never evaluable or says what earlier rules say is refused with its reason; under Firth's penalty
 * separated rules are fitted too. Refused rules that are not aliased stay in the log-odds at today's points x slope, so that
 * the other weights mean "given the card as it would then be".
 *
 * `auto` is maximum likelihood, or a ridge drawn to slope x today's points where a fitted rule has fewer than 20 wins or
 * losses behind it and a strength can be chosen (statistics 10).
 *
 * @param train - training cells
 * @param slope - b, log-odds per point of today's score; null where it has none
 * @returns the refusals also where nothing could be fitted: `no-leads`, `one-class`, `no-rules`, `separated-rules`
 * @example fitRules(train, card, 0.07).refusals // [null, { reason: 'no-wins-with', … }]
 */
export function fitRules(
	train: Cells,
	scorecard: Scorecard,
	slope: number | null,
	wishes: FitWishes = {}
): { refusals: (Refusal | null)[]; fitted: Measured<RuleFit> } {
	const firth = wishes.method === 'firth';
	const refusals = rulesOf(scorecard).map((_, r) => refusalOf(train, r, firth));
	const outcomes = oneClass(train);
	if (outcomes) return { refusals, fitted: outcomes };
	for (;;) {
		const rules = [...refusals.keys()].filter((r) => refusals[r] === null);
		if (rules.length === 0) return { refusals, fitted: noneLeft(refusals) };
		const basis = basisOf(train, scorecard, rules, refusals, slope, firth);
		if (!basis) continue;
		const fitted = fittedBy(train, scorecard, slope, basis, wishes);
		if (fitted) return { refusals, fitted: { measured: true, ...fitted } };
		return { refusals, fitted: notMeasured('separated-rules') };
	}
}

/** Refusals by which only a penalty gives a weight. */
const SEPARATED = ['no-wins-with', 'only-wins-with', 'no-wins-without', 'only-wins-without'];

/**
 * Whether a rule was refused for being separated, alone or with others, so that Firth's penalty would fit it.
 *
 * @example isSeparated({ reason: 'no-wins-with', params: {} }) // true
 */
export function isSeparated(refusal: Refusal | null): boolean {
	return [...SEPARATED, 'separated-jointly'].includes(refusal?.reason ?? '');
}

function refusalOf(train: Cells, rule: number, firth: boolean): Refusal | null {
	const refusal = separation(train, rule);
	return firth && isSeparated(refusal) ? null : refusal;
}

function oneClass(train: Cells): NotMeasured | null {
	const { leads, wins } = leadTotals(train);
	if (leads === 0) return notMeasured('no-leads', { leads });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	return null;
}

function noneLeft(refusals: (Refusal | null)[]): NotMeasured {
	const jointly = refusals.some((refusal) => refusal?.reason === 'separated-jointly');
	return notMeasured(jointly ? 'separated-rules' : 'no-rules');
}

/** What a fit stands on, whatever is climbed. */
type Basis = Pick<RuleFit, 'rules' | 'points' | 'nuisance' | 'design' | 'held' | 'separated'>;

/** The design of the rules still in; null where some of them had to be marked refused instead. */
function basisOf(
	train: Cells,
	scorecard: Scorecard,
	rules: number[],
	refusals: (Refusal | null)[],
	slope: number | null,
	firth: boolean
): Basis | null {
	const nuisance = nuisanceFields(train, scorecard, rules);
	const all = designFromCells(train, scorecard, rules, nuisance);
	const aliased = aliasedTerms(all);
	const newlyAliased = aliased.filter(({ term }) => term < rules.length);
	for (const { term, on } of newlyAliased) {
		const others = on.map(({ name }) => name).filter((name) => name !== '(intercept)');
		refusals[rules[term]] = { reason: 'aliased', params: { with: others.join(', ') } };
	}
	if (newlyAliased.length > 0) return null;
	const held = heldRules(scorecard, refusals, slope);
	const offset = offsetOf(train, held);
	const kept = without(
		[...all.columns.keys()],
		aliased.map(({ term }) => term)
	);
	const running = separatedTerms(selectTerms(all, kept)).map((term) => kept[term]);
	const separatedRules = running.filter((term) => term < rules.length);
	if (separatedRules.length > 0 && !firth) {
		refuseJointly(separatedRules, all.names, rules, refusals);
		return null;
	}
	// A field that runs off says nothing that can be shown; a rule that does is what Firth's penalty is for.
	const terms = firth ? kept : without(kept, running);
	return {
		rules,
		points: rules.map((rule) => rulesOf(scorecard)[rule].points),
		nuisance: nuisance.filter((_, j) => terms.includes(rules.length + j)),
		design: { ...selectTerms(all, terms), offset },
		held,
		separated: firth ? running.map((term) => terms.indexOf(term)) : []
	};
}

/** Terms without a finite weight by maximum likelihood, by certificate. */
function separatedTerms(design: Design): number[] {
	const found = separationCertificate(design);
	if (!found.separated) return [];
	return found.terms.map(({ term }) => term).filter((term) => term >= 0);
}

function refuseJointly(
	terms: number[],
	names: string[],
	rules: number[],
	refusals: (Refusal | null)[]
): void {
	for (const term of terms) {
		const others = terms.filter((other) => other !== term).map((other) => names[other]);
		refusals[rules[term]] = { reason: 'separated-jointly', params: { with: others.join(', ') } };
	}
}

/** Climbs what is to be climbed; null where there is no top, which the certificate excludes but for rounding. */
function fittedBy(
	train: Cells,
	scorecard: Scorecard,
	slope: number | null,
	basis: Basis,
	wishes: FitWishes
): RuleFit | null {
	const { method: wanted = 'auto' } = wishes;
	const fewBehind = rulesWithFewBehind(train, basis.rules);
	const plain = basis.separated.length === 0 ? fitLogistic(basis.design) : null;
	const unshrunk = plain?.converged ? plain : null;
	if (wanted !== 'firth' && !unshrunk) return null;
	const wantsRidge = wanted === 'ridge' || (wanted === 'auto' && fewBehind.length > 0);
	const drawn = wantsRidge
		? ridgeOf(train, scorecard, basis, slope, wishes)
		: notMeasured('not-wanted');
	const ridge: FitChoice['ridge'] = drawn.measured ? { measured: true, ...drawn.choice } : drawn;
	const { accounts, clusters } = accountsThatSuffice(wishes.accounts, basis.design);
	const climbed = climb(wanted, basis, unshrunk, drawn);
	const choice = { wanted, fewBehind, ridge, clusters };
	const fitted = { ...basis, ...climbed, unshrunk, accounts, choice };
	return { ...fitted, covariance: weightCovariance(fitted) };
}

function climb(
	wanted: FitMethod,
	{ design }: Basis,
	unshrunk: LogisticFit | null,
	drawn: Measured<DrawnFit>
): Pick<RuleFit, 'method' | 'fit' | 'ridge' | 'firth'> {
	if (wanted === 'firth') {
		const { fit, top } = firthOf(design);
		return { method: 'firth', fit, firth: top, ridge: null };
	}
	if (drawn.measured) {
		return { method: 'ridge', fit: drawn.fit, firth: null, ridge: drawn.penalty };
	}
	return { method: 'maximum-likelihood', fit: unshrunk!, firth: null, ridge: null };
}

function accountsThatSuffice(
	accounts: FitWishes['accounts'],
	{ columns }: Design
): { accounts: RuleFit['accounts']; clusters: FitChoice['clusters'] } {
	if (!accounts) return { accounts: null, clusters: notMeasured('not-wanted') };
	const found = new Set(Array.from(accounts.cluster)).size;
	const needed = columns.length + 2;
	if (found < needed) {
		return { accounts: null, clusters: notMeasured('few-accounts', { accounts: found, needed }) };
	}
	return { accounts, clusters: { measured: true, accounts: found } };
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

function without(terms: number[], gone: number[]): number[] {
	return terms.filter((term) => !gone.includes(term));
}
