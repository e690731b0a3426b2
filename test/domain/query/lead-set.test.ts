import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadSetText, parseLeadSet, type LeadSet } from '#lib/domain/query/lead-set.ts';

const count = (max: number) => fc.nat({ max });
const name = fc.string({ minLength: 1 });
const end = fc.option(
	fc.integer({ min: -999, max: 9999 }).map((tenths) => tenths / 10 + 0),
	{ nil: null }
);
const whole = fc
	.constantFrom(
		'all' as const,
		'counted' as const,
		'immature' as const,
		'before-entry' as const,
		'won' as const,
		'lost' as const,
		'lost-then' as const,
		'unanswered' as const
	)
	.map((kind): LeadSet => ({ kind }));
const ofStage = fc.record({
	kind: fc.constantFrom(
		'reached' as const,
		'stopped' as const,
		'dropped' as const,
		'open' as const,
		'skipped' as const,
		'reversed' as const,
		'seen' as const,
		'standing' as const,
		'entered' as const
	),
	stage: name
});
const aged = fc.record({
	kind: fc.constantFrom('by' as const, 'curve' as const),
	stage: name,
	days: count(9999)
});
const answered = fc.record({
	kind: fc.constant('answered' as const),
	minutes: count(999_999),
	zone: fc.constantFrom(null, 'Europe/Berlin', 'America/Argentina/Buenos_Aires')
});
const unsubscribed = fc.record({
	kind: fc.constant('unsubscribed' as const),
	touches: count(999)
});
const points = fc.record({
	kind: fc.constantFrom('points' as const, 'won-points' as const),
	from: end,
	to: end
});
const plain = fc.oneof(
	whole,
	ofStage,
	aged,
	answered,
	unsubscribed,
	points
) as fc.Arbitrary<LeadSet>;
const rest = fc.record({ kind: fc.constant('rest' as const), by: name, of: plain });

describe('the text of a set of leads', () => {
	it('says the whole set', () => {
		fc.assert(
			fc.property(fc.oneof(plain, rest), (set) => {
				expect(parseLeadSet(leadSetText(set))).toEqual(set);
			})
		);
	});

	it.each([
		['points:..40', { kind: 'points', from: null, to: 40 }],
		['won-points:-5..', { kind: 'won-points', from: -5, to: null }],
		['answered-480@Europe/Berlin', { kind: 'answered', minutes: 480, zone: 'Europe/Berlin' }],
		[
			'rest:utm%3Asource:reached:MQL',
			{ kind: 'rest', by: 'utm:source', of: { kind: 'reached', stage: 'MQL' } }
		]
	])('reads %s', (text, set) => {
		expect(parseLeadSet(text)).toEqual(set);
	});

	it.each(['', 'everything', 'by-:MQL', 'answered-', 'points:a..b', 'rest:source', 'rest::all'])(
		'is none where it is “%s”',
		(text) => {
			expect(parseLeadSet(text)).toBeNull();
		}
	);
});
