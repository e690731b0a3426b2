import { fail, redirect } from '@sveltejs/kit';
import { withScan } from '#lib/domain/leakage/leakage-record.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import { readMerges } from '#lib/server/db/merges-file.ts';
import { keptCheck, leakageOf, qualityDesk } from '#lib/server/quality.ts';
import { describeError } from '#lib/server/sentences.ts';
import type { DatasetCheck } from '#lib/server/usecases/check-dataset-leads.ts';
import { countEditedRules } from '#lib/server/usecases/count-edited-rules.ts';
import { mergeSpellings, takeBackMerge } from '#lib/server/usecases/merge-spellings.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { Context } from '#lib/server/context.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { href } from '#lib/ui/links.ts';
import type { Actions, PageServerLoad } from './$types';
import { checkInWords } from './check-in-words.server.ts';

/** The page waits this long before it shows how far the check is. */
const PATIENCE_MS = 1000;

type Locale = App.Locals['locale'];

export const load: PageServerLoad = async ({ url, params, locals, parent, depends }) => {
	depends('leadgauge:quality');
	const dataset = url.searchParams.get('dataset') ?? params.dataset;
	if (dataset !== params.dataset || !url.searchParams.has('dataset')) {
		redirect(303, href(url, `/data/${encodeURIComponent(dataset)}/quality`, { dataset }));
	}
	const { context } = await parent();
	if (!context.dataset) return { found: null, running: null, failed: null };
	const bench = await workbench();
	const settled = await settledCheck(bench, url, locals.locale);
	if (!('check' in settled)) return { found: null, running: null, failed: null, ...settled };
	const kept = await leakageOf(bench, url, dataset);
	// What stands on the page is the evidence at the settings of the address.
	const at = kept.scannedAt ?? new Date().toISOString();
	const record = withScan(kept, settled.check.scan, at);
	const { manifest } = await bench.source(dataset);
	const rules = await ruleGaps(bench, url, context, locals.locale);
	const found = checkInWords(settled.check, record, manifest, locals.locale);
	const { merges } = await readMerges(bench.workspace, dataset);
	return { found: { ...found, rules, merges }, running: null, failed: null };
};

export const actions: Actions = {
	/** Notes what somebody has decided about a column. */
	decide: async ({ request, params, locals }) => {
		const form = await request.formData();
		const column = String(form.get('column') ?? '');
		const wanted = String(form.get('state') ?? '');
		const state = wanted === 'leaking' || wanted === 'cleared' ? wanted : null;
		try {
			const now = new Date().toISOString();
			await qualityDesk(await workbench()).decide(params.dataset, column, state, now);
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: describeError(error, locals.locale) });
		}
		return { decided: { column, state } };
	},

	/** Notes that spellings of a column mean the same; every figure of these leads reads them as one from now on. */
	merge: async ({ request, params, locals }) => {
		const form = await request.formData();
		const [column, to] = ['column', 'to'].map((name) => String(form.get(name) ?? ''));
		const from = form.getAll('from').map(String);
		const at = new Date().toISOString();
		try {
			const { workspace } = await workbench();
			await mergeSpellings(workspace, params.dataset, { column, from, to, at });
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: describeError(error, locals.locale) });
		}
		await forgetFigures();
		return { merged: { column, to, taken: false } };
	},

	unmerge: async ({ request, params, locals }) => {
		const form = await request.formData();
		const [column, to] = ['column', 'to'].map((name) => String(form.get(name) ?? ''));
		const at = new Date().toISOString();
		try {
			const { workspace } = await workbench();
			await takeBackMerge(workspace, params.dataset, { column, to, at });
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: describeError(error, locals.locale) });
		}
		await forgetFigures();
		return { merged: { column, to, taken: true } };
	},

	cancel: async ({ url }) => {
		const kept = await keptCheck(await workbench(), url);
		kept.cancel();
		await kept.made.catch(() => {});
		redirect(303, href(url, '/data'));
	}
};

async function forgetFigures(): Promise<void> {
	const bench = await workbench();
	bench.forget();
	qualityDesk(bench).forget();
}

/** The check when it is done, how far it is, or why there is none. */
async function settledCheck(
	bench: Workbench,
	url: URL,
	locale: Locale
): Promise<
	| { check: DatasetCheck }
	| { running: { share: number } }
	| { failed: { message: string; hint?: string } }
> {
	try {
		const kept = await keptCheck(bench, url);
		if (kept.state !== 'running') return { check: await kept.made };
		const waited = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
		const soon = await Promise.race([kept.made, waited]);
		return soon ? { check: soon } : { running: { share: kept.share } };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { failed: describeError(error, locale) };
	}
}

/** Rules of the card and the leads on which each cannot be evaluated; null without a card. */
async function ruleGaps(
	bench: Workbench,
	url: URL,
	{ scorecard, dataset }: Context,
	locale: Locale
) {
	if (!scorecard || !dataset) return null;
	const { source } = await bench.source(dataset.id);
	const names = source.columns.map(({ name }) => name);
	const unknown = unknownFields(scorecard, names).map(({ params }) => String(params.field));
	if (unknown.length > 0) {
		return { card: scorecard.name, unknown: [...new Set(unknown)], leads: 0, rules: [] };
	}
	try {
		const counts = await countEditedRules(bench, url, JSON.stringify(scorecard));
		const rules = rulesOf(scorecard).flatMap(({ label }, i) => {
			const counted = counts.rules[i];
			return counted ? [{ label, missing: counted.missing }] : [];
		});
		return { card: scorecard.name, unknown: [], leads: counts.leads, rules };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { card: scorecard.name, unknown: [], leads: 0, rules: [], ...refused(error, locale) };
	}
}

function refused(error: Parameters<typeof describeError>[0], locale: Locale) {
	return { refused: describeError(error, locale).message };
}
