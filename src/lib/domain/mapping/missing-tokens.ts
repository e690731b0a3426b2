import { MISSING_TOKENS } from './role-words.ts';

/**
 * Which of the texts that usually mean "no value" stand in some cells, in the order of the list.
 *
 * @example missingTokens([['a', 'Select'], ['-', 'b']]) // ['Select', '-']
 */
export function missingTokens(rows: Iterable<string[]>): string[] {
	const known = new Set(MISSING_TOKENS);
	const present = new Set<string>();
	for (const row of rows) for (const cell of row) if (known.has(cell)) present.add(cell);
	return MISSING_TOKENS.filter((token) => present.has(token));
}
