import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { aliasedTerms } from './aliased-terms.ts';
import { checkDesign } from './check-design.ts';
import type { Design } from './design.ts';
import { designFromTerms, type Term, type TermDesign } from './design-from-terms.ts';
import { dropTermTests, type TermColumns } from './drop-term-tests.ts';
import { fitFirth, type FirthFit } from './fit-firth.ts';
import { fitLogistic, type LogisticFit } from './fit-logistic.ts';
import { fitRidge } from './fit-ridge.ts';
import { interceptAtObservedRate } from './intercept-at-observed-rate.ts';
import { leadTotals } from './lead-totals.ts';
import type { LikelihoodRatio } from './likelihood-ratio-test.ts';
import {
	profileIntervals,
	separatedProfileIntervals,
	type NamedProfileInterval
} from './profile-intervals.ts';
import { scaleDesign, unscaleFit, type ScaledDesign } from './scale-design.ts';
import { selectTerms } from './select-terms.ts';
import { separationCertificate, type Separation } from './separation-certificate.ts';
import { varianceInflation, type VarianceInflation } from './variance-inflation.ts';
import { wald, type Wald } from './wald.ts';

export interface FitTermsOptions {
	/** `ridge` draws the coefficients of the columns as they are to 0. */
	method?: { kind: 'likelihood' } | { kind: 'firth' } | { kind: 'ridge'; strength: number };
	level?: number;
}

/** A column that got no coefficient. */
export interface RefusedColumn {
	name: string;
	/** `constant`: the same for all leads; `aliased`: a weighted sum of the columns in `with`. */
	reason: 'constant' | 'aliased';
	with: string[];
}

/** A fit with its inference, on the columns as they were given. */
export interface TermsFit {
	leads: number;
	wins: number;
	references: TermDesign['references'];
	refused: RefusedColumn[];
	separation: Separation;
	/** Not measured: `separated-terms`, with the terms that have no finite estimate. */
	fit: Measured<FittedTerms>;
	/** Not measured under a ridge: a shrunk likelihood has no such interval. Without a fit they stand, one end without limit. */
	profile: NamedProfileInterval[] | NotMeasured;
}

export interface FittedTerms {
	/** Coefficients with standard errors, z, p and Wald intervals, intercept first. */
	wald: Wald[];
	/** Whether intervals are shrunk by a penalty (statistics 10). */
	shrunk: boolean;
	covariance: number[][];
	logLikelihood: number;
	nullLogLikelihood: number;
	/** Columns fitted and the intercept; under a ridge what the leads say of them. */
	effectiveDf: number;
	iterations: number;
	/** Intercept at which the mean prediction is the observed rate, where Firth's is not (FLIC). */
	flicIntercept: number | null;
	/** Test of each term left out; empty under a penalty. */
	tests: ({ name: string } & Measured<LikelihoodRatio>)[];
	inflation: VarianceInflation[];
}

/**
 * A logistic fit from terms to inference: columns that say nothing new are refused by name, separation is certified before
 * anything is fitted, numbers are scaled inside, and every figure is given for the columns as they were.
 *
 * @param terms - over cells or single leads
 * @returns not measured: `no-leads`, `one-class`, `too-many-levels`, `no-terms` where every column was refused
 * @throws Error for counts or values that `fitLogistic` would refuse
 * @example fitTerms([{ kind: 'number', name: 'demo', values }], n, k) // { measured: true, fit: { measured: true, wald: [ … ] } … }
 */
export function fitTerms(
	terms: readonly Term[],
	n: Float64Array,
	k: Float64Array,
	{ method = { kind: 'likelihood' }, level = 0.95 }: FitTermsOptions = {}
): Measured<TermsFit> {
	const { leads, wins } = leadTotals({ n, k });
	if (leads === 0) return notMeasured('no-leads', { leads });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	const built = designFromTerms(terms, n, k);
	if (!built.measured) return built;
	checkDesign(built.design, 'fitTerms');
	const { refused, kept } = refuse(built);
	if (kept.length === 0)
		return notMeasured('no-terms', { terms: refused.map((each) => each.name).join(', ') });
	const design = selectTerms(built.design, kept);
	const groups = keptColumns(built.terms, kept);
	const separation = separationCertificate(design);
	const summary = { leads, wins, references: built.references, refused, separation };
	if (separation.separated && method.kind === 'likelihood') {
		const names = separation.terms.map(({ name }) => name).join(', ');
		const fit = notMeasured('separated-terms', { terms: names, kind: separation.kind });
		const profile = separatedProfileIntervals(design, separation, level);
		return { measured: true, ...summary, fit, profile };
	}
	return { measured: true, ...summary, ...fitted(design, groups, method, level) };
}

function refuse({ design, terms }: TermDesign): { refused: RefusedColumn[]; kept: number[] } {
	const dependent = aliasedTerms(scaleDesign(design).design);
	const refused = dependent.map(({ name, on }): RefusedColumn => {
		const others = on.map((each) => each.name).filter((each) => each !== '(intercept)');
		return others.length > 0 ? { name, reason: 'aliased', with: others } : constant(name);
	});
	const dropped = new Set(dependent.map(({ term }) => term));
	const ofOneLevel = terms.filter(({ columns }) => columns.length === 0);
	return {
		refused: [...refused, ...ofOneLevel.map(({ name }) => constant(name))],
		kept: [...design.columns.keys()].filter((term) => !dropped.has(term))
	};
}

function constant(name: string): RefusedColumn {
	return { name, reason: 'constant', with: [] };
}

/** The columns of each term among those that are left. */
function keptColumns(terms: TermColumns[], kept: number[]): TermColumns[] {
	const left = terms.map(({ name, columns }) => ({
		name,
		columns: columns.map((column) => kept.indexOf(column)).filter((column) => column >= 0)
	}));
	return left.filter(({ columns }) => columns.length > 0);
}

type Method = NonNullable<FitTermsOptions['method']>;

function fitted(
	design: Design,
	groups: TermColumns[],
	method: Method,
	level: number
): Pick<TermsFit, 'fit' | 'profile'> {
	const scaled = scaleDesign(design);
	const raw = fitScaled(scaled, method);
	if (!raw.converged) {
		const fit = notMeasured('not-converged', { terms: raw.runningOff.join(', ') });
		return { fit, profile: fit };
	}
	const fit = { ...unscaleFit(raw, scaled.scale), names: raw.names };
	const tests =
		method.kind === 'likelihood' ? dropTermTests(scaled.design, groups, fit.logLikelihood) : [];
	const coefficients = groups.map(({ name, columns }) => ({
		name,
		coefficients: columns.map((j) => j + 1)
	}));
	return {
		fit: {
			measured: true,
			wald: wald(fit, level),
			shrunk: method.kind === 'ridge',
			covariance: fit.covariance,
			logLikelihood: fit.logLikelihood,
			nullLogLikelihood: fit.nullLogLikelihood,
			effectiveDf: raw.effectiveDf,
			iterations: fit.iterations,
			flicIntercept:
				method.kind === 'firth' ? interceptAtObservedRate(design, fit.coefficients) : null,
			tests,
			inflation: varianceInflation(fit.covariance, coefficients)
		},
		profile:
			method.kind === 'ridge'
				? notMeasured('shrunk', { strength: method.strength })
				: profileIntervals(design, fit, level)
	};
}

type ScaledFit = (LogisticFit | FirthFit) & { effectiveDf: number };

function fitScaled({ design, scale }: ScaledDesign, method: Method): ScaledFit {
	const parameters = design.columns.length + 1;
	if (method.kind === 'likelihood') {
		const fit = fitLogistic(design);
		return { ...fit, effectiveDf: parameters };
	}
	if (method.kind === 'firth') {
		const fit = fitFirth(design);
		return { ...fit, effectiveDf: parameters };
	}
	// A coefficient of the original column is 1 / unit of that of the scaled one, and so is its penalty.
	const factors = scale.map(({ unit }) => 1 / unit ** 2);
	const fit = fitRidge(design, { strength: method.strength, factors });
	return { ...fit, deviance: -2 * fit.logLikelihood, runningOff: [] };
}
