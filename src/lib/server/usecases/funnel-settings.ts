import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** What the page and the command of the funnel are asked beside `FigureSettings`. */
export interface FunnelSettings {
	view: 'cohort' | 'snapshot' | 'flow';
	/** Periods to set the chosen one against. */
	compare: ComparedWith[];
	/** Stage of the cohort map; null for the last. */
	stage: string | null;
	/** Whether figures of single members of staff were asked for. */
	staff: boolean;
	hours: 'clock' | 'business';
	/** IANA name of the time zone of business hours. */
	timeZone: string;
}

/** Other periods of the same length, by their distance. */
export const COMPARED_WITH = ['previous', 'before-previous', 'last-year', 'two-years'] as const;
export type ComparedWith = (typeof COMPARED_WITH)[number];

const VIEWS = ['cohort', 'snapshot', 'flow'] as const;
const HOURS = ['clock', 'business'] as const;
const HOME_ZONE = 'Europe/Berlin';

/**
 * The settings of the funnel in an address.
 * @throws WorkbenchError `setting-invalid`
 * @example funnelSettings(new URLSearchParams('view=flow')).view // 'flow'
 */
export function funnelSettings(query: URLSearchParams): FunnelSettings {
	const compare = query.getAll('compare').flatMap((each) => each.split(','));
	const timeZone = query.get('zone')?.trim() || HOME_ZONE;
	if (!isTimeZone(timeZone)) throw invalid('zone', timeZone, HOME_ZONE);
	return {
		view: one('view', query.get('view'), VIEWS),
		compare: compare.filter(Boolean).map((each) => one('compare', each, COMPARED_WITH)),
		stage: query.get('stage')?.trim() || null,
		staff: query.get('staff') === 'yes',
		hours: one('hours', query.get('hours'), HOURS),
		timeZone
	};
}

/** One of the words that are known; the first of them where nothing is said. */
function one<T extends string>(name: string, value: string | null, known: readonly T[]): T {
	if (!value) return known[0];
	const found = known.find((each) => each === value);
	if (!found) throw invalid(name, value, known.join(', '));
	return found;
}

function invalid(name: string, value: string, expected: string): WorkbenchError {
	return new WorkbenchError('setting-invalid', { name, value, expected });
}

function isTimeZone(name: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
	} catch {
		return false;
	}
}
