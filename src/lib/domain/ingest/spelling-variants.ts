/** A value of a column and how many leads have it. */
export interface LevelCount {
	value: string;
	leads: number;
}

/** Values that probably mean the same, the most frequent first. */
export interface SpellingVariants {
	/** `form`: they differ in letter case, accents, spaces or punctuation only. `letter`: by one letter, too. */
	how: 'form' | 'letter';
	values: LevelCount[];
}

/** Shorter words may differ by a letter and mean something else (north, south). */
const SHORTEST_WORD = 7;
/** A slip is much rarer than the word it is meant for. */
const RARER = 0.1;

/**
 * Values of one column that differ only in how they are written: letter case, accents, spaces, hyphens and dots between
 * letters (`form`), or in one letter more, less, other or swapped, where the word has at least seven letters, no digits,
 * and is at most a tenth as frequent (`letter`). Digits, plus and minus keep their meaning: A, A+ and A-, 1.5 and 15 stay
 * apart. Nothing is merged; what stands here is a question to whoever knows the data.
 *
 * @returns groups of two or more, those of most leads first
 * @example spellingVariants([{ value: 'Google', leads: 2868 }, { value: 'google', leads: 5 }])[0].how // 'form'
 */
export function spellingVariants(levels: LevelCount[]): SpellingVariants[] {
	const forms = new Map<string, LevelCount[]>();
	for (const level of levels) {
		const key = plainForm(level.value);
		if (key !== '') forms.set(key, [...(forms.get(key) ?? []), level]);
	}
	const words = [...forms].map(([key, values]) => ({ key, values, leads: leadsOf(values) }));
	words.sort((a, b) => b.leads - a.leads || (a.key < b.key ? -1 : 1));
	const groups: SpellingVariants[] = [];
	const taken = new Set<string>();
	for (const [i, { key, values, leads }] of words.entries()) {
		if (taken.has(key)) continue;
		const slips = words
			.slice(i + 1)
			.filter((other) => !taken.has(other.key) && isSlip(other.key, key))
			.filter((other) => other.leads <= RARER * leads);
		for (const slip of slips) taken.add(slip.key);
		const all = [...values, ...slips.flatMap((slip) => slip.values)];
		if (all.length < 2) continue;
		all.sort((a, b) => b.leads - a.leads || (a.value < b.value ? -1 : 1));
		groups.push({ how: slips.length > 0 ? 'letter' : 'form', values: all });
	}
	return groups.sort((a, b) => leadsOf(b.values) - leadsOf(a.values));
}

/** The value without what a person would not hear. */
function plainForm(value: string): string {
	return value
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.trim()
		.replace(/\s+/g, ' ')
		.replace(/(?<=\p{L}) (?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}]) (?=\p{L})/gu, '')
		.replace(/(?<=\p{L})[-_./]+(?=\p{L})/gu, '');
}

function isSlip(a: string, b: string): boolean {
	const words = /^[\p{L}]+$/u;
	if (Math.min(a.length, b.length) < SHORTEST_WORD || !words.test(a) || !words.test(b))
		return false;
	return differByOneLetter(a, b);
}

/** Whether one letter put in, taken out or replaced, or two neighbours swapped, makes one of the other. */
function differByOneLetter(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false;
	let at = 0;
	while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
	const rest = (text: string, skipped: number) => text.slice(at + skipped);
	if (a.length > b.length) return rest(a, 1) === rest(b, 0);
	if (a.length < b.length) return rest(a, 0) === rest(b, 1);
	if (rest(a, 1) === rest(b, 1)) return true;
	return a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2);
}

function leadsOf(values: LevelCount[]): number {
	return values.reduce((sum, { leads }) => sum + leads, 0);
}
