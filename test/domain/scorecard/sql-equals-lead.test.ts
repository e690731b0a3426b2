import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { eventsLeftColumn } from '#lib/domain/export/rule-points-sql.ts';
import { scoringSql } from '#lib/domain/export/scoring-sql.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { explainLead } from '#lib/domain/scorecard/explain-lead.ts';
import { outcomeOfRule, valueOfField } from '#lib/domain/scorecard/outcome-of-rule.ts';
import { decaysPerTouch, ruleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { scoreLead } from '#lib/domain/scorecard/score-lead.ts';
import { featureType, touchField } from '#lib/domain/scorecard/touch-feature.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { engineScores, literal, loadLeads } from './engine-scores.ts';
import { card, COLUMNS, leadOf, row, type Row } from './random-cards.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
	connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

describe('a lead scored alone', () => {
	it('gets the states and the points that the engine gives it among all', async () => {
		await fc.assert(
			fc.asyncProperty(card, fc.array(row, { minLength: 1, maxLength: 12 }), async (made, rows) => {
				await load(rows);
				const scored = await engineScores(connection, columns, made);
				rows.forEach((each, i) => {
					const lead = leadOf(each);
					const explained = explainLead(made, lead);
					const outcomes = explained.groups.flatMap(({ rules }) => rules);
					expect(scored.states[i]).toEqual(outcomes.map(({ state }) => state ?? MISSING));
					expect(scored.excluded[i]).toBe(
						typeof explained.unscored === 'object' && explained.unscored !== null
					);
					if (explained.points !== null) expect(scored.points[i]).toBeCloseTo(explained.points, 9);
				});
			}),
			{ numRuns: 250, seed: 41 }
		);
	}, 120_000);

	it('gets what the exported query gives it, but for what a decay was rounded by', async () => {
		await fc.assert(
			fc.asyncProperty(
				card,
				fc.array(row.map(withoutEmptyTexts), { minLength: 1, maxLength: 12 }),
				async (made, rows) => {
					await loadCounted(made, rows);
					const text = scoringSql(made, exportedTable, duckdb);
					const found = (await connection.runAndReadAll(text)).getRowObjectsJS();
					const byId = new Map(found.map((each) => [Number(each.id), each]));
					const isCut = rulesOf(made).some((each) => ruleLevels(each)?.step);
					rows.forEach((each, i) => {
						const expected = scoreLead(made, leadOf(each));
						const row = byId.get(i)!;
						if (isCut) return expect(row.points === null).toBe(expected.points === null);
						if (expected.points === null) expect(row.points).toBeNull();
						else expect(Number(row.points)).toBeCloseTo(expected.points, 9);
						expect([row.grade, row.band, row.gate]).toEqual([
							expected.grade,
							expected.band,
							expected.gate
						]);
					});
				}
			),
			{ numRuns: 250, seed: 42 }
		);
	}, 120_000);

	it('does not change when every touch after its decision time is moved later', async () => {
		await fc.assert(
			fc.asyncProperty(card, fc.array(row, { minLength: 1, maxLength: 8 }), async (made, rows) => {
				await load(rows);
				const before = await engineScores(connection, columns, made);
				await load(rows.map((each) => withLaterTouchesMoved(each, made.signalWindowDays)));
				expect(await engineScores(connection, columns, made)).toEqual(before);
			}),
			{ numRuns: 60, seed: 43 }
		);
	}, 60_000);
});

/** An empty cell of a file means "no value", to an import and to an exported query. */
function withoutEmptyTexts(each: Row): Row {
	return { ...each, city: each.city || null, mail: each.mail || null };
}

function withLaterTouchesMoved(each: Row, windowDays: number): Row {
	const decidedMs = (each.createdAtMs ?? -Infinity) + windowDays * DAY_MS;
	const touches = each.touches.map((touch, t) =>
		touch.atMs > decidedMs ? { ...touch, atMs: touch.atMs + (t + 1) * 99 * DAY_MS } : touch
	);
	return { ...each, touches };
}

const columns = Object.entries(COLUMNS).map(([name, type]) => ({ name, type }));

async function load(rows: Row[]): Promise<void> {
	const leads = rows.map((each) => ({
		...each,
		values: columns.map(({ name }) => each[name as 'city'])
	}));
	await loadLeads(connection, columns, leads);
}

const exportedTable = {
	table: 'exported',
	idColumn: 'id',
	numberColumns: ['size', 'days'],
	missing: ['NULL']
};

/** The table an exported query asks for: what it cannot count itself stands in columns. */
async function loadCounted(made: Scorecard, rows: Row[]): Promise<void> {
	const features = made.features ?? [];
	const left = rulesOf(made).filter(decaysPerTouch);
	const names = [
		...Object.entries(COLUMNS),
		...features.map((each) => [touchField(each.id), featureType(each)]),
		...left.map((each) => [eventsLeftColumn(each), 'number'])
	].map(([name, type]) => `"${name}" ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`);
	await connection.run(`CREATE OR REPLACE TABLE exported (id INTEGER, ${names.join()})`);
	const values = rows.map((each, i) => {
		const lead = leadOf(each);
		const { signalWindowDays } = made;
		const own = Object.keys(COLUMNS).map((name) => each[name as 'city']);
		const counted = features.map(({ id }) =>
			valueOfField(touchField(id), made, lead, signalWindowDays)
		);
		const events = left.map(
			(rule) => outcomeOfRule(rule, made, lead, signalWindowDays).exactEvents
		);
		return `(${[i, ...[...own, ...counted, ...events].map(literal)].join()})`;
	});
	await connection.run(`INSERT INTO exported VALUES ${values.join()}`);
}
