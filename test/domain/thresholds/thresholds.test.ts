import { describe, expect, it } from 'vitest';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { sameVolume } from '#lib/domain/thresholds/same-volume.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { fc } from '../../reference/properties.ts';
import { scoredCells } from '../evaluation/scores.ts';

const groups = (...rows: [score: number, n: number, k: number][]) =>
	collapseScores(
		Float64Array.from(rows, ([score]) => score),
		Float64Array.from(rows, ([, n]) => n),
		Float64Array.from(rows, ([, , k]) => k)
	);

describe('a gate on later leads', () => {
	const later = groups([10, 500, 10], [20, 60, 12], [30, 40, 18]);

	it('catches the leads whose score reaches it', () => {
		expect(gate(later, 20, 'card')).toEqual({
			measured: true,
			threshold: 20,
			rule: 'card',
			leads: 100,
			wins: 30,
			shareOfLeads: 100 / 600,
			precision: 0.3,
			precisionCi: wilson(30, 100),
			recall: 0.75,
			missedWins: 10
		});
		expect(gate(later, 20.5, 'same-volume')).toMatchObject({
			leads: 40,
			wins: 18,
			rule: 'same-volume'
		});
		expect(gate(later, -5, 'card')).toMatchObject({ leads: 600, recall: 1, missedWins: 0 });
	});

	it('is refused under 30 leads, 10 wins or 10 losses above it', () => {
		const of = (n: number, k: number) => gate(groups([0, 1000, 50], [50, n, k]), 50, 'card');
		expect(of(30, 10)).toMatchObject({ measured: true });
		expect(of(29, 10)).toEqual({
			measured: false,
			reason: 'few-leads-above-gate',
			params: { threshold: 50, found: 29, needed: 30 }
		});
		expect(of(40, 9)).toMatchObject({
			reason: 'few-wins-above-gate',
			params: { found: 9, needed: 10 }
		});
		expect(of(40, 31)).toMatchObject({
			reason: 'few-losses-above-gate',
			params: { found: 9, needed: 10 }
		});
	});

	it('is refused above the highest score', () => {
		expect(gate(later, 31, 'card')).toMatchObject({
			reason: 'few-leads-above-gate',
			params: { found: 0 }
		});
	});
});

describe('the gate of the same volume', () => {
	const today = groups([0, 70, 0], [50, 20, 5], [80, 10, 5]);

	it('passes the share closest to today’s', () => {
		const other = groups([0, 60, 0], [5, 15, 1], [9, 14, 4], [12, 11, 5]);
		expect(sameVolume(today, 50, other)).toEqual({
			measured: true,
			threshold: 9,
			share: 0.25,
			wantedShare: 0.3
		});
		expect(sameVolume(today, 80, other)).toMatchObject({ threshold: 12, share: 0.11 });
	});

	it('takes the smaller of two volumes that are equally close', () => {
		const other = groups([0, 65, 0], [5, 10, 1], [9, 25, 9]);
		expect(sameVolume(today, 50, other)).toMatchObject({ threshold: 9, share: 0.25 });
	});

	it('is not measured where today’s gate passes nobody', () => {
		expect(sameVolume(today, 81, today)).toMatchObject({
			reason: 'gate-passes-none',
			params: { gate: 81 }
		});
		expect(sameVolume(groups(), 1, groups())).toMatchObject({ reason: 'no-leads' });
	});

	it('is today’s own gate on today’s own score, and never further off than any other', () => {
		fc.assert(
			fc.property(scoredCells(), fc.nat(40), ({ score, n, k }, pick) => {
				const own = collapseScores(score, n, k);
				const gateScore = own.score[pick % own.score.length];
				expect(sameVolume(own, gateScore, own)).toMatchObject({
					measured: true,
					threshold: gateScore
				});
				const other = collapseScores(
					score.map((value) => (value * 31) % 17),
					n,
					k
				);
				const found = sameVolume(own, gateScore, other);
				if (!found.measured) throw new Error(found.reason);
				const leads = n.reduce((sum, value) => sum + value, 0);
				for (const threshold of other.score) {
					const passing = other.n.reduce(
						(sum, value, g) => (other.score[g] >= threshold ? sum + value : sum),
						0
					);
					expect(Math.abs(found.share - found.wantedShare)).toBeLessThanOrEqual(
						Math.abs(passing / leads - found.wantedShare) + 1e-12
					);
				}
			})
		);
	});
});
