import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { LeadEconomics } from './cost-gate.ts';

/** What leads earned less what they cost, in cents. */
export interface Profit {
	cents: number;
	/** 95 % interval: as many leads again, their outcomes drawn anew. */
	ci: [number, number];
}

/**
 * Profit of working all leads that pass a gate: wins x value x margin - leads x cost. The interval is that of the conversion
 * rate (Wilson).
 *
 * @throws Error for no leads or wins outside 0..leads
 * @example gateProfit({ leads: 100, wins: 20 }, { valueCents: 100_000, margin: 0.5, costCents: 5_000 }).cents // 500_000
 */
export function gateProfit(
	{ leads, wins }: { leads: number; wins: number },
	{ valueCents, margin, costCents }: LeadEconomics
): Profit {
	const of = (rate: number) => leads * (rate * valueCents * margin - costCents);
	const [low, high] = wilson(wins, leads);
	return { cents: wins * valueCents * margin - leads * costCents, ci: [of(low), of(high)] };
}
