import type { Calibration, Evaluation } from '#lib/domain/calibration/calibration.ts';
import type { Comparison, ScoreName } from '#lib/domain/calibration/comparison.ts';
import { figure, pFigure, textTable } from './text-table.ts';

const NAMES: Record<ScoreName, string> = {
	current: 'points today',
	fitted: 'fitted',
	calibrated: 'calibrated points'
};

/** The scores side by side in a terminal: figures, differences, who swaps, and the same among worked leads. */
export function comparisonText({ evaluation, comparison }: Calibration): string[] {
	if (!evaluation.measured || !comparison.measured) return [];
	return [
		`On the same ${evaluation.leads} later leads with ${evaluation.wins} wins:`,
		figureTable(evaluation),
		'',
		differenceTable(comparison),
		'',
		...swapLines(comparison),
		...workedLines(comparison)
	];
}

function figureTable(evaluation: Evaluation): string {
	const header = [
		'score',
		'AUC (95 % interval)',
		'KS',
		'PR-AUC',
		'Brier',
		'log loss',
		'slope',
		'intercept'
	];
	const row = (name: ScoreName) => {
		const { auc, aucCi, ks, averagePrecision, brier, logLoss, slope, inTheLarge } =
			evaluation[name];
		return [
			NAMES[name],
			`${auc.toFixed(4)} (${range(aucCi)})`,
			ks.toFixed(4),
			averagePrecision.toFixed(4),
			brier.toFixed(5),
			logLoss.toFixed(5),
			figure(slope.measured ? slope.value : null, 3),
			figure(inTheLarge.measured ? inTheLarge.value : null, 3)
		];
	};
	return textTable([header, row('current'), row('fitted'), row('calibrated')]);
}

function differenceTable({ differences }: Comparison): string {
	const header = [
		'difference (above 0: the first is better)',
		'AUC (95 % interval)',
		'p',
		'log loss (95 % interval)',
		'p'
	];
	const rows = differences.map(({ first, second, auc, logLossGain }) => [
		`${NAMES[first]} - ${NAMES[second]}`,
		`${auc.difference.toFixed(4)} (${range(auc.ci)})`,
		pFigure(auc.p),
		`${logLossGain.difference.toFixed(5)} (${range(logLossGain.ci, 5)})`,
		pFigure(logLossGain.p)
	]);
	return textTable([header, ...rows]);
}

function swapLines({ swapSet, moreWins }: Comparison): string[] {
	if (!swapSet.measured || !moreWins.measured) return [];
	const { leads, enter, leave } = swapSet;
	const { today, asObserved, asWorked, range: ends } = moreWins;
	const between = ends.map((end) => end.toFixed(0)).join(' to ');
	const worked = asWorked.measured
		? `${asWorked.wins.toFixed(0)} if those who enter won like worked leads`
		: 'worked leads unknown';
	return [
		`MQL gate at equal volume (${leads} leads): ${enter.leads.toFixed(0)} enter with ${enter.wins.toFixed(0)} wins, ${leave.leads.toFixed(0)} drop out with ${leave.wins.toFixed(0)}.`,
		`Wins above it: ${today} today, ${asObserved.wins.toFixed(0)} calibrated as observed, ${worked}; range ${between}.`
	];
}

function workedLines({ worked }: Comparison): string[] {
	if (!worked.measured) return [];
	const [{ auc }] = worked.differences;
	return [
		`Among ${worked.leads} worked leads with ${worked.wins} wins: AUC ${worked.aucs.calibrated.auc.toFixed(4)} calibrated, ${worked.aucs.current.auc.toFixed(4)} today, difference ${auc.difference.toFixed(4)} (${range(auc.ci)}).`
	];
}

function range([from, to]: [number, number], digits = 4): string {
	return `${from.toFixed(digits)} to ${to.toFixed(digits)}`;
}
