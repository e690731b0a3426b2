import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import type { Dialect } from '#lib/domain/query/dialect.ts';
import { withLiterals } from '#lib/domain/query/dialect.ts';
import { holds, type FieldLookup } from '#lib/domain/query/rule-state.ts';
import { join, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { conditionFields } from '#lib/domain/scorecard/conditions.ts';
import { decaysPerTouch } from '#lib/domain/scorecard/rule-levels.ts';
import {
	fieldsOf,
	rulesOf,
	type GradeAxis,
	type Group,
	type Rule,
	type Scorecard
} from '#lib/domain/scorecard/scorecard.ts';
import { featureType, touchField } from '#lib/domain/scorecard/touch-feature.ts';
import { cappedSql } from './capped-sql.ts';
import { eventsLeftColumn, rulePointsSql } from './rule-points-sql.ts';
import { scoringSqlHeader } from './scoring-sql-header.ts';

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
	/** Spellings that were read as another one when the card was scored, by column. */
	readAs?: Spellings;
}

/**
 * The card as one SQL `SELECT`: points of every group, the capped total, grade and band where the card has them, and the gate
 * a lead passes. Decay is exact, never cut to steps; what is counted from touches has to stand in the table (the comment at
 * the top says how). Missing
 * data gives 0 points (statistics 7), excluded leads get NULL. It reads the columns as the file spells them,
 * whether they are stored as text or as numbers, with spellings that were merged read as one, and ends with a line feed.
 * Same card, same bytes.
 */
export function scoringSql(scorecard: Scorecard, table: ScoredTable, dialect: Dialect): string {
	const fields = fieldsRead(scorecard);
	const numbers = fields.filter((field) => isNumber(field, scorecard, table));
	const lookup: FieldLookup = (field) => {
		const meant = (text: string) => spelled(text, field, table);
		return {
			expression: raw(`f${fields.indexOf(field)}`),
			type: numbers.includes(field) ? 'number' : 'text',
			constant: (text) => sql`${meant(text)}`,
			meant
		};
	};
	const unfired = raw(scorecard.nothingMatched === 'no-score' ? 'NULL' : '0');
	const graded = grade(scorecard, dialect);
	const named = [...(graded.length > 0 ? [raw('grade')] : []), ...band(scorecard)];
	const groups = scorecard.groups.map((group) => dialect.ident(group.id));
	const query = sql`SELECT ${join([...idOf(table, dialect), ...groups], ', ')},
	${join([raw('points'), ...named], ', ')}, ${gate(scorecard)} AS gate
FROM (
	${graded.length > 0 ? sql`SELECT *, ${join(graded, ', ')} FROM (` : raw('')}SELECT *, ${total(scorecard, dialect)}
	FROM (
		SELECT ${join([...idOf(table, dialect), raw('excluded'), ...fired(scorecard), ...scorecard.groups.map((group) => groupPoints(group, scorecard, dialect))], ',\n\t\t\t')}
		FROM (
			SELECT ${join([...idOf(table, dialect), excluded(scorecard, lookup, dialect), ...rulesOf(scorecard).map((rule, r) => sql`${rulePointsSql(rule, lookup, dialect, unfired)} AS ${raw(`r${r}`)}`)], ',\n\t\t\t\t')}
			FROM (
				SELECT ${join([...idOf(table, dialect), ...fields.map((field, f) => sql`${readField(field, numbers.includes(field), table, dialect)} AS ${raw(`f${f}`)}`)], ',\n\t\t\t\t\t')}
				FROM ${dialect.ident(table.table)}
			) AS fields
		) AS rules
	) AS card_groups${graded.length > 0 ? raw(') AS totals') : raw('')}
) AS card`;
	return `${scoringSqlHeader(scorecard, mergedIn(fields, table))}${withLiterals(query, dialect)};\n`;
}

function fieldsRead(scorecard: Scorecard): string[] {
	const used = [
		...rulesOf(scorecard).flatMap(fieldsOf),
		...rulesOf(scorecard).filter(decaysPerTouch).map(eventsLeftColumn),
		...scorecard.exclusions.flatMap((each) => conditionFields(each.when))
	];
	return [...new Set(used)];
}

/** Columns the query expects beside those of the lead file hold numbers, but for channels. */
function isNumber(field: string, { features = [] }: Scorecard, table: ScoredTable): boolean {
	if (field.startsWith('left:')) return true;
	const feature = features.find(({ id }) => touchField(id) === field);
	return feature ? featureType(feature) === 'number' : table.numberColumns.includes(field);
}

function idOf(table: ScoredTable, dialect: Dialect): Sql[] {
	return table.idColumn === null ? [] : [dialect.ident(table.idColumn)];
}

function readField(field: string, asNumber: boolean, table: ScoredTable, dialect: Dialect): Sql {
	const text = dialect.toText(dialect.ident(field));
	const tokens = ['', ...table.missing].map((token) => sql`${token}`);
	const merged = Object.entries(mergedIn([field], table)[field] ?? {}).map(
		([from, to]) => sql` WHEN ${text} = ${from} THEN ${to}`
	);
	const value = sql`CASE WHEN ${text} IN (${join(tokens, ', ')}) THEN NULL${join(merged, '')} ELSE ${text} END`;
	return asNumber ? dialect.toNumber(value) : value;
}

function mergedIn(fields: string[], { readAs = {} }: ScoredTable): Spellings {
	const own = fields.filter((field) => Object.hasOwn(readAs, field));
	return Object.fromEntries(own.map((field) => [field, readAs[field]]));
}

/** What a text of a rule is read as. */
function spelled(text: string, field: string, table: ScoredTable): string {
	const own = mergedIn([field], table)[field] ?? {};
	return Object.hasOwn(own, text) ? own[text] : text;
}

function excluded(scorecard: Scorecard, lookup: FieldLookup, dialect: Dialect): Sql {
	if (scorecard.exclusions.length === 0) return raw('0 AS excluded');
	const any = scorecard.exclusions.map((each) => sql`(${holds(each.when, lookup, dialect)})`);
	return sql`CASE WHEN ${join(any, ' OR ')} THEN 1 ELSE 0 END AS excluded`;
}

function groupPoints(group: Group, scorecard: Scorecard, dialect: Dialect): Sql {
	const all = rulesOf(scorecard);
	const column = (rule: Rule) =>
		scorecard.nothingMatched === 'no-score'
			? sql`COALESCE(${raw(`r${all.indexOf(rule)}`)}, 0)`
			: raw(`r${all.indexOf(rule)}`);
	const limits = group.limits ?? [];
	const free = group.rules.filter(({ limit }) => !limits.some(({ id }) => id === limit));
	const limited = limits.map(({ id, cap }) => {
		const under = group.rules.filter(({ limit }) => limit === id).map(column);
		return sql`(${cappedSql(sql`(${sumOf(under)})`, cap)})`;
	});
	const sum = sumOf([...free.map(column), ...limited]);
	return sql`${cappedSql(sum, group.cap)} AS ${dialect.ident(group.id)}`;
}

/** The gate a lead passes, by grade where the card says so, else by total. */
function gate({ thresholds }: Scorecard): Sql {
	const passes = (least: number | null, grades: string[] | undefined) => {
		if (grades)
			return sql`grade IN (${join(
				grades.map((each) => sql`${each}`),
				', '
			)})`;
		return least === null ? null : sql`points >= ${least}`;
	};
	const cases = [
		{ name: 'SQL', test: passes(thresholds.sql, thresholds.sqlGrades) },
		{ name: 'MQL', test: passes(thresholds.mql, thresholds.mqlGrades) }
	].flatMap(({ name, test }) => (test ? [sql`WHEN ${test} THEN ${name}`] : []));
	return cases.length === 0 ? raw('NULL') : sql`CASE ${join(cases, ' ')} ELSE NULL END`;
}

/** Letter and number of the matrix; excluded and unscored leads have none. */
function grade({ matrix, groups }: Scorecard, dialect: Dialect): Sql[] {
	if (!matrix) return [];
	const place = ({ groups: ids, from }: GradeAxis, name: (grade: number) => string) => {
		const of = groups.filter(({ id }) => ids.includes(id)).map(({ id }) => dialect.ident(id));
		const sum = sql`(${sumOf(of)})`;
		const cases = from.map((least, g) => sql`WHEN ${sum} >= ${least} THEN ${name(g)}`);
		const lowest = sql`${name(from.length)}`;
		return cases.length === 0 ? lowest : sql`CASE ${join(cases, ' ')} ELSE ${lowest} END`;
	};
	const letter = (of: number) => String.fromCharCode(65 + of);
	const number = (of: number) => String(of + 1);
	const other = matrix.letter === 'fit' ? matrix.engagement : matrix.fit;
	const name = sql`concat(${place(matrix[matrix.letter], letter)}, ${place(other, number)})`;
	return [sql`CASE WHEN points IS NULL THEN NULL ELSE ${name} END AS grade`];
}

function band({ bands }: Scorecard): Sql[] {
	if (!bands) return [];
	const cases = bands
		.map(
			({ label, from }) =>
				sql`WHEN ${from === null ? raw('points IS NOT NULL') : sql`points >= ${from}`} THEN ${label}`
		)
		.reverse();
	return [sql`CASE ${join(cases, ' ')} ELSE NULL END AS band`];
}

function total(scorecard: Scorecard, dialect: Dialect): Sql {
	const sum = sumOf(scorecard.groups.map((group) => dialect.ident(group.id)));
	const unscored = scorecard.nothingMatched === 'no-score' ? ' OR fired = 0' : '';
	return sql`CASE WHEN excluded = 1${raw(unscored)} THEN NULL ELSE ${cappedSql(sum, scorecard.cap)} END AS points`;
}

/** Whether any rule gave points, where that decides about a score. */
function fired(scorecard: Scorecard): Sql[] {
	if (scorecard.nothingMatched !== 'no-score') return [];
	const rules = rulesOf(scorecard).map((_, r) => raw(`r${r}`));
	return rules.length === 0
		? [raw('0 AS fired')]
		: [sql`CASE WHEN COALESCE(${join(rules, ', ')}) IS NULL THEN 0 ELSE 1 END AS fired`];
}

function sumOf(columns: Sql[]): Sql {
	return columns.length === 0 ? raw('0') : join(columns, ' + ');
}
