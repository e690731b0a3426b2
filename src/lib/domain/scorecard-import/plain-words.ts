const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/**
 * A text in lower case with umlauts spelled out and single blanks, all else as it is, so that one list of words finds them all.
 * @example plainWords('Größer  als') // 'groesser als'
 */
export function plainWords(text: string): string {
	return text
		.normalize('NFC')
		.toLowerCase()
		.replace(/[äöüß]/g, (letter) => SPELLED[letter])
		.replace(/[’`]/g, "'")
		.replace(/\s+/g, ' ')
		.trim();
}
