/**
 * A column name as lower-case words: camel case, underscores and punctuation become spaces, umlauts their
 * two-letter spelling, so that one pattern finds `createdAt`, `CREATED_AT` and `Created at`.
 *
 * @example headerWords('Lead-Quelle (Größe)') // 'lead quelle groesse'
 */
export function headerWords(name: string): string {
	return name
		.replace(/([a-zäöüß0-9])([A-ZÄÖÜ])/g, '$1 $2')
		.toLowerCase()
		.replaceAll('ä', 'ae')
		.replaceAll('ö', 'oe')
		.replaceAll('ü', 'ue')
		.replaceAll('ß', 'ss')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
