import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf } from '#lib/domain/calibration/drift.ts';
import { random } from '#lib/domain/random.ts';

const leads = (wins: number, leads = 1000) => ({ leads, wins });
const drift = (earlier: number, later: number, predicted: number) => {
	const found = driftOf(leads(earlier), leads(later), predicted);
	if (!found.measured) throw new Error(found.reason);
	return found;
};

describe('drift between earlier and later leads', () => {
	it('is the later rate over the predicted one, with the chance of both parts', () => {
		const found = drift(200, 300, 0.2);
		expect(found.earlier.rate).toBe(0.2);
		expect(found.later.rate).toBe(0.3);
		expect(found.ratio).toBeCloseTo(1.5, 12);
		// By hand: exp(1.959964 sqrt(0.7 / 300 + 0.8 / 200)) = 1.1688
		expect(found.ratioCi[0]).toBeCloseTo(1.5 / 1.1688, 4);
		expect(found.ratioCi[1]).toBeCloseTo(1.5 * 1.1688, 4);
	});

	it.each([
		[56, 300, 0.08, 'far-higher'],
		[200, 250, 0.2, 'higher'],
		[200, 210, 0.2, 'within-chance'],
		[200, 150, 0.2, 'lower'],
		[300, 80, 0.3, 'far-lower']
	] as const)(
		'of %i and %i wins in a thousand, %d predicted, is %s',
		(earlier, later, p, level) => {
			expect(drift(earlier, later, p).level).toBe(level);
		}
	);

	it('is called as predicted where it is sure but small', () => {
		const found = driftOf(leads(200_000, 1e6), leads(205_000, 1e6), 0.2);
		expect(found).toMatchObject({ measured: true, level: 'as-predicted' });
	});

	it('is not measured where a part holds no win', () => {
		expect(driftOf(leads(0), leads(10), 0.1)).toMatchObject({ reason: 'no-wins-earlier' });
		expect(driftOf(leads(10), leads(0), 0.1)).toMatchObject({ reason: 'no-wins-later' });
	});

	it('turns round when both rates do: half as many is the mirror of twice as many', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (a, b) => {
				const [up, down] = [drift(a, b, a / 1000), drift(b, a, b / 1000)];
				expect(up.ratio).toBeCloseTo(1 / down.ratio, 9);
				expect(up.ratioCi[0]).toBeCloseTo(1 / down.ratioCi[1], 9);
			})
		);
	});

	it('has an interval that holds the truth in 93 to 97 of 100 draws', () => {
		const next = random(12);
		const draw = (rate: number) =>
			Array.from({ length: 1000 }).reduce<number>((wins) => wins + (next() < rate ? 1 : 0), 0);
		let held = 0;
		for (let i = 0; i < 1000; i++) {
			const [before, after] = [draw(0.12), draw(0.18)];
			const { ratioCi } = drift(before, after, before / 1000);
			if (ratioCi[0] <= 1.5 && 1.5 <= ratioCi[1]) held++;
		}
		expect(held).toBeGreaterThan(930);
		expect(held).toBeLessThan(970);
	});
});
