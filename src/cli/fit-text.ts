import type { fitJson } from './fit-json.ts';
import { figure, pFigure, textTable } from './text-table.ts';

type Fit = ReturnType<typeof fitJson>;

/** What `fit` shows in a terminal: coefficients with intervals, tests of the terms, what was left out. */
export function fitText(fit: Fit): string {
	return [
		coefficients(fit),
		'',
		...tests(fit),
		`${fit.n} leads, ${fit.events} won, ${fit.omitted} left out for a missing value.`,
		`Log likelihood ${figure(fit.logLik, 8)}, deviance ${figure(fit.deviance, 8)} (without terms ${figure(fit.nullDeviance, 8)}), AIC ${figure(fit.aic, 8)}.`,
		...notes(fit)
	].join('\n');
}

function coefficients(fit: Fit): string {
	const interval = fit.profileCi ? 'profile interval' : 'shrunk interval';
	const header = ['term', 'coefficient', 'std. error', 'z', 'p', `95 % ${interval}`];
	const rows = fit.terms.map((term, j) => {
		const [lower, upper] = (fit.profileCi ?? fit.waldCi)?.[j] ?? [null, null];
		return [
			term,
			figure(fit.coefficients?.[j] ?? null),
			figure(fit.standardErrors?.[j] ?? null),
			figure(fit.z?.[j] ?? null, 4),
			fit.p ? pFigure(fit.p[j]) : '–',
			`${figure(lower)} to ${figure(upper)}`
		];
	});
	return textTable([header, ...rows]);
}

function tests({ tests, vif }: Fit): string[] {
	if (!tests || tests.length === 0) return [];
	const header = ['without', 'chi-square', 'df', 'p', 'VIF'];
	const rows = tests.map(({ term, chiSquare, df, p }) => [
		term,
		figure(chiSquare),
		figure(df),
		p === null ? '–' : pFigure(p),
		figure(vif?.find((each) => each.term === term)?.gvif ?? null, 4)
	]);
	return [textTable([header, ...rows]), ''];
}

function notes(fit: Fit): string[] {
	const { references, refused, flicIntercept, separation } = fit;
	return [
		...references.map(({ term, level }) => `${term} is compared with ${level}.`),
		...refused.map(({ term, reason, with: others }) =>
			reason === 'constant'
				? `${term} is the same for all leads and gets no coefficient.`
				: `${term} repeats ${others.join(', ')} and gets no coefficient.`
		),
		...(separation.separated
			? ['Winners and losers are parted; only the penalty keeps the coefficients finite.']
			: []),
		...(flicIntercept === null
			? []
			: [`For probabilities take the intercept ${figure(flicIntercept)} (FLIC).`])
	];
}
