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

/** Pages of the marketing lead and of the executive. */
export const marketing: Page[] = [
	{ path: '/funnel', label: m.page_funnel },
	{ path: '/sources', label: m.page_sources }
];

export const executive: Page[] = [{ path: '/roi', label: m.page_roi }];

/** The pages on which a period, an age and filters pick the leads. */
export const figurePages = ['/funnel', '/sources', '/roi', '/leads'];

/** The way through on first use, in order; comparing is no step of it. */
export const steps = analyst.filter(({ path }) => path !== '/compare');

/** Every page of the rail. */
export const allPages: Page[] = [overview, ...analyst, ...marketing, ...executive];
