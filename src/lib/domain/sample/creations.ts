import { date, DAY, DAYS, monthDay, weekday } from './calendar.ts';
import type { Draw } from './draw.ts';
import { sourceProfiles, type SourceProfile } from './source-profiles.ts';

/** When a lead was created, and by which source it came. */
export interface Creation {
	minute: number;
	source: SourceProfile;
}

/** The seasonal dips: fewer leads in August and around the turn of the year. */
const DIPS = [
	{ from: '08-01', to: '08-31', factor: 0.55 },
	{ from: '12-20', to: '12-31', factor: 0.22 },
	{ from: '01-01', to: '01-05', factor: 0.3 }
];
/** Leads per hour of the day, UTC. */
const HOURS = [1, 0, 0, 0, 1, 3, 8, 14, 16, 15, 12, 12, 14, 15, 13, 9, 6, 5, 5, 4, 4, 3, 2, 1].map(
	(weight, hour) => [hour, weight] as const
);

/**
 * Creation times of exactly `leads` leads over the 24 months, in order of time.
 * Holds one day in memory, however many leads there are.
 *
 * @example [...creations(3, drawFrom(1))].length // 3
 */
export function* creations(leads: number, draw: Draw): Generator<Creation> {
	const perDay = leadsPerDay(draw);
	let expected = 0;
	let done = 0;
	for (let day = 0; day < DAYS; day++) {
		expected += leads * perDay[day].total;
		const until = day === DAYS - 1 ? leads : Math.floor(expected);
		yield* ofDay(day, until - done, perDay[day].sources, draw);
		done = until;
	}
}

interface DayMix {
	/** Share of all leads that come on this day. */
	total: number;
	sources: (readonly [SourceProfile, number])[];
}

function leadsPerDay(draw: Draw): DayMix[] {
	const noise = Array.from({ length: DAYS }, () => draw.logNormal(1, 0.12));
	const shapes = sourceProfiles.map((source) => {
		const shape = noise.map((factor, day) => factor * intensity(source, day));
		const sum = shape.reduce((total, value) => total + value, 0);
		return shape.map((value) => (value / sum) * source.share);
	});
	const all = shapes.flat().reduce((total, value) => total + value, 0);
	return noise.map((_, day) => ({
		total: shapes.reduce((sum, shape) => sum + shape[day], 0) / all,
		sources: sourceProfiles.map((source, s) => [source, shapes[s][day]] as const)
	}));
}

function intensity(source: SourceProfile, day: number): number {
	const { only, seasons = [], week } = source;
	const iso = date(day * DAY);
	if (only && (iso < only.from || iso > only.to)) return 0;
	let factor = week[weekday(day)];
	for (const season of [...DIPS, ...seasons]) {
		if (monthDay(day) >= season.from && monthDay(day) <= season.to) factor *= season.factor;
	}
	return factor;
}

function* ofDay(
	day: number,
	count: number,
	sources: DayMix['sources'],
	draw: Draw
): Generator<Creation> {
	const minutes = Array.from(
		{ length: count },
		() => day * DAY + draw.weighted(HOURS) * 60 + draw.below(60)
	).sort((a, b) => a - b);
	for (const minute of minutes) yield { minute, source: draw.weighted(sources) };
}
