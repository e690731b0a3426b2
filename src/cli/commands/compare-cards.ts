import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { MOST_SCORES } from '#lib/server/scores-from-url.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { compareModels } from '#lib/server/usecases/compare-models.ts';
import { readScorecard } from '#lib/server/usecases/models.ts';
import { openLeads } from '#lib/server/usecases/open-leads.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { compareCardsJson } from '../compare-cards-json.ts';
import { compareCardsText } from '../compare-cards-text.ts';
import { fileReadingOf, fileReadingOptions } from '../file-reading-options.ts';
import { readMapping } from '../read-mapping.ts';
import { showProgress } from '../show-progress.ts';

const SETTINGS = ['horizon', 'window', 'data-date', 'split', 'seed'] as const;

/** Compares scorecards on the same later leads of a file, in a workspace of its own; score columns are checked against them. */
export async function compareCards(args: string[]): Promise<void> {
	const { file, scorecards, mapping, columns, stamp, json, settings, reading } = options(args);
	if (!file) throw new WorkbenchError('file-needed');
	const { windowDays, horizonDays, dataDate, split, seed } = settingsFromUrl(settings);
	const cards = await readCards(scorecards);
	const wishes: ScoreWish[] = [
		...cards.map(({ name, scorecard }) => ({ kind: 'card' as const, name, scorecard })),
		...columns.map((name) => ({ kind: 'column' as const, name }))
	];
	if (wishes.length > MOST_SCORES) {
		throw new WorkbenchError('scores-too-many', { found: wishes.length, most: MOST_SCORES });
	}
	const used = mapping ? await readMapping(mapping) : null;
	const progress = showProgress(process.stderr);
	const opened = await openLeads(file, used, new Date().toISOString(), {
		onProgress: progress.show,
		reading
	}).finally(progress.end);
	try {
		const { leads, manifest, engine } = opened;
		const own = { windowDays, horizonDays, dataDate, split, seed, stamp };
		const found = await compareModels(engine, leads, wishes, cards[0].scorecard, own);
		const { comparison } = found;
		if (!comparison.measured && found.checks.length === 0) {
			const { reason, params } = comparison;
			throw new WorkbenchError('cards-not-compared', { ...params, reason });
		}
		const known = [...cards.flatMap(({ issues }) => issues), ...manifest.issues];
		const object = compareCardsJson(found, manifest.counts.rejected, known);
		console.log(json ? JSON.stringify(object) : compareCardsText(found, known));
	} finally {
		await opened.close();
	}
}

interface NamedCard {
	name: string;
	scorecard: Scorecard;
	issues: Issue[];
}

/** Cards under their own names; where two have the same, under the names of their files. */
async function readCards(files: string[]): Promise<NamedCard[]> {
	const cards = await Promise.all(
		files.map(async (file) => ({ file, ...(await readScorecard(file)) }))
	);
	const names = cards.map(({ scorecard }) => scorecard.name);
	const own = new Set(names).size === names.length;
	return cards.map(({ file, scorecard, issues }) => ({
		name: own ? scorecard.name : `${scorecard.name} (${basename(file)})`,
		scorecard,
		issues
	}));
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const several = { type: 'string', multiple: true } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			scorecard: several,
			column: several,
			mapping: text,
			stamp: text,
			json: { type: 'boolean', default: false },
			...Object.fromEntries(SETTINGS.map((name) => [name, text]))
		}
	});
	const given: Record<string, unknown> = values;
	const settings = new URLSearchParams();
	for (const name of SETTINGS) {
		const value = given[name];
		if (typeof value === 'string') settings.set(name, value);
	}
	const path = (file: string) => resolve(process.env.INIT_CWD ?? '.', file);
	const { scorecard = [], column = [], mapping, stamp, json } = values;
	return {
		file: positionals[0] && path(positionals[0]),
		scorecards: scorecard.map(path),
		columns: column,
		mapping: mapping && path(mapping),
		stamp,
		json: Boolean(json),
		settings,
		reading: fileReadingOf(values)
	};
}
