import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { selectedLeads, type ColumnFilter } from '#lib/domain/query/lead-selection.ts';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';

const SOURCES = ['web', 'fair', "o'hara", '', null];
const COUNTRIES = ['DE', 'AT', null];
const leads = Array.from({ length: 240 }, (_, i) => ({
	row: i,
	created: new Date(Date.UTC(2026, 0, 1 + (i % 60), i % 24)).toISOString(),
	source: SOURCES[i % SOURCES.length],
	country: COUNTRIES[i % COUNTRIES.length],
	size: i % 4 === 3 ? null : i % 4
}));

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	const text = (value: string | null) =>
		value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
	const rows = leads.map(({ row, created, source, country, size }) => {
		return `(${row}, TIMESTAMP '${created.slice(0, 19)}', ${text(source)}, ${text(country)}, ${size ?? 'NULL'})`;
	});
	await engine.run(`CREATE TABLE leads AS SELECT row_number, created_at, source, country, CAST(size AS DOUBLE) AS size
		FROM (VALUES ${rows.join(', ')}) AS rows(row_number, created_at, source, country, size)`);
});
afterAll(() => engine.close());

interface Selection {
	from: string | null;
	to: string | null;
	filters: ColumnFilter[];
}

async function rowsOf(selection: Selection): Promise<number[]> {
	const lookup = (field: string) => {
		return { expression: raw(field), type: field === 'size' ? 'number' : 'text' } as const;
	};
	const condition = selectedLeads(selection, lookup, duckdb);
	const query = sql`SELECT CAST(row_number AS DOUBLE) AS row FROM leads WHERE ${condition} ORDER BY row_number`;
	return [...numbersOf(await engine.run(parameterized(query)), 'row')];
}

/** The same lead by lead: values of a column are alternatives, columns hold together. */
function wanted({ from, to, filters }: Selection): number[] {
	return leads
		.filter(({ created }) => (!from || created >= from) && (!to || created.slice(0, 10) <= to))
		.filter((lead) =>
			filters.every(({ field, values }) => {
				const value = lead[field as 'source' | 'country' | 'size'];
				if (value === null || value === '') return values.includes('');
				if (typeof value === 'string') return values.includes(value);
				return values.some((text) => text !== '' && Number(text) === value);
			})
		)
		.map(({ row }) => row);
}

const filter = fc.oneof(
	fc.record({
		field: fc.constant('source'),
		values: fc.subarray(['web', 'fair', "o'hara", '', 'none'], { minLength: 1 })
	}),
	fc.record({
		field: fc.constant('country'),
		values: fc.subarray(['DE', 'AT', ''], { minLength: 1 })
	}),
	fc.record({
		field: fc.constant('size'),
		values: fc.subarray(['0', '1.0', '2', 'two', ''], { minLength: 1 })
	})
);
const day = fc.option(
	fc.integer({ min: 0, max: 70 }).map((days) => {
		return new Date(Date.UTC(2025, 11, 28 + days)).toISOString().slice(0, 10);
	})
);
const selection = fc.record({
	from: day,
	to: day,
	filters: fc.uniqueArray(filter, { selector: ({ field }) => field })
});

describe('selected leads', () => {
	it('are those of the period whose columns hold one of the values each', async () => {
		await fc.assert(
			fc.asyncProperty(selection, async (given) => {
				expect(await rowsOf(given)).toEqual(wanted(given));
			})
		);
	});

	it('are the same whatever the order of filters and values', async () => {
		await fc.assert(
			fc.asyncProperty(selection, async (given) => {
				const turned = given.filters.toReversed().map(({ field, values }) => {
					return { field, values: values.toReversed() };
				});
				expect(await rowsOf({ ...given, filters: turned })).toEqual(await rowsOf(given));
			})
		);
	});

	it('are fewer with every filter, never others', async () => {
		await fc.assert(
			fc.asyncProperty(selection, filter, async (given, one) => {
				const more = { ...given, filters: [...given.filters, one] };
				const all = new Set(await rowsOf(given));
				expect((await rowsOf(more)).every((row) => all.has(row))).toBe(true);
			})
		);
	});
});
