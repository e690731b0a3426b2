import * as m from '#lib/paraglide/messages.js';

export interface Page {
	path: string;
	label: () => string;
}

/** The pages of the rail, grouped by reader. */
export const overview: Page = { path: '/', label: m.page_overview };

export const analyst: Page[] = [
	{ path: '/data', label: m.page_data },
	{ path: '/rules', label: m.page_rules },
	{ path: '/calibrate', label: m.page_calibrate },
	{ path: '/compare', label: m.page_compare },
	{ path: '/export', label: m.page_export }
];

/** The way through on first use, in order; comparing is no step of it. */
export const steps = analyst.filter(({ path }) => path !== '/compare');
