import { fc } from '../../reference/properties.ts';

/** Cells with a whole score, many of them tied, and both outcomes at least twice. */
export interface ScoredCells {
	score: Float64Array;
	n: Float64Array;
	k: Float64Array;
}

export function scoredCells(): fc.Arbitrary<ScoredCells> {
	const cell = fc.tuple(
		fc.integer({ min: -20, max: 60 }),
		fc.integer({ min: 0, max: 12 }),
		fc.integer({ min: 0, max: 12 })
	);
	return fc.array(cell, { minLength: 1, maxLength: 40 }).map((cells) => {
		const all = [...cells, [0, 2, 1] as const, [25, 1, 2] as const];
		return {
			score: Float64Array.from(all, ([score]) => score),
			n: Float64Array.from(all, ([, won, lost]) => won + lost),
			k: Float64Array.from(all, ([, won]) => won)
		};
	});
}

/** The leads behind cells, one by one. */
export function leadsOf({ score, n, k }: ScoredCells): { score: number; won: boolean }[] {
	return [...score].flatMap((value, c) =>
		Array.from({ length: n[c] }, (_, i) => ({ score: value, won: i < k[c] }))
	);
}
