import * as m from '#lib/paraglide/messages.js';
import type { RuleDraft } from './draft.ts';

/** What calibration has to keep to, in words; empty where it is free. */
export function wishWords({ locked, sign }: Pick<RuleDraft, 'locked' | 'sign'>): string {
	const wishes = [
		locked ? m.rules_locked_words() : '',
		sign === 'positive' ? m.rules_sign_positive() : '',
		sign === 'negative' ? m.rules_sign_negative() : ''
	];
	return wishes.filter(Boolean).join(', ');
}
