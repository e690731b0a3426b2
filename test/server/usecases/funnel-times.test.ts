import { describe, expect, it } from 'vitest';
import type { WaitingTime } from '#lib/domain/funnel/waiting-time.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import {
	funnelDecisions,
	funnelPipeline,
	funnelResponse,
	funnelStays
} from '#lib/server/usecases/funnel-times.ts';
import { total } from './group-rows.ts';
import { plainQuantile, plainSurvival, type PlainWait } from './plain-survival.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf } from './sample-rows.ts';
import { now, readWays, type Way } from './sample-ways.ts';
import { rateLike, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const ways = readWays();

/** Days up to an event, each begun one counted; those who still wait by whole days. */
function waitOf(from: number, until: number | null, followed: number): PlainWait {
	return until === null
		? { time: Math.floor(followed - from), through: false }
		: { time: Math.max(1, Math.ceil(until - from)), through: true };
}

function expectSame(found: WaitingTime, waits: PlainWait[]): void {
	const steps = plainSurvival(waits, 10);
	expect(found).toMatchObject({
		leads: waits.length,
		through: waits.filter(({ through }) => through).length
	});
	for (const [quantile, share] of [
		[found.median, 0.5],
		[found.p90, 0.9]
	] as const) {
		const own = plainQuantile(steps, share);
		if (own.time === null) expect(quantile).toMatchObject({ reason: 'share-not-reached' });
		else expect(quantile).toMatchObject(own);
	}
}

describe('the times of the funnel of the sample', () => {
	it('has time in each stage, with those who still stand there', async () => {
		const { stays } = told(await funnelStays(funnelDesk(await sampleDesk())));
		expect(stays).toHaveLength(5);
		stays.forEach(({ stay }, s) => {
			const waits = ways.flatMap(({ seen, lost, followed }) => {
				const came = seen[s];
				if (came === null) return [];
				const after = [...seen.slice(s + 1), lost].filter((day) => day !== null);
				return [waitOf(came, after.length > 0 ? Math.min(...after) : null, followed)];
			});
			expectSame(stay, waits);
		});
	});

	it('has the time to a decision, with those undecided', async () => {
		const found = told(await funnelDecisions(funnelDesk(await sampleDesk())));
		const waits = ways.map(({ seen, lost, followed }) => waitOf(0, seen[5] ?? lost, followed));
		expectSame(found, waits);
	});

	it('has the minutes to the first answer, with leads that wait for one', async () => {
		const asked = funnelSettings(new URLSearchParams());
		const found = told(await funnelResponse(funnelDesk(await sampleDesk()), asked));
		expectAnswers(
			found,
			answersOf((from, to) => (Date.parse(to) - Date.parse(from)) / 60_000)
		);
	});

	it('has the open minutes to the first answer, summed up day by day', async () => {
		const asked = funnelSettings(new URLSearchParams('hours=business'));
		const found = told(await funnelResponse(funnelDesk(await sampleDesk()), asked));
		expect(found.timeZone).toBe('Europe/Berlin');
		expectAnswers(found, answersOf(openMinutes));
	});

	it('has the velocity of the deals closed in a period', async () => {
		const desk = await sampleDesk('from=2026-01-01&to=2026-06-30');
		const found = told(await funnelPipeline(funnelDesk(desk)));
		const within = (at: string) => at >= '2026-01-01' && at < '2026-07-01' && at <= now;
		const reached = ways.filter(({ seen }) => seen[4] !== null || seen[5] !== null);
		const open = reached.filter(({ seen, lost }) => seen[5] === null && lost === null);
		const won = reached.filter(({ row, seen }) => seen[5] !== null && within(row.won_at));
		const lost = reached.filter((way) => way.lost !== null && within(timeOf(way, way.lost)));
		const valued = won.filter(({ row }) => row.deal_value_eur);
		const cents = total(valued, ({ row }) => centsOf(row.deal_value_eur)) / valued.length;
		const cycles = won.flatMap(({ seen }) =>
			seen[4] !== null && seen[5]! >= seen[4] ? [Math.ceil(seen[5]! - seen[4])] : []
		);
		const mean = total(cycles, (days) => days) / cycles.length;
		expect(found).toMatchObject({
			opportunities: open.length,
			winRate: rateLike(won.length, won.length + lost.length),
			dealCents: expect.closeTo(cents, 4),
			cycleDays: expect.closeTo(mean, 9)
		});
		const rate = won.length / (won.length + lost.length);
		expect(found.centsPerDay / ((open.length * rate * cents) / mean)).toBeCloseTo(1, 9);
	});
});

function timeOf({ row }: Way, day: number): string {
	return new Date(Date.parse(row.created_at) + day * 86_400_000).toISOString();
}

/** Waits for an answer in minutes; beyond two days whole hours are told apart. */
function answersOf(minutesBetween: (from: string, to: string) => number): PlainWait[] {
	return ways.map(({ row }) => {
		const through = row.worked_at !== '' && row.worked_at <= now;
		const exact =
			Math.round(minutesBetween(row.created_at, through ? row.worked_at : now) * 60) / 60;
		const round = through ? Math.ceil : Math.floor;
		const minute = through ? Math.max(1, Math.ceil(exact)) : Math.floor(exact);
		return { through, time: minute <= 2880 ? minute : 60 * round(minute / 60) };
	});
}

function expectAnswers(
	found: WaitingTime & {
		answered: unknown;
		early: number;
		within: { minutes: number; share: object }[];
	},
	waits: PlainWait[]
): void {
	expectSame(found, waits);
	const through = waits.filter((wait) => wait.through).length;
	expect(found.early).toBe(0);
	expect(found.answered).toMatchObject(rateLike(through, waits.length));
	const steps = plainSurvival(waits, 10);
	for (const { minutes, share } of found.within) {
		const own = steps.findLast(({ time }) => time <= minutes)!;
		expect(share, `${minutes}`).toMatchObject({
			share: expect.closeTo(own.share, 9),
			lo: expect.closeTo(own.lo, 7),
			hi: expect.closeTo(own.hi, 7)
		});
	}
}

/** Monday to Friday, 9 to 17 o'clock by the clocks of Berlin: UTC + 1, + 2 from the last Sunday of March to that of October. */
function openMinutes(from: string, to: string): number {
	const [start, end] = [Date.parse(from), Date.parse(to)];
	let sum = 0;
	for (let day = Math.floor(start / 86_400_000); day <= Math.floor(end / 86_400_000); day++) {
		const date = new Date(day * 86_400_000);
		if ([0, 6].includes(date.getUTCDay())) continue;
		const summer =
			day >= lastSunday(date.getUTCFullYear(), 3) && day < lastSunday(date.getUTCFullYear(), 10);
		const opens = day * 86_400_000 + (summer ? 7 : 8) * 3_600_000;
		sum += Math.max(0, Math.min(end, opens + 8 * 3_600_000) - Math.max(start, opens));
	}
	return sum / 60_000;
}

const sundays = new Map<string, number>();

/** Day number of the last Sunday of a month. */
function lastSunday(year: number, month: number): number {
	const key = `${year}-${month}`;
	const end = new Date(Date.UTC(year, month, 0));
	const found = sundays.get(key) ?? end.getTime() / 86_400_000 - end.getUTCDay();
	sundays.set(key, found);
	return found;
}
