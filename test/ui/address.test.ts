import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresFromUrl, urlOfFigures, type FigureSettings } from '#lib/server/figures-from-url.ts';
import { ownAddress } from '#lib/server/db/saved-views.ts';
import { href, type State } from '#lib/ui/links.ts';

const at = (address: string) => new URL(address, 'http://localhost');
const word = fc.string({ minLength: 1 }).map((text) => `x${text}x`);
const day = fc
	.integer({ min: 0, max: 4000 })
	.map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));
const filters = fc.uniqueArray(
	fc.record({
		field: word,
		values: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 })
	}),
	{ selector: ({ field }) => field, maxLength: 3 }
);
const settings: fc.Arbitrary<FigureSettings> = fc.record({
	selection: fc
		.record({ days: fc.tuple(fc.option(day), fc.option(day)), filters })
		.map(({ days: [a, b], filters }) => {
			const turned = a !== null && b !== null && a > b;
			return { from: turned ? b : a, to: turned ? a : b, filters };
		}),
	ageDays: fc.option(fc.integer({ min: 1, max: 3650 })),
	dataDate: fc.option(day.map((each) => `${each}T00:00:00.000Z`)),
	by: fc.option(word),
	order: fc.constantFrom('any' as const, 'strict' as const),
	stages: fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }))
});

/** The settings as what a link changes. */
function stateOf(wanted: FigureSettings): State {
	const query = urlOfFigures(wanted);
	const filter = query.getAll('filter');
	query.delete('filter');
	return { ...Object.fromEntries(query), filter };
}

describe('an address', () => {
	it('gives back the figures it was made of, on every page a link leads to', () => {
		const path = fc.constantFrom('/funnel', '/sources', '/roi', '/calibrate', '/data');
		fc.assert(
			fc.property(settings, fc.array(path, { maxLength: 4 }), (wanted, way) => {
				const first = href(at('/funnel'), '/funnel', stateOf(wanted));
				const last = way.reduce((here, next) => href(at(here), next), first);
				expect(figuresFromUrl(at(last).searchParams)).toEqual(wanted);
				expect(href(at(last), '/funnel')).toBe(first);
			})
		);
	});

	it('means the same once it is kept as a view', () => {
		fc.assert(
			fc.property(settings, (wanted) => {
				const kept = ownAddress(href(at('/roi'), '/roi', stateOf(wanted)));
				expect(kept).not.toBeNull();
				expect(figuresFromUrl(at(kept!).searchParams)).toEqual(wanted);
			})
		);
	});

	it('is the same whatever else was set and taken back', () => {
		fc.assert(
			fc.property(settings, settings, (wanted, other) => {
				const first = href(at('/funnel'), '/funnel', stateOf(wanted));
				const there = href(at(first), '/funnel', stateOf(other));
				const none = Object.fromEntries(
					['from', 'to', 'age', 'data-date', 'by', 'order', 'stages'].map((key) => [key, null])
				);
				const back = href(at(there), '/funnel', { ...none, ...stateOf(wanted) });
				expect(back).toBe(first);
			})
		);
	});
});
