import type { Group } from '#lib/domain/scorecard/scorecard.ts';
import { plainWords } from './plain-words.ts';
import type { RuleRead } from './rules-read.ts';

const KINDS: [Group['kind'], RegExp][] = [
	[
		'framework',
		/\b(bant|champ|meddic|meddpicc|anum|faint|framework|rahmen|qualifizierung|qualification)\b/
	],
	['negative', /\b(negative?|negativ\w*|minus|malus|abzug|abzuege|penalt\w+|abwertung)\b/],
	[
		'engagement',
		/\b(engagement|behaviou?r\w*|verhalten\w*|activit\w*|aktivitaet\w*|interest|interesse|implicit|implizit|interaction\w*|interaktion\w*|event\w*)\b/
	],
	[
		'fit',
		/\b(fit|profile?|profil\w*|demograph\w*|demograf\w*|firmograph\w*|firmograf\w*|company|unternehmen\w*|firma|explicit|explizit|grade|grading|icp|person|contact|positive?)\b/
	]
];

/** The kind a group says of itself; null where its name tells none. @example namedKind('Verhalten (Website)') // 'engagement' */
export function namedKind(label: string): Group['kind'] | null {
	const words = plainWords(label);
	return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** The kind of a rule without a group: what happens is engagement, what takes points is negative, all else fit. */
export function kindOfRule({ looksFor, points }: RuleRead): Group['kind'] {
	if (points < 0) return 'negative';
	return looksFor.kind === 'event' ? 'engagement' : 'fit';
}
