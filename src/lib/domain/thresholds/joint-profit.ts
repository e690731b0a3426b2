import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import type { Profit } from './gate-profit.ts';
import type { JointEconomics } from './joint-gates.ts';

/** Leads, those accepted by sales among them, and those won. */
export interface OutcomeCounts {
	leads: number;
	accepted: number;
	won: number;
}

/**
 * Profit of both gates together, see `jointGates`: leads between the gates are qualified first and worked if accepted, leads
 * from the SQL gate up are worked at once. The interval takes the profit of a lead as drawn from those observed (normal).
 *
 * @throws Error for more wins than accepted leads, or more of them than leads
 * @example jointProfit({ leads: 10, accepted: 5, won: 2 }, { leads: 4, accepted: 4, won: 3 }, economics).cents
 */
export function jointProfit(
	qualified: OutcomeCounts,
	straight: OutcomeCounts,
	{ valueCents, margin, qualifyCents, workCents }: JointEconomics
): Profit {
	const earned = valueCents * margin;
	const asked = sumsOf(qualified, [
		earned - workCents - qualifyCents,
		-workCents - qualifyCents,
		-qualifyCents
	]);
	const sent = sumsOf(straight, [earned - workCents, -workCents, -workCents]);
	const cents = asked.sum + sent.sum;
	return { cents, ci: normalInterval(cents, Math.sqrt(asked.variance + sent.variance)) };
}

/** Sum over leads of what a won, an accepted and another one earns, and the variance of that sum. */
function sumsOf({ leads, accepted, won }: OutcomeCounts, each: [number, number, number]) {
	if (!(won >= 0 && won <= accepted && accepted <= leads)) {
		throw new Error(`jointProfit: ${leads} leads, ${accepted} accepted, ${won} won`);
	}
	if (leads === 0) return { sum: 0, variance: 0 };
	const counts = [won, accepted - won, leads - accepted];
	const sum = counts.reduce((total, count, i) => total + count * each[i], 0);
	const mean = sum / leads;
	const variance = counts.reduce((total, count, i) => total + count * (each[i] - mean) ** 2, 0);
	return { sum, variance };
}
