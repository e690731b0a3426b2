import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayQuantile, durations } from '#lib/domain/day-histogram.ts';
import { bandOutcomes } from '#lib/domain/funnel/band-outcomes.ts';
import { cohortMap } from '#lib/domain/funnel/cohort-map.ts';
import { comparePeriods } from '#lib/domain/funnel/compare-periods.ts';
import { contactPressure } from '#lib/domain/funnel/contact-pressure.ts';
import { flowFunnel } from '#lib/domain/funnel/flow-funnel.ts';
import { pipelineVelocity, type PipelineCounts } from '#lib/domain/funnel/pipeline-velocity.ts';
import { snapshotFunnel } from '#lib/domain/funnel/snapshot-funnel.ts';
import { suggestStages } from '#lib/domain/funnel/stages.ts';

const STAGES = suggestStages(['Lead', 'MQL', 'Customer']);
const none = { day: [], n: [] };

describe('days from a histogram', () => {
	it('have the quantile that listing every lead would give', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 9 })), {
					minLength: 1,
					maxLength: 30
				}),
				fc.double({ min: 0.01, max: 1, noNaN: true }),
				(rows, share) => {
					const listed = rows
						.flatMap(([day, n]) => Array<number>(n).fill(day))
						.sort((a, b) => a - b);
					const place = Math.ceil(share * listed.length - 1e-9) - 1;
					const histogram = { day: rows.map(([day]) => day), n: rows.map(([, n]) => n) };
					expect(dayQuantile(histogram, share)).toBe(listed[Math.max(0, place)]);
				}
			),
			{ seed: 41 }
		);
	});

	it('have no 90th percentile under ten leads, and nothing at all without any', () => {
		expect(durations({ day: [3], n: [9] })).toMatchObject({
			median: 3,
			p90: { reason: 'too-few-leads' }
		});
		expect(durations({ day: [3], n: [10] })).toMatchObject({ p90: { days: 3 } });
		expect(durations(none)).toMatchObject({ measured: false, reason: 'no-leads' });
		expect(() => durations({ day: [1], n: [-1] })).toThrow();
	});
});

describe('the snapshot funnel', () => {
	it('is a stock: shares of open leads, no rates', () => {
		const standing = [60, 30, 0].map((n) => ({
			standing: n,
			standingFor: { day: [7], n: [n] },
			valueCents: null
		}));
		const found = snapshotFunnel(STAGES, standing, { won: 12, lost: 40 });
		expect(found).toMatchObject({ view: 'snapshot', open: 90, won: 12, lost: 40 });
		expect(found.measured && found.steps.map(({ shareOfOpen }) => shareOfOpen)).toEqual([
			60 / 90,
			30 / 90,
			0
		]);
		expect(found.measured && found.steps[2].daysSoFar).toMatchObject({ measured: false });
	});

	it('is not measured where no lead is open', () => {
		const standing = STAGES.map(() => ({ standing: 0, standingFor: none, valueCents: null }));
		expect(snapshotFunnel(STAGES, standing, { won: 1, lost: 2 })).toMatchObject({
			reason: 'no-leads'
		});
	});
});

describe('the flow funnel', () => {
	it('counts events, of which there may be more than leads came in', () => {
		const found = flowFunnel(
			STAGES,
			[
				{ entered: 10, ofPeriod: 10 },
				{ entered: 30, ofPeriod: 4 },
				{ entered: 2, ofPeriod: 0 }
			],
			7
		);
		expect(found).toMatchObject({ view: 'flow', lost: 7 });
		expect(JSON.stringify(found)).not.toContain('rate');
	});

	it('is not measured where nothing happened, and does not believe more leads than events', () => {
		const nothing = STAGES.map(() => ({ entered: 0, ofPeriod: 0 }));
		expect(flowFunnel(STAGES, nothing, 0)).toMatchObject({ reason: 'no-events' });
		expect(() =>
			flowFunnel(STAGES, [...nothing.slice(1), { entered: 1, ofPeriod: 2 }], 0)
		).toThrow();
	});
});

describe('the cohort map', () => {
	const may = {
		month: '2026-05',
		leads: 200,
		youngestFollowedDays: 50,
		oldestFollowedDays: 80,
		reached: { day: [10, 45, 70], n: [12, 8, 3] }
	};

	it('has rates where every lead of the month is old enough, and marks the others', () => {
		const [{ cells }] = cohortMap([may], [30, 50, 60, 90]);
		expect(cells.map(({ maturity }) => maturity)).toEqual([
			'mature',
			'mature',
			'immature',
			'ahead'
		]);
		expect(cells[0].rate).toMatchObject({ wins: 12, leads: 200, rate: 0.06 });
		expect(cells[1].rate).toMatchObject({ wins: 20 });
		expect(cells[2]).toMatchObject({
			soFar: 20,
			rate: { reason: 'immature', params: { leads: 200, missingDays: 10 } }
		});
		expect(cells[3]).toMatchObject({ soFar: 23, rate: { measured: false } });
	});

	it('shows nothing as 0 % for a month without leads', () => {
		const empty = { ...may, leads: 0, reached: none };
		expect(cohortMap([empty], [30])[0].cells[0].rate).toMatchObject({ reason: 'no-leads' });
		expect(() => cohortMap([{ ...may, leads: 5 }], [30])).toThrow();
	});

	it('rises with age along a row', () => {
		const [{ cells }] = cohortMap([{ ...may, youngestFollowedDays: 365 }], [5, 10, 45, 60, 365]);
		const rates = cells.map(({ rate }) => (rate.measured ? rate.rate : NaN));
		expect(rates).toEqual(rates.toSorted((a, b) => a - b));
	});
});

describe('periods', () => {
	it('are compared on mature leads with the first of them', () => {
		const [june, may, april] = comparePeriods([
			{ period: 'June', leads: 100, wins: 20, immature: 40 },
			{ period: 'May', leads: 150, wins: 15, immature: 0 },
			{ period: 'April', leads: 0, wins: 0, immature: 9 }
		]);
		expect(june).toMatchObject({
			rate: { rate: 0.2 },
			immature: 40,
			difference: { reason: 'itself' }
		});
		expect(may.difference).toMatchObject({ difference: 0.1 - 0.2 });
		expect(april).toMatchObject({
			rate: { reason: 'all-immature' },
			difference: { reason: 'all-immature' }
		});
	});
});

describe('pipeline velocity', () => {
	const counts: PipelineCounts = {
		opportunities: 80,
		won: 30,
		lost: 70,
		wonCents: 30_000_000,
		wonWithValue: 30,
		cycleDays: { day: [20, 100], n: [15, 15] }
	};

	it('is opportunities x win rate x mean deal / mean cycle, with its parts', () => {
		expect(pipelineVelocity(counts)).toMatchObject({
			centsPerDay: (80 * 0.3 * 1_000_000) / 60,
			winRate: { wins: 30, leads: 100 },
			dealCents: 1_000_000,
			cycleDays: 60,
			cycleDaysMedian: 20
		});
	});

	it.each([
		['no-opportunities', { opportunities: 0 }],
		['no-closed-deals', { won: 0, lost: 0 }],
		['no-wins', { won: 0 }],
		['value-unknown', { wonWithValue: 0 }],
		['no-cycle', { cycleDays: none }],
		['cycle-of-no-days', { cycleDays: { day: [0], n: [30] } }]
	])('is not measured: %s', (reason, change) => {
		expect(pipelineVelocity({ ...counts, ...change })).toMatchObject({ measured: false, reason });
	});
});

describe('contact pressure', () => {
	it('is the share that unsubscribed, by touches a week', () => {
		const [few, many] = contactPressure([
			{ from: 0, to: 1, leads: 200, unsubscribed: 2 },
			{ from: 1, to: null, leads: 0, unsubscribed: 0 }
		]);
		expect(few.rate).toMatchObject({ rate: 0.01 });
		expect(many.rate).toMatchObject({ reason: 'no-leads' });
	});
});

describe('score bands', () => {
	it('have a rate, and days and value of their wins', () => {
		const [hot, cold] = bandOutcomes([
			{
				band: 'hot',
				leads: 50,
				wins: 10,
				winDays: { day: [20, 60], n: [6, 4] },
				wonCents: 900,
				wonWithValue: 9
			},
			{ band: 'cold', leads: 80, wins: 0, winDays: none, wonCents: 0, wonWithValue: 0 }
		]);
		expect(hot).toMatchObject({
			rate: { rate: 0.2 },
			days: { median: 20, p90: { days: 60 } },
			dealCents: { cents: 100 }
		});
		expect(cold).toMatchObject({
			rate: { rate: 0 },
			days: { reason: 'no-wins' },
			dealCents: { reason: 'no-wins' }
		});
	});
});
