import type { ComparedScores } from '#lib/domain/comparison/compared-scores.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { comparedSentence } from '#lib/charts/compared-sentence.ts';
import { differenceReasons } from '#lib/charts/difference-reasons.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import type { ColumnCheck, ModelsCompared } from '#lib/server/usecases/compare-models.ts';
import type { DifferingLead } from '#lib/server/usecases/differing-leads.ts';
import { figure, pFigure, textTable } from './text-table.ts';

/** What `compare --scorecard …` shows in a terminal: the finding, each score, each pair, equal volume, checks, left out. */
export function compareCardsText(
	found: ModelsCompared,
	/** First leads that differ, of every check. */
	listed: DifferingLead[][],
	importIssues: Issue[]
): string {
	const { comparison, scores, leads, leftOut } = found;
	const names = scores.map(({ name }) => name);
	const { noScore, noStamp, lateStamp } = leftOut;
	const notScored = noScore + noStamp + lateStamp;
	return [
		...(comparison.measured
			? comparedText(comparison, names)
			: [`Nothing is compared: ${reasonSentence(comparison, 'en')}`]),
		...checksText(found, listed),
		'',
		`${leads.leads} leads: ${leads.train} earlier, ${leads.test} later, ${leads.excluded} excluded, ${leads.immature} with the horizon still running.`,
		...(notScored > 0 ? [`${notScored} of them have no score that was written in time.`] : []),
		...[...importIssues, ...found.issues].map((each) => `- ${sentence(each, 'en')}`)
	].join('\n');
}

function comparedText(comparison: ComparedScores, names: string[]): string[] {
	const { headline, details } = comparedSentence(comparison, names, 'en');
	return [
		`${headline}.`,
		...details,
		'',
		scoreTable(comparison, names),
		'',
		differenceTable(comparison, names),
		...volumeText(comparison, names)
	];
}

function scoreTable({ scores }: ComparedScores, names: string[]): string {
	const header = ['score', 'AUC (95 % interval)', 'KS', 'PR-AUC', 'Brier', 'log loss', 'slope'];
	const rows = scores.map(({ evaluation: of }, i) => [
		names[i],
		`${of.auc.toFixed(4)} (${of.aucCi[0].toFixed(4)} to ${of.aucCi[1].toFixed(4)})`,
		figure(of.ks, 4),
		figure(of.averagePrecision, 4),
		figure(of.brier),
		figure(of.logLoss),
		figure(of.slope.measured ? of.slope.value : null, 4)
	]);
	return textTable([header, ...rows]);
}

function differenceTable({ differences }: ComparedScores, names: string[]): string {
	const adjusted = differences.length > 1 ? 'p (Holm)' : 'p';
	const header = ['difference', 'of', 'estimate', '95 % interval', 'z', adjusted];
	const rows = differences.flatMap(({ first, second, auc, brierGain, logLossGain }) =>
		(
			[
				['AUC', auc],
				['Brier', brierGain],
				['log loss', logLossGain]
			] as const
		).map(([what, { difference, ci, z, adjustedP }]) => [
			`${names[first]} - ${names[second]}`,
			what,
			difference.toFixed(4),
			`${ci[0].toFixed(4)} to ${ci[1].toFixed(4)}`,
			figure(z, 4),
			adjustedP === null ? '–' : pFigure(adjustedP)
		])
	);
	return textTable([header, ...rows]);
}

function volumeText({ equalVolume }: ComparedScores, names: string[]): string[] {
	if (!equalVolume.measured) return ['', reasonSentence(equalVolume, 'en')];
	const { reference, gate, leads, wins, others } = equalVolume;
	return [
		'',
		`${leads} leads pass the MQL threshold of ${names[reference]} (${gate}) and hold ${wins} wins; at the same volume:`,
		...others.map(({ score, swapSet, moreWins }) => {
			if (!swapSet.measured) return `- ${names[score]}: ${reasonSentence(swapSet, 'en')}`;
			const { both, enter, leave } = swapSet;
			const range = moreWins.measured
				? ` (chance included ${Math.round(moreWins.range[0])} to ${Math.round(moreWins.range[1])})`
				: '';
			const caught = Math.round(both.wins + enter.wins);
			return `- ${names[score]}: ${caught} wins${range}; ${Math.round(enter.leads)} leads enter with ${Math.round(enter.wins)} wins, ${Math.round(leave.leads)} leave with ${Math.round(leave.wins)}`;
		})
	];
}

function checksText({ checks, unstamped }: ModelsCompared, listed: DifferingLead[][]): string[] {
	return [
		...checks.flatMap((check, i) => checkText(check, listed[i] ?? [])),
		...unstamped.map(
			(column) =>
				`${column} is not compared for quality: without --stamp it may hold what became known later.`
		)
	];
}

function checkText(
	{ column, score, agreement, differences }: ColumnCheck,
	listed: DifferingLead[]
): string[] {
	if (!agreement.measured) return [`${column}: ${reasonSentence(agreement, 'en')}`];
	const { leads, equal, largest, correlation } = agreement;
	const related = correlation.measured ? `, correlation ${figure(correlation.value, 4)}` : '';
	const reasons = differences?.explained.measured
		? differenceReasons(differences.rules, differences.explained, differences.written, 'en')
		: [];
	return [
		`${column} and ${score} are equal for ${equal} of ${leads} leads; largest difference ${figure(largest)}${related}.`,
		...reasons.map((text) => `- ${text}`),
		...(listed.length > 0 ? ['', listTable(listed), ''] : [])
	];
}

function listTable(leads: DifferingLead[]): string {
	const header = ['row', 'line', 'lead', 'column', 'replay', 'difference', 'written days before'];
	const rows = leads.map((each) => [
		String(each.row),
		String(each.line),
		each.id,
		figure(each.column),
		figure(each.card),
		figure(each.difference),
		figure(each.writtenDays)
	]);
	return textTable([header, ...rows]);
}
