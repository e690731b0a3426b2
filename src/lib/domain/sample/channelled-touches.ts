import type { Draw } from './draw.ts';
import type { LeadRow } from './lead-row.ts';
import { OUR_TYPES, type Touch } from './touches.ts';

/** A touch with the channel it came through. */
export interface ChannelledTouch extends Touch {
	channel: string;
	/** Whether it came from the vendor rather than the lead. */
	byUs: boolean;
}

const VISITS = [
	['direct', 32],
	['organic search', 28],
	['paid retargeting', 14],
	['e-mail', 12],
	['LinkedIn', 6]
] as const;
/** How a lead came whose first contact was not the source the CRM names. */
const OTHERWISE = [
	['organic search', 5],
	['direct', 3],
	['LinkedIn', 2]
] as const;
const FROM_SOURCE = 0.82;

/**
 * Gives every touch its channel. The inquiry came through the source of the lead most of the time; a page view through
 * the channel it names; mail, webinars and calls are their own; other visits are drawn, without looking at the outcome.
 *
 * @example channelledTouches(row, [{ at: 0, type: 'webinar', detail: '' }], draw)[0].channel // 'webinar'
 */
export function channelledTouches(row: LeadRow, list: Touch[], draw: Draw): ChannelledTouch[] {
	return list.map((touch) => {
		return { ...touch, channel: channelOf(touch, row, draw), byUs: OUR_TYPES.includes(touch.type) };
	});
}

function channelOf({ type, detail }: Touch, row: LeadRow, draw: Draw): string {
	const other = draw.weighted(OTHERWISE);
	const visit = draw.weighted(VISITS);
	switch (type) {
		case 'inquiry':
			return draw.chance(FROM_SOURCE) ? row.source : other;
		case 'page_view':
			return detail;
		case 'webinar':
			return 'webinar';
		case 'call':
			return 'sales call';
		case 'email_sent':
		case 'email_open':
		case 'email_click':
		case 'unsubscribe':
			return 'e-mail';
		default:
			return visit === 'e-mail' && row.opt_in !== 'yes' ? 'direct' : visit;
	}
}
