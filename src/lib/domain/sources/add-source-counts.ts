import type { DayHistogram } from '#lib/domain/day-histogram.ts';
import type { SourceCounts } from './source-figures.ts';

/**
 * The counts of several sources together, so that figures of all leads are made from the same sums as those of each. What
 * no source knows stays unknown; without any source there are no leads, which is known.
 *
 * @param source - what they are called together
 * @example addSourceCounts([a, b], 'all').leads // a.leads + b.leads
 */
export function addSourceCounts(parts: SourceCounts[], source: string): SourceCounts {
	const sum = (of: (part: SourceCounts) => number) =>
		parts.reduce((all, part) => all + of(part), 0);
	const known = (of: (part: SourceCounts) => number | null) =>
		parts.length === 0 || parts.some((part) => of(part) !== null)
			? sum((part) => of(part) ?? 0)
			: null;
	const pair = <T>(of: (part: SourceCounts) => T | null): T[] | null => {
		const found = parts.map(of).filter((each) => each !== null);
		return parts.length === 0 || found.length > 0 ? found : null;
	};
	const closed = pair((part) => part.closed);
	const handedOver = pair((part) => part.handedOver);
	const contacted = pair((part) => part.contacted);
	const score = pair((part) => part.score);
	const total = <T>(rows: T[], of: (row: T) => number) =>
		rows.reduce((all, row) => all + of(row), 0);
	return {
		source,
		leads: sum(({ leads }) => leads),
		mature: sum(({ mature }) => mature),
		leftOut: sum(({ leftOut = 0 }) => leftOut),
		mqls: known(({ mqls }) => mqls),
		sqls: known(({ sqls }) => sqls),
		customers: known(({ customers }) => customers),
		closed: closed && { won: total(closed, (c) => c.won), lost: total(closed, (c) => c.lost) },
		revenueCents: known(({ revenueCents }) => revenueCents),
		handedOver: handedOver && {
			leads: total(handedOver, (h) => h.leads),
			accepted: total(handedOver, (h) => h.accepted)
		},
		contacted: contacted && {
			leads: total(contacted, (c) => c.leads),
			answered: total(contacted, (c) => c.answered)
		},
		touches: known(({ touches }) => touches),
		score: score && {
			leads: total(score, (s) => s.leads),
			today: total(score, (s) => s.today),
			calibrated: score.some((s) => s.calibrated !== null)
				? total(score, (s) => s.calibrated ?? 0)
				: null
		},
		processingDays: joined(parts.flatMap(({ processingDays }) => processingDays ?? [])),
		freeMail: known(({ freeMail }) => freeMail),
		optIn: known(({ optIn }) => optIn),
		incomplete: known(({ incomplete }) => incomplete)
	};
}

function joined(histograms: DayHistogram[]): DayHistogram | null {
	if (histograms.length === 0) return null;
	const leads = new Map<number, number>();
	for (const { day, n } of histograms) {
		Array.from(day).forEach((each, i) => leads.set(each, (leads.get(each) ?? 0) + n[i]));
	}
	const days = [...leads.keys()].sort((a, b) => a - b);
	return { day: days, n: days.map((day) => leads.get(day)!) };
}
