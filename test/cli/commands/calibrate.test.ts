import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import { runHere, type Ended } from '../run-here.ts';

/** The command as a person calls it: a process of its own, its exit code and what it prints. */
function leadgauge(...args: string[]): Promise<Ended> {
	return new Promise((done) => {
		const all = ['node_modules/tsx/dist/cli.mjs', 'src/cli/main.ts', 'calibrate', ...args];
		const options = { maxBuffer: 1 << 28, env: { ...process.env, INIT_CWD: undefined } };
		execFile(process.execPath, all, options, (error, out, err) => {
			done({ code: error ? Number(error.code) : 0, out, err });
		});
	});
}

const here = (...args: string[]) => runHere(calibrate, args);

const baseline = ['--scorecard', 'models/baseline.json', '--mapping', 'data/sample/mapping.json'];
let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'calibrate-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
const rule = (field: string, value: string | number = 'yes', rest: object = {}) => ({
	id: 'rule',
	label: 'Rule',
	points: 10,
	when: { field, operator: 'equals', value },
	...rest
});
const card = (...rules: object[]) => ({
	leadgauge: 1,
	name: 'Card',
	groups: [{ id: 'fit', label: 'Fit', kind: 'fit', rules }],
	thresholds: { mql: 10, sql: null }
});
const json = (name: string, value: unknown) => file(name, JSON.stringify(value));
const flag = (column: string, id = 'id') => ({
	id,
	createdAt: null,
	source: null,
	outcome: { column, won: ['yes'] },
	value: null,
	order: 'row',
	missing: []
});
/** 400 leads in order; every second has the attribute, and it helps. */
const leads = (header = 'id,demo,won', count = 400) =>
	[
		header,
		...Array.from(
			{ length: count },
			(_, i) => `L${i},${i % 2 ? 'yes' : 'no'},${(i * 7) % 10 < (i % 2 ? 6 : 2) ? 'yes' : 'no'}`
		)
	].join('\n');

describe('leadgauge calibrate', () => {
	it('prints one object with every figure of the contract, and every lead in it once', async () => {
		const { code, out, err } = await leadgauge('data/sample/leads.csv', ...baseline, '--json');
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const found = JSON.parse(out);
		expect(found.leads).toBe(9000);
		expect(found.leads).toBe(found.excluded + found.immature + found.train + found.test);
		expect(found.rejected).toBe(0);
		expect(found.rules).toHaveLength(20);
		for (const each of found.rules) {
			expect(Object.keys(each).slice(0, 9)).toEqual([
				'id',
				'label',
				'points',
				'weight',
				'standardError',
				'ci',
				'calibratedPoints',
				'leads',
				'wins'
			]);
		}
		const words = Object.fromEntries(
			found.rules.map((each: { id: string; verdict: string }) => [each.id, each.verdict])
		);
		expect(words).toMatchObject({
			'trade-fair': 'drop',
			demo: 'raise',
			pricing: 'raise',
			'privacy-accepted': 'separated'
		});
		for (const score of ['current', 'fitted', 'calibrated']) {
			expect(found.evaluation[score].auc).toBeGreaterThan(0.7);
			expect(found.evaluation[score].brier).toBeGreaterThan(0);
			expect(found.evaluation[score].logLoss).toBeGreaterThan(0);
			for (const figure of [
				'auc',
				'gini',
				'ks',
				'averagePrecision',
				'brier',
				'slope',
				'intercept'
			]) {
				const [from, to] = found.evaluation[score][`${figure}Ci`];
				expect(found.evaluation[score][figure]).toBeGreaterThanOrEqual(from);
				expect(found.evaluation[score][figure]).toBeLessThanOrEqual(to);
			}
		}
		const [first] = found.comparison.differences;
		expect(first).toMatchObject({ first: 'calibrated', second: 'current' });
		expect(first.auc.difference).toBeCloseTo(
			found.evaluation.calibrated.auc - found.evaluation.current.auc,
			12
		);
		expect(found.worked).toMatchObject({ measured: true });
		expect(found.worked.leads).toBeLessThan(found.test);
		const { both, enter, leave, leads } = found.swapSet;
		expect(both.leads + enter.leads).toBeCloseTo(leads, 9);
		expect(both.leads + leave.leads).toBeCloseTo(leads, 9);
		expect(found.moreWins.asObserved.wins).toBeCloseTo(both.wins + enter.wins, 9);
		expect(found.moreWins.range[0]).toBeLessThan(found.moreWins.asObserved.wins);
		expect(found.moreWins.range[1]).toBeGreaterThan(found.moreWins.asWorked.wins);
		expect(Number.isInteger(found.thresholds.mql)).toBe(true);
		expect(found.issues.every((each: { message: string }) => /[a-z]/.test(each.message))).toBe(
			true
		);
	});

	it('tells how weights were fitted, and fits them as it is asked', async () => {
		const found = JSON.parse((await here('data/sample/leads.csv', ...baseline, '--json')).out);
		expect(found.fit).toMatchObject({ method: 'ridge', fewBehind: 2, separated: 1 });
		const shrunk = found.rules.filter((rule: { shrunk: boolean }) => rule.shrunk);
		expect(shrunk.map(({ id }: { id: string }) => id)).toEqual(['public-sector', 'unsubscribed']);
		const demo = found.rules.find(({ id }: { id: string }) => id === 'demo');
		expect(demo.profileCi.lower.value).toBeCloseTo(demo.ci[0], 1);
		expect(demo.lrt.p).toBeLessThan(1e-20);
		const all = ['data/sample/leads.csv', ...baseline];
		const firth = JSON.parse((await here(...all, '--fit', 'firth', '--json')).out);
		const privacy = firth.rules.find(({ id }: { id: string }) => id === 'privacy-accepted');
		expect(privacy.weight).toBeGreaterThan(2);
		const plain = (await here(...all, '--fit', 'maximum-likelihood')).out;
		expect(plain).toContain('Weights by maximum likelihood on 3,557 earlier leads');
		expect(plain).toContain('--fit firth fits them too');
		const { code, err } = await here(...all, '--fit', 'lasso');
		expect(code).toBe(1);
		expect(err).toContain('auto, maximum-likelihood, ridge, firth');
	});

	it('writes files that score every lead as the calibration did, with the same bytes each time', async () => {
		const [first, second] = [join(folder, 'out1'), join(folder, 'out2')];
		for (const out of [first, second]) {
			expect((await here('data/sample/leads.csv', ...baseline, '--out', out)).code).toBe(0);
		}
		expect(readdirSync(first).sort()).toEqual([
			'calibration.json',
			'ml-logistic-regression.json',
			'model.json',
			'points.csv',
			'scoring.sql'
		]);
		for (const name of readdirSync(first)) {
			expect(readFileSync(join(second, name))).toEqual(readFileSync(join(first, name)));
		}
		const again = await here(
			'data/sample/leads.csv',
			'--scorecard',
			join(first, 'model.json'),
			'--mapping',
			'data/sample/mapping.json',
			'--json'
		);
		await expectSameTotals(first, JSON.parse(again.out));
		expectLoadable(first);
	});

	it.each([
		['an empty file', () => file('empty.csv', ''), /empty/i],
		['a header without leads', () => file('header.csv', 'id,demo,won\n'), /no (lead|row)|header/i],
		['two leads', () => file('two.csv', 'id,demo,won\na,yes,yes\nb,no,no\n'), /calibrat/i],
		[
			'one outcome only',
			() => file('lost.csv', leads().replaceAll(/yes$/gm, 'no')),
			/same outcome/
		],
		['a file that is not there', () => join(folder, 'nowhere.csv'), /nowhere\.csv/],
		['a folder', () => folder, /folder|file/i]
	])('says of %s what is wrong, on stderr, with exit code 1', async (_, make, message) => {
		const path = make();
		const out = join(folder, 'never');
		const scorecard = json('card.json', card(rule('demo')));
		const {
			code,
			out: printed,
			err
		} = await here(
			path,
			'--scorecard',
			scorecard,
			'--mapping',
			json('flag.json', flag('won')),
			'--out',
			out,
			'--json'
		);
		expect({ code, printed }).toEqual({ code: 1, printed: '' });
		expect(err).toMatch(message);
		expect(err).not.toMatch(/defect|at .*\.ts:|undefined|NaN|\{\w+\}/);
		expect(() => readdirSync(out)).toThrow();
	});

	it.each([
		['no outcome column', 'a,b\n1,2\n3,4\n5,6\n', null, card(rule('a')), /outcome/i],
		[
			'a mapping to a column that is not there',
			leads(),
			flag('Won'),
			card(rule('demo')),
			/Won.*won|“Won”/s
		],
		[
			'a rule on a column that is not there',
			leads(),
			flag('won'),
			card(rule('dem')),
			/Did you mean “demo”/
		],
		[
			'points that are not whole',
			leads(),
			flag('won'),
			card(rule('demo', 'yes', { points: 2.5 })),
			/rules\[0\]\.points.*int.*2\.5/
		],
		['a scorecard without groups', leads(), flag('won'), { leadgauge: 1, name: 'x' }, /groups/],
		[
			'a crossed range',
			leads(),
			flag('won'),
			card(rule('demo')),
			/range/i,
			['--min', '5', '--max', '-5']
		],
		[
			'an impossible horizon',
			leads(),
			flag('won'),
			card(rule('demo')),
			/horizon/,
			['--horizon', 'soon']
		],
		['an option that does not exist', leads(), flag('won'), card(rule('demo')), /--wow/, ['--wow']]
	])(
		'says of %s what was expected and how to mend it',
		async (_, csv, mapping, scorecard, message, extra: string[] = []) => {
			const given = mapping ? ['--mapping', json('mapping.json', mapping)] : [];
			const { code, err } = await here(
				file('leads.csv', csv),
				'--scorecard',
				json('card.json', scorecard),
				...given,
				...extra
			);
			expect(code).toBe(1);
			expect(err).toMatch(message);
			expect(err).not.toMatch(/defect|\{\w+\}/);
		}
	);

	it('ends a process of its own with exit code 1 and says why on stderr', async () => {
		const scorecard = json('card.json', card(rule('demo')));
		const { code, out, err } = await leadgauge(file('empty.csv', ''), '--scorecard', scorecard);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toMatch(/empty/);
	});

	it('rejects duplicate ids with their lines and loses no row', async () => {
		const csv = `${leads()}\nL3,yes,yes\nL5,no,no\n`;
		const { code, out } = await here(
			file('twice.csv', csv),
			'--scorecard',
			json('card.json', card(rule('demo'))),
			'--mapping',
			json('mapping.json', flag('won')),
			'--json'
		);
		expect(code).toBe(0);
		const found = JSON.parse(out);
		expect(found.leads + found.rejected).toBe(402);
		expect(found.rejected).toBe(2);
		expect(JSON.stringify(found.issues)).toMatch(/duplicate/i);
	});

	it('takes 500 columns, ids with quotes and semicolons, and names with SQL and HTML for what they are: text', async () => {
		const evil = `x"; DROP TABLE leads; --<img src=x onerror=alert(1)>`;
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		const wide = Array.from({ length: 497 }, (_, i) => `extra ${i}`);
		const header = ['id', quoted(evil), 'won', ...wide].join(',');
		const rows = Array.from({ length: 300 }, (_, i) => {
			const id = quoted(`L"${i};'`);
			const won = (i * 7) % 10 < (i % 2 ? 6 : 2) ? 'yes' : 'no';
			return [id, i % 2 ? quoted("y'; --") : 'no', won, ...wide.map((_, j) => i + j)].join(',');
		});
		const csv = file('wide.csv', [header, ...rows].join('\n'));
		const scorecard = card(rule(evil, "y'; --", { label: '<b>DROP</b> TABLE' }));
		const out = join(folder, 'wide-out');
		const { code, out: printed } = await here(
			csv,
			'--scorecard',
			json('card.json', scorecard),
			'--mapping',
			json('mapping.json', flag('won')),
			'--json',
			'--out',
			out
		);
		expect(code).toBe(0);
		const [found] = JSON.parse(printed).rules;
		expect(found).toMatchObject({ label: '<b>DROP</b> TABLE', leads: 150 });
		const engine = await (await DuckDBInstance.create(':memory:')).connect();
		await engine.run(
			`CREATE TABLE leads AS SELECT * FROM read_csv('${csv}', all_varchar=true, delim=',', quote='"')`
		);
		const scored = await engine.runAndReadAll(readFileSync(join(out, 'scoring.sql'), 'utf8'));
		expect(scored.getColumns()[0]).toContain(`L"7;'`);
		engine.closeSync();
	});
});

/** The exported SQL in DuckDB gives as many leads over the gate as the calibration counted by its cells. */
async function expectSameTotals(
	out: string,
	again: { gates: { current: { mql: { threshold: number } } } }
) {
	const engine = await (await DuckDBInstance.create(':memory:')).connect();
	await engine.run(
		`CREATE TABLE leads AS SELECT * FROM read_csv('data/sample/leads.csv', all_varchar=true)`
	);
	const query = readFileSync(join(out, 'scoring.sql'), 'utf8').replace(/;\s*$/, '');
	const result = await engine.runAndReadAll(
		`SELECT count(*)::INT, count(points)::INT, count(*) FILTER (gate IS NOT NULL)::INT FROM (${query}) s`
	);
	const [all, scored, passing] = result.getRows()[0].map(Number);
	expect(all).toBe(9000);
	expect(scored).toBe(9000 - 323);
	expect(passing).toBeGreaterThan(500);
	const model = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'));
	expect(again.gates.current.mql.threshold).toBe(model.thresholds.mql);
	engine.closeSync();
}

/** The exported model loads, and P(won) of a lead without any rule is that of the intercept. */
function expectLoadable(out: string) {
	const text = readFileSync(join(out, 'ml-logistic-regression.json'), 'utf8');
	const parsed = JSON.parse(text) as { columns: string[]; classifiers: { weights: number[][] }[] };
	const model = LogisticRegression.load(JSON.parse(text));
	const nobody = [1, ...parsed.columns.slice(1).map(() => 0)];
	const [p] = model.classifiers[0].testScores(new Matrix([nobody]));
	expect(p).toBeCloseTo(1 / (1 + Math.exp(-parsed.classifiers[0].weights[0][0])), 12);
}
