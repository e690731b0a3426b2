import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { listModels, modelId, saveModel, type Model } from './models.ts';

/** What a person saves, and what it was when they began. */
export interface CardToSave {
	scorecard: Scorecard;
	/** Model that was opened, with the SHA-256 its file had; null for a new card. */
	opened: { id: string; sha256: string } | null;
	/** Write over another card of the user's, or over changes somebody else made meanwhile. */
	replace: boolean;
}

/**
 * Saves a card among the user's models and gives its id. The same name stays the same file; another name is another
 * file; a card that is shipped with Leadgauge is never written over, a copy is made instead.
 *
 * @throws WorkbenchError `model-taken` where the name belongs to another card of the user's, `model-changed` where
 * the file is no longer the one that was opened; neither with `replace`
 */
export async function saveCard(
	home: string,
	{ scorecard, opened, replace }: CardToSave
): Promise<string> {
	const { models } = await listModels(home);
	const from = models.find((each) => each.id === opened?.id && !each.builtIn);
	const id = from?.name === scorecard.name ? from.id : freeId(modelId(scorecard.name), models);
	const there = models.find((each) => each.id === id);
	const params = { name: scorecard.name };
	if (there && there.id !== opened?.id && !replace) throw new WorkbenchError('model-taken', params);
	if (there && there.id === opened?.id && there.sha256 !== opened.sha256 && !replace) {
		throw new WorkbenchError('model-changed', params);
	}
	await saveModel(home, id, scorecard);
	return id;
}

/** The id itself, or with the first number that belongs to no card shipped with Leadgauge. */
function freeId(id: string, models: Model[]): string {
	const builtIn = new Set(models.filter((each) => each.builtIn).map((each) => each.id));
	let free = id;
	for (let number = 2; builtIn.has(free); number++) free = `${id.slice(0, 60)}-${number}`;
	return free;
}
