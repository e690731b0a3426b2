import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { separationCertificate } from '#lib/domain/logistic/separation-certificate.ts';
import { random } from '#lib/domain/random.ts';
import { overlappingDesign, rowsOf } from './designs.ts';
import { separationByRays } from './extreme-rays.ts';

/** Cells as [values of the terms, leads, wins]. */
function designOf(names: string[], cells: [number[], number, number][]): Design {
	return {
		names,
		columns: names.map((_, j) => Float64Array.from(cells, ([values]) => values[j])),
		n: Float64Array.from(cells, ([, n]) => n),
		k: Float64Array.from(cells, ([, , k]) => k)
	};
}

const termsOf = (design: Design) => {
	const found = separationCertificate(design);
	return found.separated ? found.terms.map(({ name, towards }) => `${name} ${towards}`) : null;
};

describe('a separation worked by hand', () => {
	it('is quasi and named where no winner has a rule', () => {
		const design = designOf(
			['fair', 'never wins'],
			[
				[[0, 0], 100, 20],
				[[1, 0], 100, 40],
				[[0, 1], 20, 0],
				[[1, 1], 30, 0]
			]
		);
		const found = separationCertificate(design);
		expect(found).toMatchObject({
			separated: true,
			kind: 'quasi',
			terms: [{ term: 1, name: 'never wins', towards: 'down' }],
			leads: 50
		});
		if (!found.separated) return;
		expect([...found.border]).toEqual([1, 1, 0, 0]);
		expect(found.direction[0]).toBeCloseTo(0, 12);
		expect(found.direction[1]).toBeCloseTo(0, 12);
		expect(found.direction[2]).toBeLessThan(0);
	});

	it('is found in two rules together, which neither shows alone', () => {
		const design = designOf(
			['a', 'b'],
			[
				[[0, 0], 50, 0],
				[[1, 0], 20, 0],
				[[0, 1], 20, 0],
				[[1, 1], 30, 30]
			]
		);
		expect(separationCertificate(design)).toMatchObject({ kind: 'complete', leads: 120 });
		expect(termsOf(design)).toEqual(['(intercept) down', 'a up', 'b up']);
	});

	it('names all terms where one round of parting leaves another to find', () => {
		// `a` parts only where it fires; among the rest `b` parts too.
		const design = designOf(
			['a', 'b', 'c'],
			[
				[[0, 0, 0], 10, 5],
				[[0, 0, 1], 10, 4],
				[[1, 0, 0], 3, 3],
				[[0, 1, 1], 4, 0],
				[[1, 1, 0], 2, 2]
			]
		);
		expect(termsOf(design)).toEqual(['a up', 'b down']);
	});

	it('says where the outcome leaves the sign of a coefficient open', () => {
		// Only the sum of a and b is seen to rise; c is fair.
		const design = designOf(
			['a', 'b', 'c'],
			[
				[[0, 0, 0], 10, 5],
				[[0, 0, 1], 10, 4],
				[[2, 1, 0], 3, 3],
				[[1, 2, 1], 4, 4]
			]
		);
		expect(termsOf(design)).toEqual(['a either', 'b either']);
	});

	it('is complete by the intercept where there is one outcome only', () => {
		const one = designOf(
			['x'],
			[
				[[0], 5, 0],
				[[1], 5, 0]
			]
		);
		expect(separationCertificate(one)).toMatchObject({ kind: 'complete', leads: 10 });
		expect(termsOf(one)).toContain('(intercept) down');
	});

	it('is seen in a numeric column whose winners lie above its losers, whatever its unit', () => {
		for (const [unit, origin] of [
			[1, 0],
			[1e-6, 5],
			[1e6, 1.7e12]
		]) {
			const value = (x: number) => [x * unit + origin];
			const cells: [number[], number, number][] = [
				[value(1.25), 1, 0],
				[value(2.5), 1, 0],
				[value(3.75), 1, 1],
				[value(4), 1, 1]
			];
			expect(termsOf(designOf(['x'], cells))).toEqual(['(intercept) down', 'x up']);
			const touching: typeof cells = [...cells, [value(3.75), 1, 0]];
			expect(separationCertificate(designOf(['x'], touching))).toMatchObject({ kind: 'quasi' });
			const overlapping: typeof cells = [...cells, [value(3.9), 1, 0]];
			expect(separationCertificate(designOf(['x'], overlapping))).toEqual({ separated: false });
		}
	});

	it('leaves terms that repeat others aside', () => {
		const design = designOf(
			['a', 'not a', 'b'],
			[
				[[0, 1, 0], 10, 5],
				[[1, 0, 0], 10, 4],
				[[1, 0, 1], 3, 3],
				[[0, 1, 1], 3, 3]
			]
		);
		expect(termsOf(design)).toEqual(['b up']);
	});

	it('takes no notice of cells without leads', () => {
		const design = designOf(
			['a'],
			[
				[[0], 10, 5],
				[[1], 10, 10],
				[[1], 0, 0]
			]
		);
		const found = separationCertificate(design);
		expect(found).toMatchObject({ separated: true, leads: 10 });
		expect(() => separationCertificate(designOf(['a'], [[[1], 0, 0]]))).toThrow('no leads');
	});
});

describe('the certificate on any design', () => {
	const cell = fc.tuple(
		fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -2, max: 2 })),
		fc.constantFrom<[number, number]>([1, 0], [1, 1], [2, 0], [2, 2], [2, 1], [0, 0])
	);
	const small = fc
		.array(cell, { minLength: 3, maxLength: 12 })
		.map((cells) =>
			designOf(
				['a', 'b'],
				cells.map(([values, [n, k]]) => [values, n, k])
			)
		)
		.filter(({ n }) => n.some((leads) => leads > 0))
		.filter((design) => aliasedTerms(design).length === 0);

	it('says what a search through all extreme rays says', () => {
		const seen = { complete: 0, quasi: 0, none: 0 };
		fc.assert(
			fc.property(small, (design) => {
				const found = separationCertificate(design);
				const wanted = separationByRays(design);
				expect(found.separated).toBe(wanted.separated);
				seen[found.separated ? found.kind : 'none']++;
				if (!found.separated) return;
				expect(found.kind).toBe(wanted.complete ? 'complete' : 'quasi');
				const towards = found.terms.map(({ name, towards }) => [name, towards]);
				expect(Object.fromEntries(towards)).toEqual(wanted.towards);
			}),
			{ numRuns: 2000 }
		);
		// Cases of every kind came up.
		expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
	});

	it('gives a direction that lowers no winner and raises no loser, and moves all but the border', () => {
		fc.assert(
			fc.property(small, (design) => {
				const found = separationCertificate(design);
				if (!found.separated) return;
				const move = logits(design, found.direction);
				move.forEach((value, c) => {
					if (design.n[c] === 0) return;
					if (found.border[c]) expect(Math.abs(value)).toBeLessThan(1e-6);
					else expect(design.k[c] === 0 ? -value : value).toBeGreaterThan(1e-7);
				});
			})
		);
	});

	it('agrees with the fit: what is not separated converges, what is separated does not', () => {
		fc.assert(
			fc.property(small, (design) => {
				const { separated } = separationCertificate(design);
				expect(fitLogistic(design).converged).toBe(!separated);
			}),
			{ numRuns: 500 }
		);
	});

	it('is the same on cells and on the leads behind them', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				expect(separationCertificate(design)).toEqual({ separated: false });
				expect(separationCertificate(rowsOf(design))).toEqual({ separated: false });
			}),
			{ numRuns: 20 }
		);
	});
});

describe('the certificate on large designs', () => {
	/** Leads with thirty rules and ten numbers; wins follow a planted score, or lie wholly above it. */
	function large(rows: number, separated: boolean): Design {
		const next = random(7);
		const names = [...Array(40).keys()].map((j) => `t${j}`);
		const columns = names.map((_, j) =>
			Float64Array.from({ length: rows }, () => (j < 30 ? Number(next() < 0.3) : next() * 4 - 2))
		);
		const k = Float64Array.from({ length: rows }, (_, i) => {
			const score = columns.reduce((sum, column, j) => sum + ((j % 5) - 2) * column[i], 0);
			return Number(separated ? score > 1 : next() < 1 / (1 + Math.exp(-score)));
		});
		return { names, columns, n: new Float64Array(rows).fill(1), k };
	}

	it('finds none among 20,000 different leads that follow a planted score', () => {
		expect(separationCertificate(large(20_000, false))).toEqual({ separated: false });
	});

	it('finds one rule among forty terms that parts a single winner', () => {
		const design = large(20_000, false);
		const rare = new Float64Array(20_000);
		rare[design.k.indexOf(1)] = 1;
		const found = separationCertificate({
			...design,
			names: [...design.names, 'rare'],
			columns: [...design.columns, rare]
		});
		expect(found).toMatchObject({
			kind: 'quasi',
			terms: [{ name: 'rare', towards: 'up' }],
			leads: 1
		});
	});

	it('finds the plane that parts 5,000 leads on forty terms', () => {
		const found = separationCertificate(large(5_000, true));
		expect(found).toMatchObject({ separated: true, kind: 'complete', leads: 5_000 });
	});
});
