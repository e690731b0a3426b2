import { headerWords } from '#lib/domain/mapping/header-words.ts';

/** Words, English and German, of what is usually written down only while a lead is sold to or afterwards. */
const TELLS =
	/\b(stage|phase|closed?|closing|won|lost|outcome|amount|revenue|invoice|contract|order|probability|forecast|owner|assigned|tags?|disposition|lost reason|loss reason|next step|quote|proposal|abschluss|abgeschlossen|gewonnen|verloren|betrag|auftrag|auftragswert|umsatz|rechnung|vertrag|wahrscheinlichkeit|prognose|besitzer|inhaber|zustaendig|verlustgrund|absagegrund|angebot|naechster schritt)\b/;

/** The same words where they are about the company, a form or a campaign. */
const NOT = /\b(annual|jahresumsatz|company|firma|buyer stage|campaign|kampagne|lead source|opt)\b/;

/**
 * Whether the name of a column is one that often belongs to what is known only later: stage, closed, amount, owner, tags.
 * A name is no evidence: it says where to ask, never that a column leaks.
 *
 * @example tellingName('Deal Stage') // true
 */
export function tellingName(name: string): boolean {
	const words = headerWords(name);
	return TELLS.test(words) && !NOT.test(words);
}
