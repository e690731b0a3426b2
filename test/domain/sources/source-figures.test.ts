import { describe, expect, it } from 'vitest';
import { sourceFigures, type SourceCounts } from '#lib/domain/sources/source-figures.ts';

const fair: SourceCounts = {
	source: 'fair',
	leads: 100,
	mature: 80,
	mqls: 40,
	sqls: 20,
	customers: 8,
	closed: { won: 9, lost: 3 },
	revenueCents: 1_600_000,
	handedOver: { leads: 50, accepted: 25 },
	contacted: { leads: 60, answered: 15 },
	touches: 250,
	score: { leads: 50, today: 2_000, calibrated: 1_500 },
	processingDays: { day: [10, 30], n: [20, 5] },
	freeMail: 12,
	optIn: 70,
	incomplete: 5
};

describe('the figures of a source', () => {
	it('each have their own denominator', () => {
		expect(sourceFigures(fair)).toMatchObject({
			immature: 20,
			mqlRate: { wins: 40, leads: 80, rate: 0.5 },
			sqlRate: { rate: 0.25 },
			customerRate: { wins: 8, leads: 80, rate: 0.1 },
			winRate: { wins: 9, leads: 12, rate: 0.75 },
			valuePerLead: { cents: 20_000 },
			qualityRate: { wins: 25, leads: 50, rate: 0.5 },
			responseRate: { leads: 60, rate: 0.25 },
			engagement: { touches: 2.5 },
			scoreToday: { points: 40 },
			scoreCalibrated: { points: 30 },
			processing: { n: 25, median: 10, p90: { days: 30 } },
			freeMail: { leads: 100, rate: 0.12 },
			optIn: { rate: 0.7 },
			incomplete: { rate: 0.05 }
		});
	});

	it('are unknown, not 0, where the data has no such column', () => {
		const bare = sourceFigures({
			...fair,
			mqls: null,
			closed: null,
			revenueCents: null,
			handedOver: null,
			touches: null,
			score: null,
			processingDays: null,
			optIn: null
		});
		for (const name of [
			'mqlRate',
			'winRate',
			'valuePerLead',
			'qualityRate',
			'engagement',
			'scoreToday',
			'scoreCalibrated',
			'processing',
			'optIn'
		] as const) {
			expect(bare[name], name).toMatchObject({ measured: false, reason: 'no-column' });
		}
		expect(bare.customerRate).toMatchObject({ rate: 0.1 });
	});

	it('at a fixed age wait for mature leads', () => {
		const young = sourceFigures({
			...fair,
			mature: 0,
			mqls: 0,
			sqls: 0,
			customers: 0,
			revenueCents: 0
		});
		for (const name of ['mqlRate', 'customerRate', 'valuePerLead'] as const) {
			expect(young[name]).toMatchObject({ reason: 'all-immature', params: { immature: 100 } });
		}
		expect(young.freeMail).toMatchObject({ rate: 0.12 });
	});

	it('are not measured without leads', () => {
		const none = {
			...fair,
			leads: 0,
			mature: 0,
			mqls: 0,
			sqls: 0,
			customers: 0,
			revenueCents: 0,
			touches: 0
		};
		const found = sourceFigures({ ...none, freeMail: 0, optIn: 0, incomplete: 0 });
		for (const name of ['mqlRate', 'valuePerLead', 'engagement', 'freeMail'] as const) {
			expect(found[name]).toMatchObject({ reason: 'no-leads' });
		}
		expect(() => sourceFigures({ ...fair, mature: 101 })).toThrow();
	});
});
