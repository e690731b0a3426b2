import { expect, it } from 'vitest';
import { cumulativeIncidence, incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';
import { thinnedIncidence } from '#lib/domain/funnel/thinned-incidence.ts';

it('a thinned curve says the same at the ages that are asked for, and ends where it did', () => {
	const day = Array.from({ length: 700 }, (_, i) => i + 1);
	const whole = cumulativeIncidence({
		day: [...day, 700],
		won: [...day.map(() => 1), 0],
		n: [...day.map(() => 2), 5000]
	});
	const ages = [7, 33, 365, 512];
	const thin = thinnedIncidence(whole, ages, 50);
	expect(whole.points.length).toBe(700);
	expect(thin.points.length).toBeLessThan(60);
	for (const age of ages) expect(incidenceAt(thin, age)).toEqual(incidenceAt(whole, age));
	expect(thin.points.at(-1)).toEqual(whole.points.at(-1));
	expect(thinnedIncidence(thin, ages, 100)).toBe(thin);
});
