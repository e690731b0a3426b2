import { describe, expect, it } from 'vitest';
import { collapseDesign } from '#lib/domain/points/collapse-design.ts';
import { fc } from '../../reference/properties.ts';
import { smallDesigns } from './small-designs.ts';

const design = (rows: number[][], n: number[], k: number[]) => ({
	names: rows[0].map((_, j) => `rule ${j}`),
	columns: rows[0].map((_, j) => Float64Array.from(rows, (row) => row[j])),
	n: Float64Array.from(n),
	k: Float64Array.from(k)
});

describe('collapsing a design', () => {
	it('merges equal rows, drops rows without leads, and sorts by the last column first', () => {
		const merged = collapseDesign(
			design(
				[
					[1, 1],
					[1, 0],
					[0, 1],
					[1, 0],
					[5, 5]
				],
				[1, 2, 3, 4, 0],
				[1, 1, 0, 2, 0]
			)
		);
		expect(merged.columns.map((column) => [...column])).toEqual([
			[1, 0, 1],
			[0, 1, 1]
		]);
		expect([...merged.n]).toEqual([6, 3, 1]);
		expect([...merged.k]).toEqual([3, 0, 1]);
	});

	it('keeps apart values that are not whole, or far apart', () => {
		const rows = [[0.5], [0.25], [0.5], [1e9], [-3]];
		const merged = collapseDesign(design(rows, [1, 1, 1, 1, 1], [0, 0, 1, 0, 0]));
		expect([...merged.columns[0]]).toEqual([-3, 0.25, 0.5, 1e9]);
		expect([...merged.n]).toEqual([1, 1, 2, 1]);
	});

	it('gives the same cells for a design without columns and for no leads', () => {
		expect(collapseDesign(design([[], []], [2, 3], [1, 1]))).toMatchObject({
			columns: [],
			n: Float64Array.of(5),
			k: Float64Array.of(2)
		});
		expect(collapseDesign(design([[1]], [0], [0])).n).toHaveLength(0);
	});

	it('does not depend on the order of rows, and loses no lead', () => {
		fc.assert(
			fc.property(smallDesigns(4), fc.infiniteStream(fc.nat()), (cells, numbers) => {
				const order = [...cells.n.keys()]
					.map((c) => ({ c, at: numbers.next().value ?? 0 }))
					.sort((a, b) => a.at - b.at);
				const shuffle = (column: Float64Array) => Float64Array.from(order, ({ c }) => column[c]);
				const shuffled = {
					names: cells.names,
					columns: cells.columns.map(shuffle),
					n: shuffle(cells.n),
					k: shuffle(cells.k)
				};
				const merged = collapseDesign(cells);
				expect(collapseDesign(shuffled)).toEqual(merged);
				const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
				expect([total(merged.n), total(merged.k)]).toEqual([total(cells.n), total(cells.k)]);
				const keys = [...merged.n.keys()].map((c) => merged.columns.map((x) => x[c]).join());
				expect(new Set(keys).size).toBe(merged.n.length);
			})
		);
	});

	it('merges a million distinct values as they are', () => {
		const values = new Float64Array(1_000_000).map((_, c) => ((c * 7919) % 1_000_000) / 3);
		const n = new Float64Array(1_000_000).fill(1);
		const merged = collapseDesign({ names: ['x'], columns: [values], n, k: n });
		expect(merged.n).toHaveLength(1_000_000);
		expect(merged.columns[0][1]).toBe(1 / 3);
	});

	it('refuses what it cannot merge', () => {
		const cells = design([[1]], [1], [0]);
		expect(() => collapseDesign({ ...cells, offset: Float64Array.of(1) })).toThrow('offset');
		expect(() => collapseDesign({ ...cells, k: Float64Array.of(0, 0) })).toThrow('2 k');
		expect(() => collapseDesign({ ...cells, columns: [Float64Array.of(1, 2)] })).toThrow(
			'2 values'
		);
	});
});
