import type { PersonalKind } from '#lib/domain/mapping/personal-kind.ts';
import * as m from '#lib/paraglide/messages.js';

const WORDS: Record<PersonalKind, (of: { distinct: string }) => string> = {
	email: m.personal_hidden_email,
	name: m.personal_hidden_name,
	phone: m.personal_hidden_phone,
	mixed: m.personal_hidden_mixed
};

/** What stands where the values of a column about people would. */
export function personalWords(kind: PersonalKind, distinct: string): string {
	return WORDS[kind]({ distinct });
}
