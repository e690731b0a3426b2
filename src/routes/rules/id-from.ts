/**
 * An id made from a name: lower-case letters, digits and dashes, none of those taken.
 * @example idFrom('Größe ab 50', new Set(['groesse-ab-50'])) // 'groesse-ab-50-2'
 */
export function idFrom(name: string, taken: ReadonlySet<string> = new Set()): string {
	const plain = name
		.toLowerCase()
		.replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? letter)
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 70);
	const id = plain || 'rule';
	let free = id;
	for (let number = 2; taken.has(free); number++) free = `${id}-${number}`;
	return free;
}
