/** Spellings of one column that somebody has said mean the same. */
export interface ValueMerge {
	column: string;
	/** As the file writes them; the one they are read as is not among them. */
	from: string[];
	to: string;
	/** When it was said, ISO 8601 UTC. */
	at: string;
}

/** The merges of one dataset, beside its file, which stays as it was imported. Plain data. */
export interface MergeRecord {
	leadgauge: 1;
	merges: ValueMerge[];
}

/** By column: a spelling, and what it is read as. */
export type Spellings = Record<string, Record<string, string>>;

export const NO_MERGES: MergeRecord = { leadgauge: 1, merges: [] };

/**
 * The record after a merge. What was merged into one of the spellings before goes with it; a spelling that stood in
 * another merge leaves that one.
 *
 * @throws Error where nothing is merged
 * @example withMerge(NO_MERGES, { column: 'Source', from: ['google'], to: 'Google', at }).merges.length // 1
 */
export function withMerge(record: MergeRecord, merge: ValueMerge): MergeRecord {
	const { column, to, at } = merge;
	const own = record.merges.filter((each) => each.column === column);
	const joined = own.filter((each) => each.to === to || merge.from.includes(each.to));
	const from = [...joined.flatMap((each) => each.from), ...merge.from];
	const spellings = [...new Set(from)].filter((text) => text !== to);
	if (spellings.length === 0) throw new Error('withMerge: nothing to merge');
	const gone = new Set([...spellings, to]);
	const kept = record.merges.flatMap((each) => {
		if (each.column !== column) return [each];
		if (joined.includes(each)) return [];
		const left = each.from.filter((text) => !gone.has(text));
		return left.length > 0 ? [{ ...each, from: left }] : [];
	});
	return { ...record, merges: [...kept, { column, from: spellings, to, at }] };
}

/** The record after a merge was taken back: its spellings stand for themselves again. */
export function withoutMerge(record: MergeRecord, column: string, to: string): MergeRecord {
	return {
		...record,
		merges: record.merges.filter((each) => each.column !== column || each.to !== to)
	};
}

/**
 * What every spelling of a record is read as.
 *
 * @example spellingsOf(record).Source.google // 'Google'
 */
export function spellingsOf({ merges }: MergeRecord): Spellings {
	const spellings: Spellings = Object.create(null);
	for (const { column, from, to } of merges) {
		const own: Record<string, string> = (spellings[column] ??= Object.create(null));
		for (const text of from) own[text] = to;
	}
	return spellings;
}
