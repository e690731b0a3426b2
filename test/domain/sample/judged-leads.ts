import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { conditionState, type Row } from './rule-state.ts';

/** A lead as a calibration sees it (statistics 3 to 6), worked out from the columns alone. */
export interface JudgedLead {
	row: Row;
	/** Creation + signal window, milliseconds. */
	decidedAt: number;
	/** When the outcome is known: decision time + horizon. */
	knownAt: number;
	won: boolean;
	status: 'usable' | 'exclusion' | 'immature' | 'decided before';
}

const DAY = 86_400_000;

/** Every lead with its outcome within the horizon and the reason why it is left out, if it is. */
export function judgedLeads(rows: Iterable<Row>, card: Scorecard): JudgedLead[] {
	const all = [...rows];
	const dataDate = newest(all);
	return all.map((row) => {
		const decidedAt = time(row.created_at) + card.signalWindowDays * DAY;
		const knownAt = decidedAt + card.horizonDays * DAY;
		const wonAt = time(row.won_at);
		const early = wonAt <= decidedAt || time(row.lost_at) <= decidedAt;
		const excluded = card.exclusions.some(({ when }) => conditionState(when, row) === 1);
		const status = excluded
			? 'exclusion'
			: knownAt > dataDate
				? 'immature'
				: early
					? 'decided before'
					: 'usable';
		return { row, decidedAt, knownAt, won: wonAt > decidedAt && wonAt <= knownAt, status };
	});
}

/** Usable leads, the later 30 % as test leads; training without what was known only after the split. */
export function trainAndTest(leads: JudgedLead[]): { train: JudgedLead[]; test: JudgedLead[] } {
	const usable = leads.filter((lead) => lead.status === 'usable');
	usable.sort((a, b) => a.decidedAt - b.decidedAt);
	const day = (lead: JudgedLead) => Math.floor(lead.decidedAt / DAY);
	const firstTestDay = day(usable[Math.floor(usable.length * 0.7)]);
	return {
		train: usable.filter((lead) => lead.knownAt <= firstTestDay * DAY),
		test: usable.filter((lead) => day(lead) >= firstTestDay)
	};
}

/** Milliseconds; NaN, which compares as false, for an empty field. */
export function time(value: string | number | null): number {
	return value === null || value === '' ? NaN : Date.parse(String(value));
}

function newest(rows: Row[]): number {
	let latest = -Infinity;
	for (const row of rows) {
		for (const column of ['created_at', 'worked_at', 'accepted_at', 'won_at', 'lost_at']) {
			if (time(row[column]) > latest) latest = time(row[column]);
		}
	}
	return latest;
}
