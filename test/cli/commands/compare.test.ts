import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, compareHelp } from '#cli/commands/compare.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { scoresOfR } from '../../domain/evaluation/generated-scores.ts';
import { expectClose } from '../../reference/close.ts';
import { has, sharedJson } from '../../reference/table.ts';
import { runHere } from '../run-here.ts';

let folder: string;
let scored: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'compare-test-'));
	const lines = (name: string) =>
		readFileSync(join(projectRoot, 'test/fixtures', name), 'utf8')
			.trim()
			.split(/\r?\n/);
	const [leads, scores] = [lines('generated-leads.csv'), lines('generated-scores.csv')];
	scored = file(`${leads.map((line, i) => `${line},${scores[i]}`).join('\n')}\n`, 'scored.csv');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string, name = 'table.csv') => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
const run = (...args: string[]) => runHere(compare, args);

async function compared(...args: string[]) {
	const { code, out, err } = await run(...args, '--json');
	expect({ code, err }).toEqual({ code: 0, err: '' });
	return JSON.parse(out);
}

describe('compare on scores with known answers', () => {
	const wanted = scoresOfR();

	it('prints DeLong’s areas and differences, KS, average precision and the joint test', async () => {
		const found = await compared(scored, '--outcome', 'won', '--scores', 'card,old,model');
		expect(found).toMatchObject({ n: 600, events: 95, omitted: 0, issues: [] });
		expectClose(
			found.scores.map((each: { auc: number }) => each.auc),
			wanted.auc,
			1e-12
		);
		const [card, old] = found.scores;
		expectClose(
			[card.standardError ** 2, old.standardError ** 2],
			[wanted.covariance[0][0], wanted.covariance[1][1]],
			1e-11
		);
		expectClose(
			[card.averagePrecision, card.gini],
			[wanted.averagePrecision[0], 2 * wanted.auc[0] - 1],
			1e-12
		);
		expect(
			found.differences.map(({ first, second }: Record<string, string>) => `${first}-${second}`)
		).toEqual(['card-old', 'card-model', 'old-model']);
		const [c] = found.differences;
		const variance =
			wanted.covariance[0][0] + wanted.covariance[1][1] - 2 * wanted.covariance[0][1];
		expectClose(
			[c.difference, c.standardError, c.z],
			[
				wanted.auc[0] - wanted.auc[1],
				Math.sqrt(variance),
				(wanted.auc[0] - wanted.auc[1]) / Math.sqrt(variance)
			],
			1e-10
		);
		expectClose([found.allEqual.chiSquare, found.allEqual.p], wanted.joint, 1e-9);
		expect(found.allEqual.df).toBe(2);
	});

	it('prints slope, intercept and the parts of the Brier score: of a probability as it is, of points through their map', async () => {
		const found = await compared(scored, '--outcome', 'won', '--scores', 'model,card');
		const [model, card] = found.scores;
		expect([model.kind, card.kind]).toEqual(['probability', 'points']);
		expectClose([model.slope, model.intercept], [wanted.slope[0], wanted.large[0]], 1e-8);
		expectClose(Object.values(model.brier), wanted.corp, 1e-11);
		expectClose(Object.values(model.logLoss), wanted.corpLog, 1e-11);
		expect(model.slopeCi[0]).toBeLessThan(model.slope);
		expect(card.slope).toBeGreaterThan(0);
		for (const { brier } of found.scores) {
			expect(brier.miscalibration - brier.discrimination + brier.uncertainty).toBeCloseTo(
				brier.score,
				12
			);
		}
		const { out } = await run(scored, '--outcome', 'won', '--scores', 'model,card');
		expect(out).toContain('those of its map');
		expect(out).toMatch(/model - card +-0\.0385/);
	});

	const PATH = 'reference/data/aSAH.csv';
	it.skipIf(!has(PATH))(`prints pROC’s comparison of aSAH (../shared/${PATH})`, async () => {
		const path = join(projectRoot, '../shared', PATH);
		const found = await compared(
			path,
			'--outcome',
			'outcome',
			'--event',
			'Poor',
			'--scores',
			'wfns,s100b'
		);
		const { asah } = sharedJson('reference/eval_reference.json');
		const [{ difference, z, p, ci }] = found.differences;
		const pair = asah.wfns_vs_s100b;
		expectClose([difference, z, p, ...ci], [pair.diff, pair.Z, pair.p, ...pair['conf.int']], 1e-9);
		expectClose(found.scores[0].aucCi, [asah.wfns.ci95[0], asah.wfns.ci95[2]], 1e-12);
	});
});

describe('compare says what it cannot measure', () => {
	it('of a constant score, of certainty that was wrong, of a score that parts all', async () => {
		const rows = [
			'1,0.5,1,1,1',
			'1,0.5,0,0,9',
			'1,0.5,1,0,2',
			'1,0.5,0,1,8',
			'1,0.5,1,1,3',
			'1,0.5,0,0,7'
		];
		const won = ['1', '0', '1', '0', '1', '0'];
		const path = file(
			`points,half,sure,mixed,apart,won\n${rows.map((row, i) => `${row},${won[i]}`).join('\n')}\n`
		);
		const found = await compared(path, '--outcome', 'won', '--scores', 'half,sure,mixed,apart');
		const codes = found.issues.map(({ score, code }: Record<string, string>) => `${score} ${code}`);
		expect(codes).toEqual([
			'half constant-score',
			'sure probability-at-edge',
			'mixed probability-at-edge',
			'apart separated-score'
		]);
		const [half, sure, , apart] = found.scores;
		expect(half).toMatchObject({ auc: 0.5, aucCi: [0.5, 0.5], ks: 0, slope: null });
		expect(half.intercept).toBeCloseTo(0, 12);
		expect(sure).toMatchObject({ auc: 1, slope: null, intercept: null });
		expect(sure.brier.score).toBe(0);
		expect(apart).toMatchObject({ auc: 0, kind: 'points', brier: null });
		const { out } = await run(path, '--outcome', 'won', '--scores', 'half,sure');
		expect(out).toContain('half: All leads have the same score.');
	});

	const refused: [string, string, string[], string][] = [
		['one win only', 's,won\n1,0\n2,1\n3,0\n', ['--scores', 's'], 'Only 1 wins'],
		['no wins', 's,won\n1,0\n2,0\n', ['--scores', 's'], 'Only 0 wins'],
		['one loss only', 's,won\n1,1\n2,1\n3,0\n', ['--scores', 's'], 'Only 1 lost leads'],
		[
			'a score of words',
			's,won\nhot,1\ncold,0\n',
			['--scores', 's'],
			'“s” is to be numbers, but holds “cold”'
		],
		['a score that is not finite', 's,won\n1,1\nnan,0\n', ['--scores', 's'], '“s” holds nan'],
		[
			'a score that is not there',
			's,won\n1,1\n2,0\n',
			['--scores', 's,score'],
			'no column “score”'
		],
		['the outcome as a score', 's,won\n1,1\n2,0\n', ['--scores', 's,won'], '“won” is named twice'],
		['no scores', 's,won\n1,1\n2,0\n', [], '--scores is missing']
	];
	it.each(refused)('and refuses %s', async (_, text, args, message) => {
		const { code, out, err } = await run(file(text), '--outcome', 'won', ...args);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toContain(message);
	});

	it('and leaves rows without a score out of all scores', async () => {
		const path = file('a,b,won\n1,5,0\n2,,1\n3,7,1\n4,8,0\n,9,1\n6,2,1\n7,1,0\n');
		const found = await compared(path, '--outcome', 'won', '--scores', 'a,b');
		expect(found).toMatchObject({ n: 5, events: 2, omitted: 2 });
	});
});

describe('compare as a command', () => {
	const leadgauge = (...args: string[]) => {
		const main = join(projectRoot, 'src/cli/main.ts');
		const all = ['--import', 'tsx', main, 'compare', ...args];
		const { status, stdout, stderr } = spawnSync(process.execPath, all, {
			cwd: projectRoot,
			env: { ...process.env, INIT_CWD: '' }
		});
		return { status, stdout: stdout.toString(), stderr: stderr.toString() };
	};

	it('prints one JSON object, explains itself, and ends with 1 where it is called wrongly', () => {
		const { status, stdout, stderr } = leadgauge(
			scored,
			'--outcome',
			'won',
			'--scores',
			'card,model',
			'--json'
		);
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(JSON.parse(stdout).n).toBe(600);
		expect(leadgauge('--help').stdout).toBe(`${compareHelp}\n`);
		expect(leadgauge('--outcome', 'won').status).toBe(1);
	});
});
