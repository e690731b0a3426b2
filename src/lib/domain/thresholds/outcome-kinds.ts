import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import type { JointOutcomes } from './joint-gates.ts';
import type { LeadKinds } from './resampled-thresholds.ts';

/** Leads by score, and what became of them; `accepted` is left out where it is not known. */
type Outcomes = Omit<JointOutcomes, 'accepted'> & { accepted?: Float64Array };

/**
 * Leads by score as kinds that exclude one another: won; accepted by sales but not won; neither. Without acceptances: won;
 * not won.
 *
 * @example outcomeKinds({ score, n: [5], accepted: [3], won: [1] }).kinds // [[1], [2], [2]]
 */
export function outcomeKinds({ score, n, accepted, won }: Outcomes): LeadKinds {
	if (!accepted) return { score, kinds: [won, n.map((leads, g) => leads - won[g])] };
	const between = accepted.map((leads, g) => leads - won[g]);
	return { score, kinds: [won, between, n.map((leads, g) => leads - accepted[g])] };
}

/**
 * Back to leads and wins by score.
 *
 * @example wonGroups({ score, kinds: [[1], [2], [2]] }) // { score, n: [5], k: [1], … }
 */
export function wonGroups({ score, kinds }: LeadKinds): ScoreGroups {
	return { score, n: sumOf(kinds), k: kinds[0], group: new Uint32Array() };
}

/**
 * Back to leads and acceptances by score; those won count as accepted.
 *
 * @throws Error where acceptances are not known
 * @example acceptedGroups({ score, kinds: [[1], [2], [2]] }) // { score, n: [5], k: [3], … }
 */
export function acceptedGroups(leads: LeadKinds): ScoreGroups {
	const { score, n, accepted } = jointOutcomes(leads);
	return { score, n, k: accepted, group: new Uint32Array() };
}

/**
 * Back to leads, acceptances and wins by score.
 *
 * @throws Error where acceptances are not known
 * @example jointOutcomes({ score, kinds: [[1], [2], [2]] }) // { score, n: [5], accepted: [3], won: [1] }
 */
export function jointOutcomes({ score, kinds }: LeadKinds): JointOutcomes {
	if (kinds.length !== 3) throw new Error(`jointOutcomes: ${kinds.length} kinds of leads`);
	return { score, n: sumOf(kinds), accepted: sumOf(kinds.slice(0, 2)), won: kinds[0] };
}

function sumOf(kinds: readonly Float64Array[]): Float64Array {
	const sum = kinds[0].slice();
	for (const leads of kinds.slice(1)) for (let g = 0; g < sum.length; g++) sum[g] += leads[g];
	return sum;
}
