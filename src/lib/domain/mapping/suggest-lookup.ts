import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { isUnique } from './column-by-words.ts';
import { FieldFinder, type LeadsHeader, type SuggestedSide } from './field-finder.ts';
import { headerWords } from './header-words.ts';
import type { LookupMapping } from './lookup-mapping.ts';

/**
 * Suggests how a file joins to the leads as a list of what they name: by a column that has a value of its own in every
 * row and the name of a column of the leads; `account` joins to `Account name` and `name` of accounts.csv to `account`.
 *
 * @example suggestLookup('products.csv', profiles, leads).mapping?.leadColumn // 'product'
 */
export function suggestLookup(
	file: string,
	columns: ColumnProfile[],
	leads: LeadsHeader,
	missing: string[] = []
): SuggestedSide<LookupMapping> {
	const finder = new FieldFinder(columns);
	const found = keyOf(file, columns, leads);
	if (!found || columns.length < 2) return { mapping: null, reasons: [] };
	const { key, leadColumn, confidence } = found;
	finder.take('key', key, confidence, 'same-name');
	const mapping = { file, key: key.name, leadColumn };
	return {
		mapping: missing.length > 0 ? { ...mapping, missing } : mapping,
		reasons: finder.reasons
	};
}

function keyOf(file: string, columns: ColumnProfile[], { id, columns: ofLeads }: LeadsHeader) {
	const thing = singular(headerWords(file.replace(/[.][^.]*$/, '')));
	const keys = columns.filter(isUnique);
	const plain = (name: string) => headerWords(name).replace(/ (id|name|nr|nummer|number|key)$/, '');
	const others = ofLeads.filter(({ name }) => name !== id);
	for (const key of keys) {
		const same = others.find(({ name }) => headerWords(name) === headerWords(key.name));
		if (same) return { key, leadColumn: same.name, confidence: 0.95 };
	}
	for (const key of keys) {
		const words = plain(key.name);
		const of = others.find(({ name }) => {
			const wanted = plain(name);
			return (
				wanted === words || (wanted === thing && /^(id|name|nr|nummer|key|number)$/.test(words))
			);
		});
		if (of) return { key, leadColumn: of.name, confidence: 0.7 };
	}
	return null;
}

function singular(words: string): string {
	return words.replace(/ies$/, 'y').replace(/s$/, '');
}
