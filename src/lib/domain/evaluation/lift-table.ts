import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { totals } from './totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';

/** Leads of neighbouring scores, highest first, and all leads down to them. */
export interface LiftRow {
	/** Highest and lowest score of the row. */
	to: number;
	from: number;
	leads: number;
	wins: number;
	rate: number;
	/** 95 % Wilson interval of the rate. */
	ci: [number, number];
	/** Win rate of the row / win rate of all leads. */
	lift: number;
	/** Of all leads down to and with this row. */
	cumulative: {
		leads: number;
		wins: number;
		shareOfLeads: number;
		shareOfWins: number;
		lift: number;
	};
}

/**
 * Lift table: leads from the highest score down in bands of about equal size, ties kept together (statistics 15), so that
 * a score shared by many leads can leave fewer bands than asked for, and of unequal size. A band for every distinct score
 * with `count` Infinity.
 *
 * @param count - bands wanted
 * @returns not measured without wins (`no-wins`)
 * @example liftTable(groups, 10) // { measured: true, rows: [{ to: 55, from: 40, leads: 14, wins: 9, lift: 2.06, … }, …] }
 */
export function liftTable(groups: ScoreGroups, count = 10): Measured<{ rows: LiftRow[] }> {
	const { leads, wins } = totals(groups);
	if (wins === 0) return notMeasured('no-wins', { leads });
	const base = wins / leads;
	let [worked, won] = [0, 0];
	const rows = bandsFromTheTop(groups, count, leads).map((band) => {
		worked += band.leads;
		won += band.wins;
		const cumulative = {
			leads: worked,
			wins: won,
			shareOfLeads: worked / leads,
			shareOfWins: won / wins,
			lift: won / worked / base
		};
		const rate = band.wins / band.leads;
		return { ...band, rate, ci: wilson(band.wins, band.leads), lift: rate / base, cumulative };
	});
	return { measured: true, rows };
}

/** A score belongs to the band that holds the middle of its leads. */
function bandsFromTheTop({ score, n, k }: ScoreGroups, count: number, leads: number) {
	const found: { band: number; to: number; from: number; leads: number; wins: number }[] = [];
	let above = 0;
	for (let g = score.length - 1; g >= 0; g--) {
		const middle = above + n[g] / 2;
		const band = count === Infinity ? -g : Math.floor((count * middle) / leads);
		above += n[g];
		if (found.at(-1)?.band !== band) {
			found.push({ band, to: score[g], from: score[g], leads: 0, wins: 0 });
		}
		const current = found[found.length - 1];
		current.from = score[g];
		current.leads += n[g];
		current.wins += k[g];
	}
	return found.map(({ to, from, leads, wins }) => ({ to, from, leads, wins }));
}
