import * as m from '#lib/paraglide/messages.js';

/** A period by its first and last day of creation, YYYY-MM-DD; null for no bound. */
export interface Period {
	label: string;
	from: string | null;
	to: string | null;
}

/** Periods people ask for, counted back from the newest date of the data and never from today. */
export function periodsUpTo(dataDate: string): Period[] {
	const year = Number(dataDate.slice(0, 4));
	const monthsBack = (months: number) => {
		const at = new Date(`${dataDate.slice(0, 7)}-01T00:00:00Z`);
		at.setUTCMonth(at.getUTCMonth() - months + 1);
		return at.toISOString().slice(0, 10);
	};
	const whole = (of: number) => ({ from: `${of}-01-01`, to: `${of}-12-31` });
	return [
		{ label: m.figures_last_6_months(), from: monthsBack(6), to: null },
		{ label: m.figures_last_12_months(), from: monthsBack(12), to: null },
		{ label: String(year), ...whole(year) },
		{ label: String(year - 1), ...whole(year - 1) },
		{ label: m.figures_all_time(), from: null, to: null }
	];
}
