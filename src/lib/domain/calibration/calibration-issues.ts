import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Calibration, RuleResult } from './calibration.ts';

/** Share of leads without a value from which a rule is said to be badly evaluable. */
const MUCH_MISSING = 0.3;

/** What the reader of a calibration should know beside its figures. */
export function calibrationIssues(calibration: Omit<Calibration, 'issues'>): Issue[] {
	const { leads, split, scale, fit, rules, wholePoints } = calibration;
	return [
		...(fit.measured
			? []
			: [issue('nothing-fitted', 'error', { reason: fit.reason, ...fit.params })]),
		...(split.kind === 'random' ? [issue('split-random', 'warning', { seed: split.seed })] : []),
		...accountsOf(fit),
		...(split.maturityKnown ? [] : [issue('maturity-unknown', 'warning')]),
		...(leads.testWins < 100 ? [issue('few-test-wins', 'warning', { wins: leads.testWins })] : []),
		...(leads.excludedWins > 0
			? [issue('wins-excluded', 'warning', { wins: leads.excludedWins })]
			: []),
		...(scale.kind === 'range' ? [issue('score-without-slope', 'warning')] : []),
		...(fit.measured && !wholePoints.measured && wholePoints.reason !== 'points-stay'
			? [
					issue('whole-points-refused', 'warning', {
						...wholePoints.params,
						reason: wholePoints.reason
					})
				]
			: []),
		...(scale.clipped > 0
			? [
					issue('points-clipped', 'warning', {
						rules: scale.clipped,
						min: scale.min,
						max: scale.max
					})
				]
			: []),
		...rules.flatMap((rule) => [
			...refusalOf(rule),
			...warningsOf(rule),
			...missingOf(rule, leads.train + leads.test)
		])
	];
}

function refusalOf(rule: RuleResult): Issue[] {
	if (!rule.refused) return [];
	const { reason, params } = rule.refused;
	return [issue(`rule-${reason}`, 'warning', { rule: rule.label, ...params })];
}

function warningsOf({ label, warnings }: RuleResult): Issue[] {
	return warnings.map(({ code, params }) =>
		issue(`rule-${code}`, 'warning', { rule: label, ...params })
	);
}

/** Where accounts should count together but are too few for it. */
function accountsOf(fit: Calibration['fit']): Issue[] {
	if (!fit.measured || fit.clusters.measured || fit.clusters.reason !== 'few-accounts') return [];
	return [issue('accounts-too-few', 'warning', fit.clusters.params)];
}

function missingOf(rule: RuleResult, leads: number): Issue[] {
	if (rule.missing === 0 || rule.missing / leads < MUCH_MISSING) return [];
	return [
		issue('rule-mostly-missing', 'warning', { rule: rule.label, missing: rule.missing, leads })
	];
}
