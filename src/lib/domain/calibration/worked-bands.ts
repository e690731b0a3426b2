import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Worked leads of neighbouring scores. */
export interface WorkedBand {
	/** Lowest score of the band; it reaches up to the next. */
	from: number;
	leads: number;
	wins: number;
}

/** Fewest worked leads of which a win rate is taken. */
const FEWEST = 30;

/**
 * Win rate of worked leads by score from a gate up, in bands as narrow as 30 worked leads each allow; ties stand
 * together.
 *
 * @param groups - worked leads by score
 * @param threshold - lowest score that passes
 * @returns lowest first, the first from the gate on; not measured with fewer than 30 worked leads from the gate up
 * (`few-worked-leads`)
 * @example workedBands(groups, 53) // { measured: true, bands: [{ from: 53, leads: 41, wins: 7 }, { from: 57, … }] }
 */
export function workedBands(
	{ score, n, k }: ScoreGroups,
	threshold: number
): Measured<{ bands: WorkedBand[] }> {
	const bands: WorkedBand[] = [];
	let open: WorkedBand = { from: threshold, leads: 0, wins: 0 };
	for (let g = 0; g < score.length; g++) {
		if (score[g] < threshold) continue;
		if (open.leads >= FEWEST) {
			bands.push(open);
			open = { from: score[g], leads: 0, wins: 0 };
		}
		open = { ...open, leads: open.leads + n[g], wins: open.wins + k[g] };
	}
	const last = bands.at(-1);
	if (open.leads >= FEWEST) bands.push(open);
	else if (!last) return notMeasured('few-worked-leads', { found: open.leads, needed: FEWEST });
	else Object.assign(last, { leads: last.leads + open.leads, wins: last.wins + open.wins });
	return { measured: true, bands };
}

/**
 * Win rate of the band of a score.
 *
 * @throws Error for a score below the first band
 * @example winRateAt([{ from: 53, leads: 40, wins: 10 }], 60) // 0.25
 */
export function winRateAt(bands: readonly WorkedBand[], score: number): number {
	const band = bands.findLast(({ from }) => score >= from);
	if (!band) throw new Error(`winRateAt: score ${score} below the first band`);
	return band.wins / band.leads;
}
