import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap, mappedProbabilities } from '#lib/domain/evaluation/probability-map.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aboveGate, tooFewAbove } from './gate-support.ts';
import type { ScoreMap } from './refit-map.ts';

/** The same leads by the same score, with the outcome of each gate (statistics 2). */
export interface JointOutcomes {
	/** Distinct scores, ascending. */
	score: Float64Array;
	n: Float64Array;
	/** Accepted by sales within the horizon; a won lead counts as accepted. */
	accepted: Float64Array;
	won: Float64Array;
}

/** What the two kinds of work cost and what a win earns, in cents. */
export interface JointEconomics {
	/** Revenue of a win. */
	valueCents: number;
	/** Share of the revenue that is earned, above 0. */
	margin: number;
	/** Looking at an MQL to see whether sales accepts it. */
	qualifyCents: number;
	/** Working a lead in sales. */
	workCents: number;
}

type FitMap = (groups: ScoreGroups) => Measured<ScoreMap>;

/** MQL and SQL gate that earn most together. */
export interface JointGates {
	mql: number;
	/** At least `mql`; null where no lead is worth sending straight to sales. */
	sql: number | null;
	/** Of the training leads, as the probability maps expect it. */
	expectedProfitCents: number;
	/** Leads that are qualified first, and leads that go straight to sales. */
	qualified: number;
	straightToSales: number;
}

/**
 * Both gates at once. A lead from the SQL gate up goes straight to sales: it costs the work and earns by its chance of a
 * win. A lead between the gates is qualified first, and costs work only if it is accepted. Below both it costs nothing and
 * earns nothing. Of all pairs of gates the one with the highest expected profit is taken; chances come from the
 * probability maps of the score for acceptance and for wins (statistics 8). Sending a lead straight to sales pays where it
 * is so likely to be accepted that asking first costs more than the work it spares.
 *
 * @param mapsOf - fit the maps of acceptance and of wins; for samples of leads whose maps are known, `refitMap`
 * @returns not measured: for the reasons of `probabilityMap`; `no-slope` where the score does not rise with the odds of
 * either outcome; `win-earns-nothing`; `no-lead-pays`; too few above a gate for its own outcome (statistics 18)
 * @throws Error for amounts that are no numbers, negative costs, or more wins than accepted leads
 * @example jointGates(outcomes, { valueCents: 500_000, margin: 0.4, qualifyCents: 1_500, workCents: 12_000 }).mql // 30
 */
export function jointGates(
	outcomes: JointOutcomes,
	economics: JointEconomics,
	mapsOf: { accepted: FitMap; won: FitMap } = { accepted: probabilityMap, won: probabilityMap }
): Measured<JointGates> {
	check(outcomes, economics);
	if (!(economics.valueCents * economics.margin > 0)) {
		const { valueCents, margin } = economics;
		return notMeasured('win-earns-nothing', { valueCents, margin });
	}
	const accepted = groupsOf(outcomes, outcomes.accepted);
	const won = groupsOf(outcomes, outcomes.won);
	const acceptance = mapsOf.accepted(accepted);
	const winning = mapsOf.won(won);
	if (!acceptance.measured) return acceptance;
	if (!winning.measured) return winning;
	const slope = Math.min(acceptance.slope, winning.slope);
	if (slope <= 0) return notMeasured('no-slope', { slope });
	const chances = {
		accepted: mappedProbabilities(acceptance, outcomes.score),
		won: mappedProbabilities(winning, outcomes.score)
	};
	const found = mostProfitable(outcomes, chances, economics);
	if (!found)
		return notMeasured('no-lead-pays', { highest: outcomes.score[outcomes.score.length - 1] });
	const refused =
		tooFewAbove(aboveGate(accepted, found.mql), found.mql) ??
		(found.sql === null ? null : tooFewAbove(aboveGate(won, found.sql), found.sql));
	return refused ?? { measured: true, ...found };
}

/**
 * One pass from the top. Profit = that of asking about all leads from the MQL gate up, plus what going straight gains on
 * those from the SQL gate up; so the best SQL gate so far is known at every MQL gate.
 */
function mostProfitable(
	{ score, n }: JointOutcomes,
	chance: { accepted: Float64Array; won: Float64Array },
	{ valueCents, margin, qualifyCents, workCents }: JointEconomics
): JointGates | null {
	let best: JointGates | null = null;
	let straight = { gain: 0, leads: 0, sql: null as number | null };
	let [asked, gain, leads] = [0, 0, 0];
	for (let g = score.length - 1; g >= 0; g--) {
		const accepted = Math.max(chance.accepted[g], chance.won[g]);
		asked += n[g] * (chance.won[g] * valueCents * margin - qualifyCents - accepted * workCents);
		gain += n[g] * (qualifyCents - (1 - accepted) * workCents);
		leads += n[g];
		if (gain > straight.gain) straight = { gain, leads, sql: score[g] };
		const expectedProfitCents = asked + straight.gain;
		if (expectedProfitCents <= (best?.expectedProfitCents ?? 0)) continue;
		const { sql, leads: straightToSales } = straight;
		const qualified = leads - straightToSales;
		best = { mql: score[g], sql, expectedProfitCents, qualified, straightToSales };
	}
	return best;
}

function groupsOf({ score, n }: JointOutcomes, k: Float64Array): ScoreGroups {
	return { score, n, k, group: Uint32Array.from(score.keys()) };
}

function check({ score, n, accepted, won }: JointOutcomes, economics: JointEconomics): void {
	const lengths = [n, accepted, won].map((column) => column.length);
	if (lengths.some((length) => length !== score.length)) {
		throw new Error(`jointGates: ${score.length} scores, ${lengths.join(', ')} counts`);
	}
	for (let g = 0; g < score.length; g++) {
		if (won[g] <= accepted[g] && accepted[g] <= n[g]) continue;
		throw new Error(`jointGates: ${n[g]} leads, ${accepted[g]} accepted, ${won[g]} won`);
	}
	const { qualifyCents, workCents, valueCents, margin } = economics;
	const finite = [qualifyCents, workCents, valueCents, margin].every(Number.isFinite);
	if (!finite || qualifyCents < 0 || workCents < 0) {
		throw new Error(`jointGates: costs ${qualifyCents}, ${workCents}, value ${valueCents}`);
	}
}
