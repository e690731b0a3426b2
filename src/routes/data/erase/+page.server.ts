import { fail } from '@sveltejs/kit';
import { datasetsOnDisk } from '#lib/server/db/dataset-names.ts';
import { listErasures } from '#lib/server/db/erasures.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { eraseLead } from '#lib/server/usecases/erase-lead.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { troubleOf } from '../trouble.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const { workspace } = await workbench();
	const names = await namesOf(workspace);
	const records = await listErasures(workspace);
	return {
		records: records.map((each) => ({ ...each, name: names.get(each.dataset) ?? null }))
	};
};

export const actions: Actions = {
	default: async ({ request, url, locals }) => {
		const form = await request.formData();
		const [email, lead] = ['email', 'lead'].map((name) => String(form.get(name) ?? '').trim());
		if (!email && !lead) return fail(422, { gap: 'who' as const });
		if (!form.has('sure')) return fail(422, { gap: 'sure' as const });
		const { workspace } = await workbench();
		const who = { ...(email ? { email } : {}), ...(lead ? { lead } : {}) };
		try {
			const erased = await eraseLead(workspace, who, new Date().toISOString());
			const looked = url.searchParams.get('dataset');
			return { erased, dataset: looked && (await successorOf(workspace, looked)) };
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: troubleOf(error, locals.locale) });
		}
	}
};

/** The dataset that has taken the place of another one; that one itself where none has. */
async function successorOf(workspace: Workspace, id: string): Promise<string> {
	const datasets = await datasetsOnDisk(workspace);
	return datasets.find(({ manifest }) => manifest.replaces === id)?.id ?? id;
}

/** Names by id, those of the datasets that others have taken the place of included. */
async function namesOf(workspace: Workspace): Promise<Map<string, string>> {
	const datasets = await datasetsOnDisk(workspace);
	return new Map(
		datasets.flatMap(({ id, manifest: { name, replaces } }) =>
			[id, replaces].flatMap((each) => (each ? [[each, name] as const] : []))
		)
	);
}
