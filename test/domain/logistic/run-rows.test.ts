import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradientPass } from '#lib/domain/logistic/gradient-pass.ts';
import { runRows, type RunRows } from '#lib/domain/logistic/run-rows.ts';
import { scorePass } from '#lib/domain/logistic/score-pass.ts';
import { random } from '#lib/domain/random.ts';

/** The columns again, value for value, from runs and tails. */
function unrolled(runs: RunRows): number[][] {
	const { rows, first, head, tail, dense, headColumns, tailColumns } = runs;
	const columns = Array.from({ length: headColumns.length + tailColumns.length }, () =>
		new Array<number>(rows).fill(0)
	);
	for (let r = 0; r + 1 < first.length; r++) {
		for (let c = first[r]; c < first[r + 1]; c++) {
			for (let i = head.start[r]; i < head.start[r + 1]; i++) {
				columns[headColumns[head.column[i]]][c] = head.value[i];
			}
		}
	}
	for (let c = 0; c < rows; c++) {
		if (dense) tailColumns.forEach((j, q) => (columns[j][c] = dense[c * tailColumns.length + q]));
		else {
			for (let i = tail.start[c]; i < tail.start[c + 1]; i++) {
				columns[tailColumns[tail.column[i]]][c] = tail.value[i];
			}
		}
	}
	return columns;
}

/** All combinations of `radices`, the last changing slowest: as cells come from the engine. */
function combinations(radices: number[]): Float64Array[] {
	const rows = radices.reduce((product, radix) => product * radix, 1);
	let place = 1;
	return radices.map((radix) => {
		const before = place;
		place *= radix;
		return Float64Array.from({ length: rows }, (_, c) => Math.floor(c / before) % radix);
	});
}

const anyColumns = fc.integer({ min: 0, max: 60 }).chain((rows) =>
	fc
		.array(fc.array(fc.constantFrom(0, 0, 0, 1, 2, -1.5), { minLength: rows, maxLength: rows }), {
			maxLength: 9
		})
		.map((columns) => ({ rows, columns: columns.map((values) => Float64Array.from(values)) }))
);

describe('rows in runs', () => {
	it('hold every value of the columns, whatever they are', () => {
		fc.assert(
			fc.property(anyColumns, ({ rows, columns }) => {
				expect(unrolled(runRows(columns, rows))).toEqual(columns.map((each) => Array.from(each)));
			})
		);
	});

	it('take the columns that seldom change as heads', () => {
		const columns = combinations([2, 3, 2, 2, 2, 2, 2, 2, 2, 2]);
		const runs = runRows(columns, columns[0].length);
		expect(runs.headColumns.length).toBeGreaterThan(5);
		expect(Array.from(runs.headColumns)).not.toContain(0);
		expect(runs.first.length).toBeLessThan(columns[0].length / 4);
		expect(unrolled(runs)).toEqual(columns.map((each) => Array.from(each)));
	});

	it('are looked at in even blocks where they are many, and hold every value all the same', () => {
		const columns = combinations([3, 2, 4, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2]);
		const next = random(5);
		columns.push(Float64Array.from(columns[0], () => next()));
		const runs = runRows(columns, columns[0].length);
		expect(Array.from(runs.tailColumns)).toContain(13);
		expect(runs.first.length).toBeLessThan(columns[0].length / 4);
		expect(unrolled(runs)).toEqual(columns.map((each) => Array.from(each)));
	});

	it('can have no row and no column', () => {
		expect(runRows([], 0).first).toEqual(Uint32Array.of(0));
		expect(runRows([], 3).first).toEqual(Uint32Array.of(0, 3));
		expect(runRows([new Float64Array(0)], 0).rows).toBe(0);
	});
});

/** Log likelihood, score and information straight from their definitions, a row at a time. */
function byHand(
	columns: Float64Array[],
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array,
	b: number[]
) {
	const size = columns.length + 1;
	const gradient = new Array<number>(size).fill(0);
	const information = new Array<number>(size * size).fill(0);
	let logLikelihood = 0;
	for (let c = 0; c < n.length; c++) {
		const x = [1, ...columns.map((column) => column[c])];
		const eta = x.reduce((sum, value, j) => sum + value * b[j], offset[c]);
		const p = 1 / (1 + Math.exp(-eta));
		logLikelihood += k[c] * Math.log(p) + (n[c] - k[c]) * Math.log(1 - p);
		for (let i = 0; i < size; i++) {
			gradient[i] += (k[c] - n[c] * p) * x[i];
			for (let j = 0; j <= i; j++) information[i * size + j] += n[c] * p * (1 - p) * x[i] * x[j];
		}
	}
	return { logLikelihood, gradient, information };
}

describe('a pass over rows in runs', () => {
	const shapes = {
		'sorted combinations': combinations([2, 3, 5, 2, 2, 2]),
		'combinations with a tail of many columns': [
			...combinations([2, 2, 2, 2, 2, 2, 2]).map((each) => each.map((value) => value * 0.5)),
			Float64Array.from({ length: 128 }, (_, c) => (c * 7) % 5)
		],
		'numbers all different': [0, 1, 2, 3, 4, 5].map((j) =>
			Float64Array.from({ length: 90 }, (_, c) => Math.sin(c * 13 + j))
		)
	};
	for (const [name, columns] of Object.entries(shapes)) {
		it(`is the sum over its rows: ${name}`, () => {
			const rows = columns[0].length;
			const n = Float64Array.from({ length: rows }, (_, c) => (c * 5) % 7);
			const k = n.map((count, c) => (count === 0 ? 0 : c % (count + 1)));
			const offset = n.map((_, c) => Math.cos(c) / 3);
			const b = [-0.4, ...columns.map((_, j) => (j % 3) * 0.3 - 0.2)];
			const runs = runRows(columns, rows);
			const pass = scorePass(runs, n, k, offset, Float64Array.from(b));
			const slope = gradientPass(runs, n, k, offset, Float64Array.from(b));
			const hand = byHand(columns, n, k, offset, b);
			expect(pass.logLikelihood).toBeCloseTo(hand.logLikelihood, 9);
			expect(slope.logLikelihood).toBeCloseTo(hand.logLikelihood, 9);
			hand.gradient.forEach((value, j) => {
				expect(pass.gradient[j]).toBeCloseTo(value, 9);
				expect(slope.gradient[j]).toBeCloseTo(value, 9);
			});
			hand.information.forEach((value, at) => expect(pass.information[at]).toBeCloseTo(value, 9));
			expect(slope.logit).toEqual(pass.logit);
		});
	}
});
