import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeIncidence, incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';

interface Lead {
	day: number;
	won: boolean;
}

const waitsOf = (leads: Lead[]) => ({
	day: leads.map(({ day }) => day),
	won: leads.map(({ won }) => Number(won)),
	n: leads.map(() => 1)
});
/** Day and share wherever somebody is won. */
const steps = (leads: Lead[], fewest = 1) =>
	cumulativeIncidence(waitsOf(leads), fewest)
		.points.filter(({ wins }) => wins > 0)
		.map(({ day, share }) => [day, share]);

/** Remission under 6-MP in weeks (Freireich et al. 1963), + still in remission. */
const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
	.split(' ')
	.map((text) => ({ day: parseInt(text), won: !text.endsWith('+') }));

describe('cumulative incidence', () => {
	it('is the published estimate on the remission times of Freireich', () => {
		// Kaplan-Meier survival as printed in Cox & Oakes (1984), table 4.1, to three digits.
		const survival = [
			[6, 0.857],
			[7, 0.807],
			[10, 0.753],
			[13, 0.69],
			[16, 0.627],
			[22, 0.538],
			[23, 0.448]
		];
		const found = steps(remission);
		expect(found.map(([day]) => day)).toEqual(survival.map(([day]) => day));
		found.forEach(([, share], i) => expect(1 - share).toBeCloseTo(survival[i][1], 3));
	});

	it('has Greenwood’s interval on the log-log scale, by hand', () => {
		const [first] = cumulativeIncidence(waitsOf(remission), 1).points;
		const survival = 18 / 21;
		const reach = (1.959964 * Math.sqrt(3 / (21 * 18))) / -Math.log(survival);
		expect(first).toMatchObject({ day: 6, atRisk: 21, wins: 3 });
		expect(first.ci[0]).toBeCloseTo(1 - survival ** Math.exp(-reach), 6);
		expect(first.ci[1]).toBeCloseTo(1 - survival ** Math.exp(reach), 6);
	});

	it('keeps lost leads at risk to the data date: they are waits without a win', () => {
		const leads = [
			{ day: 10, won: true },
			{ day: 100, won: false }, // lost on day 5, which nobody asks for
			{ day: 100, won: false },
			{ day: 20, won: true }
		];
		expect(steps(leads)).toEqual([
			[10, 0.25],
			[20, 0.5]
		]);
	});

	it('ends before the first day with too few leads at risk, and says until when it goes', () => {
		const leads = [
			...Array.from({ length: 20 }, () => ({ day: 50, won: false })),
			...Array.from({ length: 11 }, (_, i) => ({ day: 60 + i, won: i % 2 === 0 }))
		];
		expect(cumulativeIncidence(waitsOf(leads))).toMatchObject({ leads: 31, lastDay: 50, wins: 0 });
		expect(cumulativeIncidence(waitsOf(leads), 11).lastDay).toBe(60);
		expect(cumulativeIncidence(waitsOf(leads.slice(0, 20)))).toEqual({
			leads: 20,
			wins: 0,
			points: [],
			lastDay: 0
		});
	});

	it('is read off as a staircase, and not beyond its end', () => {
		const found = cumulativeIncidence(waitsOf(remission), 1);
		expect(incidenceAt(found, 5)).toEqual({ share: 0, ci: [0, 0] });
		expect(incidenceAt(found, 9)?.share).toBe(incidenceAt(found, 7)?.share);
		expect(incidenceAt(found, found.lastDay)?.share).toBe(found.points.at(-1)?.share);
		expect(incidenceAt(found, found.lastDay + 1)).toBeNull();
	});

	const lead = fc.record({ day: fc.integer({ min: 1, max: 60 }), won: fc.boolean() });

	it('is exactly k of n where everybody was followed to the end', () => {
		fc.assert(
			fc.property(fc.array(lead, { minLength: 1, maxLength: 120 }), (leads) => {
				const all = leads.map(({ day, won }) => ({ day: won ? day : 61, won }));
				const found = cumulativeIncidence(waitsOf(all), 1);
				for (const day of [1, 10, 30, 61].map((each) => Math.min(each, found.lastDay))) {
					const k = all.filter((each) => each.won && each.day <= day).length;
					expect(incidenceAt(found, day)!.share).toBeCloseTo(k / all.length, 12);
				}
			}),
			{ seed: 11 }
		);
	});

	it('agrees with Aalen and Johansen’s estimate, lead by lead, and with redistribution to the right', () => {
		fc.assert(
			fc.property(fc.array(lead, { minLength: 1, maxLength: 60 }), (leads) => {
				const found = cumulativeIncidence(waitsOf(leads), 1);
				for (const { day, share } of found.points) {
					expect(share).toBeCloseTo(aalenJohansen(leads, day), 10);
					expect(share).toBeCloseTo(redistributed(leads, day), 10);
				}
			}),
			{ seed: 12 }
		);
	});

	it('rises, within its interval, within 0 and 1, whatever the order of the rows', () => {
		fc.assert(
			fc.property(fc.array(lead, { minLength: 1, maxLength: 80 }), (leads) => {
				const found = cumulativeIncidence(waitsOf(leads), 1);
				expect(cumulativeIncidence(waitsOf(leads.toReversed()), 1)).toEqual(found);
				let before = 0;
				for (const { share, ci } of found.points) {
					expect(share).toBeGreaterThanOrEqual(before);
					expect(ci[0] <= share + 1e-12 && share <= ci[1] + 1e-12).toBe(true);
					expect(ci[0] >= 0 && ci[1] <= 1).toBe(true);
					before = share;
				}
			}),
			{ seed: 13 }
		);
	});

	it('refuses what is no count', () => {
		expect(() => cumulativeIncidence({ day: [1], won: [1, 0], n: [1, 1] })).toThrow();
		expect(() => cumulativeIncidence({ day: [-1], won: [1], n: [1] })).toThrow();
		expect(() => cumulativeIncidence({ day: [1], won: [1], n: [NaN] })).toThrow();
	});
});

const survival = spawnSync('Rscript', ['-e', 'library(survival)']).status === 0;

describe.skipIf(!survival)('R’s survival::survfit (Rscript with the package survival)', () => {
	it('gives the same curve and the same interval', () => {
		const script = `library(survival)
fit <- survfit(Surv(c(${remission.map(({ day }) => day)}), c(${remission.map(({ won }) => Number(won))})) ~ 1, conf.type = 'log-log')
use <- fit$n.event > 0
cat(paste(fit$time[use], 1 - fit$surv[use], 1 - fit$upper[use], 1 - fit$lower[use]), sep = '\\n')`;
		const { stdout } = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
		const theirs = stdout
			.trim()
			.split('\n')
			.map((line) => line.split(' ').map(Number));
		const ours = cumulativeIncidence(waitsOf(remission), 1).points.filter(({ wins }) => wins > 0);
		expect(theirs).toHaveLength(ours.length);
		ours.forEach(({ day, share, ci }, i) => {
			[day, share, ...ci].forEach((value, j) => expect(value).toBeCloseTo(theirs[i][j], 10));
		});
	});
});

/** Sum over days of those still waiting before times the share won on the day. */
function aalenJohansen(leads: Lead[], until: number): number {
	let [waiting, won] = [1, 0];
	for (let day = 1; day <= until; day++) {
		const atRisk = leads.filter((lead) => lead.day >= day).length;
		const wins = leads.filter((lead) => lead.won && lead.day === day).length;
		if (atRisk === 0) break;
		won += waiting * (wins / atRisk);
		waiting *= 1 - wins / atRisk;
	}
	return won;
}

/** Efron (1967): each lead that is no longer followed hands its mass to those followed longer, in equal parts. */
function redistributed(leads: Lead[], until: number): number {
	const inOrder = leads.toSorted((a, b) => a.day - b.day || Number(b.won) - Number(a.won));
	const mass = inOrder.map(() => 1 / inOrder.length);
	let share = 0;
	inOrder.forEach(({ day, won }, i) => {
		if (day > until) return;
		if (won) share += mass[i];
		else for (let j = i + 1; j < mass.length; j++) mass[j] += mass[i] / (mass.length - i - 1);
	});
	return share;
}
