import { describe, expect, it } from 'vitest';
import { clusterCovariance, clusterScores } from '#lib/domain/logistic/cluster-covariance.ts';
import {
	designFromTerms,
	MOST_COLUMNS,
	type Term
} from '#lib/domain/logistic/design-from-terms.ts';
import { fitTerms, type FittedTerms, type TermsFit } from '#lib/domain/logistic/fit-terms.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { generatedLeads, resultsOfR } from './generated-leads.ts';

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(`${found.reason} ${JSON.stringify(found.params)}`);
	return found;
}

function fitOf(found: Measured<TermsFit>): FittedTerms {
	return measured(measured(found).fit);
}

function ends(found: Measured<TermsFit>): (number | null)[] {
	const { profile } = measured(found);
	if (!Array.isArray(profile)) throw new Error(profile.reason);
	return profile.flatMap(({ lower, upper }) =>
		[lower, upper].map((bound) => (bound.limit === 'finite' ? bound.value : null))
	);
}

const number = (name: string, ...values: number[]): Term => ({
	kind: 'number',
	name,
	values: Float64Array.from(values)
});

describe('terms of every kind on leads R has fitted too', () => {
	const { terms, n, k, account } = generatedLeads();
	const wanted = resultsOfR();

	it('have R’s coefficients, errors, deviances and tests, a column of years included', () => {
		const found = fitTerms(terms, n, k);
		const fit = fitOf(found);
		expect(fit.wald.map(({ name }) => name)).toEqual([
			'(intercept)',
			'industry=energy',
			'industry=retail',
			'industry=software',
			'employees',
			'visits',
			'demo',
			'year'
		]);
		expect(measured(found).references).toEqual([{ name: 'industry', level: 'consulting' }]);
		expectClose(
			fit.wald.map(({ weight }) => weight),
			wanted.coefficients,
			1e-9
		);
		expectClose(
			fit.wald.map(({ standardError }) => standardError),
			wanted.covariance.map((row: number[], j: number) => Math.sqrt(row[j])),
			1e-8
		);
		expectClose(
			[-2 * fit.logLikelihood, -2 * fit.nullLogLikelihood],
			[...wanted.deviance, ...wanted.nullDeviance],
			1e-12
		);
		const tests = fit.tests.map(measured);
		expectClose(
			tests.map(({ chiSquare }) => chiSquare),
			wanted.dropLrt,
			1e-8
		);
		expect(tests.map(({ df }) => df)).toEqual(wanted.dropDf);
		expectClose(
			tests.map(({ p }) => p),
			wanted.dropP,
			1e-7
		);
		expectClose(
			fit.inflation.map(({ gvif }) => gvif),
			wanted.gvif,
			1e-8
		);
	});

	it('have the ends of R’s profiles to eight digits', () => {
		expectClose(ends(fitTerms(terms, n, k)) as number[], wanted.profile.flat(), 1e-8);
	});

	it('have R’s errors where leads of one account count together', () => {
		const { design } = measured(designFromTerms(terms, n, k));
		const fit = fitOf(fitTerms(terms, n, k));
		const coefficients = fit.wald.map(({ weight }) => weight);
		const cell = Uint32Array.from(n, (_, i) => i);
		const robust = (cluster: ArrayLike<number>, correction: 'none' | 'clusters') => {
			const scores = clusterScores(design, coefficients, { cluster, cell, n, k });
			return measured(clusterCovariance(fit.covariance, scores, correction));
		};
		expectClose(robust(cell, 'none').standardErrors, wanted.hc0, 1e-7);
		const byAccount = robust(account, 'none');
		expectClose(byAccount.standardErrors, wanted.cluster, 1e-7);
		const [clusters] = wanted.clusters;
		expect(byAccount.clusters).toBe(clusters);
		const corrected = byAccount.standardErrors.map(
			(error) => error * Math.sqrt(clusters / (clusters - 1))
		);
		expectClose(robust(account, 'clusters').standardErrors, corrected, 1e-12);
	});

	it('have the same Firth fit, with penalised profile and FLIC', () => {
		const found = fitTerms(terms, n, k, { method: { kind: 'firth' } });
		const fit = fitOf(found);
		expectClose(
			fit.wald.map(({ weight }) => weight),
			wanted.firth,
			1e-8
		);
		expectClose(
			fit.wald.map(({ standardError }) => standardError),
			wanted.firthErrors,
			1e-8
		);
		expectClose([fit.flicIntercept as number], wanted.flic, 1e-8);
		expectClose(ends(found).slice(12, 14) as number[], wanted.firthDemoProfile, 1e-8);
	});

	it('are drawn to 0 as they are, not as they are scaled inside', () => {
		const inYears = fitOf(fitTerms(terms, n, k, { method: { kind: 'ridge', strength: 3 } }));
		// Ten times the unit is a tenth of the weight: it takes 100 times the penalty to weigh the same.
		const decades = terms.map((term): Term =>
			term.kind === 'number' ? { ...term, values: term.values.map((value) => value / 10) } : term
		);
		const inDecades = fitOf(
			fitTerms(decades.slice(1), n, k, { method: { kind: 'ridge', strength: 3 } })
		);
		const same = fitOf(
			fitTerms(terms.slice(1), n, k, { method: { kind: 'ridge', strength: 300 } })
		);
		expectClose(
			inDecades.wald.slice(1).map(({ weight }) => weight / 10),
			same.wald.slice(1).map(({ weight }) => weight),
			1e-8
		);
		expect(inYears.shrunk).toBe(true);
		expect(inYears.effectiveDf).toBeLessThan(8);
		expect(inYears.tests).toEqual([]);
		const { profile } = measured(fitTerms(terms, n, k, { method: { kind: 'ridge', strength: 3 } }));
		expect(profile).toMatchObject({ measured: false, reason: 'shrunk' });
	});

	it('do not change with the origin and unit of a number', () => {
		const moved = terms.map((term): Term =>
			term.name === 'year' && term.kind === 'number'
				? { ...term, values: term.values.map((value) => value * 3.15576e10 + 1e9) }
				: term
		);
		const [plain, inMs] = [fitTerms(terms, n, k), fitTerms(moved, n, k)];
		const [a, b] = [fitOf(plain), fitOf(inMs)];
		expectClose(
			b.wald.slice(1, 7).map(({ weight }) => weight),
			a.wald.slice(1, 7).map(({ weight }) => weight),
			1e-9
		);
		expectClose([b.wald[7].weight * 3.15576e10], [a.wald[7].weight], 1e-9);
		expectClose(ends(inMs).slice(2, 14) as number[], ends(plain).slice(2, 14) as number[], 1e-8);
	});
});

describe('a category', () => {
	const category = (level: number[], levels: string[]): Term => ({
		kind: 'category',
		name: 'size',
		level,
		levels
	});
	const n = Float64Array.of(4, 4, 4, 0);
	const k = Float64Array.of(1, 2, 3, 0);

	it('is compared with its first level in sorted order, among those that have leads', () => {
		const term = category([0, 1, 2, 3], ['small', 'big', 'medium', 'absent']);
		const { design, references, terms } = measured(designFromTerms([term], n, k));
		expect(design.names).toEqual(['size=medium', 'size=small']);
		expect(references).toEqual([{ name: 'size', level: 'big' }]);
		expect(terms).toEqual([{ name: 'size', columns: [0, 1] }]);
		expect(design.columns.map((column) => [...column])).toEqual([
			[0, 0, 1, 0],
			[1, 0, 0, 0]
		]);
	});

	it('is refused by name where it has one level only', () => {
		const found = fitTerms([category([0, 0, 0, 1], ['a', 'b']), number('x', 0, 1, 1, 0)], n, k);
		expect(measured(found).refused).toEqual([{ name: 'size', reason: 'constant', with: [] }]);
		expect(fitOf(found).wald.map(({ name }) => name)).toEqual(['(intercept)', 'x']);
	});

	it('is refused where it has more levels than a model can have columns', () => {
		const many = 1_000_000;
		const levels = Array.from({ length: many }, (_, i) => `id ${i}`);
		const ids: Term = { kind: 'category', name: 'id', level: [...levels.keys()], levels };
		const ones = new Float64Array(many).fill(1);
		expect(
			fitTerms(
				[ids],
				ones,
				ones.map((_, i) => i % 2)
			)
		).toEqual({
			measured: false,
			reason: 'too-many-levels',
			params: { term: 'id', levels: many, most: MOST_COLUMNS }
		});
	});

	it('cannot have a level that is not there', () => {
		expect(() => fitTerms([category([0, 1, 2, 9], ['a', 'b', 'c'])], n, k)).toThrow(
			'"size" has no level 9'
		);
	});
});

describe('what cannot be fitted', () => {
	const n = Float64Array.of(10, 10, 10, 10);
	const k = Float64Array.of(2, 4, 5, 7);
	const x = number('x', 0, 1, 0, 1);
	const z = number('z', 0, 0, 1, 1);

	it('is one outcome only, or no leads', () => {
		expect(fitTerms([x], n, new Float64Array(4))).toMatchObject({
			reason: 'one-class',
			params: { leads: 40, wins: 0 }
		});
		expect(fitTerms([x], n, n)).toMatchObject({
			reason: 'one-class',
			params: { leads: 40, wins: 40 }
		});
		expect(fitTerms([x], new Float64Array(4), new Float64Array(4))).toMatchObject({
			reason: 'no-leads'
		});
		const one = fitTerms([number('x', 1)], Float64Array.of(1), Float64Array.of(1));
		expect(one).toMatchObject({ reason: 'one-class', params: { leads: 1, wins: 1 } });
	});

	it('is a constant, a duplicate or a dependent column, each by name while the others are fitted', () => {
		const terms = [
			x,
			number('always', 1, 1, 1, 1),
			number('x again', 0, 1, 0, 1),
			z,
			number('x or z, twice', 0, 2, 2, 4)
		];
		const found = fitTerms(terms, n, k);
		expect(measured(found).refused).toEqual([
			{ name: 'always', reason: 'constant', with: [] },
			{ name: 'x again', reason: 'aliased', with: ['x'] },
			{ name: 'x or z, twice', reason: 'aliased', with: ['x', 'z'] }
		]);
		expect(fitOf(found).tests.map(({ name }) => name)).toEqual(['x', 'z']);
		expect(fitTerms([number('always', 0.1, 0.1, 0.1, 0.1)], n, k)).toMatchObject({
			reason: 'no-terms',
			params: { terms: 'always' }
		});
	});

	it('is a separated outcome: no estimate, but bounds and names', () => {
		const found = fitTerms([x, z], n, Float64Array.of(2, 4, 0, 0));
		expect(measured(found).fit).toEqual({
			measured: false,
			reason: 'separated-terms',
			params: { terms: 'z', kind: 'quasi' }
		});
		const [, , , , lower, upper] = ends(found);
		expect(lower).toBe(null);
		expect(upper).toBeLessThan(0);
		const firth = fitOf(
			fitTerms([x, z], n, Float64Array.of(2, 4, 0, 0), { method: { kind: 'firth' } })
		);
		expect(firth.wald[2].weight).toBeLessThan(-1);
		expect(firth.wald[2].standardError).toBeLessThan(2);
	});

	it('is a column that is not a number', () => {
		expect(() => fitTerms([number('x', 0, NaN, 0, 1)], n, k)).toThrow(
			'column "x" of cell 1 is NaN'
		);
		expect(() => fitTerms([number('x', 0, 1, Infinity, 1)], n, k)).toThrow(
			'column "x" of cell 2 is Infinity'
		);
	});
});
