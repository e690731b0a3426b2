/** Leads by kind (source) and by what is known of them, and how many of them have a value in one column. */
export interface FillCounts {
	/** Kind of the lead: its source; null where it has none. */
	kind: (string | null)[];
	/** `won` and `lost`: the outcome is known and counts; `open`: it is not known yet. */
	group: ('won' | 'lost' | 'open')[];
	n: Float64Array;
	filled: Float64Array;
}

/** How often a column is filled. */
export interface FillShare {
	leads: number;
	filled: number;
}

/** @example fillOf(counts, 'won') // { leads: 120, filled: 98 } */
export function fillOf(counts: FillCounts, group: FillCounts['group'][number]): FillShare {
	let [leads, filled] = [0, 0];
	counts.group.forEach((each, i) => {
		if (each !== group) return;
		leads += counts.n[i];
		filled += counts.filled[i];
	});
	return { leads, filled };
}
