import type { Share } from '#lib/domain/intervals/rate.ts';
import { whatIfBudget, type SpentMonth } from '#lib/domain/roi/what-if-budget.ts';
import { whatIfThreshold, type ScoredLeads } from '#lib/domain/roi/what-if-threshold.ts';

/** What one choice might bring a month. */
export interface WhatIfPoint {
	/** Threshold, or monthly budget in cents. */
	choice: number;
	/** What it asks for a month: calls, or cents. */
	effort: number;
	/** Wins a month: as observed where it was observed, and the range. */
	wins: number | null;
	lo: number;
	hi: number;
}

/** Choices drawn at most. */
const MOST = 60;

/**
 * Calls and wins a month of every threshold that was seen and holds enough leads, lowest first, see `whatIfThreshold`.
 *
 * @example thresholdCurve(scored, 12)[0] // { choice: 0, effort: 310, wins: 25, lo: 22, hi: 28 }
 */
export function thresholdCurve(scored: ScoredLeads, months: number): WhatIfPoint[] {
	const scores = [...new Set(Array.from(scored.score))].sort((a, b) => a - b);
	const step = Math.max(1, scores.length / MOST);
	const chosen = scores.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
	return chosen.flatMap((choice) => {
		const found = whatIfThreshold(scored, choice, months, null);
		if (!found.measured) return [];
		const { wins, lo, hi } = found.winsPerMonth;
		return [{ choice, effort: found.callsPerMonth, wins, lo, hi }];
	});
}

/**
 * Wins a month that budgets between the least and the most of a month might bring, see `whatIfBudget`.
 *
 * @returns none where that cannot be told
 * @example budgetCurve(months, { wins: 60, leads: 900 })[0] // { choice: 300_000, effort: 300_000, wins: null, lo: 1.4, hi: 3.6 }
 */
export function budgetCurve(months: SpentMonth[], mature: Share): WhatIfPoint[] {
	const spent = months.map(({ cents }) => cents);
	const [lowest, highest] = [Math.min(...spent), Math.max(...spent)];
	const steps = highest > lowest ? MOST / 2 : 0;
	return Array.from({ length: steps + 1 }, (_, i) =>
		Math.round(lowest + ((highest - lowest) * i) / Math.max(1, steps))
	).flatMap((choice) => {
		const found = whatIfBudget(months, mature, choice);
		if (!found.measured) return [];
		return [{ choice, effort: choice, wins: null, ...found.wins }];
	});
}
