import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { honestySentences } from '#lib/charts/honesty-sentences.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { textTable } from './text-table.ts';

/** What to know before believing a calibration, a line each, less what its verdict has said. */
export function honestyText(calibration: Calibration): string[] {
	const { drift, random, worked, rolling } = honestySentences(calibration, 'en', reasonSentence);
	const { details } = cardVerdictSentence(calibration, 'en');
	const isSaid = details.some((detail) => drift.startsWith(detail));
	return [
		...(isSaid ? [] : [drift]),
		random,
		worked,
		...(rolling ? [rolling] : []),
		...publishedText(calibration.published)
	];
}

/** What the card promises band by band, and what it would have to. */
function publishedText(published: Calibration['published']): string[] {
	if (!published.measured) return [];
	const percent = (rate: number) => `${(100 * rate).toFixed(1)} %`;
	const rows = published.table.map(({ from, published, rescaled, leads, wins }) => [
		from === null ? 'lowest' : String(from),
		percent(published),
		percent(rescaled),
		String(leads),
		String(wins)
	]);
	const head = ['score from', 'published', 're-scaled', 'earlier leads', 'won'];
	return ['', textTable([head, ...rows])];
}
