import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads on one side of the gate, mature ones. */
export interface GateSide {
	leads: number;
	wins: number;
	/** Of them, those that sales called all the same, and their wins; null where no first sales action is known. */
	worked: { leads: number; wins: number } | null;
}

export interface CallCosts {
	/** What a call costs, cents; null where the user gave nothing. */
	callCents: number | null;
	/** Calls a lead gets before it is won or given up. */
	callsPerLead: number;
	/** Value of a win x margin, cents; null where unknown. */
	gainPerWinCents: number | null;
}

export interface GateSavings {
	/** Leads below the gate that sales did not have to call. */
	leadsSpared: number;
	callsSaved: number;
	savedCents: Measured<{ cents: number }>;
	/** Win rates below and above the gate. */
	below: Measured<Rate>;
	above: Measured<Rate>;
	/**
	 * Wins the spared leads would have brought had they been called: as often as the leads below the gate that were
	 * called, less those they brought uncalled.
	 */
	missedWins: Measured<{ wins: number; lo: number; hi: number }>;
	/** Saved less the value of missed wins; the range is that of the missed wins. */
	netCents: Measured<{ cents: number; lo: number; hi: number }>;
}

/** Called leads below the gate under which nothing is said of the others. */
const FEWEST_WORKED = 30;

/**
 * What the gate saved in sales calls, and what that may have cost. Calls saved are certain, given calls per lead;
 * wins missed are an estimate from the leads below the gate that were called all the same, who may have been picked
 * as the better ones: the missed wins are then rather fewer.
 *
 * @returns not measured: `no-leads-below`; savings: `call-cost-unknown`; missed wins: `worked-unknown`,
 * `too-few-worked`; net: also `value-unknown`
 * @throws Error for more wins or worked leads than leads
 * @example gateSavings(below, above, { callCents: 1_500, callsPerLead: 4, gainPerWinCents: null }).callsSaved // 4 * leads spared
 */
export function gateSavings(
	below: GateSide,
	above: GateSide,
	{ callCents, callsPerLead, gainPerWinCents }: CallCosts
): Measured<GateSavings> {
	for (const { leads, wins, worked } of [below, above]) {
		const most = worked ?? { leads: 0, wins: 0 };
		if (wins > leads || most.leads > leads || most.wins > most.leads || most.wins > wins) {
			throw new Error(`gateSavings: ${wins} wins, ${most.leads} worked of ${leads} leads`);
		}
	}
	if (below.leads === 0) return notMeasured('no-leads-below');
	const leadsSpared = below.leads - (below.worked?.leads ?? 0);
	const callsSaved = leadsSpared * callsPerLead;
	const savedCents: GateSavings['savedCents'] =
		callCents === null
			? notMeasured('call-cost-unknown')
			: { measured: true, cents: callsSaved * callCents };
	const missedWins = missed(below, leadsSpared);
	return {
		measured: true,
		leadsSpared,
		callsSaved,
		savedCents,
		below: rateOf(below.wins, below.leads),
		above: rateOf(above.wins, above.leads),
		missedWins,
		netCents: net(savedCents, missedWins, gainPerWinCents)
	};
}

function missed({ worked, wins }: GateSide, leadsSpared: number): GateSavings['missedWins'] {
	if (!worked) return notMeasured('worked-unknown');
	if (worked.leads < FEWEST_WORKED) {
		return notMeasured('too-few-worked', { leads: worked.leads, needed: FEWEST_WORKED });
	}
	const rate = rateOf(worked.wins, worked.leads);
	if (!rate.measured) return rate;
	const uncalled = wins - worked.wins;
	const more = (share: number) => Math.max(0, leadsSpared * share - uncalled);
	return { measured: true, wins: more(rate.rate), lo: more(rate.lo), hi: more(rate.hi) };
}

function net(
	saved: GateSavings['savedCents'],
	wins: GateSavings['missedWins'],
	gainPerWinCents: number | null
): GateSavings['netCents'] {
	if (!saved.measured) return saved;
	if (!wins.measured) return wins;
	if (gainPerWinCents === null) return notMeasured('value-unknown');
	const less = (count: number) => saved.cents - count * gainPerWinCents;
	return { measured: true, cents: less(wins.wins), lo: less(wins.hi), hi: less(wins.lo) };
}
