import { describe, expect, it } from 'vitest';
import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';
import { shiftedPeriod } from '#lib/domain/funnel/shifted-period.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelIncidence } from '#lib/server/usecases/funnel-incidence.ts';
import { funnelBreakdown } from '#lib/server/usecases/funnel-parts.ts';
import { funnelPeriods } from '#lib/server/usecases/funnel-periods.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { groupRows, total } from './group-rows.ts';
import { plainSurvival } from './plain-survival.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, sampleRows } from './sample-rows.ts';
import { now, readWays, type Way } from './sample-ways.ts';
import { rateLike, told, wilsonOf } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const AGE = 180;
const ways = readWays();
const isOld = ({ followed }: Way) => followed >= AGE;
const isIn = (day: number | null) => day !== null && day <= AGE;
/** Old leads that came to a stage or a later one in time. */
const at = (some: Way[], stage: number) =>
	some.filter((way) => isOld(way) && way.seen.slice(stage).some(isIn));

function quantile(days: number[], share: number): number {
	return days.toSorted((a, b) => a - b)[Math.ceil(share * days.length - 1e-9) - 1];
}

function durationsLike(days: number[]) {
	return {
		n: days.length,
		median: quantile(days, 0.5),
		p90: days.length < 10 ? { reason: 'too-few-leads' } : { days: quantile(days, 0.9) },
		mean: expect.closeTo(total(days, (day) => day) / days.length, 9)
	};
}

const cohortOf = async (query = '') => {
	const view = await funnelView(funnelDesk(await sampleDesk(query)), 'cohort');
	return told(view.found) as { measured: true } & CohortFunnel;
};

function expectSteps({ steps }: CohortFunnel, some: Way[]): void {
	steps.forEach((step, s) => {
		const here = at(some, s);
		expect(step.n).toBe(here.length);
		expect(step.ofFirst).toMatchObject(rateLike(here.length, at(some, 0).length));
		if (s === 0) expect(step.ofPrevious).toMatchObject({ reason: 'first-stage' });
		else expect(step.ofPrevious).toMatchObject(rateLike(here.length, at(some, s - 1).length));
		const seen = here.flatMap(({ seen: days }) => (isIn(days[s]) ? [days[s]!] : []));
		expect(step.daysFromEntry).toMatchObject(durationsLike(seen.map(Math.ceil)));
		const back = here.filter(({ seen: days }) => {
			return isIn(days[s]) && days.slice(0, s).some((day) => isIn(day) && day! > days[s]!);
		});
		expect(step.reversed).toBe(back.length);
	});
}

describe('the cohort of the sample', () => {
	it('has both rates with their intervals, days, and leads that went backwards', async () => {
		expectSteps(await cohortOf(), ways);
	});

	it('has visitors before it where every source of its leads has visits', async () => {
		const paid = ['LinkedIn ads', 'Google Ads'].filter((name) =>
			sampleRows('costs').some(({ source, visits }) => source === name && visits)
		);
		expect(paid.length).toBeGreaterThan(0);
		const query = ['from=2025-01-01&to=2025-12-31', ...paid.map((name) => `filter=source:${name}`)];
		const { visitors } = await cohortOf(query.join('&'));
		const leads = ways.filter(
			({ row }) => paid.includes(row.source) && row.created_at.startsWith('2025')
		);
		const visits = sampleRows('costs').filter(
			({ source, month }) => paid.includes(source) && month.startsWith('2025')
		);
		const sum = total(visits, (row) => Number(row.visits || '0'));
		expect(visitors).toMatchObject({ visits: sum, became: rateLike(leads.length, sum) });
		const all = await cohortOf();
		expect(all.visitors).toMatchObject({ reason: 'visits-of-some-sources' });
	});

	it('has parts with figures of their own', async () => {
		const { parts } = told(await funnelBreakdown(funnelDesk(await sampleDesk()), 'country', false));
		const own = groupRows(ways, ({ row }) => row.country);
		expect(parts.map(({ value }) => value)).toEqual(
			[...own].sort(([, a], [, b]) => b.length - a.length).map(([country]) => country)
		);
		for (const { value, found, selected, leftOut } of parts) {
			const some = own.get(value!)!;
			expect(selected).toBe(some.length);
			expect(leftOut.immature).toBe(some.filter((way) => !isOld(way)).length);
			expectSteps(told(found), some);
		}
	});

	it('has periods of old leads side by side, with what they differ by', async () => {
		const chosen = { from: '2026-01-01', to: '2026-04-30' };
		const of = funnelDesk(await sampleDesk(`from=${chosen.from}&to=${chosen.to}`));
		const { periods, stages } = told(
			await funnelPeriods(of, ['previous', 'last-year', 'two-years'])
		);
		expect(periods.map(({ from, to }) => [from, to])).toEqual([
			['2026-01-01', '2026-04-30'],
			['2025-09-01', '2025-12-31'],
			['2025-01-01', '2025-04-30'],
			['2024-01-01', '2024-04-30']
		]);
		expect(shiftedPeriod(chosen, { lengths: 1 })).toEqual({ from: '2025-09-01', to: '2025-12-31' });
		const own = periods.map(({ from, to }) =>
			ways.filter(({ row }) => row.created_at >= from && row.created_at.slice(0, 10) <= to)
		);
		stages.forEach(({ periods: found }, i) => {
			found.forEach(({ rate, immature, difference }, p) => {
				const [wins, leads] = [at(own[p], i + 1).length, at(own[p], 0).length];
				expect(immature).toBe(own[p].filter((way) => !isOld(way)).length);
				if (leads === 0) return expect(rate).toMatchObject({ reason: 'no-leads' });
				expect(rate).toMatchObject(rateLike(wins, leads));
				if (p === 0) return expect(difference).toMatchObject({ reason: 'itself' });
				const [winsThen, leadsThen] = [at(own[0], i + 1).length, at(own[0], 0).length];
				const gap = wins / leads - winsThen / leadsThen;
				const [lo, hi] = wilsonOf(wins, leads);
				const [loThen, hiThen] = wilsonOf(winsThen, leadsThen);
				expect(difference).toMatchObject({
					difference: expect.closeTo(gap, 12),
					lo: expect.closeTo(gap - Math.hypot(wins / leads - lo, hiThen - winsThen / leadsThen), 9),
					hi: expect.closeTo(gap + Math.hypot(hi - wins / leads, winsThen / leadsThen - loThen), 9)
				});
			});
		});
		expect(stages[0].periods[0].immature).toBeGreaterThan(0);
	});
});

describe('the incidence of the sample, with leads of every age', () => {
	it('is the product of what is left from day to day, up to its last points', async () => {
		const { stages } = told(await funnelIncidence(funnelDesk(await sampleDesk())));
		expect(stages).toHaveLength(5);
		stages.forEach(({ incidence }, i) => {
			const waits = ways.map(({ seen, followed }) => {
				const days = seen.slice(i + 1).filter((day) => day !== null);
				const day = days.length > 0 ? Math.max(1, Math.ceil(Math.min(...days))) : Infinity;
				const until = Math.floor(followed);
				return { time: Math.min(day, until), through: day <= until };
			});
			const steps = plainSurvival(waits, 30);
			const found = incidence.points.filter(({ wins }) => wins > 0);
			expect(found.map(({ day }) => day)).toEqual(steps.map(({ time }) => time));
			for (const [s, { share, lo, hi }] of steps.entries()) {
				expect(found[s].share).toBeCloseTo(share, 9);
				expect(found[s].ci[0]).toBeCloseTo(lo, 7);
				expect(found[s].ci[1]).toBeCloseTo(hi, 7);
			}
			expect(incidenceAt(incidence, AGE)!.share).toBeCloseTo(
				steps.findLast(({ time }) => time <= AGE)!.share,
				9
			);
		});
	});
});

describe('the other views of the sample', () => {
	it('have the stock with its share, its value and how long it has stood', async () => {
		const { found } = await funnelView(funnelDesk(await sampleDesk()), 'snapshot');
		const open = ways.filter(({ seen, lost }) => lost === null && seen[5] === null);
		const lost = ways.filter(({ seen, lost: day }) => day !== null && seen[5] === null);
		expect(found).toMatchObject({ open: open.length, lost: lost.length });
		const { steps } = told(found) as unknown as {
			steps: {
				standing: number;
				valueCents: number | null;
				shareOfOpen: number;
				daysSoFar: object;
			}[];
		};
		steps.forEach((step, s) => {
			const here = open.filter(({ seen }) => seen.findLastIndex((day) => day !== null) === s);
			expect(step.standing).toBe(here.length);
			expect(step.shareOfOpen).toBeCloseTo(here.length / open.length, 12);
			const valued = here.filter(({ row }) => row.deal_value_eur);
			const cents = total(valued, ({ row }) => centsOf(row.deal_value_eur));
			expect(step.valueCents).toBe(valued.length === 0 ? null : cents);
			const days = here.map(({ seen, followed }) => Math.floor(followed - seen[s]!));
			if (here.length > 0) expect(step.daysSoFar).toMatchObject(durationsLike(days));
			else expect(step.daysSoFar).toMatchObject({ reason: 'no-leads' });
		});
	});

	it('have what was lost in a period, whenever it was created', async () => {
		const desk = await sampleDesk('from=2026-01-01&to=2026-03-31');
		const { found } = await funnelView(funnelDesk(desk), 'flow');
		const lost = ways.filter(({ row, lost: day }) => {
			if (day === null) return false;
			const time = new Date(Date.parse(row.created_at) + day * 86_400_000).toISOString();
			return time >= '2026-01-01' && time < '2026-04-01' && time <= now;
		});
		expect(found).toMatchObject({ lost: lost.length });
	});
});
