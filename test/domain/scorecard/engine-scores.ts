import type { DuckDBConnection } from '@duckdb/node-api';
import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { gradeCells } from '#lib/domain/points/grade-cells.ts';
import { cellsFromColumns, packedStates } from '#lib/domain/query/cells-query.ts';
import { duckdb, withLiterals } from '#lib/domain/query/dialect.ts';
import { cardColumns, leadRelation } from '#lib/domain/query/lead-relations.ts';
import { excludedBy, type LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { FieldLookup } from '#lib/domain/query/rule-state.ts';
import { join, raw, sql } from '#lib/domain/query/sql.ts';
import { touchesByLead } from '#lib/domain/query/touches-by-lead.ts';
import type { Touch } from '#lib/domain/scorecard/lead.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { LeadValue } from '#lib/domain/scorecard/truth-of.ts';

export interface EngineLead {
	createdAtMs: number | null;
	/** In the order of the columns. */
	values: LeadValue[];
	touches: readonly Touch[];
}

export interface Column {
	name: string;
	type: 'text' | 'number';
}

/** What the engine makes of leads, in their order. */
export interface EngineScores {
	/** States of all rules of each lead. */
	states: number[][];
	excluded: boolean[];
	/** Whether any rule fired. */
	matched: boolean[];
	points: number[];
	grades: string[] | null;
}

/** Writes leads and their touches as the tables `leads` and `touches`. */
export async function loadLeads(
	connection: DuckDBConnection,
	columns: readonly Column[],
	leads: readonly EngineLead[]
): Promise<void> {
	const types = columns.map(({ type }, c) => `c${c} ${type === 'text' ? 'VARCHAR' : 'DOUBLE'}`);
	const head = ['row_number BIGINT', 'created_at TIMESTAMP', ...types];
	await connection.run(`CREATE OR REPLACE TABLE leads (${head.join()})`);
	const rows = leads.map(
		({ createdAtMs, values }, i) => `(${[i, time(createdAtMs), ...values.map(literal)].join()})`
	);
	await connection.run(`INSERT INTO leads VALUES ${rows.join()}`);
	await connection.run(
		`CREATE OR REPLACE TABLE touches (lead BIGINT, "at" TIMESTAMP, type VARCHAR, detail VARCHAR, channel VARCHAR, by_us BOOLEAN)`
	);
	const touches = leads.flatMap(({ touches }, i) =>
		touches.map(
			({ atMs, type, detail, channel, byUs }) =>
				`(${[i, time(atMs), ...[type, detail, channel].map(literal), byUs ?? 'NULL'].join()})`
		)
	);
	if (touches.length > 0) await connection.run(`INSERT INTO touches VALUES ${touches.join()}`);
}

/** Scores the leads of `loadLeads`: their states by one query, what follows by the domain. */
export async function engineScores(
	connection: DuckDBConnection,
	columns: readonly Column[],
	card: Scorecard
): Promise<EngineScores> {
	const { from, lookup } = leadsFor(columns, card);
	const rules = rulesOf(card);
	const { packed, names } = packedStates(rules, lookup, duckdb);
	const plan = { exclusions: card.exclusions } as LeadPlan;
	const out = sql`${excludedBy(plan, lookup, duckdb)} AS excluded`;
	const query = sql`SELECT ${join([raw('row_number'), out, ...packed], ', ')} FROM ${from} AS leads ORDER BY row_number`;
	const found = await connection.runAndReadAll(withLiterals(query, duckdb));
	const result = found.getColumnsObjectJS();
	const ones = (result.row_number as unknown[]).map(() => 1);
	const keys = names.map((_, k) => (result[`key_${k}`] as unknown[]).map(Number));
	const cells = cellsFromColumns(rules, { keys, test: ones.map(() => 0), n: ones, k: ones });
	return {
		states: statesOf(cells),
		excluded: (result.excluded as unknown[]).map((each) => Number(each) > 0),
		matched: statesOf(cells).map((row) => row.some((state) => state > 0 && state !== MISSING)),
		points: [...scoreCells(cells, card)],
		grades: gradeCells(cells, card)
	};
}

function leadsFor(columns: readonly Column[], card: Scorecard) {
	const asked = cardColumns(card);
	const file: FieldLookup = (field) => {
		const c = columns.findIndex(({ name }) => name === field);
		if (c < 0) throw new Error(`no column ${field}`);
		return { expression: raw(`c${c}`), type: columns[c].type };
	};
	const touched =
		asked.figures.length > 0
			? sql`(${touchesByLead(asked.figures, raw('touches'), raw('leads'), card.signalWindowDays, duckdb)})`
			: null;
	const from = leadRelation(raw('leads'), touched, asked, file, duckdb);
	const added = [...asked.figures, ...asked.decaying];
	const lookup: FieldLookup = (field) => {
		const i = added.findIndex((each) => each.field === field);
		return i < 0 ? file(field) : { expression: raw(`added_${i}`), type: added[i].type };
	};
	return { from, lookup };
}

function statesOf({ states, length }: Cells): number[][] {
	return Array.from({ length }, (_, c) => states.map((column) => column[c]));
}

export function literal(value: LeadValue): string {
	if (value === null) return 'NULL';
	return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function time(ms: number | null): string {
	return ms === null ? 'NULL' : `TIMESTAMP '${new Date(ms).toISOString().replace('Z', '')}'`;
}
