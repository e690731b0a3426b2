import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Template } from '#lib/domain/scorecard-import/templates.ts';
import { projectRoot } from '#lib/server/project-root.ts';

const folder = join(projectRoot, 'models', 'templates');

const OPERATORS = [
	'equals',
	'one-of',
	'contains',
	'between',
	'at-least',
	'at-most',
	'above',
	'below',
	'is-set',
	'is-missing',
	'business-mail',
	'free-mail'
] as const;
const texts = z.strictObject({ en: z.string().min(1), de: z.string().min(1) });
const cap = z.strictObject({ min: z.int().optional(), max: z.int().optional() });
const rule = z.strictObject({
	label: texts,
	field: texts,
	asks: z.union([
		z.enum(['criterion', 'once', 'each']),
		z.strictObject({
			operator: z.enum(OPERATORS),
			values: z.array(z.string())
		})
	]),
	points: z.int(),
	atMost: z.int().min(1).max(100).optional()
});
const template = z.strictObject({
	'leadgauge-template': z.literal(1),
	name: texts,
	description: texts,
	signalWindowDays: z.int().min(0),
	horizonDays: z.int().min(1),
	thresholds: z.strictObject({ mql: z.int().nullable(), sql: z.int().nullable() }),
	groups: z.array(
		z.strictObject({
			kind: z.enum(['fit', 'engagement', 'negative', 'framework']),
			label: texts,
			cap: cap.optional(),
			rules: z.array(rule).min(1)
		})
	)
});

/** Templates in the order in which they are offered. */
const ORDER = [
	...['mid-market-saas', 'product-led', 'pardot-defaults', 'content-weights'],
	...['bant', 'champ', 'meddic', 'anum', 'faint']
];

/** The templates shipped with Leadgauge by id. */
export async function listTemplates(): Promise<{ id: string; template: Template }[]> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
	const ids = files.map((file) => file.replace(/\.json$/, ''));
	const place = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
	ids.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
	return Promise.all(ids.map(async (id) => ({ id, template: await readTemplate(id) })));
}

async function readTemplate(id: string): Promise<Template> {
	return template.parse(JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')));
}
