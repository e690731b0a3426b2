import { DAY_MS } from '#lib/domain/units.ts';
import { allocateCents } from './allocate-cents.ts';

/** A booked cost as imported. */
export interface BookedCost {
	/** First and last day it is for, YYYY-MM-DD. */
	day: string;
	until: string;
	/** Null where it is for no source: overhead. */
	source: string | null;
	campaign: string | null;
	kind: CostKind | null;
	/** Negative for a refund. */
	cents: number;
	/** ISO 4217; null where the file names none. */
	currency: string | null;
}

export type CostKind = 'marketing' | 'sales' | 'tool';

/** A cost of one month. */
export interface MonthlyCost extends Omit<BookedCost, 'day' | 'until'> {
	/** YYYY-MM */
	month: string;
}

/**
 * A cost spread over the months it is for, in proportion to their days, to the cent.
 *
 * @throws Error for dates that are none, or an end before the beginning
 * @example monthlyCosts({ day: '2026-01-01', until: '2026-03-31', cents: 9_000, … }).map(({ cents }) => cents) // [3100, 2800, 3100]
 */
export function monthlyCosts({ day, until, ...cost }: BookedCost): MonthlyCost[] {
	const [first, last] = [dayNumber(day), dayNumber(until)];
	if (last < first) throw new Error(`monthlyCosts: from ${day} until ${until}`);
	const days = new Map<string, number>();
	for (let at = first; at <= last; at++) {
		const month = new Date(at * DAY_MS).toISOString().slice(0, 7);
		days.set(month, (days.get(month) ?? 0) + 1);
	}
	const parts = allocateCents(cost.cents, [...days.values()]);
	return [...days.keys()].map((month, i) => ({ ...cost, month, cents: parts[i] }));
}

function dayNumber(day: string): number {
	const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
	if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
		throw new Error(`monthlyCosts: ${day} is no day`);
	}
	return at / DAY_MS;
}
