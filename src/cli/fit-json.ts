import type { FitTermsOptions, TermsFit } from '#lib/domain/logistic/fit-terms.ts';
import type { Bound } from '#lib/domain/logistic/profile-interval.ts';
import type { Separation } from '#lib/domain/logistic/separation-certificate.ts';

type Method = NonNullable<FitTermsOptions['method']>;

/**
 * The one object `fit --json` prints. What could not be measured is null: everything but the profile intervals where
 * winners and losers are parted, and these under a ridge.
 */
export function fitJson(found: TermsFit, method: Method, omitted: number) {
	const fit = found.fit.measured ? found.fit : null;
	const column = <T>(of: (each: NonNullable<typeof fit>['wald'][number]) => T) =>
		fit && fit.wald.map(of);
	const profile = Array.isArray(found.profile) ? found.profile : null;
	return {
		n: found.leads,
		events: found.wins,
		omitted,
		method,
		terms: column(({ name }) => name) ?? (profile ?? []).map(({ name }) => name),
		coefficients: column(({ weight }) => weight),
		standardErrors: column(({ standardError }) => standardError),
		z: column(({ z }) => z),
		p: column(({ p }) => p),
		waldCi: column(({ ci }) => ci),
		profileCi: profile && profile.map(({ lower, upper }) => [valueOf(lower), valueOf(upper)]),
		logLik: fit && fit.logLikelihood,
		deviance: fit && -2 * fit.logLikelihood,
		nullDeviance: fit && -2 * fit.nullLogLikelihood,
		aic: fit && -2 * fit.logLikelihood + 2 * fit.effectiveDf,
		iterations: fit && fit.iterations,
		converged: fit !== null,
		separation: separationOf(found.separation),
		covariance: fit && fit.covariance,
		effectiveDf: fit && fit.effectiveDf,
		shrunk: method.kind === 'ridge',
		flicIntercept: fit && fit.flicIntercept,
		tests: fit && fit.tests.map(testOf),
		vif: fit && fit.inflation.map(({ name, df, gvif, perDf }) => ({ term: name, df, gvif, perDf })),
		references: found.references.map(({ name, level }) => ({ term: name, level })),
		refused: found.refused.map(({ name, ...rest }) => ({ term: name, ...rest }))
	};
}

function valueOf(bound: Bound): number | null {
	return bound.limit === 'finite' ? bound.value : null;
}

function separationOf(separation: Separation) {
	if (!separation.separated) return { separated: false };
	const { kind, terms, leads } = separation;
	return {
		separated: true,
		kind,
		terms: terms.map(({ name, towards }) => ({ term: name, towards })),
		leads
	};
}

function testOf(test: Extract<TermsFit['fit'], { measured: true }>['tests'][number]) {
	if (!test.measured) return { term: test.name, chiSquare: null, df: null, p: null };
	const { name, chiSquare, df, p } = test;
	return { term: name, chiSquare, df, p };
}
