import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import { datasets } from '#cli/commands/datasets.ts';
import { erase } from '#cli/commands/erase.ts';
import { importCommand } from '#cli/commands/import.ts';
import { inspect } from '#cli/commands/inspect.ts';
import { rows } from '#cli/commands/rows.ts';
import { lockWorkspace } from '#lib/server/launch/workspace-lock.ts';
import { runHere } from '../run-here.ts';

const SAMPLE = join(import.meta.dirname, '../../../data/sample');
const CARD = join(import.meta.dirname, '../../../models/baseline.json');

let folder: string;
let home: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
	home = join(folder, 'home');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

const at = (...args: string[]) => [...args, '--home', home];

describe('import', () => {
	it('takes the sample as five files, and says what became of each', async () => {
		const files = ['leads', 'touches', 'stages', 'deals', 'costs'].map((name) =>
			join(SAMPLE, `${name}.csv`)
		);
		const { code, out } = await runHere(
			importCommand,
			at(...files, '--dataset', 'sample', '--json')
		);
		expect(code).toBe(0);
		const told = JSON.parse(out);
		expect(told).toMatchObject({ dataset: 'sample', leads: 9000, wins: 1164, replaced: false });
		expect(told.files.map(({ file, role }: Record<string, string>) => [file, role])).toEqual(
			files.map((file, i) => [file, ['leads', 'touches', 'stages', 'deals', 'costs'][i]])
		);
		for (const { read, loaded, rejected, merged } of told.files) {
			expect(read).toBe(loaded + rejected + merged);
		}
		expect(told.dateRange).toEqual({
			from: '2024-10-01T06:02:00.000Z',
			to: '2026-09-30T23:59:00.000Z'
		});
		expect(told.tables).toEqual({ touches: 76729, stages: 26514, deals: 2327, costs: 483 });
	});

	it('gives a dataset to every command that takes a file', async () => {
		const calibrated = await runHere(calibrate, at('sample', '--scorecard', CARD, '--json'));
		expect(calibrated.code).toBe(0);
		const fromFile = await runHere(calibrate, [
			join(SAMPLE, 'leads.csv'),
			'--scorecard',
			CARD,
			'--mapping',
			join(SAMPLE, 'mapping.json'),
			'--json'
		]);
		const figures = (text: string) => {
			const { rules, auc } = JSON.parse(text);
			return { rules, auc };
		};
		expect(figures(calibrated.out)).toEqual(figures(fromFile.out));
		const inspected = await runHere(inspect, at('sample', '--json'));
		expect(JSON.parse(inspected.out)).toMatchObject({ file: 'sample', rows: 9000 });
	});

	it('lists datasets and prints their rows as they are stored', async () => {
		const listed = JSON.parse((await runHere(datasets, at('--json'))).out);
		expect(listed).toMatchObject([{ dataset: 'sample', leads: 9000, wins: 1164 }]);
		const { out } = await runHere(rows, at('sample', '--limit', '1', '--header'));
		const [header, first] = out.split('\n').map((line) => JSON.parse(line));
		expect(header.slice(0, 3)).toEqual(['lead_id', 'created_at', 'source']);
		expect(first.slice(0, 3)).toEqual(['L-000001', '2024-10-01T06:02:00Z', 'webinar']);
		const touches = await runHere(rows, at('sample', '--role', 'touches', '--limit', '2'));
		expect(touches.out.split('\n')).toEqual([
			'[1,"2024-10-01T06:02:00Z","inquiry",null,"webinar",false]',
			'[1,"2024-10-02T07:45:00Z","download","consideration","organic search",false]'
		]);
		expect(await runHere(rows, at('sample', '--role', 'towers'))).toMatchObject({ code: 1 });
		expect((await runHere(rows, at('simple'))).err).toContain('There are: sample.');
	});

	it('erases a lead and its touches', async () => {
		const { out } = await runHere(erase, at('--lead', 'L-000001', '--json'));
		expect(JSON.parse(out)).toMatchObject({
			leads: 1,
			datasets: [{ dataset: 'sample', leads: 1 }]
		});
		const { out: left } = await runHere(rows, at('sample', '--role', 'touches', '--limit', '1'));
		expect(JSON.parse(left)[0]).toBeGreaterThan(1);
		expect(await runHere(erase, at('--lead', 'L-000001'))).toMatchObject({ code: 1 });
		expect((await runHere(erase, at())).code).toBe(1);
	});

	it('leaves a workspace alone that a workbench has open', async () => {
		const unlock = lockWorkspace(home, 'http://127.0.0.1:4321');
		const file = await write('leads.csv', 'id,won\na,yes\nb,no\n');
		const { code, err } = await runHere(importCommand, at(file));
		expect(code).toBe(1);
		expect(err).toContain('http://127.0.0.1:4321');
		expect((await runHere(datasets, at())).out).toContain('sample');
		unlock();
	});
});

describe('bad input', () => {
	const LEADS = 'id,created,won\na,2026-01-01,yes\nb,2026-01-02,no\n';

	async function refused(...args: string[]): Promise<string> {
		const { code, err, out } = await runHere(importCommand, at(...args));
		expect([code, out]).toEqual([1, '']);
		const { out: listed } = await runHere(datasets, at('--json'));
		expect(JSON.parse(listed)).toHaveLength(1);
		return err;
	}

	it('of the call is named', async () => {
		const file = await write('leads.csv', LEADS);
		expect(await refused(file, '--role', 'leads.csv=lead-list')).toContain('lead-list');
		expect(await refused(file, '--role', 'other.csv=leads')).toContain('other.csv');
		expect(await refused(join(folder, 'nothing.csv'))).toContain('nothing.csv');
		expect(await refused(folder)).toContain('folder');
	});

	it('in any of the files keeps the others out, too', async () => {
		const leads = await write('leads.csv', LEADS);
		const packed = gzipSync(Buffer.from(`lead,at\n${'a,2026-01-01\n'.repeat(2000)}`));
		const cut = await write('touches.csv.gz', packed.subarray(0, 60));
		expect(await refused(leads, cut, '--role', 'touches.csv.gz=touches')).toContain(
			'touches.csv.gz'
		);
		const empty = await write('empty.csv', '');
		expect(await refused(leads, empty)).toContain('empty.csv');
	});

	it('of two files with the same role and clashing ids is named; every row is accounted for', async () => {
		const first = await write('leads-1.csv', LEADS);
		const second = await write('leads-2.csv', LEADS.replace('a,2026-01-01', 'c,2026-01-01'));
		const roles = ['--role', 'leads-1.csv=leads', '--role', 'leads-2.csv=leads'];
		const { out } = await runHere(
			importCommand,
			at(first, second, ...roles, '--dataset', 'two', '--json')
		);
		const told = JSON.parse(out);
		expect(told.files).toMatchObject([
			{ read: 2, loaded: 2, rejected: 0 },
			{ read: 2, loaded: 1, rejected: 1 }
		]);
		const clash = told.issues.find(({ code }: { code: string }) => code === 'ids-clash');
		expect(clash.message).toContain('leads-2.csv: 1 ids stand in leads-1.csv as well');
		await runHere(datasets, at('--delete', 'two'));
	});

	it('such as years 0001 and 9999, codes with zeros, numbers beyond 2^53 and formulas keeps its digits', async () => {
		const file = await write(
			'odd.csv',
			'id,created,won,long,formula,big\n0012,2026-01-01,yes,0001-01-01,=1+1,90071992547409930\n0013,2026-01-02,no,9999-12-31,@x,12\n'
		);
		expect((await runHere(importCommand, at(file, '--dataset', 'odd'))).code).toBe(0);
		const { out } = await runHere(rows, at('odd'));
		expect(out.split('\n').map((line) => JSON.parse(line))).toEqual([
			['0012', '2026-01-01T00:00:00Z', 'yes', null, '=1+1', '90071992547409930'],
			['0013', '2026-01-02T00:00:00Z', 'no', null, '@x', '12']
		]);
	});
});

describe('help', () => {
	it.each([
		['import', importCommand],
		['datasets', datasets],
		['rows', rows],
		['erase', erase]
	])('of %s names its options', async (name, command) => {
		const { out } = await runHere(command, ['--help']);
		expect(out).toContain(`leadgauge ${name}`);
		expect(out).toContain('--home DIR');
		expect(out).toContain('--json');
	});
});
