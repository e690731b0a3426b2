import { headerWords } from './header-words.ts';
import { holdsPersonal } from './holds-personal.ts';

/** What a column says about a person; pages never show its values. */
export type PersonalKind = 'email' | 'name' | 'phone' | 'mixed';

/** English and German words for the person; names of companies, products, stages and campaigns are none. */
const WORDS: [kind: PersonalKind, pattern: RegExp][] = [
	[
		'email',
		/\be ?mail( ?address| adresse)?( ?\d+)?$|^mail$|\be ?mail (work|home|arbeit|privat|other|sonstige)$/
	],
	[
		'name',
		/^(name|surname|forename|familienname)$|\b(first|last|full|given|family|middle|contact|person|lead|prospect|kontakt) ?names?$/
	],
	['name', /\b(vorname|nachname|ansprechpartner|kontaktname|contact person|kontaktperson)\b/],
	['name', /^(associated contact|zugeordneter kontakt)$/],
	[
		'phone',
		/\b(phone|mobile|mobilephone|telephone|fax|telefon|telefonnummer|mobil|mobilnummer|handy|handynummer|rufnummer|durchwahl)( number| nummer| nr)?( ?\d+)?$/
	]
];

/** What looks like one and counts, types or permits instead. */
const NOT =
	/\b(count|number of|anzahl|type|typ|kind|art|status|opt|consent|domain|opens?|opened|clicks?|clicked|sent|bounced?|invalid|valid|permission|do not|kein|keine|has|hat|is|ist|id|ids|date|datum|company|firma|unternehmen|account|campaign|kampagne|product|produkt|stage|phase|deal|opportunity|file|list|event)\b/;

/** What some exports put before the name of a field. */
const OBJECT = /^(deal|lead|person|activity|aktivität)\s+[-–]\s+/i;

/** Share of the values that must be addresses or numbers of people where the name says nothing. */
const MOST = 0.5;

/**
 * Whether a column holds e-mail addresses, names or telephone numbers of people: by its name in English or German, or
 * because at least half of the given values look like addresses or telephone numbers.
 *
 * @param texts some of its values, where they are at hand
 * @returns null where neither says so
 * @example personalKind('E-Mail-Adresse') // 'email'
 */
export function personalKind(name: string, texts: readonly string[] = []): PersonalKind | null {
	const words = headerWords(name.replace(OBJECT, ''));
	const byName = WORDS.find(([, pattern]) => pattern.test(words));
	if (byName && !NOT.test(words)) return byName[0];
	const personal = texts.filter(holdsPersonal).length;
	return personal > 0 && personal >= MOST * texts.length ? 'mixed' : null;
}
