import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSplit } from '#lib/domain/query/choose-split.ts';

describe('chooseSplit', () => {
	it('cuts where the later leads come closest to the wanted share, never within a day', () => {
		expect(chooseSplit([1, 2, 3], [70, 20, 10], 0.3)).toEqual({
			firstTestKey: 2,
			train: 70,
			test: 30
		});
		expect(chooseSplit([1, 2, 3], [50, 45, 5], 0.3)).toEqual({
			firstTestKey: 2,
			train: 50,
			test: 50
		});
		expect(chooseSplit([1, 2, 3], [50, 45, 5], 0.2)).toEqual({
			firstTestKey: 3,
			train: 95,
			test: 5
		});
	});

	it('keeps every lead in training where there is nothing to cut', () => {
		expect(chooseSplit([7], [12], 0.3)).toEqual({ firstTestKey: null, train: 12, test: 0 });
		expect(chooseSplit([], [], 0.3)).toEqual({ firstTestKey: null, train: 0, test: 0 });
	});

	it('loses no lead and no other cut is closer', () => {
		const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 30 });
		fc.assert(
			fc.property(counts, (days) => {
				const total = days.reduce((a, b) => a + b, 0);
				const { train, test } = chooseSplit(
					days.map((_, i) => i),
					days,
					0.3
				);
				expect(train + test).toBe(total);
				const off = Math.abs(test / total - 0.3);
				let before = 0;
				for (const day of days.slice(0, -1)) {
					before += day;
					expect(off).toBeLessThanOrEqual(Math.abs((total - before) / total - 0.3) + 1e-12);
				}
			})
		);
	});
});
