import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { MOST_SCORES } from '#lib/server/scores-from-url.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import {
	compareModels,
	type ColumnCheck,
	type ModelsCompared
} from '#lib/server/usecases/compare-models.ts';
import { differingLeads, type DifferingLead } from '#lib/server/usecases/differing-leads.ts';
import { readScorecard } from '#lib/server/usecases/models.ts';
import { openLeadsOrDataset } from '#lib/server/usecases/open-leads-or-dataset.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { compareCardsJson } from '../compare-cards-json.ts';
import { compareCardsText } from '../compare-cards-text.ts';
import { fileReadingOf, fileReadingOptions } from '../file-reading-options.ts';
import { homeOption } from '../home-option.ts';
import { namedLeads } from '../named-leads.ts';
import { readMapping } from '../read-mapping.ts';
import { showProgress } from '../show-progress.ts';

const SETTINGS = ['horizon', 'window', 'data-date', 'split', 'seed'] as const;

/** Compares scorecards on the same later leads of a file, in a workspace of its own; score columns are checked against them. */
export async function compareCards(args: string[]): Promise<void> {
	const { file, scorecards, mapping, json, settings, reading, differing, ...asked } = options(args);
	if (!file) throw new WorkbenchError('file-needed');
	const { windowDays, horizonDays, dataDate, split, seed } = settingsFromUrl(settings);
	const cards = await readCards(scorecards);
	const wanted = cards.length + asked.columns.length;
	if (wanted > MOST_SCORES) {
		throw new WorkbenchError('scores-too-many', { found: wanted, most: MOST_SCORES });
	}
	const used = mapping ? await readMapping(mapping) : null;
	const progress = showProgress(process.stderr);
	const opened = await openLeadsOrDataset(file, used, new Date().toISOString(), {
		onProgress: progress.show,
		reading
	}).finally(progress.end);
	try {
		const { leads, manifest, engine } = opened;
		const { columns, stamp } = scoresOfData(asked, cards.length, manifest.mapping);
		const wishes: ScoreWish[] = [
			...cards.map(({ name, scorecard }) => ({ kind: 'card' as const, name, scorecard })),
			...columns.map((name) => ({ kind: 'column' as const, name }))
		];
		const own = { windowDays, horizonDays, dataDate, split, seed };
		const scorecard = cards[0].scorecard;
		const found = await compareModels(engine, leads, wishes, scorecard, { ...own, stamp });
		const { comparison } = found;
		if (!comparison.measured && found.checks.length === 0) {
			const { reason, params } = comparison;
			throw new WorkbenchError('cards-not-compared', { ...params, reason });
		}
		const known = [...cards.flatMap(({ issues }) => issues), ...manifest.issues];
		const all = cards.map((each) => each.scorecard);
		const listed = await listedLeads(found, differing, ({ column, score }) => {
			const of = cards.findIndex(({ name }) => name === score);
			const columnsOf = { column, stamp: stamp ?? null };
			return differingLeads(engine, leads, all, of, columnsOf, own, differing);
		});
		const object = compareCardsJson(found, listed, manifest.counts.rejected, known);
		console.log(json ? JSON.stringify(object) : compareCardsText(found, listed, known));
	} finally {
		await opened.close();
	}
}

/** The score column that the mapping names is checked where one card stands alone and nobody asks for another. */
function scoresOfData(
	asked: { columns: string[]; stamp?: string },
	cards: number,
	{ score, scoreAt }: Mapping
): { columns: string[]; stamp?: string } {
	if (asked.columns.length > 0 || cards > 1 || !score) return asked;
	return { columns: [score], stamp: asked.stamp ?? scoreAt ?? undefined };
}

/** The first leads that differ for every check that has any, in the order of the checks. */
function listedLeads(
	{ checks }: ModelsCompared,
	most: number,
	read: (check: ColumnCheck) => Promise<DifferingLead[]>
): Promise<DifferingLead[][]> {
	return Promise.all(
		checks.map((check) => (most > 0 && check.differences ? read(check) : Promise.resolve([])))
	);
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
			...homeOption,
			scorecard: several,
			column: several,
			mapping: text,
			stamp: text,
			differing: text,
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
	const { scorecard = [], column = [], mapping, stamp, json, differing } = values;
	return {
		file: positionals[0] ? namedLeads(positionals[0], values.home) : null,
		scorecards: scorecard.map(path),
		columns: column,
		mapping: mapping && path(mapping),
		stamp,
		differing: wholeNumber('differing', differing ?? '0'),
		json: Boolean(json),
		settings,
		reading: fileReadingOf(values)
	};
}

/** Leads that a list may hold. */
const MOST_LISTED = 1_000_000;

function wholeNumber(name: string, text: string): number {
	const value = /^\d+$/.test(text) ? Number(text) : NaN;
	if (value <= MOST_LISTED) return value;
	const expected = `a whole number up to ${MOST_LISTED}`;
	throw new WorkbenchError('setting-invalid', { name, value: text, expected });
}
