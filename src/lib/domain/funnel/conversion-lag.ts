import {
	cumulativeIncidence,
	incidenceAt,
	type Incidence,
	type Waits
} from './cumulative-incidence.ts';

/** How long leads take to be won, and what each horizon would keep and cost (statistics 2 to 4, 21). */
export interface ConversionLag {
	incidence: Incidence;
	/** Share of leads followed for at least so many days, by day; ascending, from day 0 on. */
	mature: { day: number; share: number }[];
	/** Horizons one may choose, ascending. */
	horizons: HorizonRow[];
}

/** What one horizon keeps. */
export interface HorizonRow {
	days: number;
	/** Share won within so many days, of all leads; null beyond the end of the curve. */
	share: number | null;
	ci: [number, number] | null;
	/** Of all who are won by the end of the curve, those won within so many days; null beyond it. */
	winsKept: number | null;
	/** Leads whose horizon is over, their share of all leads, and the wins among them within the horizon. */
	mature: number;
	shareMature: number;
	wins: number;
}

/** Leads by the number of whole days they were followed. */
export interface Followed {
	day: ArrayLike<number>;
	n: ArrayLike<number>;
}

/** Leads followed for a horizon, and the wins among them within it. */
export interface CountedHorizon {
	days: number;
	mature: number;
	wins: number;
}

/** Horizons that are looked at besides the one in use. */
export const USUAL_HORIZONS = [14, 30, 60, 90, 120, 180, 270, 365, 545, 730];

/**
 * The conversion-lag curve with the horizons one may choose. The share of wins kept is relative to the end of the curve: what
 * is won later than anybody was followed cannot be known.
 *
 * @example conversionLag(waits, followed, horizons).horizons[3] // { days: 90, winsKept: 0.83, shareMature: 0.9, … }
 */
export function conversionLag(
	waits: Waits,
	followed: Followed,
	horizons: CountedHorizon[]
): ConversionLag {
	const whole = cumulativeIncidence(waits);
	const incidence = { ...whole, points: thinned(whole.points) };
	const end = incidence.points.at(-1)?.share ?? 0;
	const { leads } = incidence;
	return {
		incidence,
		mature: matureByDay(followed),
		horizons: horizons
			.filter(({ mature }) => mature > 0)
			.map(({ days, mature, wins }) => {
				const at = incidenceAt(whole, days);
				return {
					days,
					share: at?.share ?? null,
					ci: at?.ci ?? null,
					winsKept: at && end > 0 ? at.share / end : null,
					mature,
					shareMature: leads > 0 ? mature / leads : 0,
					wins
				};
			})
	};
}

/** A picture needs no more steps than this. */
const MOST_POINTS = 400;

function matureByDay({ day, n }: Followed): ConversionLag['mature'] {
	const days = [...Array.from(day).keys()].sort((a, b) => day[a] - day[b]);
	const all = days.reduce((sum, i) => sum + n[i], 0);
	const mature: ConversionLag['mature'] = [];
	let left = all;
	for (const i of days) {
		mature.push({ day: day[i], share: left / all });
		left -= n[i];
	}
	return thinned(mature);
}

/** Every point, or evenly chosen ones with the first and the last among them. */
function thinned<T>(points: T[]): T[] {
	if (points.length <= MOST_POINTS) return points;
	const every = (points.length - 1) / (MOST_POINTS - 1);
	return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * every)]);
}
