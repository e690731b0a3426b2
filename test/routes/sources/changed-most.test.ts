import { describe, expect, it } from 'vitest';
import { changedMost } from '../../../src/routes/sources/changed-most.ts';

const changes = (n: number) =>
	Array.from({ length: n }, (_, i) => ({ source: `s${i}`, mix: i % 2 ? i : -i, rate: 0.5 }));

describe('what changed most', () => {
	it('leaves few sources as they stand', () => {
		expect(changedMost(changes(40), 'others')).toEqual(changes(40));
	});

	it('names the largest of many, and adds the others up, so that nothing is lost', () => {
		const all = changes(5_000);
		const shown = changedMost(all, 'others');
		expect(shown).toHaveLength(40);
		expect(shown[0].source).toBe('s4999');
		expect(shown[39].source).toBe('others');
		const total = (of: typeof all, part: 'mix' | 'rate') =>
			of.reduce((sum, each) => sum + each[part], 0);
		expect(total(shown, 'mix')).toBeCloseTo(total(all, 'mix'), 6);
		expect(total(shown, 'rate')).toBeCloseTo(total(all, 'rate'), 6);
	});
});
