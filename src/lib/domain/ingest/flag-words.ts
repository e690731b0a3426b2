/** Words for yes and no, in lower case. */
export const YES_WORDS = ['yes', 'y', 'ja', 'j', 'true', 'wahr', 't', 'w', 'on', '1', 'x'];
export const NO_WORDS = ['no', 'n', 'nein', 'false', 'falsch', 'f', 'off', '0'];

const ALONE = /^(yes|no|ja|nein|true|false|wahr|falsch)$/i;

/**
 * Which words a column uses for yes and no, if these are all it holds: at most two spellings, one of them a word
 * that can mean nothing else. A column of 0 and 1 is numbers.
 *
 * @param values the distinct values of the column
 * @example flagWords(['nein', 'ja']) // { yes: 'ja', no: 'nein' }
 */
export function flagWords(values: string[]): { yes: string; no: string } | null {
	if (values.length === 0 || values.length > 2 || !values.some((each) => ALONE.test(each))) {
		return null;
	}
	const yes = values.filter((each) => YES_WORDS.includes(each.toLowerCase()));
	const no = values.filter((each) => NO_WORDS.includes(each.toLowerCase()));
	if (yes.length + no.length < values.length || yes.length > 1 || no.length > 1) return null;
	return { yes: yes[0] ?? '', no: no[0] ?? '' };
}
