import { monthName } from './calendar.ts';
import type { Draw } from './draw.ts';

/** A row of costs.csv; `null` is an empty field. */
export interface Cost {
	month: string;
	/** Null where the cost belongs to no source: sales and tools. */
	source: string | null;
	campaign: string | null;
	kind: 'marketing' | 'sales' | 'tool';
	amountCents: number;
	impressions: number | null;
	visits: number | null;
	clicks: number | null;
}

/** What a source costs. Referral and partner are not here: nobody booked what they cost. */
interface Price {
	/** Euro a lead. */
	perLead: number;
	/** Euro a month, leads or none; for the 9,000 leads of the default. */
	perMonth: number;
	/** Visits a lead; offline sources have none. */
	visitsPerLead: number;
	/** Clicks a visit, impressions a click; of paid sources. */
	clicksPerVisit: number;
	impressionsPerClick: number;
}

const PRICES: Record<string, Price> = {
	'organic search': price(0, 3_800, 45),
	'paid search': price(95, 0, 22, 1.08, 28),
	'LinkedIn ads': price(140, 0, 16, 1.1, 190),
	'e-mail': price(8, 450, 18),
	webinar: price(45, 900, 12),
	'trade fair': price(210, 1_500, 0),
	outbound: price(70, 1_200, 0),
	podcast: price(60, 300, 20),
	/** Advertisements in a magazine: money spent every month, and not one lead that names it. */
	'trade magazine': price(0, 1_100, 0)
};

/**
 * Monthly costs of leads counted by month and by `source|campaign`.
 *
 * @param counts - one map a month
 * @param leads - all leads, which the fixed costs grow with
 * @example costs([new Map()], 9_000, drawFrom(1)).map((cost) => cost.source) // ['organic search', 'trade magazine', null, null]
 */
export function costs(counts: Map<string, number>[], leads: number, draw: Draw): Cost[] {
	const size = leads / 9_000;
	return counts.flatMap((month, m) => [
		...[...withFixed(month)]
			.sort()
			.flatMap((key) => ofSource(m, key, month.get(key) ?? 0, size, draw)),
		overhead(m, 'sales', 58_000 * size, draw),
		overhead(m, 'tool', 4_800 * size, draw)
	]);
}

/** Sources with a monthly price have a row in every month, in which they may have brought no lead. */
function withFixed(month: Map<string, number>): Set<string> {
	const fixed = ['organic search|', 'trade magazine|'];
	return new Set([...month.keys(), ...fixed]);
}

function ofSource(m: number, key: string, leads: number, size: number, draw: Draw): Cost[] {
	const [source, campaign] = key.split('|');
	if (!Object.hasOwn(PRICES, source)) return [];
	const { perLead, perMonth, visitsPerLead, clicksPerVisit, impressionsPerClick } = PRICES[source];
	const amount = (perLead * leads + perMonth * size) * draw.logNormal(1, 0.12);
	const visits = Math.round(visitsPerLead * leads * draw.logNormal(1, 0.1));
	const clicks = Math.round(visits * clicksPerVisit);
	return [
		{
			month: monthName(m),
			source,
			campaign: campaign || null,
			kind: 'marketing',
			amountCents: Math.round(amount * 100),
			impressions: clicksPerVisit > 0 ? Math.round(clicks * impressionsPerClick) : null,
			visits: visitsPerLead > 0 ? visits : null,
			clicks: clicksPerVisit > 0 ? clicks : null
		}
	];
}

function overhead(m: number, kind: 'sales' | 'tool', euros: number, draw: Draw): Cost {
	return {
		month: monthName(m),
		source: null,
		campaign: null,
		kind,
		amountCents: Math.round(euros * draw.logNormal(1, 0.04) * 100),
		impressions: null,
		visits: null,
		clicks: null
	};
}

function price(
	perLead: number,
	perMonth: number,
	visitsPerLead: number,
	clicksPerVisit = 0,
	impressionsPerClick = 0
): Price {
	return { perLead, perMonth, visitsPerLead, clicksPerVisit, impressionsPerClick };
}
