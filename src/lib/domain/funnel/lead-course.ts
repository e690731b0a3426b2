/** What is known of one lead's way through the stages, in days since it was created; fractions of days are fine. */
export interface LeadDates {
	/** First time at each stage, in the order of the funnel; null where it was never seen there. */
	reachedDay: ArrayLike<number | null>;
	/** Lost or rejected by sales; null where it was not. */
	lostDay: number | null;
	/** From creation to the data date. */
	followedDays: number;
}

/** How ways through the stages are read. */
export interface CourseOptions {
	/**
	 * `any`: whoever is seen at a stage has reached all before it, in whatever order and even if not seen there.
	 * `strict`: every stage must be seen, each not before the one before it.
	 */
	order: 'any' | 'strict';
	/** Days from creation within which a stage must be reached; null for no limit. */
	windowDays: number | null;
	/** Days from the stage before, one entry a stage (the first is not read); null for no limit. */
	stepWindowDays?: (number | null)[];
}

/** A lead's way through the stages as the funnel counts it. */
export interface LeadCourse {
	/** Stages reached: all up to the furthest. 0 where not even the first was. */
	reached: number;
	/** Day each stage was reached; null for those not reached or not seen. */
	day: (number | null)[];
	/** Stages that were reached, as a later one was, but at which the lead was never seen. */
	skipped: boolean[];
	/** Stages at which the lead was seen before an earlier one. */
	reversed: boolean[];
	/** What became of it at the furthest stage by the end of the window, or else by the data date. */
	end: 'arrived' | 'dropped' | 'open';
}

/**
 * Why a lead is not in the funnel: its window still runs at the data date, or a stage is dated before its creation.
 */
export type NoCourse = 'immature' | 'before-entry';

/**
 * One lead's way through the stages: the definition every count of the cohort funnel rests on. The window begins at
 * creation and ends `windowDays` later, whatever period the lead was selected by (a period never cuts conversions).
 * Leads whose window still runs are immature, also those that arrived already (statistics 4). A lead that has not
 * arrived was dropped where it was lost by the end of the window, else it is still open.
 *
 * With step windows a stage reached too late after the one before counts as not reached, nor do those behind it. A
 * step's time runs from the last stage before it at which the lead was seen. Skipped and reversed are told in both
 * orders; under `strict` they end the way.
 *
 * @throws Error for followedDays below 0
 * @example leadCourse({ reachedDay: [0, null, 5], lostDay: null, followedDays: 90 }, { order: 'any', windowDays: 60 }) // { reached: 3, skipped: [false, true, false], … }
 */
export function leadCourse(dates: LeadDates, options: CourseOptions): LeadCourse | NoCourse {
	const { lostDay, followedDays } = dates;
	if (!(followedDays >= 0)) throw new Error(`leadCourse: followed for ${followedDays} days`);
	const { order, windowDays, stepWindowDays = [] } = options;
	const seenAt = Array.from(dates.reachedDay);
	if (seenAt.some((day) => day !== null && day < 0)) return 'before-entry';
	if (windowDays !== null && followedDays < windowDays) return 'immature';
	const end = windowDays ?? followedDays;
	const inWindow = seenAt.map((day) => (day !== null && day <= end ? day : null));
	const day = withinSteps(inWindow, stepWindowDays);
	const reversed = day.map(
		(at, s) => at !== null && day.slice(0, s).some((d) => d !== null && d > at)
	);
	const reached = order === 'any' ? furthest(day) : unbroken(day);
	const lost = lostDay !== null && lostDay <= end;
	return {
		reached,
		day: day.map((at, s) => (s < reached ? at : null)),
		skipped: day.map((at, s) => at === null && s < furthest(day)),
		reversed,
		end: reached === day.length ? 'arrived' : lost ? 'dropped' : 'open'
	};
}

/** Takes a stage reached too late after the one before it away, and all behind it. */
function withinSteps(day: (number | null)[], limits: (number | null)[]): (number | null)[] {
	let last: number | null = null;
	for (let s = 0; s < day.length; s++) {
		const [at, limit] = [day[s], limits[s] ?? null];
		if (at === null) continue;
		if (limit !== null && last !== null && at - last > limit) {
			return day.map((each, i) => (i < s ? each : null));
		}
		last = at;
	}
	return day;
}

function furthest(day: (number | null)[]): number {
	return day.findLastIndex((at) => at !== null) + 1;
}

/** Stages seen one after the other from the first. */
function unbroken(day: (number | null)[]): number {
	let last = 0;
	for (let s = 0; s < day.length; s++) {
		const at = day[s];
		if (at === null || at < last) return s;
		last = at;
	}
	return day.length;
}
