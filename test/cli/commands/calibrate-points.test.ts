import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from '#cli/commands/calibrate.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { runHere } from '../run-here.ts';

const baseline: Scorecard = JSON.parse(readFileSync('models/baseline.json', 'utf8'));
const mapping = ['--mapping', 'data/sample/mapping.json'];
let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'calibrate-points-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sample calibrated, as one object. */
async function found(scorecard: string, ...args: string[]) {
	const all = ['data/sample/leads.csv', ...mapping, '--scorecard', scorecard, ...args, '--json'];
	const { code, out, err } = await runHere(calibrate, all);
	expect({ code, err }).toEqual({ code: 0, err: '' });
	return JSON.parse(out);
}

const pointsOf = (rules: { id: string; calibratedPoints: number }[]) =>
	Object.fromEntries(rules.map(({ id, calibratedPoints }) => [id, calibratedPoints]));

describe('leadgauge calibrate, the whole points', () => {
	it('mend the three planted errors of the sample and leave all other rules alone', async () => {
		const { rules, wholePoints, scale } = await found('models/baseline.json');
		expect(wholePoints).toMatchObject({ measured: true, chosen: 'fewest', capped: true });
		expect(wholePoints.fewest.edits).toBe(3);
		expect(wholePoints.fewest.explainedShare).toBeGreaterThan(0.95);
		expect(scale.kind).toBe('today');
		const changed = rules.filter(
			(rule: { points: number; calibratedPoints: number }) => rule.points !== rule.calibratedPoints
		);
		const points = pointsOf(changed);
		expect(Object.keys(points).sort()).toEqual(['demo', 'pricing', 'trade-fair']);
		expect(points['trade-fair']).toBe(0);
		expect(Math.abs(points.demo - 40)).toBeLessThanOrEqual(5);
		expect(Math.abs(points.pricing - 20)).toBeLessThanOrEqual(5);
	});

	it('are another card, in other steps, within other limits, where that is wished', async () => {
		const wishes = ['--card', 'best', '--multiple', '5', '--max-changed', '6', '--within', '2'];
		const { rules, wholePoints } = await found('models/baseline.json', ...wishes);
		expect(wholePoints.wishes).toMatchObject({ multipleOf: 5, maxChanged: 6, within: 0.02 });
		expect(wholePoints.chosen).toBe('best');
		const points = Object.values(pointsOf(rules)) as number[];
		expect(points).toEqual(wholePoints.best.points);
		expect(points.every((value) => value % 5 === 0)).toBe(true);
		expect(wholePoints.best.edits).toBeLessThanOrEqual(6);
	});

	it('are refused with a reason where wishes contradict, and the rest is there all the same', async () => {
		const [fit, engagement] = baseline.groups;
		const locked = fit.rules.map((rule) =>
			rule.id === 'trade-fair' ? { ...rule, locked: true } : rule
		);
		const file = join(folder, 'locked.json');
		const groups = [{ ...fit, rules: locked }, engagement];
		writeFileSync(
			file,
			JSON.stringify({ ...baseline, groups: [...groups, ...baseline.groups.slice(2)] })
		);
		const { rules, wholePoints, issues, evaluation } = await found(file, '--max', '15');
		expect(wholePoints).toEqual({
			measured: false,
			reason: 'lock-outside-range',
			params: { rule: 'Trade fair lead', points: 20, min: -100, max: 15 },
			message: '“Trade fair lead” is locked at 20 points, outside of −100 to 15.'
		});
		expect(issues.map(({ code }: { code: string }) => code)).toContain('whole-points-refused');
		expect(pointsOf(rules)['trade-fair']).toBe(20);
		expect(evaluation.calibrated.auc).toBeGreaterThan(0.7);
	});

	it('come as a sentence and a table in a terminal', async () => {
		const args = ['data/sample/leads.csv', ...mapping, '--scorecard', 'models/baseline.json'];
		const { out } = await runHere(calibrate, args);
		expect(out).toMatch(/3 edits explain \d+% of what the best points found/);
		expect(out).toContain('the best card is the best one found');
		expect(out).not.toContain('is optimal');
		expect(out).toMatch(/fewest edits \(taken\) +3 /);
	});
});
