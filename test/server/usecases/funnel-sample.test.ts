import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';
import { countLeadSet } from '#lib/server/queries/read-lead-set.ts';
import { parseLeadSet } from '#lib/domain/query/lead-set.ts';
import { funnelBands, funnelPressure } from '#lib/server/usecases/funnel-bands.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelIncidence, funnelMap } from '#lib/server/usecases/funnel-incidence.ts';
import { funnelBreakdown } from '#lib/server/usecases/funnel-parts.ts';
import { funnelPeriods } from '#lib/server/usecases/funnel-periods.ts';
import { funnelRejections } from '#lib/server/usecases/funnel-rejections.ts';
import { funnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import {
	funnelDecisions,
	funnelPipeline,
	funnelResponse,
	funnelStays
} from '#lib/server/usecases/funnel-times.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import type { Measured } from '#lib/domain/units.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { useFigures } from './sample-desk.ts';
import { daysFrom, sampleRows, type Row } from './sample-rows.ts';
import { now, readWays, type Way } from './sample-ways.ts';

const { sampleDesk } = useFigures();

const all = readWays();
const AGE = 180;
const mature = all.filter(({ followed }) => followed >= AGE);
const got = (way: Way, s: number, days: number) =>
	way.seen.slice(s).some((day) => day !== null && day <= days);
const furthest = (way: Way, days: number) =>
	way.seen.reduce<number>((most, day, s) => (day !== null && day <= days ? s : most), -1);
const median = (values: number[], share = 0.5) =>
	values.toSorted((a, b) => a - b)[Math.ceil(share * values.length - 1e-9) - 1];

function measured<T>(value: Measured<T>): { measured: true } & T {
	if (!value.measured) throw new Error(value.reason);
	return value;
}

describe('the funnel of the sample, counted lead by lead from its files', () => {
	it('has the same cohort: counts, rates, days, dropped, open, skipped', async () => {
		const of = funnelDesk(await sampleDesk());
		const found = await funnelView(of, 'cohort');
		const { found: view, leftOut } = found as Extract<typeof found, { view: 'cohort' }>;
		const { steps, leads } = measured(view);
		expect(leads).toBe(mature.length);
		expect(leftOut).toEqual({
			immature: all.length - mature.length,
			beforeEntry: 0,
			undated: 0,
			later: 0
		});
		steps.forEach((step, s) => {
			const here = mature.filter((way) => got(way, s, AGE));
			const seen = here.flatMap((way) => {
				const day = way.seen[s];
				return day !== null && day <= AGE ? [{ way, day }] : [];
			});
			const stopped = here.filter((way) => furthest(way, AGE) === s);
			const dropped = stopped.filter(({ lost }) => lost !== null && lost <= AGE);
			expect(step.n).toBe(here.length);
			expect(measured(step.ofFirst)).toMatchObject({ wins: here.length, leads: mature.length });
			expect(step.skipped).toBe(here.length - seen.length);
			const last = s === 5;
			expect(step.dropped).toBe(last ? 0 : dropped.length);
			expect(step.open).toBe(last ? 0 : stopped.length - dropped.length);
			expect(measured(step.daysFromEntry).median).toBe(
				median(seen.map(({ day }) => Math.ceil(day)))
			);
			if (s === 0) return;
			const since = seen.flatMap(({ way, day }) => {
				const before = way.seen.slice(0, s).findLast((each) => each !== null && each <= AGE)!;
				return before <= day ? [Math.ceil(day - before)] : [];
			});
			expect(measured(step.daysFromPrevious)).toMatchObject({
				n: since.length,
				median: median(since),
				p90: { days: median(since, 0.9) }
			});
		});
	});

	it('has the same in strict order, with windows of single steps and fewer stages', async () => {
		const query = 'order=strict&stages=lead~SAL~customer&steps=~30~60&age=120';
		const of = funnelDesk(await sampleDesk(query));
		const { found } = await funnelView(of, 'cohort');
		const old = all.filter(({ followed }) => followed >= 120);
		const sal = old.filter(({ seen }) => seen[2] !== null && seen[2] <= 30);
		const won = sal.filter(
			({ seen }) =>
				seen[5] !== null && seen[5] <= 120 && seen[5] >= seen[2]! && seen[5] - seen[2]! <= 60
		);
		const steps = measured(found as Measured<{ steps: { n: number }[] }>).steps;
		expect(steps.map(({ n }) => n)).toEqual([old.length, sal.length, won.length]);
	});

	it('has the same stock at the data date', async () => {
		const { found } = await funnelView(funnelDesk(await sampleDesk()), 'snapshot');
		const open = all.filter(({ seen, lost }) => lost === null && seen[5] === null);
		const standing = Array.from({ length: 6 }, (_, s) =>
			open.filter((way) => furthest(way, Infinity) === s)
		);
		expect(found).toMatchObject({
			open: open.length,
			won: all.filter(({ seen }) => seen[5] !== null).length,
			steps: standing.map((some) => ({ standing: some.length }))
		});
		const days = standing[4].map(({ followed, seen }) => Math.floor(followed - seen[4]!));
		expect(found).toMatchObject({ steps: { 4: { daysSoFar: { median: median(days) } } } });
	});

	it('has the same events of a period, whenever the leads were created', async () => {
		const query = 'from=2026-01-01&to=2026-03-31';
		const { found } = await funnelView(funnelDesk(await sampleDesk(query)), 'flow');
		const within = (at: string) => at >= '2026-01-01' && at < '2026-04-01';
		const time = (way: Way, s: number) => {
			const day = way.seen[s];
			return day === null
				? ''
				: new Date(Date.parse(way.row.created_at) + day * 86_400_000).toISOString();
		};
		const entered = Array.from({ length: 6 }, (_, s) => all.filter((way) => within(time(way, s))));
		expect(found).toMatchObject({
			steps: entered.map((some) => ({
				entered: some.length,
				ofPeriod: some.filter(({ row }) => within(row.created_at)).length
			}))
		});
	});

	it('has the same parts, which add up', async () => {
		const of = funnelDesk(await sampleDesk());
		const { parts } = measured(await funnelBreakdown(of, 'source', false));
		const won = (source: (name: string) => boolean) =>
			mature.filter((way) => source(way.row.source) && got(way, 5, AGE)).length;
		const named = parts.filter(({ value }) => value !== null);
		for (const { value, found } of named) {
			const { steps } = measured(found);
			expect(steps[5].n).toBe(won((name) => name === value));
		}
		const names = named.map(({ value }) => value);
		const rest = measured(parts.find(({ value }) => value === null)!.found);
		expect(rest.steps[5].n).toBe(won((name) => !names.includes(name)));
		expect(parts.reduce((sum, { selected }) => sum + selected, 0)).toBe(all.length);
	});

	it('shows figures of the staff only when asked for, and never single persons', async () => {
		const of = funnelDesk(await sampleDesk());
		expect(await funnelBreakdown(of, 'owner', false)).toMatchObject({ reason: 'staff-figures' });
		expect(measured(await funnelBreakdown(of, 'owner', true)).parts.length).toBeGreaterThan(1);
	});

	it('has the same incidence where every lead was followed that long, and the drill its counts', async () => {
		const desk = await sampleDesk('to=2026-03-31');
		const { stages } = measured(await funnelIncidence(funnelDesk(desk)));
		const cohort = all.filter(({ row }) => row.created_at < '2026-04-01');
		for (const [s, { stage, incidence }] of stages.entries()) {
			for (const days of [30, 90, 180]) {
				const wins = cohort.filter((way) => got(way, s + 1, days)).length;
				expect(incidenceAt(incidence, days)!.share).toBeCloseTo(wins / cohort.length, 12);
				const set = parseLeadSet(`by-${days}:${stage.id}`)!;
				expect(await countLeadSet(desk, set)).toBe(wins);
			}
		}
	});

	it('has the same cohort map, and tells no rate of a month that is too young', async () => {
		const { rows, agesDays } = measured(await funnelMap(funnelDesk(await sampleDesk()), 'SQL'));
		expect(rows.reduce((sum, { leads }) => sum + leads, 0)).toBe(all.length);
		let young = 0;
		for (const { month, cells } of rows) {
			const own = all.filter(({ row }) => row.created_at.startsWith(month));
			cells.forEach(({ rate, soFar, maturity }, a) => {
				const wins = own.filter((way) => got(way, 3, agesDays[a])).length;
				expect(soFar).toBe(wins);
				const old = own.every(({ followed }) => Math.floor(followed) >= agesDays[a]);
				expect(maturity === 'mature').toBe(old);
				if (old) expect(measured(rate)).toMatchObject({ wins, leads: own.length });
				else young++;
			});
		}
		expect(young).toBeGreaterThan(10);
	});

	it('compares periods on leads that had the time', async () => {
		const of = funnelDesk(await sampleDesk('from=2026-01-01&to=2026-03-31'));
		const { periods, stages } = measured(await funnelPeriods(of, ['previous', 'last-year']));
		periods.forEach(({ from, to }, i) => {
			const own = mature.filter(
				({ row }) => row.created_at >= from && row.created_at.slice(0, 10) <= to
			);
			const wins = own.filter((way) => got(way, 5, AGE)).length;
			expect(stages[4].periods[i].rate).toMatchObject({ wins, leads: own.length });
		});
		expect(periods.map(({ from }) => from)).toEqual(['2026-01-01', '2025-10-01', '2025-01-01']);
	});

	it('has the same times: in stage, to a decision, to the first answer', async () => {
		const of = funnelDesk(await sampleDesk());
		const { stays } = measured(await funnelStays(of));
		stays.forEach(({ stay }, s) => {
			const came = all.filter(({ seen }) => seen[s] !== null);
			const left = came.filter(
				({ seen, lost }) => lost !== null || seen.slice(s + 1).some((day) => day !== null)
			);
			expect([stay.leads, stay.through]).toEqual([came.length, left.length]);
		});
		const decided = all.filter(({ seen, lost }) => seen[5] !== null || lost !== null);
		expect(await funnelDecisions(of)).toMatchObject({ leads: all.length, through: decided.length });
		const answers = measured(await funnelResponse(of, funnelSettings(new URLSearchParams())));
		const waits = all.map(({ row, followed }) =>
			row.worked_at && row.worked_at <= now
				? { minutes: daysFrom(row.created_at, row.worked_at) * 1440, followed }
				: null
		);
		expect(answers.answered).toMatchObject({
			wins: waits.filter(Boolean).length,
			leads: all.length
		});
		const day = all.filter(({ followed }) => followed >= 7);
		expect(day.length).toBeLessThan(all.length);
		const early = await funnelResponse(
			funnelDesk(await sampleDesk('to=2026-09-01')),
			funnelSettings(new URLSearchParams())
		);
		const followed = all.filter(({ row }) => row.created_at < '2026-09-02');
		const within = followed.filter(
			({ row }) => row.worked_at && daysFrom(row.created_at, row.worked_at) <= 1
		);
		const share = measured(measured(early).within.find(({ minutes }) => minutes === 1440)!.share);
		expect(share.share).toBeCloseTo(within.length / followed.length, 12);
	});

	it('has the same reasons for rejections, each lead once for each', async () => {
		const { reasons } = measured(await funnelRejections(funnelDesk(await sampleDesk())));
		const own = new Map<string, Set<string>>();
		for (const { stage, reason, lead_id, at } of sampleRows('stages')) {
			if (!['rejected', 'lost'].includes(stage) || at > now) continue;
			const key = `${stage}|${reason}`;
			own.set(key, (own.get(key) ?? new Set()).add(lead_id));
		}
		const counted = reasons.map(({ stage, reason, leads }) => [`${stage}|${reason}`, leads]);
		expect(new Map(counted as [string, number][])).toEqual(
			new Map([...own].map(([key, leads]) => [key, leads.size]))
		);
	});

	it('has the same pipeline velocity', async () => {
		const found = measured(await funnelPipeline(funnelDesk(await sampleDesk())));
		const reached = all.filter(({ seen }) => seen[4] !== null || seen[5] !== null);
		const open = reached.filter(({ seen, lost }) => seen[5] === null && lost === null);
		const won = reached.filter(({ seen }) => seen[5] !== null);
		const lost = reached.filter((way) => way.lost !== null);
		expect(found.opportunities).toBe(open.length);
		expect(found.winRate).toMatchObject({ wins: won.length, leads: won.length + lost.length });
		const cents = won.flatMap(({ row }) =>
			row.deal_value_eur ? [Math.round(Number(row.deal_value_eur) * 100)] : []
		);
		expect(found.dealCents).toBeCloseTo(cents.reduce((a, b) => a + b, 0) / cents.length, 6);
		const cycles = won.flatMap(({ seen }) =>
			seen[4] !== null && seen[5]! >= seen[4] ? [Math.ceil(seen[5]! - seen[4])] : []
		);
		expect(found.cycleDaysMedian).toBe(median(cycles));
		const mean = cycles.reduce((a, b) => a + b, 0) / cycles.length;
		expect(found.centsPerDay).toBeCloseTo(
			(open.length * found.winRate.rate * found.dealCents) / mean,
			3
		);
	});

	it('has the same contact pressure, week by week', async () => {
		const { bands, touches } = measured(await funnelPressure(funnelDesk(await sampleDesk())));
		const byLead = new Map<string, Row[]>();
		for (const row of sampleRows('touches'))
			byLead.set(row.lead_id, [...(byLead.get(row.lead_id) ?? []), row]);
		const counted = Array.from({ length: 5 }, () => ({ leads: 0, unsubscribed: 0 }));
		let ours = 0;
		for (const { row } of all) {
			const own = byLead.get(row.lead_id) ?? [];
			const gone = own
				.filter(({ type }) => type === 'unsubscribe')
				.map(({ at }) => at)
				.sort()[0];
			const until = gone ?? now;
			const last = Math.floor(daysFrom(row.created_at, until) / 7);
			const weeks = Array<number>(last + 1).fill(0);
			for (const touch of own) {
				if (touch.by_us !== 'yes' || touch.at > until || touch.at < row.created_at) continue;
				weeks[Math.floor(daysFrom(row.created_at, touch.at) / 7)]++;
				ours++;
			}
			weeks.forEach((touched, week) => {
				const band = counted[Math.min(4, touched)];
				band.leads++;
				if (gone && week === last) band.unsubscribed++;
			});
		}
		expect(touches).toBe(ours);
		expect(bands).toMatchObject(counted);
	});

	it('tells by band how often, how soon and for how much leads are won', async () => {
		const { scorecard } = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8')));
		const of = funnelDesk(await sampleDesk());
		const found = measured(await funnelBands(of, scorecard));
		const [sql, mql, below] = found.bands;
		expect([sql.from, mql.from, mql.to, below.to]).toEqual([
			scorecard!.thresholds.sql,
			scorecard!.thresholds.mql,
			scorecard!.thresholds.sql,
			scorecard!.thresholds.mql
		]);
		const { mql: from, sql: to } = scorecard!.thresholds;
		const usable = all.filter(({ row, followed }) => {
			const decided = (at: string) => at && daysFrom(row.created_at, at) <= 14;
			const excluded =
				row.account.includes('scorewerk') ||
				row.job_role === 'student' ||
				['US', 'IN'].includes(row.country);
			return !excluded && followed >= 134 && !decided(row.won_at) && !decided(row.lost_at);
		});
		const bandOf = ({ row }: Way) => {
			const points = cardPoints(scorecard!, row);
			return points >= to! ? 0 : points >= from! ? 1 : 2;
		};
		found.bands.forEach(({ rate, days, dealCents }, band) => {
			const own = usable.filter((way) => bandOf(way) === band);
			const won = own.filter(({ seen }) => seen[5] !== null && seen[5] <= 134);
			expect(measured(rate)).toMatchObject({ wins: won.length, leads: own.length });
			expect(measured(days).median).toBe(median(won.map(({ seen }) => Math.ceil(seen[5]! - 14))));
			const cents = won.flatMap(({ row }) =>
				row.deal_value_eur ? [Number(row.deal_value_eur) * 100] : []
			);
			expect(measured(dealCents).cents).toBeCloseTo(
				cents.reduce((a, b) => a + b) / cents.length,
				4
			);
		});
		expect(measured(sql.rate).rate).toBeGreaterThan(measured(below.rate).rate);
		expect(await funnelBands(of, null)).toMatchObject({ reason: 'no-scorecard' });
	});

	it('gives each mark exactly its leads', async () => {
		const desk = await sampleDesk('from=2025-02-01&filter=source:webinar&filter=source:partner');
		const { found } = await funnelView(funnelDesk(desk), 'cohort');
		const count = (set: string) => countLeadSet(desk, parseLeadSet(set)!);
		for (const step of measured(
			found as Measured<{
				steps: {
					stage: { id: string };
					n: number;
					dropped: number;
					open: number;
					skipped: number;
					reversed: number;
				}[];
			}>
		).steps) {
			const { id } = step.stage;
			expect(await count(`reached:${id}`)).toBe(step.n);
			for (const kind of ['dropped', 'open', 'skipped', 'reversed'] as const) {
				expect(await count(`${kind}:${id}`)).toBe(step[kind]);
			}
		}
		const flow = await funnelView(funnelDesk(desk), 'flow');
		for (const { stage, entered } of measured(
			flow.found as Measured<{ steps: { stage: { id: string }; entered: number }[] }>
		).steps) {
			expect(await count(`entered:${stage.id}`)).toBe(entered);
		}
		const stock = await funnelView(funnelDesk(desk), 'snapshot');
		for (const { stage, standing } of measured(
			stock.found as Measured<{ steps: { stage: { id: string }; standing: number }[] }>
		).steps) {
			expect(await count(`standing:${stage.id}`)).toBe(standing);
		}
	});

	it('is the same in whatever order filters are named', async () => {
		const filters = ['filter=source:webinar', 'filter=country:DE', 'filter=source:partner'];
		const views = [filters, filters.toReversed()].map(async (each) => {
			const { found } = await funnelView(funnelDesk(await sampleDesk(each.join('&'))), 'cohort');
			return measured(found as Measured<{ steps: { n: number }[] }>).steps.map(({ n }) => n);
		});
		const [one, other] = await Promise.all(views);
		expect(one).toEqual(other);
		expect(one[0]).toBe(
			mature.filter(
				({ row }) => ['webinar', 'partner'].includes(row.source) && row.country === 'DE'
			).length
		);
	});
});
