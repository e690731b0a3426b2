import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import { expectClose } from '../../reference/close.ts';
import { fixture } from '../../reference/table.ts';
import { overlappingDesign, rowsOf } from './designs.ts';

const one = (rows: number) => new Float64Array(rows).fill(1);

describe('a logistic fit worked by hand', () => {
	it('gives the log-odds and their difference for one yes/no term', () => {
		const fit = fitLogistic({
			names: ['demo'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(4, 4),
			k: Float64Array.of(1, 3)
		});
		expectClose(fit.coefficients, [Math.log(1 / 3), Math.log(9)], 1e-12);
		// Var of a log-odds is 1/wins + 1/losses; the difference adds both sides.
		expectClose(fit.covariance.flat(), [4 / 3, -4 / 3, -4 / 3, 8 / 3], 1e-12);
		expectClose([fit.logLikelihood], [2 * Math.log(0.25) + 6 * Math.log(0.75)], 1e-12);
		expectClose([fit.nullLogLikelihood], [8 * Math.log(0.5)], 1e-12);
		expect(fit).toMatchObject({ converged: true, runningOff: [], names: ['(intercept)', 'demo'] });
	});

	it('gives the base rate where there is no term', () => {
		const fit = fitLogistic({
			names: [],
			columns: [],
			n: Float64Array.of(10),
			k: Float64Array.of(2)
		});
		expectClose(fit.coefficients, [Math.log(2 / 8)], 1e-12);
		expectClose(fit.covariance.flat(), [1 / 1.6], 1e-12);
		expect(fit.deviance).toBeCloseTo(-2 * fit.nullLogLikelihood, 12);
	});

	it('moves the intercept by a constant offset and keeps the null model beside it', () => {
		const base = {
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: one(2),
			k: Float64Array.of(0.2, 0.6)
		};
		const plain = fitLogistic(base);
		const moved = fitLogistic({ ...base, offset: Float64Array.of(1.5, 1.5) });
		expectClose(moved.coefficients, [plain.coefficients[0] - 1.5, plain.coefficients[1]], 1e-10);
		expectClose(
			[moved.logLikelihood, moved.nullLogLikelihood],
			[plain.logLikelihood, plain.nullLogLikelihood],
			1e-12
		);
	});
});

describe('published fits from the tables in the project', () => {
	it('has R’s coefficients for Spector and Mazzeo’s grades', () => {
		const t = fixture('spector.csv');
		const columns = ['GPA', 'TUCE', 'PSI'].map((name) => t.numbers(name));
		const fit = fitLogistic({
			names: ['GPA', 'TUCE', 'PSI'],
			columns,
			n: one(t.rows),
			k: t.numbers('GRADE')
		});
		expectClose(
			fit.coefficients,
			[-13.0213468581157, 2.82611259488932, 0.0951576613179093, 2.37868765509335]
		);
		expectClose(
			fit.standardErrors,
			[4.93132421298962, 1.26294107552789, 0.141554205665441, 1.06456425440957],
			1e-6
		);
		expectClose([fit.logLikelihood], [-12.8896342221314], 1e-12);
		expectClose([fit.nullLogLikelihood], [-20.5917296966173], 1e-12);
	});

	it('has R’s coefficients for manual gears by weight, and by horse power and weight', () => {
		const t = fixture('mtcars.csv');
		const fitOf = (...names: string[]) =>
			fitLogistic({
				names,
				columns: names.map((name) => t.numbers(name)),
				n: one(t.rows),
				k: t.numbers('am')
			});
		const byWeight = fitOf('wt');
		expectClose(byWeight.coefficients, [12.0403697286573, -4.0239699621732]);
		expectClose(byWeight.standardErrors, [4.51006621013304, 1.43652774368931], 1e-6);
		expectClose([byWeight.deviance], [19.1760848074451], 1e-12);
		const byBoth = fitOf('hp', 'wt');
		expectClose(byBoth.coefficients, [18.8662987172041, 0.0362555960822166, -8.08347518244465]);
		expectClose([byBoth.deviance], [10.0591104723]);
	});

	it('has R’s coefficients for admissions to Berkeley by gender and department', () => {
		// Bickel, Hammel and O'Connell (1975): admitted, rejected of men and of women in departments A to F.
		const men = [
			[512, 313],
			[353, 207],
			[120, 205],
			[138, 279],
			[53, 138],
			[22, 351]
		];
		const women = [
			[89, 19],
			[17, 8],
			[202, 391],
			[131, 244],
			[94, 299],
			[24, 317]
		];
		const cells = [...men, ...women];
		const departments = [1, 2, 3, 4, 5].map((d) =>
			Float64Array.from(cells, (_, c) => (c % 6 === d ? 1 : 0))
		);
		const fit = fitLogistic({
			names: ['female', 'B', 'C', 'D', 'E', 'F'],
			columns: [Float64Array.from(cells, (_, c) => (c < 6 ? 0 : 1)), ...departments],
			n: Float64Array.from(cells, ([admitted, rejected]) => admitted + rejected),
			k: Float64Array.from(cells, ([admitted]) => admitted)
		});
		expectClose(
			fit.coefficients,
			[
				0.582051395276, 0.0998700881593, -0.0433979312092, -1.26259802238, -1.29460646875,
				-1.73930573782, -3.30648005589
			],
			1e-8
		);
		expectClose([fit.deviance, -2 * fit.nullLogLikelihood], [5187.48849417, 6044.34063206], 1e-11);
	});
});

describe('a logistic fit on any cells', () => {
	it('solves the score equations: what is predicted adds up to what was won, in total and per term', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const fit = fitLogistic(design);
				expect(fit.converged).toBe(true);
				const p = probabilities(logits(design, fit.coefficients));
				const residual = design.k.map((wins, c) => wins - design.n[c] * p[c]);
				for (const column of [one(p.length), ...design.columns]) {
					const sum = column.reduce((total, x, c) => total + x * residual[c], 0);
					expect(Math.abs(sum)).toBeLessThan(1e-7);
				}
			})
		);
	});

	it('is the same on cells and on the leads behind them, one by one', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				expectSameFit(fitLogistic(cells), fitLogistic(rowsOf(cells)));
			})
		);
	});

	it('does not change when cells are split or put in another order', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				const half = (column: Float64Array) => column.map((value) => value / 2);
				const backwards = (column: Float64Array) =>
					Float64Array.from([...column, ...column].reverse());
				const split: Design = {
					names: cells.names,
					columns: cells.columns.map(backwards),
					n: backwards(half(cells.n)),
					k: backwards(half(cells.k))
				};
				expectSameFit(fitLogistic(cells), fitLogistic(split));
			})
		);
	});

	it('divides the covariance by c when every lead counts c times', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.double({ min: 0.001, max: 1000, noNaN: true }),
				(cells, times) => {
					const scaled = {
						...cells,
						n: cells.n.map((value) => value * times),
						k: cells.k.map((value) => value * times)
					};
					const before = fitLogistic(cells);
					const after = fitLogistic(scaled);
					expectClose(after.coefficients, before.coefficients, 1e-7, 1);
					expectClose(
						after.covariance.flat(),
						before.covariance.flat().map((value) => value / times),
						1e-6,
						1 / times
					);
					expectClose([after.logLikelihood], [before.logLikelihood * times], 1e-9);
				}
			)
		);
	});

	it('takes no notice of cells without leads', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				const more = (column: Float64Array, value: number) => Float64Array.of(...column, value);
				const padded = {
					names: cells.names,
					columns: cells.columns.map((column) => more(column, 40)),
					n: more(cells.n, 0),
					k: more(cells.k, 0)
				};
				expectSameFit(fitLogistic(padded), fitLogistic(cells));
			})
		);
	});
});

describe('where no finite maximum exists', () => {
	it('names the term that no winner has, and keeps every number finite', () => {
		const fit = fitLogistic({
			names: ['fair', 'never wins'],
			columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
			n: Float64Array.of(100, 100, 20, 30),
			k: Float64Array.of(20, 40, 0, 0)
		});
		expect(fit.converged).toBe(false);
		expect(fit.runningOff).toEqual(['never wins']);
		expect(fit.covariance.flat().every(Number.isFinite)).toBe(true);
		expect(Number.isFinite(fit.logLikelihood)).toBe(true);
	});

	it('notices separation by two terms together, which neither shows alone', () => {
		// Won only where both fire; each alone has wins and losses on its side.
		const fit = fitLogistic({
			names: ['a', 'b'],
			columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
			n: Float64Array.of(50, 20, 20, 30),
			k: Float64Array.of(0, 0, 0, 30)
		});
		expect(fit.converged).toBe(false);
		expect(fit.runningOff).toEqual(expect.arrayContaining(['a', 'b']));
	});

	it('does not converge on one outcome alone', () => {
		for (const k of [0, 5]) {
			const fit = fitLogistic({
				names: [],
				columns: [],
				n: Float64Array.of(5),
				k: Float64Array.of(k)
			});
			expect(fit).toMatchObject({ converged: false, runningOff: ['(intercept)'] });
			expect(fit.nullLogLikelihood).toBe(0);
		}
	});

	it('still converges on rare wins: 3 of a million', () => {
		const fit = fitLogistic({
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(999_000, 1_000),
			k: Float64Array.of(2, 1)
		});
		expect(fit.converged).toBe(true);
		expectClose(fit.coefficients, [
			Math.log(2 / 998_998),
			Math.log(1 / 999) - Math.log(2 / 998_998)
		]);
	});
});

describe('a call that cannot be right', () => {
	const good = {
		names: ['x'],
		columns: [Float64Array.of(0, 1)],
		n: one(2),
		k: Float64Array.of(0, 1)
	};
	const broken: [string, Design, string][] = [
		['negative n', { ...good, n: Float64Array.of(-1, 1) }, 'cell 0 has n -1'],
		['infinite n', { ...good, n: Float64Array.of(Infinity, 1) }, 'cell 0 has n Infinity'],
		['more wins than leads', { ...good, k: Float64Array.of(0, 2) }, 'cell 1 has n 1, k 2'],
		[
			'wins that are not a number',
			{ ...good, k: Float64Array.of(NaN, 1) },
			'cell 0 has n 1, k NaN'
		],
		[
			'a value that is not finite',
			{ ...good, columns: [Float64Array.of(0, NaN)] },
			'column "x" of cell 1'
		],
		[
			'an offset that is not finite',
			{ ...good, offset: Float64Array.of(0, NaN) },
			'offset of cell 1'
		],
		['columns of another length', { ...good, columns: [Float64Array.of(0)] }, '2 cells, 1 values'],
		['too few names', { ...good, names: [] }, '0 names, 1 columns'],
		['no leads', { ...good, n: Float64Array.of(0, 0), k: Float64Array.of(0, 0) }, 'no leads']
	];
	it.each(broken)('is refused by name: %s', (_, design, message) => {
		expect(() => fitLogistic(design)).toThrow(`fitLogistic: ${message}`);
	});

	it('names the term that says what earlier terms say', () => {
		const x = Float64Array.of(0, 1, 0, 1);
		const design = {
			names: ['x', 'z', 'not x'],
			columns: [x, Float64Array.of(0, 0, 1, 1), x.map((value) => 1 - value)],
			n: one(4),
			k: Float64Array.of(0.5, 0.2, 0.3, 0.6)
		};
		expect(() => fitLogistic(design)).toThrow('fitLogistic: term "not x" depends on earlier terms');
	});
});

describe('a logistic fit of very many cells', () => {
	const values = [0, 1, 2, 3].map((cell) => ({ a: cell & 1, b: cell >> 1 }));
	const few: Design = {
		names: ['a', 'b'],
		columns: [Float64Array.from(values, ({ a }) => a), Float64Array.from(values, ({ b }) => b)],
		n: Float64Array.of(9000, 8000, 7000, 6000),
		k: Float64Array.of(900, 1600, 700, 2100)
	};

	/** Every cell cut into so many equal ones, in turn or all of one cell together. */
	function cut(pieces: number, inTurn: boolean): Design {
		const from = (i: number) => (inTurn ? i % 4 : Math.floor(i / pieces));
		const spread = (column: Float64Array, share: number) =>
			Float64Array.from({ length: 4 * pieces }, (_, i) => column[from(i)] / share);
		return {
			names: few.names,
			columns: few.columns.map((column) => spread(column, 1)),
			n: spread(few.n, pieces),
			k: spread(few.k, pieces)
		};
	}

	it.each([true, false])('is that of the few they are pieces of (%s)', (inTurn) => {
		expectSameFit(fitLogistic(cut(12_500, inTurn)), fitLogistic(few));
	});

	it('is that of their sums where every fifth has one outcome or a constant term', () => {
		const design = cut(12_500, true);
		const every = (c: number) => c % 5 === 0;
		const onlyLosses = { ...design, k: design.k.map((wins, c) => (every(c) ? 0 : wins)) };
		const constant = {
			...design,
			columns: [design.columns[0].map((value, c) => (every(c) ? 0 : value)), design.columns[1]]
		};
		for (const each of [onlyLosses, constant]) {
			const fit = fitLogistic(each);
			expect(fit.converged).toBe(true);
			expectSameFit(fit, fitLogistic(collapsed(each)));
		}
	});

	/** The same leads in a cell a combination. */
	function collapsed({ names, columns, n, k }: Design): Design {
		const sums = [0, 1, 2, 3].map((cell) => {
			const holds = (_: number, c: number) => columns[0][c] + 2 * columns[1][c] === cell;
			const sum = (counts: Float64Array) => counts.filter(holds).reduce((a, b) => a + b, 0);
			return { n: sum(n), k: sum(k) };
		});
		return {
			names,
			columns: few.columns,
			n: Float64Array.from(sums, (each) => each.n),
			k: Float64Array.from(sums, (each) => each.k)
		};
	}
});

function expectSameFit(a: ReturnType<typeof fitLogistic>, b: ReturnType<typeof fitLogistic>): void {
	expectClose(a.coefficients, b.coefficients, 1e-8, 1);
	expectClose(a.covariance.flat(), b.covariance.flat(), 1e-7, 1);
	expectClose(
		[a.logLikelihood, a.nullLogLikelihood],
		[b.logLikelihood, b.nullLogLikelihood],
		1e-10
	);
}
