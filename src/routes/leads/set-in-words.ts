import type { LeadSet } from '#lib/domain/query/lead-set.ts';
import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';

/** What leads of a set have in common, in the language of the page. */
export function setInWords(
	set: LeadSet,
	stages: { id: string; label: string }[],
	ageDays: number | null
): string {
	if (!('stage' in set)) {
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
	const stage = stages.find(({ id }) => id === set.stage)?.label ?? set.stage;
	if (set.kind === 'by') return m.leads_by({ stage, by: format().count(set.days) });
	if (set.kind === 'reached') {
		return ageDays === null
			? m.leads_seen({ stage })
			: m.leads_reached({ stage, days: format().count(ageDays) });
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
