import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoringSql } from '#lib/domain/export/scoring-sql.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import type { Cap, Comparison, Group, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
	connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

const CITY = 'City "x"; DROP TABLE leads; --<b>';
const cities = ["O'Hara", 'a;b', 'Select', '', 'Köln'];
type Lead = { city: string | null; visits: string | null };
const lead: fc.Arbitrary<Lead> = fc.record({
	city: fc.option(fc.constantFrom(...cities), { nil: null }),
	visits: fc.option(
		fc.oneof(fc.integer({ min: -2, max: 30 }).map(String), fc.constantFrom('2.5', 'Select', '')),
		{ nil: null }
	)
});
const cap: fc.Arbitrary<Cap | undefined> = fc.option(
	fc.record({ min: fc.integer({ min: -30, max: 0 }), max: fc.integer({ min: 0, max: 30 }) }),
	{ nil: undefined }
);
const condition: fc.Arbitrary<Comparison> = fc.oneof(
	fc.constantFrom(...cities).map((value) => ({ field: CITY, operator: 'equals' as const, value })),
	fc.constantFrom("'", ';', 'ö').map((value) => ({
		field: CITY,
		operator: 'contains' as const,
		value
	})),
	fc.integer({ min: 0, max: 20 }).map((value) => ({
		field: 'visits',
		operator: 'at-least' as const,
		value
	})),
	fc.constantFrom(CITY, 'visits').map((field) => ({ field, operator: 'is-missing' as const }))
);
const points = fc.integer({ min: -40, max: 40 });
const rule = fc.oneof(
	fc.record({ points, cap, when: condition }),
	fc.record({
		points: fc.integer({ min: -5, max: 5 }),
		cap,
		each: fc.record({
			field: fc.constant('visits'),
			per: fc.constantFrom(1, 3),
			atMost: fc.integer({ min: 1, max: 9 })
		})
	})
);
const group = fc.record({ cap, rules: fc.array(rule, { maxLength: 5 }) });
const card: fc.Arbitrary<Scorecard> = fc
	.record({
		groups: fc.array(group, { minLength: 1, maxLength: 3 }),
		cap,
		exclusions: fc.array(condition, { maxLength: 1 })
	})
	.map(({ groups, cap, exclusions }) => ({
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 0,
		horizonDays: 90,
		cap,
		groups: groups.map((each, g): Group => ({
			id: `group-${g}`,
			label: `Group ${g}`,
			kind: 'fit',
			cap: each.cap,
			rules: each.rules.map((one, r) => ({ ...one, id: `g${g}r${r}`, label: 'R' }) as Rule)
		})),
		exclusions: exclusions.map((when, e) => ({ id: `e${e}`, label: 'E', when })),
		thresholds: { mql: 5, sql: 12 }
	}));

describe('scoringSql', () => {
	it('gives every lead the points, groups and gate it gets when scored by hand', async () => {
		await fc.assert(
			fc.asyncProperty(
				card,
				fc.array(lead, { minLength: 1, maxLength: 30 }),
				async (made, leads) => {
					await load(leads);
					const result = await connection.runAndReadAll(exported(made));
					const rows = result.getRowObjects() as Record<string, unknown>[];
					const byId = new Map(rows.map((row) => [row.id, row]));
					leads.forEach((each, i) => {
						const row = byId.get(`L${i}`)!;
						const expected = scored(made, each);
						expect(row.points === null ? null : Number(row.points)).toBe(expected.points);
						expect(row.gate).toBe(expected.gate);
						made.groups.forEach(({ id }, g) => expect(Number(row[id])).toBe(expected.groups[g]));
					});
				}
			),
			{ numRuns: 100, seed: 8 }
		);
	});

	it('reads merged spellings as one, in the leads and in the rules, and says so', async () => {
		const readAs = { [CITY]: { "O'Hara": 'a;b', Köln: 'Cologne' } };
		const meant = (text: string) =>
			text === "O'Hara" ? 'a;b' : text === 'Köln' ? 'Cologne' : text;
		await fc.assert(
			fc.asyncProperty(
				card,
				fc.array(lead, { minLength: 1, maxLength: 30 }),
				async (made, leads) => {
					const spelled = (when: Comparison): Comparison =>
						when.operator === 'equals' && when.field === CITY
							? { ...when, value: meant(String(when.value)) }
							: when;
					const groups = made.groups.map((group) => ({
						...group,
						rules: group.rules.map((rule) =>
							'when' in rule ? { ...rule, when: spelled(rule.when as Comparison) } : rule
						)
					}));
					const exclusions = made.exclusions.map((each) => {
						return { ...each, when: spelled(each.when as Comparison) };
					});
					await load(leads);
					const query = exported(made, readAs);
					const rows = (await connection.runAndReadAll(query)).getRowObjects();
					const byId = new Map(rows.map((row) => [row.id, row]));
					leads.forEach((each, i) => {
						const city = each.city === null ? null : meant(each.city);
						const expected = scored({ ...made, groups, exclusions }, { ...each, city });
						const { points } = byId.get(`L${i}`)!;
						expect(points === null ? null : Number(points)).toBe(expected.points);
					});
				}
			),
			{ numRuns: 60, seed: 9 }
		);
		const named: Scorecard = {
			leadgauge: 1,
			name: 'Card',
			signalWindowDays: 0,
			horizonDays: 90,
			groups: [],
			exclusions: [{ id: 'e', label: 'E', when: { field: CITY, operator: 'is-missing' } }],
			thresholds: { mql: null, sql: null }
		};
		expect(exported(named, readAs)).toContain(
			`-- Spellings of "${CITY}" that are read as one: "O'Hara" as "a;b", "Köln" as "Cologne".\n`
		);
		expect(exported(named)).not.toContain('Spellings');
	});

	it('gives the same bytes for the same card', () => {
		fc.assert(fc.property(card, (made) => exported(made) === exported(structuredClone(made))));
	});
});

function exported(made: Scorecard, readAs?: Record<string, Record<string, string>>): string {
	const table = { table: 'leads', idColumn: 'id', numberColumns: ['visits'], missing: ['Select'] };
	return scoringSql(made, { ...table, readAs }, duckdb);
}

async function load(leads: Lead[]): Promise<void> {
	const text = (value: string | null) =>
		value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
	const rows = leads.map((each, i) => `('L${i}', ${text(each.city)}, ${text(each.visits)})`);
	await connection.run(
		`CREATE OR REPLACE TABLE leads AS SELECT id, city::VARCHAR AS "${CITY.replaceAll('"', '""')}", visits::VARCHAR AS visits FROM (VALUES ${rows.join(', ')}) t(id, city, visits)`
	);
}

/** A card applied to one lead, read off its documentation. */
function scored(made: Scorecard, each: Lead) {
	const known = (value: string | null) =>
		value === null || value === '' || value === 'Select' ? null : value;
	const city = known(each.city);
	const visits = known(each.visits) === null ? null : Number(each.visits);
	const holds = (when: Comparison): boolean => {
		const value = when.field === 'visits' ? visits : city;
		if (when.operator === 'is-missing') return value === null;
		if (value === null) return false;
		if (when.operator === 'equals') return value === when.value;
		if (when.operator === 'contains') return String(value).includes(when.value);
		if (when.operator === 'at-least') return Number(value) >= when.value;
		throw new Error(when.operator);
	};
	const clamp = (value: number, bounds: Cap | undefined) => {
		if (bounds?.min !== undefined && value < bounds.min) return bounds.min;
		if (bounds?.max !== undefined && value > bounds.max) return bounds.max;
		return value;
	};
	const given = (one: Rule) => {
		if ('when' in one) return holds(one.when as Comparison) ? clamp(one.points, one.cap) : 0;
		if (visits === null || visits < one.each.per) return 0;
		const steps = Math.min(one.each.atMost, Math.floor(visits / one.each.per));
		return clamp(one.points * steps, one.cap);
	};
	const groups = made.groups.map((part) =>
		clamp(
			part.rules.reduce((sum, one) => sum + given(one), 0),
			part.cap
		)
	);
	if (made.exclusions.some((one) => holds(one.when as Comparison)))
		return { groups, points: null, gate: null };
	const total = clamp(
		groups.reduce((sum, value) => sum + value, 0),
		made.cap
	);
	return { groups, points: total, gate: total >= 12 ? 'SQL' : total >= 5 ? 'MQL' : null };
}
