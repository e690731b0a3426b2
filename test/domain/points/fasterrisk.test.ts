import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { integerCard } from '#lib/domain/points/integer-card.ts';
import { has, sharedJson, sharedTable } from '../../reference/table.ts';
import { lossOf } from './brute-force.ts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SHARED } from '../../reference/table.ts';

const MAMMO = 'reference/data/fr_mammo_data.csv';
const ADULT = 'reference/data/fr_adult_data.csv';
const range = { min: -5, max: 5 };

/** Liu et al., FasterRisk (NeurIPS 2022): yes/no features, the outcome first. */
function designOf(path: string): Design {
	const names = readFileSync(resolve(SHARED, path), 'utf8').split(/\r?\n/, 1)[0].split(',');
	const table = sharedTable(path);
	return {
		names: names.slice(1),
		columns: names.slice(1).map((name) => table.numbers(name)),
		n: new Float64Array(table.rows).fill(1),
		k: table.numbers(names[0])
	};
}

function card(design: Design, options: object, certify = false) {
	const found = integerCard(design, { ...range, ...options }, () => certify);
	if (!found.measured) throw new Error(found.reason);
	return found;
}

describe.skipIf(!has(MAMMO))(`whole points on ${MAMMO}`, () => {
	const design = has(MAMMO) ? designOf(MAMMO) : null!;

	it('are proven to be the best of five rules, below FasterRisk’s best', () => {
		const found = integerCard(design, { ...range, maxRules: 5 });
		if (!found.measured) throw new Error(found.reason);
		expect(found.loss).toBeLessThanOrEqual(444.5631);
		expect(found.loss).toBeCloseTo(444.563045202, 6);
		expect(found.loss).toBeCloseTo(lossOf(design, found.points), 6);
		expect(found.bound).toBeCloseTo(444.28479, 5);
		expect(found.certified).toBe(true);
		expect(found.rules).toBe(5);
		const [best] = sharedJson('reference/fasterrisk/mammo_k5_pool50_expected.json');
		expect(found.loss).toBeLessThan(best.training_logistic_loss);
	});

	it('rank as the reference says', () => {
		const { points } = card(design, { maxRules: 5 });
		const score = Float64Array.from(design.n, (_, c) =>
			points.reduce((sum, value, j) => sum + value * design.columns[j][c], 0)
		);
		const area = auc(collapseScores(score, design.n, design.k));
		expect(area.measured && area.auc).toBeCloseTo(0.855257, 6);
	});

	it('are proven to be the best of all rules too', () => {
		const found = card(design, {}, true);
		expect(found.certified).toBe(true);
		expect(found.loss).toBeLessThanOrEqual(440.6845);
	});
});

describe.skipIf(!has(ADULT))(`whole points on ${ADULT}`, () => {
	const design = has(ADULT) ? designOf(ADULT) : null!;

	it('are the best of five rules, proven where that is asked for', () => {
		const found = card(design, { maxRules: 5 }, true);
		expect(found.loss).toBeLessThanOrEqual(12275.714);
		expect(found.certified).toBe(true);
		expect(found.bound).toBeCloseTo(12256.301845, 5);
		const [best] = sharedJson('reference/fasterrisk/adult_k5_pool50_expected.json');
		expect(found.loss).toBeLessThan(best.training_logistic_loss);
	});

	it.each([
		[17, 11276.7],
		[20, 11255.0],
		[36, 11243.95]
	])('of at most %i rules lose no more than %d nats', (maxRules, most) => {
		const found = card(design, { maxRules });
		expect(found.loss).toBeLessThanOrEqual(most);
		expect(found.rules).toBeLessThanOrEqual(maxRules);
		expect(found.certified).toBe(false);
		expect(found.bound).toBeCloseTo(11163.354527, 5);
	});
});
