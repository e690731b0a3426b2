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

const condition = z.discriminatedUnion('operator', [
	z.strictObject({ field, operator: z.literal('equals'), value: z.union([z.string(), number]) }),
	z.strictObject({
		field,
		operator: z.literal('one-of'),
		values: z
			.array(z.union([z.string(), number]))
			.min(1)
			.max(100_000)
	}),
	z.strictObject({ field, operator: z.literal('contains'), value: z.string().min(1) }),
	z
		.strictObject({ field, operator: z.literal('between'), from: number, to: number })
		.refine((value) => value.from <= value.to, { message: 'from at most to' }),
	z.strictObject({ field, operator: z.literal('at-least'), value: number }),
	z.strictObject({ field, operator: z.literal('at-most'), value: number }),
	z.strictObject({ field, operator: z.literal('is-set') }),
	z.strictObject({ field, operator: z.literal('is-missing') })
]);

const ruleHead = {
	id,
	label: name,
	points: wholePoints,
	cap: cap.optional(),
	locked: z.boolean().optional(),
	sign: z.enum(['positive', 'negative']).optional()
};
const each = z.strictObject({
	field,
	per: number.positive(),
	atMost: z.int().min(1).max(100)
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
	rules: z.array(rule)
});

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
	groups: z.array(group).min(1).max(100),
	cap: cap.optional(),
	exclusions: z.array(z.strictObject({ id, label: name, when: condition })).default([]),
	published: published.optional(),
	calibration: z.record(z.string(), z.unknown()).optional(),
	thresholds: z
		.strictObject({
			mql: wholePoints.nullable().default(null),
			sql: wholePoints.nullable().default(null)
		})
		.default({ mql: null, sql: null })
});

/** The JSON schema editors use for the scorecard files. */
export function scorecardJsonSchema(): object {
	return z.toJSONSchema(scorecardSchema, { io: 'input' });
}
