import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import { compare } from '#cli/commands/compare.ts';
import { runHere } from '../run-here.ts';

const leads = 'data/sample/leads.csv';
const mapping = ['--mapping', 'data/sample/mapping.json'];
const baseline = 'models/baseline.json';

let folder: string;
let flat: string;
let copy: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'compare-cards-'));
	const card = JSON.parse(readFileSync(baseline, 'utf8'));
	for (const group of card.groups) for (const rule of group.rules) rule.points = 1;
	copy = join(folder, 'copy.json');
	writeFileSync(copy, readFileSync(baseline, 'utf8'));
	flat = join(folder, 'flat.json');
	writeFileSync(flat, JSON.stringify({ ...card, name: 'One point each' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runHere(compare, [leads, ...mapping, ...args]);
const cards = (...files: string[]) => files.flatMap((file) => ['--scorecard', file]);

async function compared(...args: string[]) {
	const { code, out } = await run(...args, '--json');
	expect(code).toBe(0);
	return JSON.parse(out);
}

describe('compare on scorecards', () => {
	it('measures each card as calibrate measures today’s, on the same later leads', async () => {
		const found = await compared(...cards(baseline, flat));
		const { out } = await runHere(calibrate, [
			...[leads, ...mapping, '--scorecard', baseline, '--json']
		]);
		const wanted = JSON.parse(out);
		const [today, other] = found.scores;
		expect(today.score).toBe('Lead score 2024');
		expect(today.auc).toBeCloseTo(wanted.evaluation.current.auc, 12);
		expect(today.brier.score).toBeCloseTo(wanted.evaluation.current.brier, 12);
		expect(found.n).toBe(wanted.test);
		expect(found.events).toBe(256);
		expect(other.score).toBe('One point each');
		const [{ first, second, auc }] = found.differences;
		expect([first, second]).toEqual(['One point each', 'Lead score 2024']);
		expect(auc.difference).toBeCloseTo(other.auc - today.auc, 12);
		expect(auc.adjustedP).toBe(auc.p);
		expect(found.finding.kind).toBe('better');
	});

	it('finds no difference between a card and its copy, told apart by their files', async () => {
		const found = await compared(...cards(baseline, copy));
		expect(found.scores.map(({ score }: { score: string }) => score)).toEqual([
			'Lead score 2024 (baseline.json)',
			'Lead score 2024 (copy.json)'
		]);
		expect(found.differences[0].auc).toMatchObject({ difference: 0, p: 1 });
		expect(found.finding).toEqual({ kind: 'alike' });
		const { out } = await run(...cards(baseline, copy));
		expect(out).toContain('rank all 2,104 later leads alike');
	});

	it('checks a score column, and compares it only where a column says when it was written', async () => {
		const args = [...cards(baseline), '--column', 'crm_score'];
		const checked = await compared(...args);
		expect(checked.scores).toHaveLength(1);
		expect(checked.unstamped).toEqual(['crm_score']);
		expect(checked.checks[0]).toMatchObject({ column: 'crm_score', agreement: { leads: 5661 } });
		expect(checked.notMeasured[0]).toMatchObject({ what: 'comparison', code: 'few-scores' });
		const { out } = await run(...args);
		expect(out).toContain('crm_score is not compared for quality');
		const stamped = await compared(...args, '--stamp', 'mql_at');
		expect(stamped.scores.map(({ kind }: { kind: string }) => kind)).toEqual(['card', 'column']);
		expect(stamped.leftOut.noStamp).toBeGreaterThan(1000);
	});

	it('says why a score column differs from the replay, and lists the leads that do', async () => {
		const args = [...cards(flat), '--column', 'crm_score', '--differing', '5'];
		const { checks } = await compared(...args);
		const [{ agreement, differences, why, leads: listed }] = checks;
		expect(differences.explained.differing).toBe(agreement.leads - agreement.equal);
		expect(why.length).toBeGreaterThan(0);
		expect(listed).toHaveLength(5);
		for (const lead of listed) expect(lead.column - lead.card).toBe(lead.difference);
		const { out } = await run(...args);
		expect(out).toContain(`- ${why[0]}`);
		expect(out).toContain(listed[0].id);
		expect((await compared(...cards(flat), '--column', 'crm_score')).checks[0].leads).toEqual([]);
		const wrong = await run(...cards(flat), '--column', 'crm_score', '--differing', 'all');
		expect(wrong.err).toContain('“all” cannot be the differing');
	});

	it('takes the score and the time stamp that the mapping names where nobody says otherwise', async () => {
		const own = JSON.parse(readFileSync('data/sample/mapping.json', 'utf8'));
		const named = join(folder, 'mapping.json');
		writeFileSync(named, JSON.stringify({ ...own, score: 'crm_score' }));
		const { out } = await runHere(compare, [
			leads,
			'--mapping',
			named,
			...cards(baseline),
			'--json'
		]);
		expect(JSON.parse(out).unstamped).toEqual(['crm_score']);
	});

	it('takes the options of calibrate that decide which leads count', async () => {
		const found = await compared(...cards(baseline, flat), '--horizon', '60', '--window', '7');
		expect(found.split).toMatchObject({ horizonDays: 60, windowDays: 7 });
	});

	it('refuses what it cannot compare, in a sentence', async () => {
		const alone = await run(...cards(baseline));
		expect(alone.code).toBe(1);
		expect(alone.err).toContain('fewer than two scores');
		const four = await run(...cards(baseline, flat, copy, baseline));
		expect(four.err).toContain('At most 3 scores');
		const stage = await run(...cards(baseline), '--column', 'crm_score', '--stamp', 'created_at');
		expect(stage.err).toContain('date of a stage');
		const gone = await run(...cards(baseline, join(folder, 'gone.json')));
		expect(gone.code).toBe(1);
	});

	it('documents both ways to compare', async () => {
		const { out } = await runHere(compare, ['--help']);
		expect(out).toContain('--scores A,B,C');
		expect(out).toContain('--scorecard FILE --scorecard FILE');
		expect((await run(...cards(baseline), '--help')).out).toBe(out);
	});
});
