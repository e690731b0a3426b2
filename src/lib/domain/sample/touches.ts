import { END, DAY } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { LeadRow } from './lead-row.ts';

/** One recorded activity, a row of touches.csv. */
export interface Touch {
	/** Minute. */
	at: number;
	type: TouchType;
	/** Page view: the channel of the visit. Blog read and download: the stage of the buyer. */
	detail: string;
}
export type TouchType =
	| 'inquiry'
	| 'page_view'
	| 'blog_read'
	| 'download'
	| 'email_open'
	| 'email_click'
	| 'webinar'
	| 'pricing_view'
	| 'demo_request'
	| 'unsubscribe'
	| 'email_sent'
	| 'call';

/** What the vendor does; everything else the lead does. */
export const OUR_TYPES: readonly TouchType[] = ['email_sent', 'call'];

const BUYER_STAGES = [
	['awareness', 5],
	['consideration', 3],
	['decision', 2]
] as const;
const LATER_TYPES = [
	['page_view', 40],
	['blog_read', 14],
	['download', 7],
	['email_open', 18],
	['email_click', 8],
	['webinar', 4],
	['pricing_view', 8],
	['demo_request', 1]
] as const;
const OFFLINE = ['trade fair', 'referral', 'partner', 'outbound'];

/**
 * How many touches followed the decision time by the data date: more, and for longer, for those who buy.
 *
 * @example laterTouches({ from: 20, to: 10 }, true, 1, drawFrom(1)) // 0
 */
export function laterTouches(
	span: { from: number; to: number },
	won: boolean,
	interest: number,
	draw: Draw
): number {
	const days = Math.max(0, Math.min(span.to, END - 1) - span.from) / DAY;
	return draw.poisson(Math.min(12, days * (won ? 0.06 : 0.008 * Math.min(4, interest))));
}

/**
 * The touches behind a row: exactly as many of each type until the decision time as its columns count, and
 * `later` ones from then to the end of the span. In order of time.
 *
 * @example touches(row, createdAt, 0, span, draw).filter((touch) => touch.type === 'webinar').length // row.webinars_14d
 */
export function touches(
	row: LeadRow,
	createdAt: number,
	later: number,
	span: { from: number; to: number },
	draw: Draw
): Touch[] {
	const window = Math.min(span.from, END - 1) - createdAt;
	const early = () => {
		const u = draw.uniform();
		return createdAt + Math.floor(u * u * u * window);
	};
	const list: Touch[] = [];
	const add = (type: TouchType, count: number, at = early) => {
		for (let i = 0; i < count; i++) list.push({ at: at(), type, detail: detail(type, row, draw) });
	};
	add('page_view', row.page_views_14d);
	add('blog_read', row.blog_reads_14d);
	add('download', row.downloads_14d);
	add('email_open', row.email_opens_14d);
	add('email_click', row.email_clicks_14d);
	add('webinar', row.webinars_14d);
	add('pricing_view', row.pricing_views_14d);
	add('demo_request', row.demo_requested === 'yes' ? 1 : 0);
	if (row.unsubscribed === 'yes')
		add('unsubscribe', 1, () => afterMail(list, createdAt, window, draw));
	const last = Math.min(span.to, END - 1);
	for (let i = 0; i < later; i++) {
		add(laterType(row, draw), 1, () => span.from + 1 + draw.below(Math.max(1, last - span.from)));
	}
	return list.sort((a, b) => a.at - b.at);
}

function detail(type: TouchType, row: LeadRow, draw: Draw): string {
	if (type === 'blog_read' || type === 'download') return draw.weighted(BUYER_STAGES);
	if (type !== 'page_view') return '';
	const u = draw.uniform();
	if (u < 0.45) return OFFLINE.includes(row.source) ? 'direct' : row.source;
	return u < 0.7 ? 'direct' : u < 0.9 || row.opt_in !== 'yes' ? 'organic search' : 'e-mail';
}

/** Who has unsubscribed, or never agreed, gets no more mail. */
function laterType(row: LeadRow, draw: Draw): TouchType {
	const type = draw.weighted(LATER_TYPES);
	const mail = type === 'email_open' || type === 'email_click';
	return mail && (row.opt_in !== 'yes' || row.unsubscribed === 'yes') ? 'page_view' : type;
}

function afterMail(list: Touch[], createdAt: number, window: number, draw: Draw): number {
	const mails = list.filter((touch) => touch.type.startsWith('email'));
	const last = mails.reduce((latest, touch) => Math.max(latest, touch.at), createdAt);
	return last + Math.floor(draw.uniform() * (createdAt + window - last + 1));
}
