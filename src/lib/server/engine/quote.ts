/** A text as an SQL literal, for paths that the engine does not let us bind. */
export function quoteText(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
