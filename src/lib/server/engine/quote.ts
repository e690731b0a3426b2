/** A text as an SQL literal, for places where the engine takes no bound value. @throws Error on a NUL character */
export function quoteText(text: string): string {
	if (text.includes('\0')) throw new Error('quoteText: a statement ends at a NUL character');
	return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
