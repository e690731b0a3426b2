import type { Calibration, LeadCounts } from '#lib/domain/calibration/calibration.ts';
import type { CardGate } from '#lib/domain/calibration/gate-choices.ts';
import { scoreSummary } from '#lib/domain/calibration/score-summary.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Measured } from '#lib/domain/units.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';

/** The one object `calibrate --json` prints. Figures that could not be measured are null; `issues` says why. */
export function calibrationJson(calibration: Calibration, rejected: number, importIssues: Issue[]) {
	const { volume, ...gateChoices } = calibration.gates;
	const { leads, evaluation, thresholds } = calibration;
	return {
		...countsOf(leads, rejected),
		cells: calibration.cells,
		rules: calibration.rules.map(
			({
				id,
				label,
				points,
				weight,
				standardError,
				ci,
				calibratedPoints,
				leads,
				wins,
				...rest
			}) => ({
				id,
				label,
				points,
				weight,
				standardError,
				ci,
				calibratedPoints,
				leads,
				wins,
				missing: rest.missing,
				pointsEstimate: rest.pointsEstimate,
				pointsCi: rest.pointsCi,
				lift: rest.lift,
				adjustedLift: rest.adjustedLift,
				verdict: rest.verdict,
				refused: rest.refused,
				p: rest.p,
				robustStandardError: rest.robustStandardError,
				profileCi: rest.profileCi,
				lrt: rest.lrt,
				vif: rest.vif,
				shrunk: rest.shrunk,
				atPrior: rest.atPrior,
				unshrunk: rest.unshrunk,
				trainLeads: rest.trainLeads,
				trainWins: rest.trainWins,
				warnings: rest.warnings
			})
		),
		intercept: calibration.intercept,
		fit: calibration.fit,
		evaluation: evaluation.measured
			? {
					current: scoreSummary(evaluation.current),
					fitted: scoreSummary(evaluation.fitted),
					calibrated: scoreSummary(evaluation.calibrated)
				}
			: { current: null, fitted: null, calibrated: null },
		thresholds: {
			mql: thresholdOf(gateChoices.card.mql),
			sql: thresholdOf(gateChoices.card.sql)
		},
		issues: [...importIssues, ...calibration.issues].map((each) => ({
			code: each.code,
			severity: each.severity,
			message: sentence(each, 'en')
		})),
		verdict: calibration.verdict,
		honesty: calibration.honesty,
		published: calibration.published.measured ? calibration.published : null,
		split: calibration.split,
		scale: calibration.scale,
		wholePoints: wholePointsOf(calibration),
		gates: thresholds,
		gateChoices,
		weeklyVolume: volume,
		...comparisonOf(calibration.comparison)
	};
}

/** Differences, the leads that swap, what that is worth, and the same among worked leads. */
function comparisonOf(comparison: Calibration['comparison']) {
	if (!comparison.measured) {
		return { comparison: null, swapSet: null, moreWins: null, worked: null };
	}
	const { leads, wins, byAccount, differences, swapSet, moreWins, worked } = comparison;
	return { comparison: { leads, wins, byAccount, differences }, swapSet, moreWins, worked };
}

/** The cards of whole points, or why there are none. */
function wholePointsOf({ wholePoints }: Calibration) {
	if (wholePoints.measured) return wholePoints;
	return { ...wholePoints, message: reasonSentence(wholePoints, 'en') };
}

function countsOf(leads: LeadCounts, rejected: number) {
	return {
		leads: leads.leads,
		rejected,
		excluded: leads.excluded,
		excludedBecause: leads.excludedBecause,
		immature: leads.immature,
		train: leads.train,
		test: leads.test,
		wins: leads.wins
	};
}

function thresholdOf(gate: Measured<CardGate>): number | null {
	return gate.measured ? gate.threshold : null;
}
