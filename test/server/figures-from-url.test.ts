import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresFromUrl, urlOfFigures, type FigureSettings } from '#lib/server/figures-from-url.ts';

const read = (query: string) => figuresFromUrl(new URLSearchParams(query));

describe('what figures are asked for', () => {
	it('is everything where the address says nothing', () => {
		expect(read('')).toEqual({
			selection: { from: null, to: null, filters: [] },
			ageDays: null,
			dataDate: null,
			by: null,
			order: 'any',
			stages: null
		});
	});

	it('takes values of one column as alternatives, and the empty one for leads without a value', () => {
		expect(read('filter=source:fair&filter=owner:&filter=source:web').selection.filters).toEqual([
			{ field: 'source', values: ['fair', 'web'] },
			{ field: 'owner', values: [''] }
		]);
	});

	it('is the same after it was written into an address and read again', () => {
		const word = fc.string({ minLength: 1 }).map((text) => `x${text}x`);
		const day = fc
			.integer({ min: 0, max: 4000 })
			.map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));
		const filter = fc.record({
			field: word,
			values: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 })
		});
		const settings: fc.Arbitrary<FigureSettings> = fc.record({
			selection: fc
				.record({
					days: fc.tuple(fc.option(day), fc.option(day)),
					filters: fc.uniqueArray(filter, { selector: ({ field }) => field, maxLength: 3 })
				})
				.map(({ days: [a, b], filters }) => ({
					from: a && b && a > b ? b : a,
					to: a && b && a > b ? a : b,
					filters
				})),
			ageDays: fc.option(fc.integer({ min: 1, max: 3650 })),
			dataDate: fc.option(day.map((each) => `${each}T00:00:00.000Z`)),
			by: fc.option(word.map((text) => text.trim())),
			order: fc.constantFrom('any' as const, 'strict' as const),
			stages: fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }))
		});
		fc.assert(
			fc.property(settings, (wanted) => {
				const query = new URLSearchParams(urlOfFigures(wanted).toString());
				expect(figuresFromUrl(query)).toEqual(wanted);
			})
		);
	});

	it('names what it cannot read, and what it expected', () => {
		const wrong: [string, string][] = [
			['age=soon', 'setting-invalid'],
			['from=30.09.2026', 'setting-invalid'],
			['filter=fair', 'setting-invalid'],
			['order=both', 'setting-invalid'],
			['from=2026-02-01&to=2026-01-01', 'period-reversed']
		];
		for (const [query, code] of wrong) {
			expect(() => read(query), query).toThrow(expect.objectContaining({ code }));
		}
	});
});
