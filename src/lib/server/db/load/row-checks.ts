import type { Engine } from '#lib/server/engine/engine.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import { foundColumn, roleColumn, type LoadPlan } from './load-rows.ts';
import type { RolePlan } from './plan-columns.ts';

/** A reason to reject a row that can be read, as a condition over `stored_leads`. */
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
	return [...(id ? [idCheck] : []), ...plan.roles.flatMap((role) => roleChecks(role, plan))];
}

function roleChecks(role: RolePlan, plan: LoadPlan): RowCheck[] {
	const value = roleColumn(role, plan.columns);
	const found = role.unreadable > 0 ? foundColumn(role.role) : `CAST(${value} AS VARCHAR)`;
	const column = role.name;
	const checks: RowCheck[] = [];
	if (role.unreadable > 0) {
		const condition = `${found} IS NOT NULL AND ${value} IS NULL`;
		checks.push({ code: UNREADABLE[role.role], column, condition, found });
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

const UNREADABLE: Record<RolePlan['role'], string> = {
	createdAt: 'unreadable-date',
	wonAt: 'unreadable-date',
	lostAt: 'unreadable-date',
	workedAt: 'unreadable-date',
	acceptedAt: 'unreadable-date',
	value: 'unreadable-value',
	order: 'unreadable-order'
};

/** The column with the id, or null where leads are known by their row. */
export function idColumn({ mapping, names }: LoadPlan): string | null {
	return mapping.id === 'row' ? null : `c${names.indexOf(mapping.id)}`;
}

/**
 * Finds the rows to be rejected as table `bad_rows (rid, cause, first_rid)`; `cause` counts `rowChecks`, -1 is
 * a duplicate id whose first row is `first_rid`.
 *
 * @returns how many rows
 */
export async function findBadRows(
	engine: Engine,
	database: string,
	plan: LoadPlan,
	checks: RowCheck[]
): Promise<number> {
	const rows = `${database}.stored_leads`;
	const causes = checks.map(({ condition }, i) => `WHEN ${condition} THEN ${i}`).join(' ');
	const judged = checks.length > 0 ? `CASE ${causes} END` : 'NULL::INTEGER';
	const unlimited = { deadlineMs: Infinity };
	await engine.run(
		`CREATE OR REPLACE TABLE bad_rows AS SELECT rid, cause, NULL::BIGINT AS first_rid
		FROM (SELECT rowid AS rid, ${judged} AS cause FROM ${rows}) WHERE cause IS NOT NULL`,
		unlimited
	);
	const id = idColumn(plan);
	if (id && (await hasDuplicates(engine, rows, id))) {
		await engine.run(
			`INSERT INTO bad_rows SELECT rid, -1, first_rid FROM (
				SELECT rowid AS rid, min(rowid) OVER (PARTITION BY ${id}) AS first_rid FROM ${rows}
				WHERE rowid NOT IN (SELECT rid FROM bad_rows)
			) WHERE rid > first_rid`,
			unlimited
		);
	}
	return numbersOf(await engine.run('SELECT count(*) AS n FROM bad_rows'), 'n')[0];
}

async function hasDuplicates(engine: Engine, rows: string, id: string): Promise<boolean> {
	const text = `SELECT count(${id}) - count(DISTINCT ${id}) AS n FROM ${rows}`;
	return numbersOf(await engine.run(text, { deadlineMs: Infinity }), 'n')[0] > 0;
}
