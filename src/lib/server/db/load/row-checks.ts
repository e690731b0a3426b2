import { isFlag } from '#lib/domain/mapping/mapping.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { foundColumn, roleColumn, type LoadPlan } from './load-rows.ts';
import type { RolePlan, TypedRole } from './plan-columns.ts';

/** A reason to reject a row that can be read, as a condition over the loaded rows. */
export interface RowCheck {
	code: string;
	/** Name of the column in the file. */
	column: string;
	condition: string;
	/** The text that was found, as an expression. */
	found: string;
}

/** The checks a mapping asks for, the first that fits gives the reason; duplicates are looked for among the rest. */
export function rowChecks(plan: LoadPlan): RowCheck[] {
	const id = idColumn(plan);
	const idCheck = {
		code: 'missing-id',
		column: plan.mapping.id,
		condition: `${id} IS NULL`,
		found: 'NULL'
	};
	return [
		...(id ? [idCheck] : []),
		...plan.roles.flatMap((role) => roleChecks(role, plan)),
		...wonWithoutDate(plan)
	];
}

function roleChecks(role: RolePlan, plan: LoadPlan): RowCheck[] {
	const value = roleColumn(role, plan.columns);
	const found = role.unreadable > 0 ? foundColumn(role.role) : `CAST(${value} AS VARCHAR)`;
	const column = role.name;
	const checks: RowCheck[] = [];
	if (role.unreadable > 0) {
		const condition = `${found} IS NOT NULL AND ${value} IS NULL`;
		checks.push({ code: unreadable(role.role), column, condition, found });
	}
	if (role.role === 'value') {
		const condition = `${value} IS NOT NULL AND value_cents IS NULL`;
		checks.push({ code: 'unreadable-value', column, condition, found });
	}
	if (role.role === 'createdAt' || role.role === 'order') {
		const code = role.role === 'order' ? 'missing-order' : 'missing-created';
		checks.push({ code, column, condition: `${value} IS NULL`, found: 'NULL' });
	}
	return checks;
}

/** Where leads have an age, a win of which nobody knows when it was cannot be placed in it. */
function wonWithoutDate({ mapping, roles, columns }: LoadPlan): RowCheck[] {
	const closed = roles.find(({ role }) => role === 'closedAt');
	if (!closed || !mapping.createdAt || !isFlag(mapping.outcome)) return [];
	const condition = `won AND ${roleColumn(closed, columns)} IS NULL`;
	return [{ code: 'won-without-date', column: closed.name, condition, found: 'NULL' }];
}

function unreadable(role: TypedRole): string {
	if (role === 'value') return 'unreadable-value';
	return role === 'order' ? 'unreadable-order' : 'unreadable-date';
}

/** The column with the id, or null where leads are known by their row. */
export function idColumn({ mapping, names }: LoadPlan): string | null {
	return mapping.id === 'row' ? null : `c${names.indexOf(mapping.id)}`;
}

/**
 * Finds the rows to be rejected as a table `(rid, cause, first_rid)`; `cause` counts the checks, -1 is a duplicate id
 * whose first row is `first_rid`.
 *
 * @param rows the loaded table
 * @param table name of the table to be made
 * @param id its column with what may not stand there twice, or null
 * @returns how many rows
 */
export async function findBadRows(
	engine: Engine,
	rows: string,
	table: string,
	checks: RowCheck[],
	id: string | null
): Promise<number> {
	const causes = checks.map(({ condition }, i) => `WHEN ${condition} THEN ${i}`).join(' ');
	const judged = checks.length > 0 ? `CASE ${causes} END` : 'NULL::INTEGER';
	const unlimited = { deadlineMs: Infinity };
	await engine.run(
		`CREATE OR REPLACE TABLE ${table} AS SELECT rid, cause, NULL::BIGINT AS first_rid
		FROM (SELECT rowid AS rid, ${judged} AS cause FROM ${rows}) WHERE cause IS NOT NULL`,
		unlimited
	);
	if (id && (await hasDuplicates(engine, rows, id))) {
		await engine.run(
			`INSERT INTO ${table} SELECT rid, -1, first_rid FROM (
				SELECT rowid AS rid, min(rowid) OVER (PARTITION BY ${id}) AS first_rid FROM ${rows}
				WHERE rowid NOT IN (SELECT rid FROM ${table}) AND ${id} IS NOT NULL
			) WHERE rid > first_rid`,
			unlimited
		);
	}
	return numbersOf(await engine.run(`SELECT count(*) AS n FROM ${table}`), 'n')[0];
}

async function hasDuplicates(engine: Engine, rows: string, id: string): Promise<boolean> {
	const text = `SELECT count(${id}) - count(DISTINCT ${id}) AS n FROM ${rows}`;
	return numbersOf(await engine.run(text, { deadlineMs: Infinity }), 'n')[0] > 0;
}
