/**
 * Texts in one line, a comma between; a text with a comma or a quotation mark stands in quotation marks.
 * @example textsLine(['page view', 'a, b']) // 'page view, "a, b"'
 */
export function textsLine(texts: readonly string[]): string {
	return texts
		.map((text) => (/[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
		.join(', ');
}

/**
 * The texts of a line; what is empty is left out.
 * @example textsFrom('page view, "a, b"') // ['page view', 'a, b']
 */
export function textsFrom(line: string): string[] {
	const parts = line.match(/\s*("(?:[^"]|"")*"|[^,]*)\s*(?:,|$)/g) ?? [];
	const texts = parts.map((part) => {
		const text = part.replace(/,$/, '').trim();
		const quoted = text.startsWith('"') && text.endsWith('"') && text.length > 1;
		return quoted ? text.slice(1, -1).replaceAll('""', '"') : text;
	});
	return texts.filter((text) => text !== '');
}
