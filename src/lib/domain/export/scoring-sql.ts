import type { Dialect } from '#lib/domain/query/dialect.ts';
import { withLiterals } from '#lib/domain/query/dialect.ts';
import { holds, type FieldLookup } from '#lib/domain/query/rule-state.ts';
import { join, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import {
	fieldOf,
	isStepped,
	rulesOf,
	type Cap,
	type Group,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';

/** What the exported query needs to know of the table it will read. */
export interface ScoredTable {
	/** Name of the table with the leads, as the reader's database calls it. */
	table: string;
	/** Column that identifies a lead; null where only the position in the file did. */
	idColumn: string | null;
	/** Columns that hold numbers; all others are compared as text. */
	numberColumns: string[];
	/** Texts that mean "no value", besides the empty one. */
	missing: string[];
}

/**
 * The card as one SQL `SELECT`: points of every group, the capped total and the gate a lead passes. Missing
 * data gives 0 points (statistics 7), excluded leads get NULL. It reads the columns as the file spells them,
 * whether they are stored as text or as numbers, and ends with a line feed. Same card, same bytes.
 */
export function scoringSql(scorecard: Scorecard, table: ScoredTable, dialect: Dialect): string {
	const fields = fieldsOf(scorecard);
	const lookup: FieldLookup = (field) => ({
		expression: raw(`f${fields.indexOf(field)}`),
		type: table.numberColumns.includes(field) ? 'number' : 'text'
	});
	const query = sql`SELECT ${join([...idOf(table, dialect), ...scorecard.groups.map((group) => dialect.ident(group.id))], ', ')},
	${raw('points')}, ${gate(scorecard)} AS gate
FROM (
	SELECT *, CASE WHEN excluded = 1 THEN NULL ELSE ${capped(sumOf(scorecard.groups.map((group) => dialect.ident(group.id))), scorecard.cap)} END AS points
	FROM (
		SELECT ${join([...idOf(table, dialect), raw('excluded'), ...scorecard.groups.map((group) => groupPoints(group, scorecard, dialect))], ',\n\t\t\t')}
		FROM (
			SELECT ${join([...idOf(table, dialect), excluded(scorecard, lookup, dialect), ...rulesOf(scorecard).map((rule, r) => sql`${rulePoints(rule, lookup, dialect)} AS ${raw(`r${r}`)}`)], ',\n\t\t\t\t')}
			FROM (
				SELECT ${join([...idOf(table, dialect), ...fields.map((field, f) => sql`${readField(field, table, dialect)} AS ${raw(`f${f}`)}`)], ',\n\t\t\t\t\t')}
				FROM ${dialect.ident(table.table)}
			) AS fields
		) AS rules
	) AS card_groups
) AS card`;
	return `${header(scorecard)}${withLiterals(query, dialect)};\n`;
}

function header(scorecard: Scorecard): string {
	const name = scorecard.name.replace(/[\r\n]+/g, ' ');
	return `-- ${name}: points a lead gets, scored as Leadgauge scored it.\n-- A rule that cannot be evaluated gives 0 points; excluded leads get NULL.\n`;
}

function fieldsOf(scorecard: Scorecard): string[] {
	const used = [
		...rulesOf(scorecard).map(fieldOf),
		...scorecard.exclusions.map((each) => each.when.field)
	];
	return [...new Set(used)];
}

function idOf(table: ScoredTable, dialect: Dialect): Sql[] {
	return table.idColumn === null ? [] : [dialect.ident(table.idColumn)];
}

function readField(field: string, table: ScoredTable, dialect: Dialect): Sql {
	const text = dialect.toText(dialect.ident(field));
	const tokens = ['', ...table.missing].map((token) => sql`${token}`);
	const value = sql`CASE WHEN ${text} IN (${join(tokens, ', ')}) THEN NULL ELSE ${text} END`;
	return table.numberColumns.includes(field) ? dialect.toNumber(value) : value;
}

function excluded(scorecard: Scorecard, lookup: FieldLookup, dialect: Dialect): Sql {
	if (scorecard.exclusions.length === 0) return raw('0 AS excluded');
	const any = scorecard.exclusions.map((each) => sql`(${holds(each.when, lookup, dialect)})`);
	return sql`CASE WHEN ${join(any, ' OR ')} THEN 1 ELSE 0 END AS excluded`;
}

/** A rule that did not fire gives 0, whatever its bounds. */
function rulePoints(rule: Rule, lookup: FieldLookup, dialect: Dialect): Sql {
	if (!isStepped(rule)) {
		const points = capPoints(rule.points, rule.cap);
		return sql`CASE WHEN ${holds(rule.when, lookup, dialect)} THEN ${points} ELSE 0 END`;
	}
	const { per, atMost, field } = rule.each;
	const source = lookup(field);
	const value = source.type === 'number' ? source.expression : dialect.toNumber(source.expression);
	const steps = sql`CASE WHEN ${value} >= ${atMost * per} THEN ${atMost} ELSE CAST(floor(${value} / ${per}) AS INTEGER) END`;
	return sql`CASE WHEN ${value} IS NULL OR ${value} < ${per} THEN 0
					ELSE ${capped(sql`(${rule.points} * ${steps})`, rule.cap)} END`;
}

function groupPoints(group: Group, scorecard: Scorecard, dialect: Dialect): Sql {
	const all = rulesOf(scorecard);
	const columns = group.rules.map((rule) => raw(`r${all.indexOf(rule)}`));
	return sql`${capped(sumOf(columns), group.cap)} AS ${dialect.ident(group.id)}`;
}

function gate(scorecard: Scorecard): Sql {
	const { mql, sql: sqlGate } = scorecard.thresholds;
	if (mql === null && sqlGate === null) return raw('NULL');
	const cases = [
		...(sqlGate === null ? [] : [sql`WHEN points >= ${sqlGate} THEN ${'SQL'}`]),
		...(mql === null ? [] : [sql`WHEN points >= ${mql} THEN ${'MQL'}`])
	];
	return sql`CASE ${join(cases, ' ')} ELSE NULL END`;
}

function sumOf(columns: Sql[]): Sql {
	return columns.length === 0 ? raw('0') : join(columns, ' + ');
}

function capped(points: Sql, cap: Cap | undefined): Sql {
	if (cap?.min === undefined && cap?.max === undefined) return points;
	const low = cap.min === undefined ? [] : [sql`WHEN ${points} < ${cap.min} THEN ${cap.min}`];
	const high = cap.max === undefined ? [] : [sql`WHEN ${points} > ${cap.max} THEN ${cap.max}`];
	return sql`CASE ${join([...low, ...high], ' ')} ELSE ${points} END`;
}

function capPoints(points: number, cap: Cap | undefined): number {
	return Math.min(cap?.max ?? Infinity, Math.max(cap?.min ?? -Infinity, points));
}
