import type { Share } from './rate.ts';

/** Terms so much smaller than the largest add nothing to a sum of doubles that anybody reads. */
const NOTHING = 1e-300;

/** Tables as likely as the observed one but for rounding count as extreme; the margin of R's `fisher.test`. */
const MARGIN = 1 + 1e-7;

/**
 * Two-sided p value of Fisher's exact test that two groups have one rate: the probability, all margins given, of
 * tables not more likely than the observed one. R's `fisher.test(…)$p.value`. Exact for the smallest counts, where
 * tests by the normal curve promise too much; terms are added up from the likeliest table outwards, so millions of
 * leads are no trouble either. A p value below 1e-300 comes back as 0.
 *
 * @throws Error for counts that are negative or not whole, or more wins than leads
 * @example fisherExact({ wins: 3, leads: 4 }, { wins: 1, leads: 4 }) // 0.4857
 */
export function fisherExact(a: Share, b: Share): number {
	for (const { wins, leads } of [a, b]) {
		if (!(Number.isInteger(wins) && Number.isInteger(leads) && wins >= 0 && wins <= leads)) {
			throw new Error(`fisherExact: ${wins} wins of ${leads} leads`);
		}
	}
	const wins = a.wins + b.wins;
	const fewest = Math.max(0, wins - b.leads);
	const most = Math.min(wins, a.leads);
	/** How much likelier one more win in the first group is. */
	const ratio = (x: number) => ((wins - x) * (a.leads - x)) / ((x + 1) * (b.leads - wins + x + 1));
	const likeliest = Math.min(
		most,
		Math.floor(((wins + 1) * (a.leads + 1)) / (a.leads + b.leads + 2))
	);
	const up = outwards(likeliest, most, (x) => ratio(x - 1), 1);
	const down = outwards(likeliest, fewest, (x) => 1 / ratio(x), -1);
	const distance = a.wins - likeliest;
	const observed = distance === 0 ? 1 : (distance > 0 ? up : down)[Math.abs(distance) - 1];
	if (observed === undefined) return 0;
	const terms = [...up.toReversed(), 1, ...down].sort((p, q) => p - q);
	const all = terms.reduce((sum, term) => sum + term, 0);
	const extreme = terms.reduce((sum, t) => (t <= observed * MARGIN ? sum + t : sum), 0);
	return Math.min(1, extreme / all);
}

/** Probabilities of the tables on one side, over that of the likeliest, ending where nothing is left of them. */
function outwards(from: number, to: number, factor: (x: number) => number, by: 1 | -1): number[] {
	const terms: number[] = [];
	let term = 1;
	for (let x = from; x !== to;) {
		x += by;
		term *= factor(x);
		if (term < NOTHING) break;
		terms.push(term);
	}
	return terms;
}
