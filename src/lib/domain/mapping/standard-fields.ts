import { headerWords } from './header-words.ts';

/** What is usually known of a marketing-qualified lead. */
export const STANDARD_FIELDS = [
	'name',
	'jobTitle',
	'department',
	'company',
	'size',
	'industry',
	'email',
	'phone',
	'address',
	'optIn'
] as const;

export type StandardField = (typeof STANDARD_FIELDS)[number];

/** English and German header words, over `headerWords`. */
const WORDS: Record<StandardField, RegExp> = {
	name: /^((first|last|full|contact|lead) ?name|name|surname|vorname|nachname|kontaktname|ansprechpartner)$/,
	jobTitle: /\b(job|position|title|role|occupation|beruf|funktion|rolle|stellenbezeichnung)\b/,
	department: /\b(department|abteilung|bereich)\b/,
	company:
		/\b(company|account|organi[sz]ation|firma|unternehmen|kunde)\b(?!.*\b(size|groesse|type)\b)/,
	size: /\b(employees|company size|headcount|number of employees|mitarbeiter|mitarbeiterzahl|firmengroesse|unternehmensgroesse)\b/,
	industry: /\b(industry|sector|branche|wirtschaftszweig)\b/,
	email: /\be ?mail( address| adresse)?$|^mail$/,
	phone: /\b(phone|mobile|telephone|telefon|telefonnummer|mobil|handy|rufnummer)\b/,
	address:
		/\b(address|street|city|zip|postal code|country|adresse|anschrift|strasse|ort|stadt|plz|land)\b/,
	optIn:
		/\b(opt in|consent|newsletter|do not email|do not call|einwilligung|werbeeinwilligung|einverstaendnis)\b/
};

/**
 * The columns that seem to hold what is usually known of a marketing-qualified lead, by their names; the first of several,
 * an empty list of names gives none.
 *
 * @example standardFields(['Branche', 'Ort']).industry // 'Branche'
 */
export function standardFields(names: string[]): Record<StandardField, string | null> {
	const words = names.map(headerWords);
	const of = (field: StandardField) => {
		const at = words.findIndex((each) => WORDS[field].test(each) && !means(each, field));
		return at === -1 ? null : names[at];
	};
	return Object.fromEntries(STANDARD_FIELDS.map((field) => [field, of(field)])) as Record<
		StandardField,
		string | null
	>;
}

/** Whether a name that holds the words of a field means another one: a mail address, or a wish not to be mailed. */
function means(words: string, field: StandardField): boolean {
	if (field === 'address') return /\be ?mail\b/.test(words);
	return field !== 'optIn' && WORDS.optIn.test(words);
}
