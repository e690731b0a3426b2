/**
 * The names closest to a wanted one, for "did you mean": at most three, by edit distance without regard to
 * letter case, none that differs in more than half of its letters.
 *
 * @example similarNames('Led Source', ['Lead Source', 'Country']) // ['Lead Source']
 */
export function similarNames(wanted: string, names: readonly string[]): string[] {
	const goal = wanted.toLowerCase();
	return names
		.map((name) => ({ name, distance: editDistance(goal, name.toLowerCase()) }))
		.filter(({ name, distance }) => distance * 2 <= Math.max(goal.length, name.length))
		.sort((a, b) => a.distance - b.distance)
		.slice(0, 3)
		.map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
	let above = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const replace = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(replace, above[j] + 1, row[j - 1] + 1));
		}
		above = row;
	}
	return above[b.length];
}
