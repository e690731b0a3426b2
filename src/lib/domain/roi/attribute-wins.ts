import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { allocateCents } from './allocate-cents.ts';
import {
	attributionCredits,
	HALF_LIFE_DAYS,
	type AttributionModel,
	type WinJourney
} from './attribution.ts';

/** Wins with the same touches. */
export interface SourcedJourney extends WinJourney {
	/** Source of each touch. */
	sources: string[];
	/** Wins that went this way, and what they brought together, cents; null where no value is known. */
	wins: number;
	revenueCents: number | null;
}

/** What a source is credited with. */
export interface SourceCredit {
	source: string;
	/** Parts of wins; over all sources they add up to the wins that had a touch. */
	wins: number;
	/** Over all sources they add up to the revenue to the cent. */
	revenueCents: number;
}

export interface AttributedWins {
	model: AttributionModel;
	/** Most wins first. */
	credits: SourceCredit[];
	/** Wins that were credited, and those before which no touch is known. */
	wins: number;
	withoutTouch: number;
	revenueCents: number;
	/** Wins credited whose value is not known. */
	withoutValue: number;
}

/**
 * Wins and revenue credited to sources by one model, see `attributionCredits`.
 *
 * @returns not measured: `no-wins`; `no-touches`; `single-touch-data` where no win has touches of two sources, so
 * that all models say the same and none can be chosen (first source is then the only one)
 * @throws Error for journeys with other numbers of sources and touches
 * @example attributeWins(journeys, 'w-shaped').credits[0] // { source: 'webinar', wins: 41.3, revenueCents: 512_000_00 }
 */
export function attributeWins(
	journeys: SourcedJourney[],
	model: AttributionModel,
	halfLifeDays = HALF_LIFE_DAYS
): Measured<AttributedWins> {
	const all = journeys.filter(({ wins }) => wins > 0);
	const touched = all.filter(({ sources }) => sources.length > 0);
	if (all.length === 0) return notMeasured('no-wins');
	if (touched.length === 0) return notMeasured('no-touches', { wins: winsOf(all) });
	if (touched.every(({ sources }) => new Set(sources).size === 1)) {
		return notMeasured('single-touch-data', { wins: winsOf(touched) });
	}
	const credits = new Map<string, SourceCredit>();
	for (const journey of touched) credit(credits, journey, model, halfLifeDays);
	return {
		measured: true,
		model,
		credits: [...credits.values()].sort(
			(a, b) => b.wins - a.wins || (a.source < b.source ? -1 : 1)
		),
		wins: winsOf(touched),
		withoutTouch: winsOf(all) - winsOf(touched),
		revenueCents: touched.reduce((sum, { revenueCents }) => sum + (revenueCents ?? 0), 0),
		withoutValue: winsOf(touched.filter(({ revenueCents }) => revenueCents === null))
	};
}

function credit(
	credits: Map<string, SourceCredit>,
	journey: SourcedJourney,
	model: AttributionModel,
	halfLifeDays: number
): void {
	const { sources, wins, revenueCents, daysBeforeWin } = journey;
	if (sources.length !== daysBeforeWin.length) {
		throw new Error(`attributeWins: ${sources.length} sources of ${daysBeforeWin.length} touches`);
	}
	const shares = attributionCredits(journey, model, halfLifeDays) ?? [];
	const cents = allocateCents(revenueCents ?? 0, shares);
	sources.forEach((source, i) => {
		const found = credits.get(source) ?? { source, wins: 0, revenueCents: 0 };
		found.wins += wins * shares[i];
		found.revenueCents += cents[i];
		credits.set(source, found);
	});
}

function winsOf(journeys: SourcedJourney[]): number {
	return journeys.reduce((sum, { wins }) => sum + wins, 0);
}
