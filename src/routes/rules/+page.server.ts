import { fail, redirect } from '@sveltejs/kit';
import type { Issue } from '#lib/domain/issue.ts';
import { columnsIn, type LeakageRecord } from '#lib/domain/leakage/leakage-record.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { SchemaColumn } from '#lib/server/db/dataset-manifest.ts';
import { maturityKnown, type LeadsSource } from '#lib/server/queries/leads-source.ts';
import { leakageOf, qualityDesk } from '#lib/server/quality.ts';
import { describeError, sentence } from '#lib/server/sentences.ts';
import { countEditedRules } from '#lib/server/usecases/count-edited-rules.ts';
import { draftRules } from '#lib/server/usecases/draft-rules.ts';
import { listModels, scorecardFromText, type Model } from '#lib/server/usecases/models.ts';
import { saveCard } from '#lib/server/usecases/save-card.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { href } from '#lib/ui/links.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

/** Rules that are counted before the page is shown. */
const MOST_COUNTED = 200;

type Locale = App.Locals['locale'];

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	const { dataset, model } = context;
	if (!dataset) return { desk: null };
	const bench = await workbench();
	const { source, manifest } = await bench.source(dataset.id);
	const { models } = await listModels(bench.workspace.paths.home);
	const leakage = await leakageOf(bench, url, dataset.id);
	const columns = manifest.schema.map((column) => columnOf(column, leakage));
	const start = startOf(url);
	const opened = start ? null : (models.find(({ id }) => id === model?.id) ?? null);
	return {
		desk: {
			start,
			columns,
			dated: maturityKnown(source),
			touches: source.touches !== undefined && source.mapping.createdAt !== null,
			opened: opened && openedOf(opened),
			counts: opened && (await countsOf(bench, url, opened.scorecard, locals.locale)),
			drafts: start === 'columns' ? await draftsOf(bench, source, columns) : [],
			models: models.map((each) => fit(each, columns))
		}
	};
};

export const actions: Actions = {
	/** Saves the card in the form; the address then names it. */
	save: async ({ request, url, locals }) => {
		const form = await request.formData();
		const text = textOf(form, 'scorecard');
		const bench = await workbench();
		const { home } = bench.workspace.paths;
		let model: string;
		try {
			const { scorecard } = scorecardFromText(
				text,
				m.rules_this_card({}, { locale: locals.locale })
			);
			const [id, sha256] = [textOf(form, 'opened'), textOf(form, 'sha256')];
			const opened = id ? { id, sha256 } : null;
			const { dataset } = await bench.context(url);
			const leaks = dataset
				? await leaksToAllow(bench, dataset.id, scorecard, id, textOf(form, 'leaks') === 'yes')
				: [];
			model = await saveCard(home, {
				scorecard,
				opened,
				replace: textOf(form, 'replace') === 'yes'
			});
			if (dataset) {
				await qualityDesk(bench).allow(dataset.id, model, leaks, new Date().toISOString());
			}
		} catch (error) {
			return refuse(error, locals.locale);
		}
		redirect(303, href(url, '/rules', { model }));
	},

	/** Reads a scorecard file without saving it. */
	read: async ({ request, locals }) => {
		const form = await request.formData();
		try {
			const { scorecard, issues } = scorecardFromText(textOf(form, 'text'), textOf(form, 'file'));
			return { scorecard, warnings: issues.map((each) => sentence(each, locals.locale)) };
		} catch (error) {
			return refuse(error, locals.locale);
		}
	}
};

function refuse(error: unknown, locale: Locale) {
	if (!isWorkbenchError(error)) throw error;
	const taken = error.code === 'model-taken' || error.code === 'model-changed';
	const leaks = error.code === 'rules-leak';
	return fail(taken || leaks ? 409 : 422, { ...refusalOf(error, locale), taken, leaks });
}

/**
 * Leaking columns the card uses, all of which whoever saves it has said to know of, now or when it was saved before.
 * @throws WorkbenchError `rules-leak` where they have not
 */
async function leaksToAllow(
	bench: Workbench,
	dataset: string,
	scorecard: Scorecard,
	opened: string,
	told: boolean
): Promise<string[]> {
	const desk = qualityDesk(bench);
	const unallowed = await desk.unallowedLeaks(dataset, scorecard, opened || null);
	if (unallowed.length > 0 && !told) {
		throw new WorkbenchError('rules-leak', { columns: unallowed.join(', ') });
	}
	return desk.unallowedLeaks(dataset, scorecard, null);
}

/** The refusal in words, and every issue with the place in the file where it stands. */
function refusalOf(error: WorkbenchError, locale: Locale) {
	const issues = error.issues.map((each) => ({ ...placeOf(each), text: sentence(each, locale) }));
	return { ...describeError(error, locale), issues };
}

function placeOf({ params }: Issue) {
	return { path: String(params.path ?? ''), rule: String(params.rule ?? '') };
}

function openedOf({ id, name, builtIn, sha256, scorecard }: Model) {
	return { id, name, builtIn, sha256, card: scorecard };
}

/** Counts that the page is sent with; those of a card of very many rules it fetches part by part. */
async function countsOf(bench: Workbench, url: URL, scorecard: Scorecard, locale: Locale) {
	if (rulesOf(scorecard).length > MOST_COUNTED) return null;
	try {
		const counts = await countEditedRules(bench, url, JSON.stringify(scorecard));
		return { ...counts, refused: null };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { leads: 0, wins: 0, rules: [], refused: describeError(error, locale) };
	}
}

function draftsOf(bench: Workbench, source: LeadsSource, columns: ReturnType<typeof columnOf>[]) {
	const signals = columns.filter(({ use }) => use === 'signal').map(({ name }) => name);
	return draftRules(bench.workspace.engine, source, signals);
}

/** Roles that are known only once the outcome is, and roles that say who and when. */
const AFTERWARDS = ['wonAt', 'lostAt', 'outcome', 'value', 'workedAt', 'acceptedAt'];
const WHO_AND_WHEN = ['id', 'createdAt', 'order'];

function columnOf({ name, type, roles }: SchemaColumn, leakage: LeakageRecord) {
	const plays = (some: string[]) => roles.some((role) => some.includes(role));
	const marked = columnsIn(leakage, 'leaking').includes(name);
	const suspected = columnsIn(leakage, 'suspected').includes(name);
	const afterwards = plays(AFTERWARDS) || marked;
	const use = afterwards ? 'afterwards' : plays(WHO_AND_WHEN) ? 'who-and-when' : 'signal';
	return { name, type, use, marked, suspected } as const;
}

/** A model of the list, and how many of its rules look at columns the data does not have. */
function fit({ id, name, builtIn, scorecard }: Model, columns: { name: string }[]) {
	const names = columns.map((each) => each.name);
	return { id, name, builtIn, unknown: unknownFields(scorecard, names).length };
}

function startOf({ searchParams }: URL): 'empty' | 'columns' | null {
	const start = searchParams.get('start');
	return start === 'empty' || start === 'columns' ? start : null;
}

function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
