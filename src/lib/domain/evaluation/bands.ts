import type { Band } from '#lib/domain/calibration/calibration.ts';
import { NO_GROUP, type ScoreGroups } from './collapse-scores.ts';
import { totals } from './totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';

/**
 * Observed against predicted rate by score band, lowest first. Equal-count bands with ties kept together: a distinct
 * score goes to the band that holds the middle of its leads, so a score shared by many leads can leave fewer bands than
 * asked for, and of unequal size.
 *
 * @param probability - predicted probability of each cell that came into `groups`
 * @param n - leads of each of these cells
 * @param count - bands wanted
 * @returns none where there are no leads
 * @example bands(groups, probability, n)[0] // { from: 0, to: 5, leads: 37, wins: 2, predicted: 0.1, observed: 0.05, … }
 */
export function bands(
	groups: ScoreGroups,
	probability: Float64Array,
	n: Float64Array,
	count = 10
): Band[] {
	const { leads } = totals(groups);
	const expected = expectedWins(groups, probability, n);
	const found: (Omit<Band, 'observed' | 'ci'> & { band: number })[] = [];
	let below = 0;
	for (let g = 0; g < groups.score.length; g++) {
		const band = Math.floor((count * (below + groups.n[g] / 2)) / leads);
		below += groups.n[g];
		const score = groups.score[g];
		if (found.at(-1)?.band !== band) {
			found.push({ band, from: score, to: score, leads: 0, wins: 0, predicted: 0 });
		}
		const current = found[found.length - 1];
		current.to = score;
		current.leads += groups.n[g];
		current.wins += groups.k[g];
		current.predicted += expected[g];
	}
	return found.map(({ from, to, leads, wins, predicted }) => ({
		from,
		to,
		leads,
		wins,
		predicted: predicted / leads,
		observed: wins / leads,
		ci: wilson(wins, leads)
	}));
}

function expectedWins(groups: ScoreGroups, probability: Float64Array, n: Float64Array) {
	if (probability.length !== groups.group.length || n.length !== groups.group.length) {
		throw new Error(
			`bands: ${groups.group.length} cells, ${probability.length} probabilities, ${n.length} n`
		);
	}
	const expected = new Float64Array(groups.score.length);
	for (let c = 0; c < n.length; c++) {
		if (groups.group[c] !== NO_GROUP) expected[groups.group[c]] += n[c] * probability[c];
	}
	return expected;
}
