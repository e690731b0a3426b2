import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fit, fitHelp } from '#cli/commands/fit.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { resultsOfR } from '../../domain/logistic/generated-leads.ts';
import { expectClose } from '../../reference/close.ts';
import { has, sharedJson } from '../../reference/table.ts';
import { runHere } from '../run-here.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'fit-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string, name = 'table.csv') => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
const run = (...args: string[]) => runHere(fit, args);
const fixture = (name: string) => join(projectRoot, 'test/fixtures', name);

/** The object a successful call prints. */
async function fitted(...args: string[]) {
	const { code, out, err } = await run(...args, '--json');
	expect({ code, err }).toEqual({ code: 0, err: '' });
	return JSON.parse(out);
}

const spector = ['--outcome', 'GRADE', '--terms', 'GPA,TUCE,PSI'];
const LEADS = ['--outcome', 'won', '--terms', 'industry,employees,visits,demo,year'];

describe('fit on tables with known answers', () => {
	it('prints statsmodels’ fit of Spector and Mazzeo', async () => {
		const found = await fitted(fixture('spector.csv'), ...spector);
		expect(found).toMatchObject({
			n: 32,
			events: 11,
			omitted: 0,
			terms: ['(intercept)', 'GPA', 'TUCE', 'PSI'],
			converged: true,
			separation: { separated: false },
			refused: []
		});
		expectClose(
			found.coefficients,
			[-13.0213468581157, 2.82611259489, 0.0951576613179, 2.37868765509],
			1e-9
		);
		expectClose(
			found.standardErrors,
			[4.93132421360275, 1.2629410756291, 0.141554205673694, 1.06456425449713],
			1e-8
		);
		expectClose(
			[found.logLik, found.deviance, found.nullDeviance],
			[-12.8896342221, 25.7792684443, 41.1834593933],
			1e-10
		);
		expectClose([found.aic], [33.7792684442628], 1e-10);
		found.coefficients.forEach((b: number, j: number) => {
			const error = found.standardErrors[j];
			expectClose(
				[found.z[j], ...found.waldCi[j]],
				[b / error, b - 1.95996398454 * error, b + 1.95996398454 * error],
				1e-9
			);
			expect(found.profileCi[j][0]).toBeLessThan(b);
			expect(found.profileCi[j][1]).toBeGreaterThan(b);
		});
		expect(found.iterations).toBeGreaterThan(3);
	});

	it('prints R’s fit, intervals and tests of leads with numbers, steps and a text column', async () => {
		const found = await fitted(fixture('generated-leads.csv'), ...LEADS);
		const wanted = resultsOfR();
		expect(found.terms.slice(0, 4)).toEqual([
			'(intercept)',
			'industry=energy',
			'industry=retail',
			'industry=software'
		]);
		expect(found.references).toEqual([{ term: 'industry', level: 'consulting' }]);
		expectClose(found.coefficients, wanted.coefficients, 1e-9);
		expectClose(found.profileCi.flat(), wanted.profile.flat(), 1e-8);
		expectClose(found.covariance.flat(), wanted.covariance.flat(), 1e-6, 1e-6);
		expectClose(
			found.tests.map((test: { chiSquare: number }) => test.chiSquare),
			wanted.dropLrt,
			1e-8
		);
		expectClose(
			found.vif.map((each: { gvif: number }) => each.gvif),
			wanted.gvif,
			1e-8
		);
	});

	it('prints Firth’s fit with its intercept for probabilities, and a ridge as shrunk', async () => {
		const wanted = resultsOfR();
		const firth = await fitted(fixture('generated-leads.csv'), ...LEADS, '--firth');
		expectClose(firth.coefficients, wanted.firth, 1e-8);
		expectClose([firth.flicIntercept], wanted.flic, 1e-8);
		expectClose(firth.profileCi[6], wanted.firthDemoProfile, 1e-8);
		const ridge = await fitted(fixture('generated-leads.csv'), ...LEADS, '--ridge', '5');
		expect(ridge).toMatchObject({
			method: { kind: 'ridge', strength: 5 },
			shrunk: true,
			profileCi: null
		});
		expect(ridge.effectiveDf).toBeLessThan(8);
		expect(Math.abs(ridge.coefficients[6])).toBeLessThan(wanted.coefficients[6]);
		const none = await fitted(fixture('generated-leads.csv'), ...LEADS, '--ridge', '0');
		expectClose(none.coefficients, wanted.coefficients, 1e-9);
	});

	it('reads grouped counts as the leads behind them', async () => {
		const grouped = file('Class;Won;Freq\na;yes;4\na;no;6\nb;yes;0\nb;yes;5\nb;no;3\nc;no;0\n');
		const byCount = await fitted(
			grouped,
			'--outcome',
			'Won',
			'--event',
			'yes',
			'--terms',
			'Class',
			'--weights',
			'Freq'
		);
		const rows = [
			['a', 'yes', 4],
			['a', 'no', 6],
			['b', 'yes', 5],
			['b', 'no', 3]
		] as const;
		const single = rows
			.flatMap(([level, won, n]) => Array<string>(n).fill(`${level};${won}`))
			.join('\n');
		const byRow = await fitted(
			file(`Class;Won\n${single}\n`, 'rows.csv'),
			'--outcome',
			'Won',
			'--event',
			'yes',
			'--terms',
			'Class'
		);
		expect(byCount).toMatchObject({ n: 18, events: 9, terms: ['(intercept)', 'Class=b'] });
		expectClose(byCount.coefficients, [Math.log(4 / 6), Math.log(5 / 3) - Math.log(4 / 6)], 1e-10);
		expect(byRow).toEqual(byCount);
	});

	const PATH = 'reference/data/Titanic_table.csv';
	it.skipIf(!has(PATH))(
		`prints R’s fit of the Titanic from its table (../shared/${PATH})`,
		async () => {
			const found = await fitted(
				join(projectRoot, '../shared', PATH),
				'--outcome',
				'Survived',
				'--event',
				'Yes',
				'--terms',
				'Class,Sex,Age',
				'--weights',
				'Freq'
			);
			const wanted = sharedJson('reference/glm_reference.json').titanic;
			// Here women and children are compared with men and adults, the other way round than in R's order of levels.
			const [intercept, second, third, crew, female, adult] = wanted.coef;
			expectClose(
				found.coefficients,
				[intercept + female + adult, second, third, crew, -female, -adult],
				1e-9
			);
			expectClose(
				[found.deviance, found.nullDeviance],
				[wanted.deviance, wanted.null_deviance],
				1e-10
			);
			expect(found.n).toBe(2201);
		}
	);
});

describe('fit on files as people have them', () => {
	it('reads decimal commas, umlauts, names with commas and quotation marks', async () => {
		const rows = [
			'1,5;Köln;ja',
			'2,5;Köln;nein',
			'0,5;Bonn;nein',
			'3,25;Bonn;ja',
			'1,75;Köln;nein',
			'2;Bonn;ja',
			'4;Köln;ja',
			'1;Bonn;nein'
		];
		const path = file(`"Größe, in m";Stadt;gewonnen\n${rows.join('\n')}\n`);
		const found = await fitted(
			path,
			'--outcome',
			'gewonnen',
			'--event',
			'ja',
			'--terms',
			'"Größe, in m",Stadt'
		);
		expect(found).toMatchObject({
			n: 8,
			events: 4,
			terms: ['(intercept)', 'Größe, in m', 'Stadt=Köln']
		});
	});

	it('leaves rows with a missing value out and says how many', async () => {
		const path = file('x,won\n0,0\n0,1\n0,0\n1,1\n1,0\n1,1\n,1\nNA,0\n1,\n');
		const found = await fitted(path, '--outcome', 'won', '--terms', 'x');
		expect(found).toMatchObject({ n: 6, events: 3, omitted: 3 });
		const { out } = await run(path, '--outcome', 'won', '--terms', 'x');
		expect(out).toContain('3 left out for a missing value');
	});

	it('takes 1 and 1.0 for the same outcome', async () => {
		const path = file('x,won\n0,0.0\n1,1.0\n0,1.0\n1,0.0\n');
		const plain = await fitted(path, '--outcome', 'won', '--terms', 'x');
		expect(plain).toMatchObject({ n: 4, events: 2 });
		expect(await fitted(path, '--outcome', 'won', '--event', '1', '--terms', 'x')).toEqual(plain);
		const lost = await fitted(path, '--outcome', 'won', '--event', '0', '--terms', 'x');
		expectClose(
			lost.coefficients,
			plain.coefficients.map((b: number) => -b),
			1e-9,
			1
		);
	});

	it('takes codes with leading zeros as texts, and true and false as an outcome', async () => {
		const path = file('zip,won\n01,true\n01,false\n02,true\n02,false\n02,false\n01,true\n');
		const found = await fitted(path, '--outcome', 'won', '--terms', 'zip');
		expect(found).toMatchObject({ n: 6, events: 3, terms: ['(intercept)', 'zip=02'] });
	});

	it('shows a table with intervals, tests and references where no JSON is asked for', async () => {
		const { code, out } = await run(fixture('generated-leads.csv'), ...LEADS);
		expect(code).toBe(0);
		expect(out).toMatch(/demo +1\.4881 +0\.2551 +5\.833 .* 0\.98985 to 1\.9924/);
		expect(out).toMatch(/industry +9\.3499 +3 +0\.0250/);
		expect(out).toContain('industry is compared with consulting.');
	});
});

describe('fit refuses', () => {
	const table =
		'x,same,twice,never,city,won\n0,1,0,0,a,0\n1,1,2,0,b,1\n0,1,0,0,a,1\n1,1,2,0,b,0\n0,1,0,1,a,0\n1,1,2,1,b,0\n1,1,2,0,a,1\n';
	const call = (text: string, ...args: string[]) => run(file(text), ...args);

	it('a separated outcome: exit code 1, the terms named, no estimate, but what is known', async () => {
		const { code, out, err } = await call(
			table,
			'--outcome',
			'won',
			'--terms',
			'x,never',
			'--json'
		);
		expect(code).toBe(1);
		expect(err).toContain('never');
		expect(err).toContain('--firth');
		const found = JSON.parse(out);
		expect(found).toMatchObject({
			n: 7,
			events: 3,
			converged: false,
			coefficients: null,
			standardErrors: null,
			separation: {
				separated: true,
				kind: 'quasi',
				terms: [{ term: 'never', towards: 'down' }],
				leads: 2
			}
		});
		expect(found.profileCi[2][0]).toBe(null);
		expect(typeof found.profileCi[2][1]).toBe('number');
		const firth = await call(table, '--outcome', 'won', '--terms', 'x,never', '--firth');
		expect(firth).toMatchObject({ code: 0, err: '' });
		expect(firth.out).toContain('only the penalty keeps the coefficients finite');
	});

	it('complete separation', async () => {
		const apart = 'x,won\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n';
		const { code, out } = await call(apart, '--outcome', 'won', '--terms', 'x', '--json');
		expect(code).toBe(1);
		expect(JSON.parse(out).separation).toMatchObject({
			separated: true,
			kind: 'complete',
			leads: 6
		});
	});

	it('a constant, a duplicate and a dependent column, by name, and fits the others', async () => {
		const rows = ['0,1,0,a,0', '1,1,2,b,3', '0,1,0,b,2', '1,1,2,a,1', '1,1,2,a,1'];
		const leads = rows.flatMap((row, i) => [`${row},0`, `${row},1`, `${row},${i % 2}`]);
		const path = file(`x,same,twice,city,both,won\n${leads.join('\n')}\n`);
		const found = await fitted(path, '--outcome', 'won', '--terms', 'x,same,twice,city,both');
		expect(found.terms).toEqual(['(intercept)', 'x', 'city=b']);
		expect(found.refused).toEqual([
			{ term: 'same', reason: 'constant', with: [] },
			{ term: 'twice', reason: 'aliased', with: ['x'] },
			{ term: 'both', reason: 'aliased', with: ['x', 'city=b'] }
		]);
		const { out } = await run(path, '--outcome', 'won', '--terms', 'x,same,twice');
		expect(out).toContain('same is the same for all leads');
		expect(out).toContain('twice repeats x');
	});

	const refused: [string, string, string[], string][] = [
		['no wins', 'x,won\n0,0\n1,0\n', ['--terms', 'x'], 'same outcome: 0 wins'],
		['all wins', 'x,won\n0,1\n1,1\n', ['--terms', 'x'], 'same outcome: 2 wins'],
		['one lead', 'x,won\n0,1\n', ['--terms', 'x'], 'same outcome: 1 wins'],
		[
			'nothing but constants',
			'x,won\n3,1\n3,0\n',
			['--terms', 'x'],
			'No column is left that tells leads apart: x'
		],
		['NaN', 'x,won\n1,1\nNaN,0\n2,0\n', ['--terms', 'x'], '“x” holds NaN in 1 rows'],
		[
			'infinities',
			'x,won\n1,1\n-Inf,0\nInfinity,0\n',
			['--terms', 'x'],
			'“x” holds -Inf in 2 rows'
		],
		[
			'negative weights',
			'x,w,won\n0,-1,1\n1,2,0\n',
			['--terms', 'x', '--weights', 'w'],
			'1 rows hold something else, “-1”'
		],
		[
			'fractional weights',
			'x,w,won\n0,1.5,1\n1,2,0\n',
			['--terms', 'x', '--weights', 'w'],
			'“1.5” for instance'
		],
		[
			'weights that are words',
			'x,w,won\n0,many,1\n1,2,0\n',
			['--terms', 'x', '--weights', 'w'],
			'is to be numbers, but holds “many”'
		],
		[
			'weights that are all zero',
			'x,w,won\n0,0,1\n1,0,0\n',
			['--terms', 'x', '--weights', 'w'],
			'There is no lead to learn from'
		],
		[
			'an outcome of unknown meaning',
			'x,won\n0,yes\n1,no\n1,no\n',
			['--terms', 'x'],
			'it holds no, yes'
		],
		['an outcome of 1 and 2', 'x,won\n0,1\n1,2\n', ['--terms', 'x'], '--event VALUE'],
		[
			'an event that does not occur',
			'x,won\n0,yes\n1,no\n',
			['--terms', 'x', '--event', 'Yes'],
			'holds no “Yes”, only no, yes'
		],
		['a column that is not there', 'x,won\n0,1\n1,0\n', ['--terms', 'wonn'], 'Did you mean “won”?'],
		[
			'a column that is nothing like any',
			'x,won\n0,1\n1,0\n',
			['--terms', 'employees'],
			'no column “employees”'
		],
		['a column named twice', 'x,won\n0,1\n1,0\n', ['--terms', 'x,x'], '“x” is named twice'],
		['the outcome as a term', 'x,won\n0,1\n1,0\n', ['--terms', 'x,won'], '“won” is named twice'],
		[
			'rows that are never complete',
			'x,y,won\n0,,1\n,1,0\n',
			['--terms', 'x,y'],
			'None of the 2 leads'
		],
		[
			'broken records',
			'x,won\n0,1\n1,0,7\n1,0\n',
			['--terms', 'x'],
			'1 records that cannot be read; the first begins in line 3'
		],
		[
			'a ridge below 0',
			'x,won\n0,1\n1,0\n',
			['--terms', 'x', '--ridge=-1'],
			'“-1” cannot be the strength of a ridge'
		],
		[
			'a ridge without end',
			'x,won\n0,1\n1,0\n',
			['--terms', 'x', '--ridge', 'Infinity'],
			'“Infinity” cannot be the strength'
		],
		[
			'two penalties',
			'x,won\n0,1\n1,0\n',
			['--terms', 'x', '--ridge', '1', '--firth'],
			'two penalties'
		],
		['no terms', 'x,won\n0,1\n1,0\n', ['--terms', ' , '], '--terms is missing'],
		['an option it does not know', 'x,won\n0,1\n', ['--terms', 'x', '--lasso', '1'], '--lasso']
	];
	it.each(refused)('%s', async (_, text, args, message) => {
		const { code, out, err } = await call(text, '--outcome', 'won', ...args);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toContain(message);
	});

	it('a text column with a thousand values', async () => {
		const rows = Array.from({ length: 1000 }, (_, i) => `lead ${i},${i % 2}`);
		const { code, err } = await call(
			`id,won\n${rows.join('\n')}\n`,
			'--outcome',
			'won',
			'--terms',
			'id'
		);
		expect(code).toBe(1);
		expect(err).toContain('“id” has 1,000 different values; at most 500');
	});

	it('a call without file or outcome, and a file that is not there', async () => {
		expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('fit --help') });
		expect((await run('x.csv', '--terms', 'x')).err).toContain('--outcome is missing');
		const gone = await run(join(folder, 'gone.csv'), ...spector);
		expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('does not exist') });
	});
});

describe('fit as a command', () => {
	const leadgauge = (...args: string[]) => {
		const main = join(projectRoot, 'src/cli/main.ts');
		const all = ['--import', 'tsx', main, 'fit', ...args];
		const { status, stdout, stderr } = spawnSync(process.execPath, all, {
			cwd: projectRoot,
			env: { ...process.env, INIT_CWD: '' }
		});
		return { status, stdout: stdout.toString(), stderr: stderr.toString() };
	};

	it('prints one JSON object, the same bytes each time', () => {
		const args = [fixture('generated-leads.csv'), ...LEADS, '--json'];
		const { status, stdout, stderr } = leadgauge(...args);
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout.trimEnd().split('\n')).toHaveLength(1);
		expect(leadgauge(...args).stdout).toBe(stdout);
	});

	it('explains itself, and ends with 1 where it is called wrongly', () => {
		expect(leadgauge('--help').stdout).toBe(`${fitHelp}\n`);
		expect(leadgauge().status).toBe(1);
	});
});
