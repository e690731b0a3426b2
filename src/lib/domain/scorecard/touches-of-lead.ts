import { DAY_MS } from '#lib/domain/units.ts';
import { partsLeft, type Decay } from './decay.ts';
import type { Lead, Touch } from './lead.ts';
import type { SteppedRule } from './scorecard.ts';
import { stepsOf } from './steps-of.ts';
import type { TouchFeature } from './touch-feature.ts';
import type { LeadValue } from './truth-of.ts';

interface AgedTouch extends Touch {
	/** Whole days before the decision time. */
	ageDays: number;
}

/**
 * What a touch feature says of a lead as of its decision time (statistics 3): touches after it do not exist.
 *
 * @param windowDays - decision time = creation + this many days
 * @returns null where it says nothing: no touch that fits, or a lead without a creation date
 * @example featureOf({ id: 'visits', label: 'Visits', kind: 'count' }, lead, 14) // 3
 */
export function featureOf(feature: TouchFeature, lead: Lead, windowDays: number): LeadValue {
	const touches = fitting(feature, lead, windowDays);
	if (!touches) return null;
	switch (feature.kind) {
		case 'count':
			return touches.length;
		case 'distinct-days':
			return new Set(touches.map(({ atMs }) => Math.floor(atMs / DAY_MS))).size;
		case 'days-since-last':
			return touches.length === 0 ? null : Math.min(...touches.map(({ ageDays }) => ageDays));
		case 'days-since-first':
			return touches.length === 0 ? null : Math.max(...touches.map(({ ageDays }) => ageDays));
		case 'first-channel':
			return channelsInOrder(touches).at(0) ?? null;
		case 'last-channel':
			return channelsInOrder(touches).at(-1) ?? null;
	}
}

/**
 * What is left of the touches a rule counts, each worn off by its own age, in parts (`FULL` make one event).
 *
 * @returns null for a lead without a creation date
 * @example partsOfTouches({ field: 'touch:opens', per: 1, atMost: 3 }, decay, opens, lead, 14) // 1500000
 */
export function partsOfTouches(
	each: SteppedRule['each'],
	decay: Decay,
	feature: TouchFeature,
	lead: Lead,
	windowDays: number
): number | null {
	const touches = fitting(feature, lead, windowDays);
	if (!touches) return null;
	return touches
		.toSorted((a, b) => a.atMs - b.atMs)
		.reduce((sum, { ageDays }, i) => {
			const steps = stepsOf(each, i + 1) - stepsOf(each, i);
			return sum + steps * partsLeft(decay, ageDays);
		}, 0);
}

function fitting(feature: TouchFeature, lead: Lead, windowDays: number): AgedTouch[] | null {
	if (lead.createdAtMs === null) return null;
	const decidedMs = lead.createdAtMs + windowDays * DAY_MS;
	return (lead.touches ?? [])
		.filter(({ atMs }) => atMs <= decidedMs)
		.map((touch) => ({ ...touch, ageDays: Math.floor((decidedMs - touch.atMs) / DAY_MS) }))
		.filter((touch) => fits(feature, touch));
}

function fits(
	{ types, details, channels, byUs, withinDays }: TouchFeature,
	touch: AgedTouch
): boolean {
	const among = (texts: string[] | undefined, text: string | null) =>
		!texts || (text !== null && texts.includes(text));
	return (
		among(types, touch.type) &&
		among(details, touch.detail) &&
		among(channels, touch.channel) &&
		(byUs === undefined || touch.byUs === byUs) &&
		(withinDays === undefined || touch.ageDays < withinDays)
	);
}

/** Of touches of one moment the channel that comes first in the alphabet stands first. */
function channelsInOrder(touches: AgedTouch[]): string[] {
	return touches
		.filter(({ channel }) => channel !== null)
		.toSorted((a, b) => a.atMs - b.atMs || (String(a.channel) < String(b.channel) ? -1 : 1))
		.map(({ channel }) => String(channel));
}
