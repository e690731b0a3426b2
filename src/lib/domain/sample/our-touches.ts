import { DAY, END } from './calendar.ts';
import type { Draw } from './draw.ts';
import type { LeadRow } from './lead-row.ts';
import type { Touch } from './touches.ts';

/** When sales and marketing may write to or call a lead. */
export interface ContactSpan {
	/** Minute of creation. */
	createdAt: number;
	/** First action of sales; null where there was none. */
	workedAt: number | null;
	/** Minute at which it was won, lost or given up. */
	until: number;
}

/** Minutes a mail lay unread, 2880 at most. */
const UNREAD = 2880;
const MAILS_UNOPENED = 1.5;
const FURTHER_CALLS = 0.7;

/**
 * What the vendor sent and whom it called: a mail before every opened one, some nobody opened, and calls from the first
 * action of sales on. Drawn without looking at the outcome but for its date, after which nobody is written to. Nobody who
 * has not agreed to mail gets one, and nobody after unsubscribing.
 *
 * @param list the lead's own touches
 * @example ourTouches(row, [], { createdAt: 0, workedAt: 60, until: 9000 }, draw)[0].type // 'call'
 */
export function ourTouches(row: LeadRow, list: Touch[], span: ContactSpan, draw: Draw): Touch[] {
	return [...mails(row, list, span, draw), ...calls(span, draw)];
}

function mails(row: LeadRow, list: Touch[], { createdAt, until }: ContactSpan, draw: Draw) {
	if (row.opt_in !== 'yes') return [];
	const left = list.find(({ type }) => type === 'unsubscribe')?.at ?? END - 1;
	const opened = list.filter(({ type }) => type === 'email_open');
	const sent = opened.map(({ at }) => Math.max(createdAt, at - 1 - draw.below(UNREAD)));
	const last = Math.max(createdAt + 1, Math.min(until, left, END - 1));
	const unopened = draw.poisson(MAILS_UNOPENED);
	for (let i = 0; i < unopened; i++) {
		const day = draw.wait(21 * DAY);
		sent.push(createdAt + Math.floor(Math.min(day, last - createdAt)));
	}
	return sent.map((at): Touch => ({ at, type: 'email_sent', detail: '' }));
}

function calls({ workedAt, until }: ContactSpan, draw: Draw): Touch[] {
	const further = draw.poisson(FURTHER_CALLS);
	const waits = Array.from({ length: further }, () => draw.wait(12 * DAY));
	if (workedAt === null || workedAt >= END) return [];
	const times = [workedAt];
	for (const wait of waits) times.push(times[times.length - 1] + 1 + Math.floor(wait));
	return times
		.filter((at, i) => i === 0 || (at < END && at <= until))
		.map((at): Touch => ({ at, type: 'call', detail: '' }));
}
