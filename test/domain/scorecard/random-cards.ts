import fc from 'fast-check';
import type { Lead, Touch } from '#lib/domain/scorecard/lead.ts';
import type { LeadValue } from '#lib/domain/scorecard/truth-of.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type {
	Cap,
	Comparison,
	Condition,
	Decay,
	Group,
	Rule,
	Scorecard,
	TouchFeature
} from '#lib/domain/scorecard/scorecard.ts';

/** Columns of the random leads and their types. */
export const COLUMNS = { city: 'text', mail: 'text', size: 'number', days: 'number' } as const;
export type Row = Record<keyof typeof COLUMNS, LeadValue> & {
	createdAtMs: number | null;
	touches: Touch[];
};

const START = Date.UTC(2025, 2, 30);
const CITIES = ["O'Hara", 'Köln', 'Köln-Deutz', 'Aachen', ''];
const MAILS = [
	'a@gmail.com',
	'B@GMX.de ',
	'c@company.example',
	'company.example',
	'x@y@web.de',
	'n/a',
	''
];
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 4 });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const touch: fc.Arbitrary<Touch> = fc.record({
	// Quarters of a day around the decision time, so that days end exactly on it.
	atMs: fc.integer({ min: -500, max: 120 }).map((quarter) => START + (quarter * DAY_MS) / 4),
	type: maybe(fc.constantFrom('view', 'open', 'demo')),
	detail: maybe(fc.constantFrom('pricing', 'blog')),
	channel: maybe(fc.constantFrom('ads', 'mail', 'web')),
	byUs: maybe(fc.boolean())
});

/** A lead with columns that are often missing, and touches before and after its decision time. */
export const row: fc.Arbitrary<Row> = fc.record({
	city: maybe(fc.constantFrom(...CITIES)),
	mail: maybe(fc.constantFrom(...MAILS)),
	size: maybe(fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(0.5, 2.5, 1e6, -0.001))),
	days: maybe(fc.oneof(fc.integer({ min: -2, max: 400 }), fc.constantFrom(29.99, 30.5))),
	createdAtMs: fc.option(
		fc.integer({ min: 0, max: 40 }).map((quarter) => START + (quarter * DAY_MS) / 4),
		{ nil: null, freq: 9 }
	),
	touches: fc.array(touch, { maxLength: 12 })
});

/** The lead a row is. */
export function leadOf({ createdAtMs, touches, ...values }: Row): Lead {
	const known = new Map<string, LeadValue>(Object.entries(values));
	return { valueOf: (field) => known.get(field) ?? null, createdAtMs, touches };
}

const cap: fc.Arbitrary<Cap | undefined> = optional(
	fc.record({ min: fc.integer({ min: -30, max: 0 }), max: fc.integer({ min: 0, max: 60 }) })
);

const texts = (of: readonly string[]) =>
	optional(fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 2 }));
const feature: fc.Arbitrary<Omit<TouchFeature, 'id'>> = fc.record(
	{
		label: fc.constant('Touches'),
		kind: fc.constantFrom(
			'count' as const,
			'distinct-days' as const,
			'days-since-last' as const,
			'days-since-first' as const,
			'first-channel' as const,
			'last-channel' as const
		),
		types: texts(['view', 'open']),
		details: texts(['pricing', 'blog']),
		channels: texts(['ads', 'mail']),
		byUs: optional(fc.boolean()),
		withinDays: optional(fc.integer({ min: 1, max: 90 }))
	},
	{ requiredKeys: ['label', 'kind'] }
);

/** Comparisons of every operator on columns and touch features. */
function comparison(features: TouchFeature[]): fc.Arbitrary<Comparison> {
	const touched = (channel: boolean) =>
		features
			.filter(({ kind }) => kind.endsWith('channel') === channel)
			.map(({ id }) => `touch:${id}`);
	const text = fc.constantFrom('city', 'mail', ...touched(true));
	const number = fc.constantFrom('size', 'days', 'city', ...touched(false));
	const value = fc.constantFrom(...CITIES, 'ads', 'web', 'Kö', '@', 'n', '12');
	const some = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
	const amount = fc.oneof(fc.integer({ min: -2, max: 60 }), fc.constantFrom(2.5, 29.99, -0.001));
	return fc.oneof(
		fc.record({
			field: text,
			operator: fc.constantFrom('equals' as const, 'not-equals' as const),
			value
		}),
		fc.record({
			field: fc.constantFrom('size', ...touched(false)),
			operator: fc.constantFrom('equals' as const, 'not-equals' as const),
			value: fc.oneof(amount, fc.constantFrom('12', 'x'))
		}),
		fc.record({
			field: text,
			operator: fc.constantFrom('one-of' as const, 'not-one-of' as const),
			values: some
		}),
		fc.record({
			field: number,
			operator: fc.constantFrom('one-of' as const, 'not-one-of' as const),
			values: fc.array(fc.oneof(amount, fc.constant('y')), { minLength: 1, maxLength: 3 })
		}),
		fc.record({
			field: text,
			operator: fc.constantFrom(
				'contains' as const,
				'not-contains' as const,
				'starts-with' as const,
				'not-starts-with' as const
			),
			value: value.filter(Boolean)
		}),
		fc.record({
			field: fc.constant('mail'),
			operator: fc.constant('email-kind' as const),
			value: fc.constantFrom('business' as const, 'freemail' as const)
		}),
		fc
			.record({
				field: number,
				operator: fc.constant('between' as const),
				from: amount,
				to: amount
			})
			.map((range) => ({
				...range,
				from: Math.min(range.from, range.to),
				to: Math.max(range.from, range.to)
			})),
		fc.record({
			field: number,
			operator: fc.constantFrom(
				'at-least' as const,
				'at-most' as const,
				'above' as const,
				'below' as const
			),
			value: amount
		}),
		fc.record({
			field: fc.oneof(text, number),
			operator: fc.constantFrom('is-set' as const, 'is-missing' as const)
		})
	);
}

function condition(features: TouchFeature[]): fc.Arbitrary<Condition> {
	const one = comparison(features);
	const some = fc.array(one, { minLength: 1, maxLength: 3 });
	const nested = <Key extends 'all' | 'any'>(key: Key) =>
		fc.array(
			fc.oneof(
				one,
				some.map((parts) => ({ [key]: parts }) as Record<Key, Comparison[]>)
			),
			{ minLength: 1, maxLength: 3 }
		);
	return fc.oneof(
		one,
		nested('any').map((all) => ({ all })),
		nested('all').map((any) => ({ any }))
	);
}

const decayKind = fc.oneof<fc.Arbitrary<Decay>[]>(
	fc.record({
		kind: fc.constant('linear' as const),
		percent: fc.constantFrom(5, 25, 33.3, 50, 100),
		everyDays: fc.constantFrom(1, 7, 30)
	}),
	fc.constantFrom(
		{ kind: 'step' as const, steps: [{ afterDays: 30, leftPercent: 50 }] },
		{
			kind: 'step' as const,
			steps: [
				{ afterDays: 7, leftPercent: 66.6 },
				{ afterDays: 90, leftPercent: 0 }
			]
		}
	),
	fc.record({ kind: fc.constant('expiry' as const), days: fc.constantFrom(1, 30, 90) })
);

function rule(features: TouchFeature[]): fc.Arbitrary<Omit<Rule, 'id' | 'label'>> {
	const counts = features.filter(({ kind }) => kind === 'count').map(({ id }) => `touch:${id}`);
	const numbers = features
		.filter(({ kind }) => !kind.endsWith('channel'))
		.map(({ id }) => `touch:${id}`);
	const head = {
		points: fc.integer({ min: -40, max: 40 }),
		cap,
		missing: fc.constantFrom(undefined, 'own-state' as const, 'ignored' as const, 'false' as const)
	};
	const aged = fc
		.tuple(decayKind, fc.constantFrom('days', ...numbers))
		.map(([decay, age]): Decay => ({ ...decay, age }));
	const each = (fields: string[]) =>
		fc.record({
			field: fc.constantFrom(...fields),
			per: fc.constantFrom(1, 2, 3, 0.5),
			atMost: fc.integer({ min: 1, max: 6 }),
			after: fc.constantFrom(undefined, 0, 1, 3)
		});
	return fc.oneof(
		fc.record({ ...head, when: condition(features) }),
		fc.record({ ...head, when: condition(features), decay: optional(aged) }),
		fc.record({ ...head, each: each(['size', ...numbers]), decay: optional(aged) }),
		...(counts.length > 0
			? [fc.record({ ...head, each: each(counts), decay: optional(decayKind) })]
			: [])
	) as fc.Arbitrary<Omit<Rule, 'id' | 'label'>>;
}

/** A card that uses everything a card may. */
export const card: fc.Arbitrary<Scorecard> = fc
	.array(feature, { maxLength: 3 })
	.map((features) => features.map((each, f): TouchFeature => ({ ...each, id: `f${f}` })))
	.chain((features) =>
		fc.record({
			features: fc.constant(features),
			groups: fc.array(
				fc.record({
					cap,
					limit: cap,
					rules: fc.array(fc.tuple(rule(features), fc.boolean()), { maxLength: 4 })
				}),
				{ minLength: 1, maxLength: 3 }
			),
			cap,
			nothingMatched: fc.constantFrom('zero' as const, 'no-score' as const),
			exclusions: fc.array(condition(features), { maxLength: 1 }),
			letter: fc.constantFrom('fit' as const, 'engagement' as const),
			byGrade: fc.boolean(),
			windowDays: fc.constantFrom(0, 14)
		})
	)
	.map((made) => ({
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: made.windowDays,
		horizonDays: 90,
		features: made.features,
		groups: made.groups.map((group, g): Group => ({
			id: `g${g}`,
			label: `Group ${g}`,
			kind: 'fit',
			cap: group.cap,
			...(group.limit && { limits: [{ id: 'shared', label: 'Shared', cap: group.limit }] }),
			rules: group.rules.map(([each, limited], r) => ({
				...(each as Rule),
				id: `g${g}r${r}`,
				label: `Rule ${g}.${r}`,
				...(group.limit && limited && { limit: 'shared' })
			}))
		})),
		cap: made.cap,
		nothingMatched: made.nothingMatched,
		exclusions: made.exclusions.map((when, e) => ({ id: `e${e}`, label: 'Out', when })),
		matrix: {
			letter: made.letter,
			fit: { groups: ['g0'], from: [10, 0] },
			engagement: { groups: made.groups.map((_, g) => `g${g}`), from: [20.5] }
		},
		bands: [
			{ label: 'Cold', from: null },
			{ label: 'Warm', from: 5 },
			{ label: 'Hot', from: 15.5 }
		],
		thresholds: { mql: 5, sql: 12, ...(made.byGrade && { mqlGrades: ['A1', 'B1'] }) }
	}));
