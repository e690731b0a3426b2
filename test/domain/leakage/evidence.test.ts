import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesAfterDecision } from '#lib/domain/leakage/dates-after-decision.ts';
import { equalCountEdges } from '#lib/domain/leakage/equal-count-edges.ts';
import type { FillCounts } from '#lib/domain/leakage/fill-counts.ts';
import { filledByOutcome, shareRatio } from '#lib/domain/leakage/filled-by-outcome.ts';
import { filledLate } from '#lib/domain/leakage/filled-late.ts';
import { oneSidedValues } from '#lib/domain/leakage/one-sided-values.ts';
import { levelsOf } from './levels-of.ts';

/** Rows of [source, group, leads, filled]. */
function fillOf(rows: [string, 'won' | 'lost' | 'open', number, number][]): FillCounts {
	return {
		kind: rows.map(([kind]) => kind),
		group: rows.map(([, group]) => group),
		n: Float64Array.from(rows, ([, , n]) => n),
		filled: Float64Array.from(rows, ([, , , filled]) => filled)
	};
}

describe('a ratio of shares', () => {
	it('has the interval of Katz, by hand', () => {
		const found = shareRatio({ leads: 100, filled: 80 }, { leads: 100, filled: 20 })!;
		expect(found.ratio).toBeCloseTo(4, 12);
		const error = Math.sqrt(0.2 / 80 + 0.8 / 20);
		expect(found.ci[0]).toBeCloseTo(4 * Math.exp(-1.959964 * error), 5);
		expect(found.ci[1]).toBeCloseTo(4 * Math.exp(1.959964 * error), 5);
	});

	it('stays finite where one group is never filled, and is none where neither is', () => {
		const found = shareRatio({ leads: 100, filled: 50 }, { leads: 100, filled: 0 })!;
		expect(Number.isFinite(found.ratio) && Number.isFinite(found.ci[1])).toBe(true);
		expect(shareRatio({ leads: 100, filled: 0 }, { leads: 100, filled: 0 })).toBeNull();
		expect(shareRatio({ leads: 0, filled: 0 }, { leads: 100, filled: 5 })).toBeNull();
	});
});

describe('a column filled mostly for one outcome', () => {
	it('is suspected, with the numbers of both', () => {
		const found = filledByOutcome(
			fillOf([
				['web', 'won', 100, 90],
				['web', 'lost', 900, 90],
				['web', 'open', 500, 0]
			])
		);
		expect(found).toMatchObject({
			code: 'leak-filled-for-winners',
			severity: 'warning',
			params: { leads: 1000, filled: 90, of: 100, otherFilled: 90, otherOf: 900, times: 9 }
		});
	});

	it('is suspected the other way round too: a reason for the loss', () => {
		const found = filledByOutcome(
			fillOf([
				['web', 'won', 100, 0],
				['web', 'lost', 900, 700]
			])
		);
		expect(found?.code).toBe('leak-filled-for-others');
	});

	it('is not suspected where keen leads fill it in more carefully, few fill it in, or few are known', () => {
		const of = (won: [number, number], lost: [number, number]) =>
			filledByOutcome(
				fillOf([
					['web', 'won', ...won],
					['web', 'lost', ...lost]
				])
			);
		expect(of([100, 90], [900, 540])).toBeNull();
		expect(of([100, 40], [900, 90])).toBeNull();
		expect(of([4, 3], [6, 2])).toBeNull();
	});
});

describe('a column filled as leads grow old', () => {
	const known = [
		['web', 'won', 100, 60],
		['web', 'lost', 400, 40]
	] as [string, 'won' | 'lost', number, number][];

	it('is suspected where open leads lack it and winners have it', () => {
		const found = filledLate(fillOf([...known, ['web', 'open', 300, 3]]));
		expect(found).toMatchObject({ code: 'leak-filled-late', params: { leads: 300, filled: 3 } });
		expect(found?.params.expectedRate).toBeCloseTo(0.2, 12);
	});

	it('compares open leads with leads of their own source', () => {
		const rows = [
			...known,
			['fair', 'won', 100, 0],
			['fair', 'lost', 400, 0],
			['fair', 'open', 300, 0]
		] as Parameters<typeof fillOf>[0];
		expect(filledLate(fillOf(rows))).toBeNull();
	});

	it('is not suspected for a question that was dropped from a form', () => {
		const rows = [
			['web', 'won', 100, 50],
			['web', 'lost', 400, 200],
			['web', 'open', 300, 0]
		] as Parameters<typeof fillOf>[0];
		expect(filledLate(fillOf(rows))).toBeNull();
	});

	it('is not suspected on few open leads', () => {
		expect(filledLate(fillOf([...known, ['web', 'open', 49, 0]]))).toBeNull();
	});
});

describe('values of one outcome', () => {
	it('are suspected where they hold a fifth of all winners', () => {
		const found = oneSidedValues(
			levelsOf([
				['signed', 700, 697, 300, 299],
				['new', 2000, 900, 1000, 500]
			])
		);
		expect(found).toMatchObject({ code: 'leak-winners-only', params: { values: 1, leads: 1000 } });
	});

	it('are not for a small channel that nearly always wins', () => {
		const rows = [
			['partner', 100, 99, 42, 41],
			['web', 6000, 2000, 3000, 1400]
		] as Parameters<typeof levelsOf>[0];
		expect(oneSidedValues(levelsOf(rows))).toBeNull();
	});

	it('are suspected where they decide half of the losses', () => {
		const rows = [
			['disqualified', 3000, 3, 1500, 1],
			['open', 2000, 800, 1000, 400]
		] as Parameters<typeof levelsOf>[0];
		expect(oneSidedValues(levelsOf(rows))?.code).toBe('leak-losers-only');
	});

	it('are not where a minority rightly never wins', () => {
		const rows = [
			['competitor', 700, 0, 300, 0],
			['other', 5000, 700, 2500, 350]
		] as Parameters<typeof levelsOf>[0];
		expect(oneSidedValues(levelsOf(rows))).toBeNull();
	});

	it('do not count pooled rare values, and need both outcomes', () => {
		expect(oneSidedValues(levelsOf([['(rare)', 700, 700, 300, 300]]))).toBeNull();
		const rows = [
			['(rare)', 700, 700, 300, 300],
			['a', 700, 0, 300, 0]
		] as Parameters<typeof levelsOf>[0];
		expect(oneSidedValues(levelsOf(rows))?.code).not.toBe('leak-winners-only');
	});
});

describe('dates after the decision time', () => {
	it('are suspected from one in twenty on, ten at least', () => {
		expect(datesAfterDecision({ filled: 200, after: 10, planned: 0 })?.code).toBe(
			'leak-dates-after'
		);
		expect(datesAfterDecision({ filled: 201, after: 10, planned: 0 })).toBeNull();
		expect(datesAfterDecision({ filled: 20, after: 9, planned: 0 })).toBeNull();
		expect(datesAfterDecision({ filled: 0, after: 0, planned: 0 })).toBeNull();
	});

	it('are plans where some lie well after the data date', () => {
		expect(datesAfterDecision({ filled: 1000, after: 900, planned: 10 })).toBeNull();
	});
});

describe('edges of bins', () => {
	it('part values into equally many and keep ties together, by hand', () => {
		expect(equalCountEdges([1, 1, 2, 3, 4, 5], 3)).toEqual([2, 4]);
		expect(equalCountEdges([0, 0, 0, 0, 0, 7], 3)).toEqual([]);
		expect(equalCountEdges([], 3)).toEqual([]);
	});

	it('rise, and are values of the column', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (values) => {
				const edges = equalCountEdges(values);
				expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
				for (const edge of edges) expect(values).toContain(edge);
				expect(edges.length).toBeLessThan(20);
			}),
			{ seed: 3 }
		);
	});
});
