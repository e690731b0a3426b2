import { PERSON_DAYS, type Unit } from '#lib/domain/mapping/mapping.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { loadedRows, type LoadPlan } from './load-rows.ts';
import { timeOf } from './leads-view.ts';
import { plainText } from './pseudonym.ts';

/** Rounds after which a person with leads over more than fifty years has none left. */
const MOST_ROUNDS = 100;

/** The units a mapping names enough for. */
export function possibleUnits({ mapping }: LoadPlan): Unit[] {
	return [
		'lead',
		...(mapping.email ? ['person' as const] : []),
		...(mapping.account ? ['account' as const] : [])
	];
}

/**
 * Which leads are taken for another one, as a table `(rid, into_rid)`: the later ones of an account; of a person those
 * that come within 180 days of the first, then of the next first (statistics 1). Without dates of creation the first is
 * the one that stands first, and all of a person's are one.
 *
 * @returns how many
 */
export async function mergeLeads(
	engine: Engine,
	database: string,
	plan: LoadPlan,
	badRows: string,
	unit: Unit,
	table: string
): Promise<number> {
	const unlimited = { deadlineMs: Infinity };
	await engine.run(`CREATE OR REPLACE TABLE ${table} (rid BIGINT, into_rid BIGINT)`);
	if (unit === 'lead') return 0;
	const { mapping, columns } = plan;
	const name = unit === 'person' ? mapping.email : mapping.account;
	const column = columns.find((each) => each.name === name)?.column;
	if (!column) return 0;
	const text = `CAST(${column} AS VARCHAR)`;
	const created = mapping.createdAt ? timeOf('createdAt', plan) : `TIMESTAMP '1970-01-01'`;
	await engine.run(
		`CREATE OR REPLACE TABLE repeated AS
		WITH named AS (
			SELECT rowid AS rid, ${plainText(text)} AS who, ${created} AS created
			FROM ${loadedRows(database)} WHERE rowid NOT IN (SELECT rid FROM ${badRows})
		)
		SELECT * FROM named WHERE who IN (SELECT who FROM named GROUP BY who HAVING count(*) > 1)`,
		unlimited
	);
	const within =
		unit === 'person' ? `repeated.created <= first.created + INTERVAL ${PERSON_DAYS} DAY` : 'true';
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const left = await engine.run('SELECT count(*) AS n FROM repeated');
		if (numbersOf(left, 'n')[0] === 0) break;
		await engine.run(
			`CREATE OR REPLACE TABLE firsts AS
			SELECT who, arg_min(rid, row(created, rid)) AS rid, min(created) AS created FROM repeated GROUP BY who`,
			unlimited
		);
		await engine.run(
			`INSERT INTO ${table} SELECT repeated.rid, first.rid FROM repeated
			JOIN firsts AS first ON first.who = repeated.who
			WHERE repeated.rid <> first.rid AND ${within}`,
			unlimited
		);
		await engine.run(
			`DELETE FROM repeated WHERE rid IN (SELECT rid FROM firsts) OR rid IN (SELECT rid FROM ${table})`,
			unlimited
		);
	}
	await engine.run('DROP TABLE IF EXISTS repeated');
	await engine.run('DROP TABLE IF EXISTS firsts');
	return numbersOf(await engine.run(`SELECT count(*) AS n FROM ${table}`), 'n')[0];
}
