import { z } from 'zod';

/**
 * The scorecard file as a zod schema (design §6). The only user of zod in `domain`, and never part of a
 * client bundle; `models/scorecard.schema.json` is made from it.
 */
const name = z.string().min(1).max(200);
const id = z
	.string()
	.regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'lower-case letters, digits, dot, dash and underscore');
const wholePoints = z.int().min(-1_000_000).max(1_000_000);
const field = z.string().min(1).max(256);
const number = z.number();

const cap = z
	.strictObject({ min: wholePoints.optional(), max: wholePoints.optional() })
	.refine((value) => value.min === undefined || value.max === undefined || value.min <= value.max, {
		message: 'min at most max'
	});

const value = z.union([z.string(), number]);
const values = z.array(value).min(1).max(100_000);
const part = z.string().min(1);

const comparison = z
	.discriminatedUnion('operator', [
		z.strictObject({ field, operator: z.enum(['equals', 'not-equals']), value }),
		z.strictObject({ field, operator: z.enum(['one-of', 'not-one-of']), values }),
		z.strictObject({
			field,
			operator: z.enum(['contains', 'not-contains', 'starts-with', 'not-starts-with']),
			value: part
		}),
		z.strictObject({
			field,
			operator: z.literal('email-kind'),
			value: z.enum(['business', 'freemail'])
		}),
		z
			.strictObject({ field, operator: z.literal('between'), from: number, to: number })
			.refine((range) => range.from <= range.to, { message: 'from at most to' }),
		z.strictObject({
			field,
			operator: z.enum(['at-least', 'at-most', 'above', 'below']),
			value: number
		}),
		z.strictObject({ field, operator: z.literal('is-set') }),
		z.strictObject({ field, operator: z.literal('is-missing') })
	])
	.meta({ id: 'comparison' });

const comparisons = z.array(comparison).min(1).max(100);
const several = <Nested extends z.ZodType>(nested: Nested) =>
	z
		.array(z.union([comparison, nested]))
		.min(1)
		.max(100);
const condition = z
	.union([
		comparison,
		z.strictObject({ all: several(z.strictObject({ any: comparisons })) }),
		z.strictObject({ any: several(z.strictObject({ all: comparisons })) })
	])
	.meta({ id: 'condition' });

const wholeDays = z.int().min(1).max(36_500);
const percent = z.number().min(0).max(100);
const age = field.optional();
const decay = z
	.discriminatedUnion('kind', [
		z.strictObject({
			kind: z.literal('linear'),
			percent: percent.min(0.01),
			everyDays: wholeDays,
			age
		}),
		z.strictObject({
			kind: z.literal('step'),
			steps: z
				.array(z.strictObject({ afterDays: wholeDays, leftPercent: percent }))
				.min(1)
				.max(60)
				.refine(
					(steps) =>
						steps.every(
							({ afterDays, leftPercent }, i) =>
								i === 0 ||
								(afterDays > steps[i - 1].afterDays && leftPercent < steps[i - 1].leftPercent)
						),
					{ message: 'steps by rising days and falling percent' }
				),
			age
		}),
		z.strictObject({ kind: z.literal('expiry'), days: wholeDays, age })
	])
	.meta({ id: 'decay' });

const texts = z.array(z.string().min(1).max(256)).min(1).max(1000);
const feature = z.strictObject({
	id,
	label: name,
	kind: z.enum([
		'count',
		'distinct-days',
		'days-since-last',
		'days-since-first',
		'first-channel',
		'last-channel'
	]),
	types: texts.optional(),
	details: texts.optional(),
	channels: texts.optional(),
	byUs: z.boolean().optional(),
	withinDays: wholeDays.optional()
});

const ruleHead = {
	id,
	label: name,
	points: wholePoints,
	cap: cap.optional(),
	limit: id.optional(),
	decay: decay.optional(),
	missing: z.enum(['own-state', 'ignored', 'false']).optional(),
	locked: z.boolean().optional(),
	sign: z.enum(['positive', 'negative']).optional()
};
const each = z.strictObject({
	field,
	per: number.positive(),
	atMost: z.int().min(1).max(100),
	after: z.int().min(0).max(1_000_000).optional()
});
const rule = z.union([
	z.strictObject({ ...ruleHead, when: condition }),
	z.strictObject({ ...ruleHead, each })
]);

const group = z.strictObject({
	id,
	label: name,
	kind: z.enum(['fit', 'engagement', 'negative', 'framework']),
	cap: cap.optional(),
	limits: z
		.array(z.strictObject({ id, label: name, cap }))
		.max(100)
		.optional(),
	rules: z.array(rule)
});

const axis = z.strictObject({
	groups: z.array(id).min(1).max(100),
	from: z
		.array(number)
		.max(25)
		.refine((from) => from.every((least, i) => i === 0 || least < from[i - 1]), {
			message: 'falling points, the best grade first'
		})
});
const matrix = z.strictObject({
	letter: z.enum(['fit', 'engagement']),
	fit: axis,
	engagement: axis
});
const bands = z
	.array(z.strictObject({ label: name, from: number.nullable() }))
	.min(1)
	.max(26)
	.refine(
		(list) =>
			list.every(({ from }, i) => i === 0 || (from ?? -Infinity) > (list[i - 1].from ?? -Infinity)),
		{ message: 'bands by rising score: each "from" above the one before, null only in the first' }
	);
const grades = z
	.array(z.string().regex(/^[A-Z][0-9]{1,2}$/, 'a grade such as A1'))
	.min(1)
	.max(676);

const PROBABILITY = 'a probability above 0 and below 1, such as 0.12';
const published = z
	.array(
		z.strictObject({
			from: z.number('the lowest score of the band, or null for the lowest band').nullable(),
			probability: z.number(PROBABILITY).gt(0, PROBABILITY).lt(1, PROBABILITY)
		}),
		'a list of bands, each with "from" and "probability"'
	)
	.min(1, 'at least one band')
	.max(1000)
	.refine(
		(bands) =>
			bands.every(
				({ from }, i) => i === 0 || (from ?? -Infinity) > (bands[i - 1].from ?? -Infinity)
			),
		{ message: 'bands by rising score: each "from" above the one before, null only in the first' }
	);

const days = z.int().min(0).max(3650);

export const scorecardSchema = z.strictObject({
	$schema: z.string().optional(),
	leadgauge: z.literal(1),
	name,
	description: z.string().max(10_000).optional(),
	signalWindowDays: days.default(0),
	horizonDays: days.min(1).default(90),
	features: z.array(feature).max(200).optional(),
	groups: z.array(group).min(1).max(100),
	cap: cap.optional(),
	nothingMatched: z.enum(['zero', 'no-score']).optional(),
	exclusions: z.array(z.strictObject({ id, label: name, when: condition })).default([]),
	matrix: matrix.optional(),
	bands: bands.optional(),
	published: published.optional(),
	calibration: z.record(z.string(), z.unknown()).optional(),
	thresholds: z
		.strictObject({
			mql: wholePoints.nullable().default(null),
			sql: wholePoints.nullable().default(null),
			mqlGrades: grades.optional(),
			sqlGrades: grades.optional()
		})
		.default({ mql: null, sql: null })
});

/** The JSON schema editors use for the scorecard files. */
export function scorecardJsonSchema(): object {
	return z.toJSONSchema(scorecardSchema, { io: 'input' });
}
