import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { namesIn } from '#lib/server/db/names-in.ts';
import { writeDurably } from '#lib/server/db/write-durably.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** A scorecard file the workbench knows. */
export interface Model {
	/** File name without `.json`. */
	id: string;
	name: string;
	/** Shipped with Leadgauge: read, never written. */
	builtIn: boolean;
	scorecard: Scorecard;
	/** SHA-256 of the file. */
	sha256: string;
}

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** All models: the user's under LEADGAUGE_HOME/models first, then those shipped with Leadgauge; and the ids of files that cannot be read. */
export async function listModels(home: string): Promise<{ models: Model[]; broken: string[] }> {
	const folders = [
		{ folder: join(home, 'models'), builtIn: false },
		{ folder: join(projectRoot, 'models'), builtIn: true }
	];
	const models: Model[] = [];
	const broken: string[] = [];
	for (const { folder, builtIn } of folders) {
		for (const file of await jsonFiles(folder)) {
			const model = await readModelFile(join(folder, file), builtIn);
			if (!model) broken.push(file.replace(/\.json$/, ''));
			else if (!models.some((each) => each.id === model.id)) models.push(model);
		}
	}
	return { models, broken };
}

/**
 * Reads a scorecard file.
 * @throws WorkbenchError `scorecard-missing`, `scorecard-not-json`, or `scorecard-broken` with the first issue
 */
export async function readScorecard(
	path: string
): Promise<{ scorecard: Scorecard; issues: Issue[] }> {
	const text = await readFile(path, 'utf8').catch((cause) => {
		throw new WorkbenchError('scorecard-missing', { file: path }, { cause });
	});
	return scorecardFromText(text, path);
}

/** A scorecard from the text of a file; the errors of `readScorecard`, with every issue. */
export function scorecardFromText(
	text: string,
	file: string
): { scorecard: Scorecard; issues: Issue[] } {
	const { scorecard, issues } = parseScorecard(parseJson(text, file));
	if (scorecard) return { scorecard, issues };
	const found = issues.filter((each) => each.severity === 'error');
	const [first] = found;
	const params = { ...first.params, file, others: found.length - 1 };
	throw new WorkbenchError(
		first.code === 'scorecard-field' ? 'scorecard-broken' : first.code,
		params,
		{ issues: found }
	);
}

/** Writes a model of the user's: in full or not at all. Same card, same bytes. */
export async function saveModel(home: string, id: string, scorecard: Scorecard): Promise<void> {
	if (!ID.test(id)) throw new WorkbenchError('model-name', { name: id });
	const folder = join(home, 'models');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeDurably(join(folder, `${id}.json`), `${JSON.stringify(scorecard, null, '\t')}\n`);
}

/** A file name for a model: letters, digits and dashes. @example modelId('Größe & Branche 2026') // 'groesse-branche-2026' */
export function modelId(name: string): string {
	const plain = name
		.toLowerCase()
		.replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? letter)
		.normalize('NFD')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 64)
		.replace(/-+$/, '');
	return plain || 'scorecard';
}

async function jsonFiles(folder: string): Promise<string[]> {
	const names = await namesIn(folder);
	return names
		.filter((name) => ID.test(name.replace(/\.json$/, '')) && name.endsWith('.json'))
		.sort();
}

async function readModelFile(path: string, builtIn: boolean): Promise<Model | null> {
	try {
		const text = await readFile(path, 'utf8');
		const { scorecard } = scorecardFromText(text, path);
		const id = path
			.split('/')
			.at(-1)!
			.replace(/\.json$/, '');
		const sha256 = createHash('sha256').update(text).digest('hex');
		return { id, name: scorecard.name, builtIn, scorecard, sha256 };
	} catch {
		return null;
	}
}

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		throw new WorkbenchError('scorecard-not-json', { file, reason: message }, { cause });
	}
}
