import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { CardFigures, WholePoints } from '#lib/domain/calibration/whole-points.ts';
import { wholePointsSentences } from '#lib/charts/whole-points-sentences.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { figure, textTable } from './text-table.ts';

/** The cards of whole points for a terminal: what they come to, and side by side. */
export function wholePointsText({ wholePoints, scale, fit }: Calibration): string[] {
	if (!wholePoints.measured) {
		return fit.measured ? [`No whole points: ${reasonSentence(wholePoints, 'en')}`] : [];
	}
	const { headline, details } = wholePointsSentences(wholePoints, scale, 'en');
	const { leads, wins } = wholePoints;
	return [
		`${headline}. ${details.join(' ')}`,
		`Cards on ${leads} earlier leads with ${wins} wins:`,
		textTable([['card', 'edits', 'explained', 'AUC', 'worth of a point'], ...rowsOf(wholePoints)])
	];
}

function rowsOf({ today, rounded, fewest, best, chosen, certified }: WholePoints): string[][] {
	const row = (name: string, choice: string | null, card: CardFigures) => [
		choice === chosen ? `${name} (taken)` : name,
		String(card.edits),
		card.explainedShare === null ? '–' : `${(card.explainedShare * 100).toFixed(2)} %`,
		figure(card.auc),
		figure(card.worth, 3)
	];
	return [
		row('points today', null, today),
		row('weights, rounded', 'rounded', rounded),
		...(fewest.measured ? [row('fewest edits', 'fewest', fewest)] : []),
		row(certified ? 'best, optimal' : 'best found', 'best', best)
	];
}
