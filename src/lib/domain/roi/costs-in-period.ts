import { DAY_MS } from '#lib/domain/units.ts';
import { allocateCents } from './allocate-cents.ts';
import type { BookedCost } from './monthly-costs.ts';

/** Booked costs of a period, and what of them is for days outside of it. */
export interface CostsInPeriod {
	costs: BookedCost[];
	outside: BookedCost[];
}

/**
 * Costs cut at the ends of a period, in proportion to their days, to the cent: what is inside and what is outside add
 * up to what was booked.
 *
 * @param from - first day of the period, YYYY-MM-DD; null for no beginning
 * @param to - its last day; null for no end
 * @example costsInPeriod([{ day: '2026-01-01', until: '2026-01-31', cents: 3_100, … }], '2026-01-22', null).costs[0].cents // 1000
 */
export function costsInPeriod(
	costs: BookedCost[],
	from: string | null,
	to: string | null
): CostsInPeriod {
	const found: CostsInPeriod = { costs: [], outside: [] };
	for (const cost of costs) {
		const [first, last] = [later(cost.day, from), earlier(cost.until, to)];
		if (first > last) {
			found.outside.push(cost);
			continue;
		}
		const parts = [
			{ day: cost.day, until: shifted(first, -1), into: found.outside },
			{ day: first, until: last, into: found.costs },
			{ day: shifted(last, 1), until: cost.until, into: found.outside }
		].filter(({ day, until }) => day <= until);
		const cents = allocateCents(
			cost.cents,
			parts.map(({ day, until }) => daysOf(day, until))
		);
		parts.forEach(({ day, until, into }, i) => into.push({ ...cost, day, until, cents: cents[i] }));
	}
	return found;
}

function later(day: string, from: string | null): string {
	return from !== null && from > day ? from : day;
}

function earlier(day: string, to: string | null): string {
	return to !== null && to < day ? to : day;
}

function shifted(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function daysOf(day: string, until: string): number {
	return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS + 1;
}
