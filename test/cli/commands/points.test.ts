import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { points } from '#cli/commands/points.ts';
import { proofClock } from '#cli/proof-clock.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { random } from '#lib/domain/random.ts';
import { SHARED, has } from '../../reference/table.ts';
import { runHere } from '../run-here.ts';

const here = (...args: string[]) => runHere(points, args);

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'points-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function csv(name: string, header: string, rows: (string | number)[][]): string {
	const path = join(folder, name);
	writeFileSync(path, [header, ...rows.map((row) => row.join(','))].join('\n') + '\n');
	return path;
}

/** Leads of which demo is worth twice a trial, students are worth less, and size matters. */
function leads(name: string, count = 800): string {
	const next = random(5);
	const draw = (share: number) => (next() < share ? 1 : 0);
	const rows = Array.from({ length: count }, () => {
		const [demo, trial, student] = [draw(0.3), draw(0.4), draw(0.2)];
		const size = ['big', 'mid', 'small'][Math.floor(3 * next())];
		const logit = -1.5 + 1.4 * demo + 0.7 * trial - 0.8 * student + (size === 'big' ? 0.6 : 0);
		return [demo, trial, student, size, draw(1 / (1 + Math.exp(-logit)))];
	});
	return csv(name, 'demo,trial,student,size,won', rows);
}

const range = ['--min', '-5', '--max', '5'];

describe('leadgauge points', () => {
	it('finds the best points of columns and prints them as one object', async () => {
		const file = leads('leads.csv');
		const ended = await here(
			file,
			'--outcome',
			'won',
			'--terms',
			'demo,trial,student,size',
			...range,
			'--json'
		);
		expect(ended).toMatchObject({ code: 0, err: '' });
		const found = JSON.parse(ended.out);
		expect(Object.keys(found.points)).toEqual([
			'demo',
			'trial',
			'student',
			'size=mid',
			'size=small'
		]);
		expect(found.points.demo).toBeGreaterThan(found.points.trial);
		expect(found.points.student).toBeLessThan(0);
		expect(found).toMatchObject({ n: 800, omitted: 0, certified: true });
		expect(found.bound).toBeLessThanOrEqual(found.logLoss);
		expect(found.gap).toBeCloseTo(found.logLoss - found.bound, 9);
		expect(found.slope).toBeGreaterThan(0);
		expect(found.auc).toBeGreaterThan(0.6);
		expect(found.seconds).toBeGreaterThan(0);
		expect(typeof found.intercept).toBe('number');
	});

	it('keeps to the largest number of rules, and gives the same card for the same seed', async () => {
		const file = leads('seeds.csv');
		const call = [
			file,
			'--outcome',
			'won',
			'--terms',
			'demo,trial,student',
			...range,
			'--max-rules',
			'2',
			'--seed',
			'3',
			'--json'
		];
		const [one, other] = [
			JSON.parse((await here(...call)).out),
			JSON.parse((await here(...call)).out)
		];
		expect(one.points).toEqual(other.points);
		expect(one.rules).toBe(2);
		expect(Object.values(one.points).filter((value) => value !== 0)).toHaveLength(2);
	});

	it('says in a table what the points are, and when they are optimal', async () => {
		const { out } = await here(
			leads('text.csv'),
			'--outcome',
			'won',
			'--terms',
			'demo,trial',
			...range
		);
		expect(out).toMatch(/^term +points\ndemo +\d\ntrial +\d\n/);
		expect(out).toContain('800 leads');
		expect(out).toContain('optimal');
		expect(out).toContain('points to double the odds');
	});

	it('takes another outcome by its value, and leaves out rows with a missing value', async () => {
		const rows = Array.from({ length: 40 }, (_, i) => [
			i % 2,
			i % 3 === 0 || i % 5 === 0 ? 'yes' : 'no'
		]);
		const file = csv('events.csv', 'a,result', [...rows, ['', 'yes'], [1, 'NA']]);
		const call = [file, '--outcome', 'result', '--terms', 'a', ...range, '--json'];
		expect((await here(...call)).code).toBe(1);
		const { out } = await here(...call, '--event', 'yes');
		expect(JSON.parse(out)).toMatchObject({ n: 40, omitted: 2, rules: 1 });
	});

	it('explains itself', async () => {
		const { out } = await here('--help');
		for (const option of [
			'--outcome',
			'--terms',
			'--min',
			'--max-rules',
			'--seed',
			'--certify',
			'--json'
		]) {
			expect(out).toContain(option);
		}
	});
});

describe('leadgauge points refuses', () => {
	const refusal = async (rows: (string | number)[][], ...options: string[]) => {
		const file = csv(`bad-${Math.round(random(rows.length)() * 1e9)}.csv`, 'a,b,won', rows);
		const ended = await here(file, '--outcome', 'won', '--terms', 'a,b', ...options);
		expect(ended.code).toBe(1);
		expect(ended.out).toBe('');
		expect(ended.err).not.toMatch(/undefined|\{|\[/);
		return ended.err;
	};
	const plain = Array.from({ length: 60 }, (_, i) => [
		i % 2,
		i % 3 === 0 ? 1 : 0,
		i % 7 < 3 ? 1 : 0
	]);

	it('calls that are incomplete or out of range', async () => {
		const file = leads('calls.csv', 60);
		const call = (...args: string[]) => here(...args).then(({ code, err }) => `${code} ${err}`);
		expect(await call()).toMatch(/^1 No file/);
		expect(await call(file, '--terms', 'demo', ...range)).toContain('--outcome is missing');
		expect(await call(file, '--outcome', 'won', ...range)).toContain('--terms is missing');
		const named = [file, '--outcome', 'won', '--terms', 'demo'];
		expect(await call(...named)).toContain('--min is missing');
		expect(await call(...named, '--min', '-5')).toContain('--max is missing');
		for (const wrong of ['1.5', 'five', '1e3', '', '99999999999']) {
			expect(await call(...named, '--min', '0', `--max=${wrong}`)).toMatch(/^1 .*cannot be --max/);
		}
		expect(await call(...named, ...range, '--max-rules', '0')).toContain('cannot be --max-rules');
		expect(await call(...named, ...range, '--seed', '-1')).toContain('cannot be --seed');
		expect(await call(...named, ...range, '--nonsense')).toContain('--nonsense');
		expect(await call(file, '--outcome', 'won', '--terms', 'dmeo', ...range)).toMatch(/^1 .*dmeo/);
		expect(
			await call(join(folder, 'none.csv'), '--outcome', 'won', '--terms', 'a', ...range)
		).toMatch(/^1 /);
	});

	it('a range of zero width, or upside down', async () => {
		expect(await refusal(plain, '--min', '5', '--max', '5')).toContain('from 5 to 5 holds nothing');
		expect(await refusal(plain, '--min', '5', '--max', '-5')).toContain('holds nothing');
		expect(await refusal(plain, '--min', '1', '--max', '5', '--max-rules', '1')).toContain(
			'2 rules need points, more than the 1 allowed'
		);
	});

	it('no wins, only wins, and a single lead', async () => {
		expect(
			await refusal(
				plain.map(([a, b]) => [a, b, 0]),
				...range
			)
		).toContain('same outcome');
		expect(
			await refusal(
				plain.map(([a, b]) => [a, b, 1]),
				...range
			)
		).toContain('same outcome');
		expect(await refusal([[1, 0, 1]], ...range)).toContain('same outcome');
	});

	it('rules that are constant or say the same', async () => {
		expect(
			await refusal(
				plain.map(([a, , w]) => [a, 1, w]),
				...range
			)
		).toContain('“b” has the same value');
		expect(
			await refusal(
				plain.map(([a, , w]) => [a, a, w]),
				...range
			)
		).toContain('“b” says the same as “a”');
	});

	it('rules that part all winners from all losers', async () => {
		expect(
			await refusal(
				plain.map(([a, b]) => [a, b, a]),
				...range
			)
		).toContain('completely');
	});

	it('values that are no numbers', async () => {
		for (const value of ['NaN', 'inf', '-Infinity']) {
			const rows = plain.map(([a, , w], i) => [a, i === 7 ? value : i, w]);
			expect(await refusal(rows, ...range)).toContain(value);
		}
	});

	it('a column of as many words as leads', async () => {
		const rows = Array.from({ length: 900 }, (_, i) => [i % 2, `word ${i}`, i % 3 === 0 ? 1 : 0]);
		expect(await refusal(rows, ...range)).toContain('900');
	});
});

const MAMMO = 'reference/data/fr_mammo_data.csv';
const ADULT = 'reference/data/fr_adult_data.csv';

/** As a person calls it. */
function asProcess(file: string, outcome: string, terms: string, ...options: string[]) {
	const main = join(projectRoot, 'src/cli/main.ts');
	const args = [
		'points',
		resolve(SHARED, file),
		'--outcome',
		outcome,
		'--terms',
		terms,
		...range,
		...options
	];
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['--import', 'tsx', main, ...args],
		{
			cwd: projectRoot,
			encoding: 'utf8'
		}
	);
	return { status, stdout, stderr };
}

describe('the clock of a proof', () => {
	const clockAt = (toTheEnd: boolean, isTTY = false) => {
		const written: string[] = [];
		const time = { now: 0 };
		const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
		return { written, time, clock: proofClock(stream, toTheEnd, () => time.now) };
	};

	it('lets a proof try for ten seconds, if it gets on', () => {
		const { clock, time, written } = clockAt(false);
		const goesOn = (ms: number, share: number) => {
			time.now = 500 + ms;
			return clock.watch({ share, work: 1 });
		};
		expect(goesOn(0, 0)).toBe(true);
		expect(goesOn(2_900, 0)).toBe(true);
		expect(goesOn(3_100, 0.3)).toBe(true);
		expect(goesOn(9_900, 0.9)).toBe(true);
		expect(goesOn(10_100, 0.99)).toBe(false);
		expect(goesOn(3_100, 0.0001)).toBe(false);
		expect(written).toEqual([]);
	});

	it('lets it go on to its end where that is wanted, and shows how far it is', () => {
		const lines = clockAt(true);
		for (const [now, share] of [
			[0, 0],
			[1_000, 0.1],
			[3_000, 0.25],
			[600_000, 0.5]
		]) {
			lines.time.now = now;
			expect(lines.clock.watch({ share, work: 1 })).toBe(true);
		}
		lines.clock.end();
		expect(lines.written).toEqual(['proof 0.0 %\n', 'proof 25.0 %\n', 'proof 50.0 %\n']);
		const terminal = clockAt(true, true);
		terminal.clock.watch({ share: 0.5, work: 1 });
		terminal.clock.end();
		expect(terminal.written).toEqual(['\rproof 50.0 %   ', '\r\x1b[K']);
	});
});

describe.skipIf(!has(MAMMO))(`leadgauge points on ${MAMMO}`, () => {
	const terms =
		'RoundShape,OvalShape,LobularShape,IrregularShape,CircumscribedMargin,MicrolobulatedMargin,ObscuredMargin,IllDefinedMargin,SpiculatedMargin,Density,Age_lt_30,Age_geq_30,Age_geq_45,Age_geq_60';

	it('is certified without being asked', () => {
		const ended = asProcess(MAMMO, 'Malignant', terms, '--max-rules', '5', '--json');
		expect(ended).toMatchObject({ status: 0 });
		const found = JSON.parse(ended.stdout);
		expect(found.certified).toBe(true);
		expect(found.logLoss).toBeLessThanOrEqual(444.5631);
		expect(found.auc).toBeCloseTo(0.855257, 6);
	});
});

describe.skipIf(!has(ADULT))(`leadgauge points on ${ADULT}`, () => {
	it('finds the best card of five of ten rules, with its proof on the way', () => {
		const terms =
			'Age_22_to_29,HSDiploma,NoHS,Married,AnyCapitalGains,AnyCapitalLoss,Male,JobManagerial,NeverMarried,WorkHrsPerWeek_geq_50';
		const ended = asProcess(ADULT, 'Over50K', terms, '--max-rules', '5', '--certify', '--json');
		expect(ended.status).toBe(0);
		expect(JSON.parse(ended.stdout)).toMatchObject({ certified: true, n: 32561, rules: 5 });
		expect(JSON.parse(ended.stdout).logLoss).toBeLessThanOrEqual(12275.714);
	});
});
