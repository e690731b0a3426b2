import type { compareJson, ComparedScore } from './compare-json.ts';
import { figure, pFigure, textTable } from './text-table.ts';

type Comparison = Exclude<ReturnType<typeof compareJson>, { measured: false }>;

/** What `compare` shows in a terminal: each score, their differences, what could not be measured. */
export function compareText({
	n,
	events,
	omitted,
	scores,
	differences,
	allEqual,
	issues
}: Comparison): string {
	const header = [
		'score',
		'AUC (95 % interval)',
		'KS',
		'slope',
		'intercept',
		'Brier',
		'miscal.',
		'discrim.'
	];
	return [
		textTable([header, ...scores.map(rowOf)]),
		'',
		...differenceTable(differences),
		...(allEqual && allEqual.df > 1
			? [
					`All AUCs equal: chi-square ${figure(allEqual.chiSquare)}, df ${allEqual.df}, p ${pFigure(allEqual.p)}.`
				]
			: []),
		`${n} leads, ${events} won, ${omitted} left out for a missing value.`,
		...(scores.some(({ kind }) => kind === 'points')
			? [
					'Slope, intercept and Brier score of a point score are those of its map, fitted on these leads.'
				]
			: []),
		...issues.map(({ score, message }) => `${score}: ${message}`)
	].join('\n');
}

function rowOf({ score, auc, aucCi, ks, slope, intercept, brier }: ComparedScore): string[] {
	return [
		score,
		`${auc.toFixed(4)} (${aucCi[0].toFixed(4)} to ${aucCi[1].toFixed(4)})`,
		figure(ks, 4),
		figure(slope, 4),
		figure(intercept, 4),
		figure(brier && brier.score),
		figure(brier && brier.miscalibration, 3),
		figure(brier && brier.discrimination, 3)
	];
}

function differenceTable(differences: Comparison['differences']): string[] {
	if (differences.length === 0) return [];
	const header = ['difference of AUC', 'estimate', '95 % interval', 'z', 'p'];
	const rows = differences.map(({ first, second, difference, ci, z, p }) => [
		`${first} - ${second}`,
		difference.toFixed(4),
		`${ci[0].toFixed(4)} to ${ci[1].toFixed(4)}`,
		figure(z, 4),
		pFigure(p)
	]);
	return [textTable([header, ...rows]), ''];
}
