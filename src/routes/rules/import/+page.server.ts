import { fail, redirect } from '@sveltejs/kit';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { knownAfterwards, whoAndWhen } from '#lib/domain/mapping/known-afterwards.ts';
import { POINTS_PER_THIRD } from '#lib/domain/scorecard-import/read-rules.ts';
import { maturityKnown } from '#lib/server/queries/leads-source.ts';
import { touchTypes } from '#lib/server/queries/touch-types.ts';
import { qualityDesk } from '#lib/server/quality.ts';
import { describeError } from '#lib/server/sentences.ts';
import { saveCard } from '#lib/server/usecases/save-card.ts';
import { listTemplates } from '#lib/server/usecases/templates.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { href } from '#lib/ui/links.ts';
import type { Actions, PageServerLoad } from './$types';
import { previewOf } from './preview.server.ts';
import { readingOf, rulesOf } from './reading.server.ts';
import type { ShownPreview } from './shown-preview.ts';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	if (!context.dataset) return { desk: null };
	const bench = await workbench();
	const { source, manifest } = await bench.source(context.dataset.id);
	const { locale } = locals;
	const others = new Set([...knownAfterwards(source.mapping), ...whoAndWhen(source.mapping)]);
	const template = url.searchParams.get('template') ?? '';
	return {
		desk: {
			columns: manifest.schema.map(({ name }) => ({ name, signal: !others.has(name) })),
			touches:
				source.mapping.createdAt === null ? [] : await touchTypes(bench.workspace.engine, source),
			dated: maturityKnown(source),
			templates: (await listTemplates()).map(({ id, template: { name, description, groups } }) => ({
				id,
				name: name[locale],
				description: description[locale],
				framework: groups.every(({ kind }) => kind === 'framework')
			})),
			...(template ? await previewOfTemplate(bench, url, template, locale) : { preview: null })
		}
	};
};

/** What every action answers with. */
interface Answer {
	preview: ShownPreview | null;
	refused?: { message: string; hint?: string };
	taken?: boolean;
	leaks?: boolean;
}

export const actions: Actions = {
	/** Reads rules, or reads them again with other columns; nothing is saved. */
	read: async ({ request, url, locals: { locale } }) => {
		const form = await request.formData();
		const bench = await workbench();
		try {
			const { read, wanted } = await readingOf(form, locale);
			const { shown } = await previewOf(bench, url, read, wanted, locale);
			return { preview: shown } satisfies Answer;
		} catch (error) {
			return refuse(error, null, locale);
		}
	},

	/** Saves what was read as a new card; the address then names it. */
	accept: async ({ request, url, locals: { locale } }) => {
		const form = await request.formData();
		const bench = await workbench();
		let shown: ShownPreview | null = null;
		let model: string;
		try {
			const { read, wanted } = await readingOf(form, locale);
			const found = await previewOf(bench, url, read, wanted, locale);
			shown = found.shown;
			const { scorecard } = found.preview.made;
			if (!scorecard) throw new WorkbenchError('rules-none-left');
			model = await accept(bench, url, scorecard, {
				replace: form.get('replace') === 'yes',
				leaks: form.get('leaks') === 'yes'
			});
		} catch (error) {
			return refuse(error, shown, locale);
		}
		redirect(303, href(url, '/rules', { model }));
	}
};

/** @throws WorkbenchError `rules-leak` where columns know the outcome and nobody said that they know, those of `saveCard` */
async function accept(
	bench: Workbench,
	url: URL,
	scorecard: Scorecard,
	told: { replace: boolean; leaks: boolean }
): Promise<string> {
	const { dataset } = await bench.context(url);
	const desk = qualityDesk(bench);
	const leaks = dataset ? await desk.unallowedLeaks(dataset.id, scorecard, null) : [];
	if (leaks.length > 0 && !told.leaks) {
		throw new WorkbenchError('rules-leak', { columns: leaks.join(', ') });
	}
	const { home } = bench.workspace.paths;
	const model = await saveCard(home, { scorecard, opened: null, replace: told.replace });
	if (dataset) await desk.allow(dataset.id, model, leaks, new Date().toISOString());
	return model;
}

function refuse(error: unknown, preview: ShownPreview | null, locale: App.Locals['locale']) {
	if (!isWorkbenchError(error)) throw error;
	const answer: Answer = {
		preview,
		refused: describeError(error, locale),
		taken: error.code === 'model-taken',
		leaks: error.code === 'rules-leak'
	};
	return fail(answer.taken || answer.leaks ? 409 : 422, answer);
}

async function previewOfTemplate(
	bench: Workbench,
	url: URL,
	template: string,
	locale: App.Locals['locale']
): Promise<Answer> {
	const wanted = { text: '', template, name: '', pointsPerThird: POINTS_PER_THIRD, choices: null };
	try {
		const read = await rulesOf(wanted, locale);
		return { preview: (await previewOf(bench, url, read, wanted, locale)).shown };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { preview: null, refused: describeError(error, locale) };
	}
}
