import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	NO_MERGES,
	spellingsOf,
	withMerge,
	withoutMerge,
	type MergeRecord
} from '#lib/domain/mapping/value-merges.ts';

const at = '2026-01-31T00:00:00.000Z';
const merged = (record: MergeRecord, column: string, from: string[], to: string) =>
	withMerge(record, { column, from, to, at });

describe('merged spellings', () => {
	it('are read as the one that was chosen, in their column alone', () => {
		const record = merged(NO_MERGES, 'Source', ['google', 'GOOGLE'], 'Google');
		expect({ ...spellingsOf(record).Source }).toEqual({ google: 'Google', GOOGLE: 'Google' });
		expect(Object.keys(spellingsOf(record))).toEqual(['Source']);
	});

	it('go along when what they were merged into is merged itself', () => {
		const first = merged(NO_MERGES, 'Source', ['google'], 'Gogle');
		const second = merged(first, 'Source', ['Gogle'], 'Google');
		expect(second.merges).toHaveLength(1);
		expect({ ...spellingsOf(second).Source }).toEqual({ google: 'Google', Gogle: 'Google' });
	});

	it('leave the merge they stood in', () => {
		const first = merged(NO_MERGES, 'Source', ['a', 'b'], 'A');
		const second = merged(first, 'Source', ['b'], 'B');
		expect({ ...spellingsOf(second).Source }).toEqual({ a: 'A', b: 'B' });
		const turned = merged(first, 'Source', ['A'], 'a');
		expect({ ...spellingsOf(turned).Source }).toEqual({ A: 'a', b: 'a' });
	});

	it('stand for themselves again when the merge is taken back', () => {
		const record = merged(NO_MERGES, 'Source', ['google'], 'Google');
		expect(withoutMerge(record, 'Source', 'Google')).toEqual(NO_MERGES);
		expect(withoutMerge(record, 'Other', 'Google')).toEqual(record);
	});

	it('must be other spellings', () => {
		expect(() => merged(NO_MERGES, 'Source', ['Google'], 'Google')).toThrow('nothing to merge');
	});

	it('take names and texts for what they are, whatever they are called', () => {
		const record = merged(NO_MERGES, '__proto__', ['constructor'], 'toString');
		expect(spellingsOf(record)['__proto__']['constructor']).toBe('toString');
	});

	it('never lead from one to another, nor in a circle, whatever is merged', () => {
		const text = fc.constantFrom('a', 'b', 'c', 'd');
		const merges = fc.array(fc.tuple(fc.array(text, { minLength: 1 }), text), { maxLength: 8 });
		fc.assert(
			fc.property(merges, (list) => {
				let record = NO_MERGES;
				for (const [from, to] of list) {
					if (from.every((each) => each === to)) continue;
					record = merged(record, 'x', from, to);
					const own = spellingsOf(record).x;
					for (const each of from) expect(own[each] ?? each).toBe(to);
				}
				const own: Record<string, string> = spellingsOf(record).x ?? {};
				for (const to of Object.values(own)) expect(own).not.toHaveProperty(to);
			})
		);
	});
});
