import type { FunnelFrame } from '#lib/domain/funnel/funnel-report.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { selectedLeads } from '#lib/domain/query/lead-selection.ts';
import type { ReadWays } from '#lib/server/queries/kept-ways.ts';
import { coursesOf, type FigureDesk } from './figure-desk.ts';
import { keptCourses, keptOpenCourses } from './kept-courses.ts';

/** What every figure of the funnel starts from. */
export interface FunnelDesk {
	desk: FigureDesk;
	frame: FunnelFrame;
	/** Ways of the selected leads within the window. */
	ways: ReadWays;
	/** The same with all the time there was. */
	openWays: ReadWays;
	/** Of all leads that fit the filters, whenever they were created, with all the time there was. */
	everWays: ReadWays;
}

export function funnelDesk(desk: FigureDesk): FunnelDesk {
	const { settings, stages, dataDate, dated, lookup } = desk;
	const { selection, order, ageDays, stepWindowDays: limits = [] } = settings;
	const stepWindowDays = stages.map((_, s) => limits[s] ?? null);
	const open = coursesOf(desk, { order, windowDays: null, stepWindowDays });
	const ever = selectedLeads({ ...selection, from: null, to: null }, lookup, duckdb);
	const kept = keptOpenCourses(desk, open);
	const counted = {
		selected: desk.selected,
		stages: stages.length,
		fromCreation: stages[0]?.from === 'created'
	};
	return {
		desk,
		frame: {
			stages,
			order,
			windowDays: dated ? ageDays : null,
			stepWindowDays,
			from: selection.from,
			to: selection.to,
			filters: selection.filters,
			dataDate
		},
		ways: { ...counted, courses: desk.courses, kept: keptCourses(desk) },
		openWays: { ...counted, courses: open, kept },
		everWays: { ...counted, selected: ever, courses: open, kept }
	};
}
