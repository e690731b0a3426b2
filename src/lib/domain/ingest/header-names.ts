/**
 * Unique column names from the cells of a header: trimmed; a second `Name` becomes `Name_2`; a column without
 * a name becomes `column_<position>`.
 *
 * @param width columns of the file; missing cells count as nameless, surplus ones are left out
 * @example headerNames(['a', 'a', ''], 3).names // ['a', 'a_2', 'column_3']
 */
export function headerNames(
	cells: string[],
	width: number
): { names: string[]; renamed: { from: string; to: string }[]; unnamed: string[] } {
	const taken = new Set(cells.slice(0, width).map((cell) => cell.trim()));
	const seen = new Set<string>();
	const renamed: { from: string; to: string }[] = [];
	const unnamed: string[] = [];
	const names = Array.from({ length: width }, (_, i) => {
		const wanted = (cells[i] ?? '').trim();
		const name = wanted === '' ? free(`column_${i + 1}`, taken, seen) : wanted;
		const unique = seen.has(name) ? free(name, taken, seen, 2) : name;
		if (wanted === '') unnamed.push(unique);
		else if (unique !== wanted) renamed.push({ from: wanted, to: unique });
		seen.add(unique);
		return unique;
	});
	return { names, renamed, unnamed };
}

function free(name: string, taken: Set<string>, seen: Set<string>, from = 1): string {
	for (let n = from; ; n++) {
		const candidate = n === 1 ? name : `${name}_${n}`;
		if (!taken.has(candidate) && !seen.has(candidate)) return candidate;
	}
}
