/** Words that stand for "nobody knows" in a field of yes, no and unknown, in lower case. */
export const UNKNOWN_WORDS = [
	'unknown',
	'unbekannt',
	'unclear',
	'unklar',
	'open',
	'offen',
	'not known',
	'nicht bekannt',
	'not asked',
	'nicht gefragt',
	'tbd',
	'?',
	'n/a',
	'k. a.',
	'k.a.',
	'keine angabe'
];

/** Whether a text says that nobody knows. @example saysUnknown(' Unbekannt') // true */
export function saysUnknown(text: string): boolean {
	return UNKNOWN_WORDS.includes(text.trim().toLowerCase());
}
