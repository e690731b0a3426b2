import * as m from '#lib/paraglide/messages.js';
import type { CapDraft } from './draft.ts';

/** Bounds in words; empty where there are none. */
export function capWords({ min, max }: CapDraft): string {
	if (min && max) return m.rules_cap_words_both({ min, max });
	if (max) return m.rules_cap_words_max({ max });
	return min ? m.rules_cap_words_min({ min }) : '';
}
