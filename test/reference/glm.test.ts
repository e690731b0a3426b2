import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '#lib/domain/logistic/chi-square-upper-tail.ts';
import { likelihoodRatioTest } from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { fitLogistic, type LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import { expectClose } from './close.ts';
import { birthwtRules, glmModels, numeric, rows } from './glm-models.ts';
import { has, sharedJson, sharedTable } from './table.ts';

const NUMBERS = 'reference/glm_reference.json';
const reference = sharedJson(NUMBERS);

/** R takes its covariance from the weights of the step before the last, so it agrees to the size of that step. */
const R_COVARIANCE = 1e-6;

const correlations = (covariance: number[][]): number[] =>
	covariance.flatMap((row, i) =>
		row.map((value, j) => value / Math.sqrt(covariance[i][i] * covariance[j][j]))
	);

/** Without the columns of one of R's terms: a factor has one column a level, named after it. */
function withoutTerm(design: Design, term: string): Design {
	const kept = [...design.names.keys()].filter((j) => !design.names[j].startsWith(term));
	return selectTerms(design, kept);
}

for (const [name, { file, design }] of Object.entries(glmModels)) {
	const path = `reference/data/${file}`;
	const there = has(NUMBERS) && has(path);
	describe.skipIf(!there)(`R's glm on ${name} (../shared/${path})`, () => {
		const expected = reference[name];
		let found: { design: Design; fit: LogisticFit };
		const fitted = () => {
			const made = design(sharedTable(path));
			return (found ??= { design: made, fit: fitLogistic(made) });
		};

		it('has the same coefficients, standard errors and covariance', () => {
			const { fit } = fitted();
			expect(fit.converged).toBe(true);
			expectClose(fit.coefficients, expected.coef);
			expectClose(fit.standardErrors, expected.se, R_COVARIANCE);
			expectClose(correlations(fit.covariance), correlations(expected.vcov), R_COVARIANCE, 1);
		});

		it('has the same deviances', () => {
			const { fit } = fitted();
			expectClose(
				[fit.deviance, -2 * fit.nullLogLikelihood, fit.logLikelihood],
				[expected.deviance, expected.null_deviance, expected.logLik],
				1e-12
			);
		});

		it('has the same z, p and Wald intervals, also where p is 1e-290', () => {
			const all = wald(fitted().fit);
			expectClose(
				all.map(({ z }) => z),
				expected.z,
				R_COVARIANCE
			);
			expectClose(
				all.flatMap(({ ci }) => ci),
				expected.wald_ci95.flat(),
				R_COVARIANCE
			);
			all.forEach(({ p }, j) => expect(p).toBeCloseTo(expected.p[j], 7));
			const seen = expected.z.filter((_: number, j: number) => expected.p[j] > 0);
			expectClose(
				seen.map(twoSidedP),
				expected.p.filter((p: number) => p > 0),
				1e-10
			);
		});

		it('has the same likelihood-ratio test for every term left out', () => {
			const { design, fit } = fitted();
			const { terms, LRT, Df, p } = expected.lrt_drop1;
			const left = [terms].flat().map((term: string) => withoutTerm(design, term));
			const smaller = left.map((without) => fitLogistic(without).logLikelihood);
			const dfs = left.map((without) => design.columns.length - without.columns.length);
			const tests = smaller.map((value, i) =>
				likelihoodRatioTest(value, fit.logLikelihood, dfs[i])
			);
			const chiSquares = tests.map((test) => (test.measured ? test.chiSquare : NaN));
			expect(dfs).toEqual([Df].flat());
			expectClose(chiSquares, [LRT].flat(), 1e-8);
			const ofReference = [LRT].flat().map((x: number, i: number) => chiSquareUpperTail(x, dfs[i]));
			ofReference.forEach((found: number, i: number) => {
				const wanted = [p].flat()[i];
				if (wanted > 0) expectClose([found], [wanted], 1e-9);
				else expect(found).toBeLessThan(1e-300);
			});
		});
	});
}

const CELLS = 'reference/data/birthwt_rules_cells.csv';
describe.skipIf(!(has(NUMBERS) && has(CELLS)))(
	`birthwt rules as cells (../shared/${CELLS})`,
	() => {
		it('gives the fit of the 189 rows from 59 cells', () => {
			const t = sharedTable(CELLS);
			const cells = {
				...rows(numeric(t, ...birthwtRules), t.numbers('k')),
				n: t.numbers('n')
			};
			const fit = fitLogistic(cells);
			expect(t.rows).toBe(59);
			expectClose(fit.coefficients, reference.birthwt_rules_cells.coef);
			expectClose(fit.standardErrors, reference.birthwt_rules_cells.se, R_COVARIANCE);
			expectClose([fit.deviance], [reference.birthwt_rules.deviance], 1e-12);
		});
	}
);

const DEFAULT = 'reference/data/Default.csv';
describe.skipIf(!has(DEFAULT))(`ISLR Default, all terms (../shared/${DEFAULT})`, () => {
	it('has the published coefficients and standard errors', () => {
		const t = sharedTable(DEFAULT);
		const terms = { ...numeric(t, 'balance', 'income'), student: t.is('student', 'Yes') };
		const fit = fitLogistic(rows(terms, t.is('default', 'Yes')));
		expectClose(fit.coefficients, [-10.86904521, 0.0057365052658, 3.03345012e-6, -0.646775808]);
		expectClose(fit.standardErrors, [0.492272649, 0.000231904425, 8.20276561e-6, 0.236256926]);
		expectClose([fit.deviance, -2 * fit.nullLogLikelihood], [1571.54482758, 2920.64971135], 1e-11);
	});
});

const ENDOMETRIAL = 'reference/data/endometrial.csv';
describe.skipIf(!has(ENDOMETRIAL))(`endometrial cancer (../shared/${ENDOMETRIAL})`, () => {
	it('is refused along NV, where glm stops at 18.19 with standard error 1716', () => {
		const t = sharedTable(ENDOMETRIAL);
		const fit = fitLogistic(rows(numeric(t, 'NV', 'PI', 'EH'), t.numbers('HG')));
		expect(fit.converged).toBe(false);
		expect(fit.runningOff).toEqual(['NV']);
	});
});
