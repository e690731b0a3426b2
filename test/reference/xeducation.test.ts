import { describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { has, sharedTable, type Table } from './table.ts';

const PUBLISHED = 'data/xeducation/published_model/design_matrix_and_split.csv';

/** Terms and coefficients as published, the time standardised with the mean and deviation of the training leads. */
const coefficients: [string, number][] = [
	['(intercept)', -1.302899],
	['Do Not Email', -1.413358],
	['Total Time Spent on Website', 1.094459],
	['Lead Origin_Lead Add Form', 3.113291],
	['Lead Source_Olark Chat', 1.226329],
	['Lead Source_Welingak Website', 3.325618],
	['Last Activity_Others', 1.115349],
	['Last Activity_SMS Sent', 1.387078],
	['Occupation_Unknown', -0.938224],
	['Occupation_Working Professional', 2.257155],
	['Lead Profile_Lateral Student', 2.693674],
	['Lead Profile_Potential Lead', 1.613543],
	['Lead Profile_Student of SomeSchool', -2.311967],
	['Last Notable Activity_Modified', -0.934799]
];

function designOf(table: Table, split: 'train' | 'test'): Design {
	const wanted = table.text('split').map((value) => value === split);
	const pick = (column: Float64Array) => column.filter((_, i) => wanted[i]);
	const names = coefficients.slice(1).map(([name]) => name);
	const columns = names.map((name) => pick(table.numbers(name)));
	columns[1] = columns[1].map((seconds) => (seconds - 483.7100424) / 545.1145489);
	const k = pick(table.numbers('Converted'));
	return { names, columns, n: new Float64Array(k.length).fill(1), k };
}

describe.skipIf(!has(PUBLISHED))(`the published X Education model (../shared/${PUBLISHED})`, () => {
	it('is matched to 6 decimals', () => {
		const fit = fitLogistic(designOf(sharedTable(PUBLISHED), 'train'));
		expect(fit.converged).toBe(true);
		fit.coefficients.forEach((value, j) => {
			expect(Math.abs(value - coefficients[j][1]), fit.names[j]).toBeLessThan(1e-6);
		});
		expect(fit.deviance).toBeCloseTo(4795.854, 3);
	});

	it('ranks training and test leads as computed for it', () => {
		const table = sharedTable(PUBLISHED);
		const fit = fitLogistic(designOf(table, 'train'));
		const aucs = (['train', 'test'] as const).map((split) => {
			const design = designOf(table, split);
			const score = probabilities(logits(design, fit.coefficients));
			const found = auc(collapseScores(score, design.n, design.k));
			return found.measured ? found.auc : NaN;
		});
		expect(aucs[0]).toBeCloseTo(0.90602, 4);
		expect(aucs[1]).toBeCloseTo(0.90163, 4);
	});
});
