import { describe, expect, it } from 'vitest';
import {
	beatsOthers,
	isCandidate,
	type SampledColumn,
	type SampledLeads
} from '#lib/domain/leakage/beats-others.ts';
import { compareWithOthers } from '#lib/domain/leakage/scan-columns.ts';
import type { ColumnScan } from '#lib/domain/leakage/scan-column.ts';
import { levelStrength } from '#lib/domain/leakage/level-strength.ts';
import { random } from '#lib/domain/random.ts';
import { levelsOf } from './levels-of.ts';

/** Leads whose chance depends on six yes / no columns of the given weights, and the columns as they were sampled. */
function world(weights: number[], seed: number) {
	const next = random(seed);
	const size = 6000;
	const values = weights.map(() => Uint8Array.from({ length: size }, () => Number(next() < 0.4)));
	const won = Uint8Array.from({ length: size }, (_, i) => {
		const logit = weights.reduce((sum, weight, j) => sum + weight * (values[j][i] - 0.4), -1.5);
		return Number(next() < 1 / (1 + Math.exp(-logit)));
	});
	const test = Uint8Array.from({ length: size }, (_, i) => Number(i >= 4200));
	const columns = values.map((value): SampledColumn => {
		const count = (level: number, part: number, onlyWon: boolean) =>
			value.reduce(
				(sum, each, i) =>
					sum + Number(each === level && test[i] === part && (!onlyWon || won[i] === 1)),
				0
			);
		const rows = [0, 1].map(
			(level) =>
				[
					String(level),
					count(level, 0, false),
					count(level, 0, true),
					count(level, 1, false),
					count(level, 1, true)
				] as [string, number, number, number, number]
		);
		return { levels: levelsOf(rows), level: Uint32Array.from(value) };
	});
	return { leads: { test, won } satisfies SampledLeads, columns };
}

describe('a column beside all others together', () => {
	it('is suspected where it alone ranks better', () => {
		const { leads, columns } = world([4, 1, 1, 1, 1, 1], 1);
		const [first, ...others] = columns;
		const found = beatsOthers(first, others, leads);
		expect(found).toMatchObject({ code: 'leak-beats-others', params: { leads: 1800, others: 5 } });
		expect(found!.params.auc).toBeGreaterThan(Number(found!.params.othersAuc));
	});

	it('is not where the others together know as much', () => {
		const { leads, columns } = world([1.8, 1.5, 1.5, 1.5, 1.5, 1.5], 2);
		expect(beatsOthers(columns[0], columns.slice(1), leads)).toBeNull();
	});

	it('is not where the others know nothing, or are few', () => {
		const { leads, columns } = world([4, 0, 0, 0, 0, 0], 3);
		expect(beatsOthers(columns[0], columns.slice(1), leads)).toBeNull();
		const { leads: more, columns: few } = world([4, 1, 1, 1], 1);
		expect(beatsOthers(few[0], few.slice(1), more)).toBeNull();
	});

	it('is looked at only where it is strong, and once suspected no longer counts among the others', () => {
		const { leads, columns } = world([4, 1, 1, 1, 1, 1], 1);
		const scans = columns.map(({ levels }, i): ColumnScan => {
			const none = { leads: 0, filled: 0 };
			const strength = levelStrength(levels);
			return { column: `c${i}`, won: none, lost: none, open: none, strength, evidence: [] };
		});
		expect(scans.map(({ strength }) => strength.measured && isCandidate(strength))).toEqual([
			true,
			false,
			false,
			false,
			false,
			false
		]);
		const sampled = { leads, columns: new Map(columns.entries()) };
		const found = compareWithOthers(scans, sampled);
		expect(found.map(({ evidence }) => evidence.map(({ column }) => column))).toEqual([
			['c0'],
			[],
			[],
			[],
			[],
			[]
		]);
	});
});
