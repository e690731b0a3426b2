import type { Measured } from '#lib/domain/units.ts';

/** Leads created in a month: what was spent in it, and what they have brought so far. */
export interface ReportMonth {
	/** YYYY-MM */
	month: string;
	leads: number;
	/** Customers among them so far. */
	wins: number;
	/** Marketing, sales and tools together. */
	cost: Measured<{ cents: number }>;
	/** Won value so far. */
	revenue: Measured<{ cents: number }>;
	/** Every lead of the month has the age at which rates are measured; else what it brought is "so far". */
	mature: boolean;
}
