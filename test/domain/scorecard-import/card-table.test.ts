import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFromRules } from '#lib/domain/scorecard-import/card-from-rules.ts';
import { cardTable, tableHolds } from '#lib/domain/scorecard-import/card-table.ts';
import { fieldsOfRules } from '#lib/domain/scorecard-import/fields-of-rules.ts';
import { readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import {
	rulesOf,
	type Comparison,
	type Condition,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { groupNames } from './group-names.ts';

function pastedBack(card: Scorecard, language: 'en' | 'de') {
	const read = readRules(cardTable(card, language), { groupNames });
	const made = cardFromRules(read, {
		name: card.name,
		fields: new Map(fieldsOfRules(read).map((column) => [column, { column }])),
		columns: new Map(),
		signalWindowDays: card.signalWindowDays,
		horizonDays: card.horizonDays
	});
	return { ...made, unread: read.unread };
}

const text = fc
	.oneof(
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
		fc.constantFrom(
			'5',
			'1.000',
			'1,5',
			'Bau; Handel',
			'a | b',
			'A or B',
			'"x"',
			'is any of',
			'Größe',
			"d'Or",
			'yes',
			'-1',
			' a '
		)
	)
	.filter((each) => each.trim() !== '' && !each.includes('\u0000'));
const name = text.map((each) => each.replace(/\s+/g, ' ').trim());
const number = fc.oneof(
	fc.integer({ min: -100_000, max: 100_000 }),
	fc.integer({ min: -999, max: 999 }).map((each) => each / 4)
);
const value = fc.oneof(text, number);
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
	fc.record({
		field: name,
		operator: fc.constantFrom('equals' as const, 'not-equals' as const),
		value
	}),
	fc.record({
		field: name,
		operator: fc.constantFrom('one-of' as const, 'not-one-of' as const),
		values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 })
	}),
	fc.record({
		field: name,
		operator: fc.constantFrom(
			'contains' as const,
			'not-contains' as const,
			'starts-with' as const,
			'not-starts-with' as const
		),
		value: text
	}),
	fc.record({
		field: name,
		operator: fc.constantFrom(
			'at-least' as const,
			'at-most' as const,
			'above' as const,
			'below' as const
		),
		value: number
	}),
	fc.tuple(name, number, number).map(([field, a, b]) => ({
		field,
		operator: 'between' as const,
		from: Math.min(a, b),
		to: Math.max(a, b)
	})),
	fc.record({
		field: name,
		operator: fc.constant('email-kind' as const),
		value: fc.constantFrom('business' as const, 'freemail' as const)
	}),
	fc.record({ field: name, operator: fc.constantFrom('is-set' as const, 'is-missing' as const) })
);
const several = fc.array(comparison, { minLength: 2, maxLength: 3 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
	{ weight: 3, arbitrary: comparison },
	{ weight: 1, arbitrary: several.map((all) => ({ all })) },
	{ weight: 1, arbitrary: several.map((any) => ({ any })) }
);
const points = fc.integer({ min: -200, max: 200 });
const bound = fc.integer({ min: 0, max: 90 });
const cap = fc.option(fc.record({ min: bound.map((each) => -each), max: bound }), {
	nil: undefined
});
const head = {
	label: name,
	points,
	cap,
	locked: fc.constantFrom(true as const, undefined),
	sign: fc.constantFrom('positive' as const, 'negative' as const, undefined)
};
const each = fc
	.record({
		field: name,
		per: fc.constantFrom(1, 2, 0.5, 12.25),
		atMost: fc.integer({ min: 1, max: 100 }),
		after: fc.integer({ min: 0, max: 9 })
	})
	.map(({ after, ...rest }) => (after > 0 ? { ...rest, after } : rest));
const rule = fc.oneof(fc.record({ ...head, when: condition }), fc.record({ ...head, each }));
const card = fc
	.record({
		groups: fc.uniqueArray(
			fc.record({
				label: name,
				kind: fc.constantFrom(
					'fit' as const,
					'engagement' as const,
					'negative' as const,
					'framework' as const
				),
				cap,
				rules: fc.array(rule, { minLength: 1, maxLength: 4 })
			}),
			{ minLength: 1, maxLength: 3, selector: ({ label }) => label.toLowerCase() }
		),
		exclusions: fc.array(fc.record({ label: name, when: condition }), { maxLength: 2 })
	})
	.map(({ groups, exclusions }): Scorecard => ({
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 7,
		horizonDays: 90,
		groups: groups.map((group, g) => ({
			...group,
			id: `g${g}`,
			rules: group.rules.map((one, r) => ({ ...one, id: `g${g}-r${r}` }) as Rule)
		})),
		exclusions: exclusions.map((one, e) => ({ ...one, id: `e${e}` })),
		thresholds: { mql: null, sql: null }
	}));

/** What the table holds of a card: all but the ids of its groups. */
function semantics({ groups, exclusions }: Scorecard) {
	const plain = { groups: groups.map(({ id: _, ...group }) => group), exclusions };
	return JSON.parse(JSON.stringify(plain));
}

describe('a card as a table', () => {
	it.each(['en', 'de'] as const)('comes back as the same rules (%s)', (language) => {
		fc.assert(
			fc.property(card, (before) => {
				const { scorecard, unread, issues } = pastedBack(before, language);
				expect(unread).toEqual([]);
				expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
				expect(semantics(scorecard!)).toEqual(semantics(before));
			}),
			{ numRuns: 300, seed: 4 }
		);
	});

	it('says which rules it has no room for', () => {
		const plain: Rule = {
			id: 'a',
			label: 'A',
			points: 1,
			when: { field: 'x', operator: 'is-set' }
		};
		expect(tableHolds(plain)).toBe(true);
		expect(tableHolds({ ...plain, decay: { kind: 'expiry', days: 3 } })).toBe(false);
		const nested: Condition = { all: [{ any: [{ field: 'x', operator: 'is-set' }] }] };
		expect(tableHolds({ ...plain, when: nested })).toBe(false);
		const before = { leadgauge: 1 as const, name: 'C', signalWindowDays: 0, horizonDays: 90 };
		const groups = [
			{
				id: 'g',
				label: 'G',
				kind: 'fit' as const,
				rules: [plain, { ...plain, id: 'b', when: nested }]
			}
		];
		const { scorecard } = pastedBack(
			{ ...before, groups, exclusions: [], thresholds: { mql: null, sql: null } },
			'en'
		);
		expect(rulesOf(scorecard!).map(({ id }) => id)).toEqual(['a']);
	});
});
