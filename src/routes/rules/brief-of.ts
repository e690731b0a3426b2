import type { LiveScore } from '#lib/live/rescore.ts';
import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';

/** The effect of the edits in one line, for where the whole table is out of sight. */
export function briefOf({
	before,
	now
}: {
	before: LiveScore | null;
	now: LiveScore | null;
}): string {
	if (!now) return m.rules_brief_none();
	const f = format();
	const change = (text: (score: LiveScore) => string) =>
		before && text(before) !== text(now) ? `${text(before)} → ${text(now)}` : text(now);
	const parts = (['mql', 'sql'] as const).flatMap((gate) =>
		now[gate] ? [`${gate.toUpperCase()} ${change((score) => leadsOf(score, gate))}`] : []
	);
	if (now.auc !== null)
		parts.push(`AUC ${change(({ auc }) => (auc === null ? '–' : f.decimal(auc, 3)))}`);
	return parts.join(' · ');

	function leadsOf(score: LiveScore, gate: 'mql' | 'sql'): string {
		return score[gate] ? f.count(score[gate].leads) : '–';
	}
}
