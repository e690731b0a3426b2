import { MANY_TOUCHES } from '#lib/domain/query/funnel-pressure-query.ts';
import type { LeadSet } from '#lib/domain/query/lead-set.ts';
import { pointsRange } from '#lib/charts/points-range.ts';
import { responseTime } from '#lib/charts/response-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { format } from '#lib/ui/format.ts';

/** What leads of a set have in common, in the language of the page. */
export function setInWords(
	set: LeadSet,
	stages: { id: string; label: string }[],
	ageDays: number | null
): string {
	if ('stage' in set) return ofStage(set, stages, ageDays);
	const { count } = format();
	switch (set.kind) {
		case 'rest':
			return m.leads_rest({ set: setInWords(set.of, stages, ageDays), column: set.by });
		case 'answered':
			return answered(set);
		case 'unanswered':
			return m.leads_unanswered();
		case 'unsubscribed':
			if (set.touches === 0) return m.leads_unsubscribed_none();
			if (set.touches === 1) return m.leads_unsubscribed_one();
			return set.touches < MANY_TOUCHES
				? m.leads_unsubscribed({ touches: count(set.touches) })
				: m.leads_unsubscribed_many({ touches: count(set.touches) });
		case 'rejected':
			return set.reason
				? m.leads_rejected({ stage: set.out, reason: set.reason })
				: m.leads_rejected_unsaid({ stage: set.out });
		case 'points':
			return m.leads_points({ points: pointsRange(set, getLocale()) });
		case 'won-points':
			return m.leads_won_points({ points: pointsRange(set, getLocale()) });
	}
	const words = {
		all: m.leads_all,
		counted: m.leads_counted,
		immature: m.leads_immature,
		'before-entry': m.leads_before_entry,
		won: m.leads_won,
		lost: m.leads_lost,
		'lost-then': m.leads_lost_then
	};
	return words[set.kind]();
}

function answered({ minutes, zone }: Extract<LeadSet, { kind: 'answered' }>): string {
	const hours = zone === null ? 'clock' : 'business';
	const time = responseTime(minutes, { hours }, getLocale());
	return zone === null ? m.leads_answered({ time }) : m.leads_answered_open({ time, zone });
}

function ofStage(
	set: Extract<LeadSet, { stage: string }>,
	stages: { id: string; label: string }[],
	ageDays: number | null
): string {
	const stage = stages.find(({ id }) => id === set.stage)?.label ?? set.stage;
	const { count } = format();
	if (set.kind === 'by') return m.leads_by({ stage, by: count(set.days) });
	if (set.kind === 'curve') return m.leads_curve({ stage, by: count(set.days) });
	if (set.kind === 'reached') {
		return ageDays === null
			? m.leads_seen({ stage })
			: m.leads_reached({ stage, days: count(ageDays) });
	}
	const words = {
		stopped: m.leads_stopped,
		dropped: m.leads_dropped,
		open: m.leads_open,
		skipped: m.leads_skipped,
		reversed: m.leads_reversed,
		seen: m.leads_seen,
		standing: m.leads_standing,
		entered: m.leads_entered
	};
	return words[set.kind]({ stage });
}
