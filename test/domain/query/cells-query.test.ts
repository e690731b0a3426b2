import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { cellsFromColumns, cellsQuery, packing } from '#lib/domain/query/cells-query.ts';
import { duckdb, withLiterals } from '#lib/domain/query/dialect.ts';
import { seededDraw, seededDrawOf } from '#lib/domain/query/split-key.ts';
import { parameterized, raw } from '#lib/domain/query/sql.ts';
import type { Comparison, Rule } from '#lib/domain/scorecard/scorecard.ts';

type Row = { city: string | null; visits: number | null };

let connection: DuckDBConnection;
beforeAll(async () => {
	connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

const cities = ['Köln', "Val d'Or", 'a;b', 'köln', ''];
const city = fc.option(fc.constantFrom(...cities), { nil: null });
const visits = fc.option(fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constant(2.5)), {
	nil: null
});
const rows = fc.array(fc.record({ city, visits }), { minLength: 1, maxLength: 60 });
const condition: fc.Arbitrary<Comparison> = fc.oneof(
	fc
		.constantFrom(...cities)
		.map((value) => ({ field: 'city', operator: 'equals' as const, value })),
	fc.uniqueArray(fc.constantFrom(...cities), { minLength: 1 }).map((values) => ({
		field: 'city',
		operator: 'one-of' as const,
		values
	})),
	fc.constantFrom('ö', "'", 'K', ';').map((value) => ({
		field: 'city',
		operator: 'contains' as const,
		value
	})),
	fc.integer({ min: 0, max: 20 }).map((value) => ({
		field: 'visits',
		operator: 'at-least' as const,
		value
	})),
	fc.integer({ min: 0, max: 20 }).map((value) => ({
		field: 'visits',
		operator: 'at-most' as const,
		value
	})),
	fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 9, max: 20 })).map(([from, to]) => ({
		field: 'visits',
		operator: 'between' as const,
		from,
		to
	})),
	fc.constantFrom('city', 'visits').map((field) => ({ field, operator: 'is-set' as const })),
	fc.constantFrom('city', 'visits').map((field) => ({ field, operator: 'is-missing' as const }))
);
const rule: fc.Arbitrary<Rule> = fc.oneof(
	condition.map((when) => ({ id: 'r', label: 'R', points: 1, when })),
	fc.tuple(fc.constantFrom(1, 2, 5), fc.integer({ min: 1, max: 12 })).map(([per, atMost]) => ({
		id: 'r',
		label: 'R',
		points: 1,
		each: { field: 'visits', per, atMost }
	}))
);

describe('cellsQuery', () => {
	it('gives the same cells as counting the leads one by one, for any rules and leads', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(rule, { minLength: 1, maxLength: 45 }),
				rows,
				async (rules, leads) => {
					expect(await cellsOf(rules, leads)).toEqual(counted(rules, leads));
				}
			),
			{ numRuns: 60, seed: 11 }
		);
	});

	it('knows no ceiling of 32 or 53 rules', () => {
		const many = Array.from({ length: 130 }, (): Rule => ({
			id: 'r',
			label: 'R',
			points: 1,
			when: { field: 'visits', operator: 'at-least', value: 1 }
		}));
		const { keys, radices } = packing(many);
		expect(keys.flat()).toEqual(many.map((_, r) => r));
		for (const key of keys) {
			expect(key.reduce((product, r) => product * radices[r], 1)).toBeLessThanOrEqual(2 ** 31);
		}
	});

	it('binds every value: other values never change the text of the query', () => {
		const withValue = (value: string): Rule => ({
			id: 'r',
			label: 'R',
			points: 1,
			when: { field: 'city', operator: 'equals', value }
		});
		const text = (value: string) => parameterized(queryFor([withValue(value)])).text;
		fc.assert(fc.property(fc.string(), (value) => text(value) === text('x')));
	});
});

describe('seededDraw', () => {
	it('gives in SQL what it gives in TypeScript, evenly spread and another draw for another seed', async () => {
		const draws = async (seed: number) => {
			const { text } = parameterized(seededDraw(raw('i'), seed));
			const result = await connection.runAndReadAll(
				`SELECT ${text} AS d FROM range(1, 20001) t(i)`
			);
			return result.getColumns()[0] as number[];
		};
		const [first, second] = [await draws(1), await draws(2)];
		expect(first.slice(0, 50)).toEqual(
			Array.from({ length: 50 }, (_, i) => seededDrawOf(i + 1, 1))
		);
		const tenths = new Array<number>(10).fill(0);
		for (const draw of first) tenths[Math.floor(draw * 10)]++;
		const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
		expect(chiSquare).toBeLessThan(27.9); // 99.9 % of a chi-square with 9 degrees of freedom
		const product = first.reduce((sum, draw, i) => sum + (draw - 0.5) * (second[i] - 0.5), 0);
		expect(Math.abs(product / 20000) * 12 * Math.sqrt(20000)).toBeLessThan(3.3);
	});
});

function queryFor(rules: Rule[]) {
	return cellsQuery(
		rules,
		{ from: raw('leads'), won: raw('won'), test: raw('test'), where: raw('1 = 1') },
		(field) => ({ expression: raw(field), type: field === 'visits' ? 'number' : 'text' }),
		duckdb
	);
}

async function cellsOf(rules: Rule[], leads: Row[]) {
	const literal = (value: string | number | null) =>
		value === null
			? 'NULL'
			: typeof value === 'number'
				? value
				: `'${value.replaceAll("'", "''")}'`;
	const values = leads.map(
		(lead, i) => `(${literal(lead.city)}, ${literal(lead.visits)}, ${i % 3 ? 0 : 1}, ${i % 2})`
	);
	await connection.run(
		`CREATE OR REPLACE TABLE leads AS SELECT city::VARCHAR city, visits::DOUBLE visits, won, test FROM (VALUES ${values.join(', ')}) t(city, visits, won, test)`
	);
	const result = await connection.runAndReadAll(withLiterals(queryFor(rules), duckdb));
	const columns = result.getColumns() as number[][];
	const cells = cellsFromColumns(rules, {
		keys: columns.slice(0, -3),
		test: columns.at(-3)!,
		n: columns.at(-2)!,
		k: columns.at(-1)!
	});
	const found = new Map<string, [number, number]>();
	for (let c = 0; c < cells.length; c++) {
		const key = [...cells.states.map((states) => states[c]), cells.test[c]].join();
		expect(found.has(key)).toBe(false);
		found.set(key, [cells.n[c], cells.k[c]]);
	}
	return found;
}

function counted(rules: Rule[], leads: Row[]) {
	const found = new Map<string, [number, number]>();
	leads.forEach((lead, i) => {
		const key = [...rules.map((each) => stateOf(each, lead)), i % 2].join();
		const [n, k] = found.get(key) ?? [0, 0];
		found.set(key, [n + 1, k + (i % 3 ? 0 : 1)]);
	});
	return found;
}

/** The meaning of a rule, read off the documentation of the card, lead by lead. */
function stateOf(each: Rule, lead: Row): number {
	const when = 'each' in each ? null : (each.when as Comparison);
	const value = lead[('each' in each ? each.each.field : when?.field) as keyof Row];
	if (when?.operator === 'is-set') return value === null ? 0 : 1;
	if (when?.operator === 'is-missing') return value === null ? 1 : 0;
	if (value === null) return MISSING;
	if ('each' in each) {
		let steps = 0;
		while (steps < each.each.atMost && (steps + 1) * each.each.per <= Number(value)) steps++;
		return steps;
	}
	if (!when) throw new Error('stateOf: asks nothing');
	if (when.operator === 'equals') return value === when.value ? 1 : 0;
	if (when.operator === 'one-of') return when.values.includes(value) ? 1 : 0;
	if (when.operator === 'contains') return String(value).includes(when.value) ? 1 : 0;
	if (when.operator === 'at-least') return Number(value) >= when.value ? 1 : 0;
	if (when.operator === 'at-most') return Number(value) <= when.value ? 1 : 0;
	if (when.operator === 'between')
		return Number(value) >= when.from && Number(value) <= when.to ? 1 : 0;
	throw new Error(`stateOf: ${when.operator}`);
}
