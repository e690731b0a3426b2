/**
 * The name that differs least from the given one by Levenshtein distance, letter case ignored; null where
 * none is near (distance above a third of the longer name).
 *
 * @example closestName('Lead Souce', ['Lead Source', 'City']) // 'Lead Source'
 */
export function closestName(name: string, names: string[]): string | null {
	let best: string | null = null;
	let least = Infinity;
	for (const candidate of names) {
		const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
		if (distance < least && distance <= Math.max(name.length, candidate.length) / 3) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}

function editDistance(a: string, b: string): number {
	let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			current[j] = Math.min(swap, previous[j] + 1, current[j - 1] + 1);
		}
		previous = current;
	}
	return previous[b.length];
}
