/** Phrases between commas, over as many lines as they need. @example wordList('is any of, in') // ['is any of', 'in'] */
export function wordList(text: string): string[] {
	return text
		.split(',')
		.map((words) => words.trim().replace(/\s+/g, ' '))
		.filter(Boolean);
}
