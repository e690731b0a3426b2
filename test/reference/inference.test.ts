import { describe, expect, it } from 'vitest';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import { clusterCovariance, clusterScores } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { dropTermTests } from '#lib/domain/logistic/drop-term-tests.ts';
import { fitBounded } from '#lib/domain/logistic/fit-bounded.ts';
import { fitFirth } from '#lib/domain/logistic/fit-firth.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { interceptAtObservedRate } from '#lib/domain/logistic/intercept-at-observed-rate.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import {
	profileIntervals,
	separatedProfileIntervals
} from '#lib/domain/logistic/profile-intervals.ts';
import type { Bound } from '#lib/domain/logistic/profile-interval.ts';
import { separationCertificate } from '#lib/domain/logistic/separation-certificate.ts';
import { varianceInflation } from '#lib/domain/logistic/variance-inflation.ts';
import { expectClose } from './close.ts';
import { birthwtRules, glmModels, numeric, rows } from './glm-models.ts';
import { splineConfint } from './spline-confint.ts';
import { has, sharedJson, sharedTable } from './table.ts';

const GLM = 'reference/glm_reference.json';
const EVALUATION = 'reference/eval_reference.json';
const glm = sharedJson(GLM);
const evaluation = sharedJson(EVALUATION);

const valueOf = (bound: Bound) => (bound.limit === 'finite' ? bound.value : null);

for (const [name, { file, design }] of Object.entries(glmModels)) {
	const path = `reference/data/${file}`;
	const there = has(GLM) && has(path);
	describe.skipIf(!there)(`inference on R's ${name} (../shared/${path})`, () => {
		const expected = glm[name];
		/** R was not asked for every figure of every model; where the numbers are absent the tests are there to be skipped. */
		const asked = (figure: string) => !expected || figure in expected;
		const made = () => design(sharedTable(path));

		const profiles = 'has the profile behind confint, and its own ends';
		if (asked('profile_ci95'))
			it(profiles, () => {
				const leads = made();
				const fit = fitLogistic(leads);
				const intervals = profileIntervals(leads, fit);
				intervals.forEach(({ lower, upper }, j) => {
					const [low, high] = expected.profile_ci95[j];
					expectClose(splineConfint(leads, fit, j, expected.se[j]), [low, high], 1e-6);
					// The interpolation of confint is off by less than a 500th of a standard error.
					const error = fit.standardErrors[j];
					expect(Math.abs((valueOf(lower) as number) - low) / error).toBeLessThan(2e-3);
					expect(Math.abs((valueOf(upper) as number) - high) / error).toBeLessThan(2e-3);
				});
			});

		if (asked('vif'))
			it('has the variance inflation of every column', () => {
				const { covariance, names } = fitLogistic(made());
				const columns = names.slice(1).map((each, j) => ({ name: each, coefficients: [j + 1] }));
				const found = varianceInflation(covariance, columns);
				expectClose(
					found.map(({ gvif }) => gvif),
					expected.vif.vif,
					1e-6
				);
			});

		it('has the likelihood-ratio test of every term', () => {
			const leads = made();
			const { terms, LRT, Df, p } = expected.lrt_drop1;
			const groups = [terms].flat().map((term: string) => ({
				name: term,
				columns: [...leads.names.keys()].filter((j) => leads.names[j].startsWith(term))
			}));
			const found = dropTermTests(leads, groups, fitLogistic(leads).logLikelihood);
			const tests = found.map((each) =>
				each.measured ? each : { chiSquare: NaN, df: NaN, p: NaN }
			);
			expect(tests.map(({ df }) => df)).toEqual([Df].flat());
			expectClose(
				tests.map(({ chiSquare }) => chiSquare),
				[LRT].flat(),
				1e-8
			);
			// A p below 1e-16 keeps as many digits of itself as the statistic does.
			expectClose(
				tests.map((each) => each.p),
				[p].flat(),
				1e-6,
				1e-290
			);
		});

		it('is not separated', () => {
			expect(separationCertificate(made())).toEqual({ separated: false });
			expect(aliasedTerms(made())).toEqual([]);
		});
	});
}

const UCLA = 'reference/data/ucla_binary.csv';
describe.skipIf(!(has(GLM) && has(UCLA)))(
	`robust errors on UCLA admissions (../shared/${UCLA})`,
	() => {
		it('are White’s HC0 and HC1 where every lead is an account of its own', () => {
			const leads = glmModels.ucla.design(sharedTable(UCLA));
			const fit = fitLogistic(leads);
			const each = Uint32Array.from(leads.n, (_, i) => i);
			const scores = clusterScores(leads, fit.coefficients, {
				cluster: each,
				cell: each,
				n: leads.n,
				k: leads.k
			});
			const hc0 = clusterCovariance(fit.covariance, scores, 'none');
			if (!hc0.measured) throw new Error(hc0.reason);
			const { HC0, HC1 } = glm.ucla_robust;
			expectClose(hc0.standardErrors, HC0, 1e-7);
			const correction = Math.sqrt(400 / (400 - 6));
			expectClose(
				hc0.standardErrors.map((error) => error * correction),
				HC1,
				1e-7
			);
		});
	}
);

const ENDOMETRIAL = 'reference/data/endometrial.csv';
describe.skipIf(!(has(EVALUATION) && has(ENDOMETRIAL)))(
	`endometrial cancer, separated along NV (../shared/${ENDOMETRIAL})`,
	() => {
		const leads = (): Design => {
			const t = sharedTable(ENDOMETRIAL);
			return rows(numeric(t, 'NV', 'PI', 'EH'), t.numbers('HG'));
		};

		it('is certified, and NV alone is named', () => {
			expect(separationCertificate(leads())).toMatchObject({
				separated: true,
				kind: 'quasi',
				terms: [{ term: 0, name: 'NV', towards: 'up' }],
				leads: 13
			});
		});

		it('has profile intervals all the same, that of NV without an upper end', () => {
			const certificate = separationCertificate(leads());
			if (!certificate.separated) throw new Error('not separated');
			const found = separatedProfileIntervals(leads(), certificate);
			// R: roots of glm.fit's profile deviance - 55.393260357212 - qchisq(.95, 1), with uniroot.
			const wanted = [
				[1.43274582452886, 7.95477702534319],
				[1.28411179017477, null],
				[-0.1370768005186448, 0.0381846716573835],
				[-4.78591242790307, -1.43638898876585]
			];
			found.forEach(({ lower, upper }, j) => {
				expectClose([valueOf(lower) as number], [wanted[j][0] as number], 1e-8);
				if (wanted[j][1] === null) expect(upper).toEqual({ limit: 'none' });
				else expectClose([valueOf(upper) as number], [wanted[j][1] as number], 1e-8);
			});
		});

		it('has brglm2’s coefficients and errors under Firth’s penalty', () => {
			const { coef, se, jeffreys_coef } = evaluation.firth_endometrial;
			const fit = fitFirth(leads());
			expectClose(fit.coefficients, coef);
			expectClose(fit.coefficients, jeffreys_coef);
			expectClose(fit.standardErrors, se);
		});

		it('predicts the observed rate after FLIC', () => {
			const design = leads();
			const { coefficients } = fitFirth(design);
			const intercept = interceptAtObservedRate(design, coefficients) as number;
			const p = probabilities(logits(design, [intercept, ...coefficients.slice(1)]));
			const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
			expectClose([sum(p)], [sum(design.k)], 1e-10);
			const firth = sum(probabilities(logits(design, coefficients)));
			expect(Math.abs(firth - sum(design.k))).toBeGreaterThan(0.1);
		});
	}
);

const BIRTHWT = 'reference/data/birthwt.csv';
describe.skipIf(!has(BIRTHWT))(`birth weight under Firth's penalty (../shared/${BIRTHWT})`, () => {
	it('has brglm2’s coefficients', () => {
		expectClose(
			fitFirth(glmModels.birthwt.design(sharedTable(BIRTHWT))).coefficients,
			[
				0.34885664403, -0.025315341105, -0.013833562065, 1.207408310206, 0.81811245781,
				0.878220613112, 0.503409115231, 1.712169780142, 0.736239281303
			]
		);
	});
});

const CELLS = 'reference/data/birthwt_rules_cells.csv';
describe.skipIf(!(has(EVALUATION) && has(CELLS)))(
	`birth weight as eight rules (../shared/${CELLS})`,
	() => {
		const leads = (): Design => {
			const t = sharedTable(CELLS);
			return { ...rows(numeric(t, ...birthwtRules), t.numbers('k')), n: t.numbers('n') };
		};

		it.each([0, 1, 2, 3, 4])(
			'has ridge number %i: coefficients, both errors, effective df',
			(i) => {
				const wanted = evaluation.ridge_birthwt_rules[i];
				const fit = fitRidge(leads(), { strength: wanted.lambda, prior: wanted.prior });
				expectClose(fit.coefficients, wanted.coef);
				expectClose(fit.standardErrors, wanted.se_posterior);
				expectClose(fit.sandwichStandardErrors, wanted.se_sandwich);
				expectClose([fit.effectiveDf, fit.logLikelihood], [wanted.edf, wanted.loglik]);
			}
		);

		it('has the fit without negative weights, with its conditions', () => {
			const wanted = evaluation.nonneg_birthwt_rules;
			const fit = fitBounded(leads(), {
				lower: birthwtRules.map(() => 0),
				upper: birthwtRules.map(() => Infinity)
			});
			if (!fit.measured) throw new Error(fit.reason);
			expectClose(fit.coefficients, wanted.coef, 1e-8, 1);
			expectClose([fit.logLikelihood], [wanted.loglik], 1e-12);
			expect(fit.heldBy.filter((held) => held !== null)).toEqual(['lower']);
			expect(fit.names[fit.heldBy.indexOf('lower')]).toBe(wanted.active_at_zero);
			expectClose(fit.gradient, wanted.kkt_grad, 1e-8, 1);
		});
	}
);
