import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { honestySentences } from '#lib/charts/honesty-sentences.ts';
import { reasonSentence } from '#lib/server/sentences.ts';

/** What to know before believing a calibration, a line each, less what its verdict has said. */
export function honestyText(calibration: Calibration): string[] {
	const { drift, random, worked, rolling } = honestySentences(calibration, 'en', reasonSentence);
	const { details } = cardVerdictSentence(calibration, 'en');
	const isSaid = details.some((detail) => drift.startsWith(detail));
	return [...(isSaid ? [] : [drift]), random, worked, ...(rolling ? [rolling] : [])];
}
