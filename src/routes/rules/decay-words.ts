import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import * as m from '#lib/paraglide/messages.js';
import type { DecayDraft } from './decay-draft.ts';
import type { Locale } from './decimal-text.ts';

/** How points wear off, in words; empty where they do not. */
export function decayWords(
	decay: DecayDraft,
	locale: Locale,
	nameOf: (field: string) => string = (field) => field
): string {
	if (decay.kind === '') return '';
	const words = kindWords(decay, locale);
	if (!decay.age.trim()) return words;
	return m.semantics_decay_words_age({ words, field: nameOf(decay.age) }, { locale });
}

function kindWords({ kind, percent, everyDays, steps, days }: DecayDraft, locale: Locale): string {
	const options = { locale };
	if (kind === 'linear') {
		return m.semantics_decay_words_linear({ percent, days: everyDays }, options);
	}
	if (kind === 'expiry') return m.semantics_decay_words_expiry({ days }, options);
	const each = steps
		.split(';')
		.map((step) => step.split(':').map((part) => part.trim()))
		.filter(([day, left]) => day && left)
		.map(([day, left]) => m.semantics_decay_words_step_one({ days: day, left }, options));
	return m.semantics_decay_words_step({ steps: each.join(', ') }, options);
}

/** What a missing value means, in words; empty for the usual meaning. */
export function missingWords(missing: NonNullable<Rule['missing']>): string {
	if (missing === 'own-state') return '';
	return missing === 'ignored'
		? m.semantics_missing_words_ignored()
		: m.semantics_missing_words_false();
}
