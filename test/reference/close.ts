import { expect } from 'vitest';

/** Every number equals the reference to a difference relative to it, or to `atLeast` where it is smaller than that. */
export function expectClose(
	found: ArrayLike<number>,
	reference: ArrayLike<number>,
	tolerance = 1e-8,
	atLeast = 1e-300
): void {
	expect(found.length).toBe(reference.length);
	for (let i = 0; i < reference.length; i++) {
		const difference =
			Math.abs(found[i] - reference[i]) / Math.max(Math.abs(reference[i]), atLeast);
		expect(
			difference,
			`entry ${i}: found ${found[i]}, reference ${reference[i]}`
		).toBeLessThanOrEqual(tolerance);
	}
}
