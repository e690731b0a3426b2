import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachDataset } from '#lib/server/db/datasets.ts';
import { openWorkspace } from '#lib/server/db/workspace.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import { listDatasets } from '#lib/server/usecases/list-datasets.ts';

/** Imports that take the place of the same dataset, each killed at another moment, with two sizes in turn. */
const LEADS = [4_000, 5_000];
const MAPPING = {
	leadgauge: 1,
	leads: { id: 'id', createdAt: 'created', outcome: { column: 'won', won: ['yes'] } },
	touches: { lead: 'lead', at: 'at', type: 'type' }
};

let folder: string;
let home: string;
let wholeMs = 0;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
	home = join(folder, 'home');
	for (const leads of LEADS) {
		const rows = Array.from(
			{ length: leads },
			(_, i) => `l${i},2026-01-01,${i % 3 ? 'no' : 'yes'}`
		);
		await writeFile(join(folder, `leads-${leads}.csv`), `id,created,won\n${rows.join('\n')}\n`);
		const touches = rows.map((_, i) => `l${i},2026-01-02,open\nl${i},2026-01-03,click`);
		await writeFile(join(folder, `touches-${leads}.csv`), `lead,at,type\n${touches.join('\n')}\n`);
	}
	await writeFile(join(folder, 'mapping.json'), JSON.stringify(MAPPING));
	const started = performance.now();
	expect(await ended(startImport(LEADS[0]))).toBe(0);
	wholeMs = performance.now() - started;
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function startImport(leads: number): ChildProcess {
	const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx');
	const files = ['leads', 'touches'].map((name) => join(folder, `${name}-${leads}.csv`));
	const roles = files.flatMap((file, i) => ['--role', `${file}=${['leads', 'touches'][i]}`]);
	const mapping = ['--mapping', join(folder, 'mapping.json')];
	const main = join(projectRoot, 'src', 'cli', 'main.ts');
	const args = ['import', ...files, ...roles, ...mapping, '--dataset', 'kept', '--home', home];
	return spawn(process.execPath, ['--import', pathToFileURL(tsx).href, main, ...args], {
		cwd: projectRoot,
		stdio: 'ignore',
		detached: true
	});
}

/** Its exit code; null where it was killed. */
function ended(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve) => child.once('close', resolve));
}

/** Lets a moment pass and kills; what it gives back makes it wait no more. */
type Arm = (kill: () => void, attempt: number) => () => void;

/** Kills when a share of the time of a whole import is over, a little earlier at every further attempt. */
function afterShare(share: number): Arm {
	return (kill, attempt) => {
		const timer = setTimeout(kill, share * 0.8 ** attempt * wholeMs);
		return () => clearTimeout(timer);
	};
}

/** The exit code of an import; null where the kill came in time. */
async function importUntil(arm: Arm, leads: number, attempt: number): Promise<number | null> {
	const child = startImport(leads);
	const gone = ended(child);
	const disarm = arm(() => process.kill(-child.pid!, 'SIGKILL'), attempt);
	const code = await gone;
	disarm();
	return code;
}

/** Kills as soon as something is to be seen in the workspace. */
function whenSeen(seen: () => boolean): Arm {
	return (kill) => {
		const timer = setInterval(() => seen() && kill(), 1);
		return () => clearInterval(timer);
	};
}

function names(...path: string[]): string[] {
	try {
		return readdirSync(join(home, ...path));
	} catch {
		return [];
	}
}

const inStaging = (...path: string[]) =>
	names('staging').some((each) => names('staging', each, ...path).length > 0);
const made = (name: string) =>
	names('staging').some((each) => names('staging', each, 'dataset').includes(name));

/** Imports that end before they are killed are begun anew. */
const MOST_ATTEMPTS = 5;

const MOMENTS: [string, Arm][] = [
	...[0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map(
		(share): [string, Arm] => [`after ${Math.round(share * 100)} % of its time`, afterShare(share)]
	),
	['when its folder is there', whenSeen(() => inStaging())],
	['when it has begun to load', whenSeen(() => inStaging('scratch'))],
	['when the dataset file appears', whenSeen(() => made('1.duckdb'))],
	['when its record is being written', whenSeen(() => made('manifest.json.new'))],
	['when its record is there', whenSeen(() => made('manifest.json'))],
	['when the new dataset is in its place', whenSeen(() => names('datasets').length > 1)],
	[
		'when the old one is on its way out',
		whenSeen(() => names('staging').some((each) => each.startsWith('deleted-')))
	]
];

describe('an import that takes the place of a dataset and is killed', () => {
	let wanted = LEADS[1];
	let killed = 0;

	it.each(MOMENTS)(
		'%s leaves a workspace that opens, and one whole dataset',
		async (_, arm) => {
			for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
				const code = await importUntil(arm, wanted, attempt);
				expect([null, 0]).toContain(code);
				const leads = await wholeDataset();
				expect(LEADS).toContain(leads);
				wanted = LEADS.find((each) => each !== leads)!;
				if (code !== null) continue;
				killed++;
				return;
			}
		},
		120_000
	);

	it('was killed most of the time before it had ended', () => {
		expect(killed).toBeGreaterThan(MOMENTS.length / 2);
	});
});

/** The leads of the only dataset, after everything about it has been checked. */
async function wholeDataset(): Promise<number> {
	const workspace = await openWorkspace(home);
	try {
		const listed = await listDatasets(workspace);
		expect(listed.map(({ name }) => name)).toEqual(['kept']);
		expect(names('datasets')).toEqual([listed[0].id]);
		const { manifest } = await attachDataset(workspace, listed[0].id);
		const bytes = await readFile(join(home, 'datasets', listed[0].id, manifest.file));
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(manifest.sha256);
		const table = `"dataset_${listed[0].id}".main`;
		const found = await workspace.engine.run(
			`SELECT (SELECT count(*) FROM ${table}.leads) AS leads, (SELECT count(*) FROM ${table}.touches) AS touches`
		);
		expect(numbersOf(found, 'leads')[0]).toBe(manifest.counts.leads);
		expect(numbersOf(found, 'touches')[0]).toBe(2 * manifest.counts.leads);
		expect(listed[0].leads).toBe(manifest.counts.leads);
		return manifest.counts.leads;
	} finally {
		await workspace.close();
	}
}
