import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { explainDifferences as explain } from '#lib/domain/comparison/explain-differences.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { random } from '#lib/domain/random.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** Two yes/no rules, one rule per event, one that cannot always be evaluated. */
function card(points = [20, -10, 5, 15], cap?: Cap): Scorecard {
	const condition = (id: string, p: number) => ({
		id,
		label: id,
		points: p,
		when: { field: id, operator: 'is-set' as const }
	});
	return {
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 0,
		horizonDays: 90,
		groups: [
			{
				id: 'all',
				label: 'All',
				kind: 'fit',
				rules: [
					condition('demo', points[0]),
					condition('free', points[1]),
					{
						id: 'views',
						label: 'views',
						points: points[2],
						each: { field: 'v', per: 1, atMost: 3 }
					},
					{
						id: 'country',
						label: 'country',
						points: points[3],
						when: { field: 'c', operator: 'equals', value: 'DE' }
					}
				]
			}
		],
		cap,
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

function drawn(cells: number, seed = 1): Cells {
	const next = random(seed);
	const pick = (values: number[]) => values[Math.floor(next() * values.length)];
	const column = (values: number[]) => Uint8Array.from({ length: cells }, () => pick(values));
	return {
		length: cells,
		states: [column([0, 1]), column([0, 1]), column([0, 1, 2, 3]), column([0, 1, MISSING])],
		test: new Uint8Array(cells),
		n: Float64Array.from({ length: cells }, () => 1 + Math.floor(next() * 9)),
		k: new Float64Array(cells)
	};
}

function explainDifferences(...given: Parameters<typeof explain>) {
	const found = explain(...given);
	if (!found.measured) throw new Error(found.reason);
	const { measured: _, ...explained } = found;
	return explained;
}

const all = ({ n }: Cells) => n.reduce((sum, each) => sum + each, 0);
const countOf = ({ n, length }: Cells, holds: (c: number) => boolean) =>
	Array.from({ length }, (_, c) => (holds(c) ? n[c] : 0)).reduce((a, b) => a + b, 0);

describe('why a score column differs from the replay', () => {
	const cells = drawn(300);

	it('has nothing to say where it does not', () => {
		const found = explainDifferences(cells, card(), scoreCells(cells, card()));
		expect(found).toEqual({ differing: 0, reasons: [], possible: [], unexplained: 0 });
	});

	it('names the rule that has other points there, and how many', () => {
		const column = scoreCells(cells, card([25, -10, 5, 15]));
		const fired = countOf(cells, (c) => cells.states[0][c] === 1);
		expect(explainDifferences(cells, card(), column)).toEqual({
			differing: fired,
			reasons: [{ kind: 'points', rule: 0, points: 25, leads: fired, against: 0 }],
			possible: [],
			unexplained: 0
		});
	});

	it('names points per event, and a rule that is not there at all', () => {
		const column = scoreCells(cells, card([20, -10, 8, 0]));
		const { reasons, unexplained } = explainDifferences(cells, card(), column);
		expect(new Set(reasons.map(({ rule, points }) => `${rule}: ${points}`))).toEqual(
			new Set(['2: 8', '3: 0'])
		);
		expect(unexplained).toBe(0);
	});

	it('finds any change of points of any rules', () => {
		const points = fc.tuple(
			...[20, -10, 5, 15].map((own) => fc.constantFrom(own, own + 7, own - 3, 0))
		);
		fc.assert(
			fc.property(points, fc.integer({ min: 1, max: 1000 }), (other, seed) => {
				const leads = drawn(400, seed);
				const column = scoreCells(leads, card(other));
				const { reasons, unexplained } = explainDifferences(leads, card(), column);
				const own = rulesOf(card()).map((rule) => rule.points);
				const told = own.map((mine, rule) => {
					const about = reasons.filter((each) => each.kind === 'points' && each.rule === rule);
					return about.reduce((sum, each) => sum + (each.points - mine), mine);
				});
				expect(told).toEqual(other);
				expect(unexplained).toBe(0);
			}),
			{ numRuns: 60 }
		);
	});

	it('says where a missing value gives points', () => {
		const column = scoreCells(cells, card()).map((score, c) =>
			cells.states[3][c] === MISSING ? score + 4 : score
		);
		expect(explainDifferences(cells, card(), column).reasons).toMatchObject([
			{ kind: 'missing', rule: 3, points: 4, against: 0 }
		]);
	});

	it('tells bounds the column does not have from those it has alone', () => {
		const bounded = card(undefined, { min: 0, max: 30 });
		const open = explainDifferences(cells, bounded, scoreCells(cells, card()));
		expect(open.reasons).toMatchObject([{ kind: 'uncapped', against: 0 }]);
		expect(open.unexplained).toBe(0);
		const ceiling = scoreCells(cells, card(undefined, { max: 30 }));
		expect(explainDifferences(cells, card(), ceiling).reasons).toMatchObject([
			{ kind: 'ceiling', points: 30, against: 0 }
		]);
		const floor = scoreCells(cells, card(undefined, { min: 0 }));
		expect(explainDifferences(cells, card(), floor).reasons).toMatchObject([
			{ kind: 'floor', points: 0, against: 0 }
		]);
	});

	it('names rules that could explain single leads, and counts those nothing explains', () => {
		const column = scoreCells(cells, card());
		const fired = [...cells.states[0].keys()].filter((c) => cells.states[0][c] === 1);
		const others = [...cells.states[3].keys()].filter((c) => cells.states[3][c] === 0);
		column[fired[0]] -= 20;
		column[others[1]] += 15;
		column[fired[5]] += 1;
		const found = explainDifferences(cells, card(), column);
		expect(found.reasons).toEqual([]);
		expect(found.possible).toContainEqual({
			kind: 'not-counted',
			rule: 0,
			leads: cells.n[fired[0]]
		});
		expect(found.possible).toContainEqual({ kind: 'counted', rule: 3, leads: cells.n[others[1]] });
		expect(found.unexplained).toBe(cells.n[fired[5]]);
	});

	it('says where every lead has the same more', () => {
		const column = scoreCells(cells, card()).map((score) => score + 10);
		expect(explainDifferences(cells, card(), column).reasons).toEqual([
			{ kind: 'offset', rule: null, points: 10, leads: all(cells), against: 0 }
		]);
	});

	it('does not look for reasons among more leads than one waits for', () => {
		const many = drawn(100_001);
		expect(explain(many, card(), scoreCells(many, card()))).toMatchObject({
			reason: 'differences-too-many'
		});
	});

	it('counts the same leads in another order of cells, and leaves out cells without leads', () => {
		const column = scoreCells(cells, card([25, -4, 5, 15]));
		const { differing, reasons } = explainDifferences(cells, card(), column);
		const emptied = { ...cells, n: cells.n.map((n, c) => (c % 2 ? n : 0)) };
		const half = explainDifferences(emptied, card(), column);
		expect(half.differing).toBeLessThan(differing);
		expect(differing).toBeLessThan(all(cells));
		expect(half.reasons.map(({ rule, points }) => [rule, points]).sort()).toEqual(
			reasons.map(({ rule, points }) => [rule, points]).sort()
		);
	});
});
