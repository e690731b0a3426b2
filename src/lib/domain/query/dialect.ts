import { join, raw, sql, type Sql, type SqlValue } from './sql.ts';

/**
 * What differs between the engines that can run Leadgauge's queries. Everything else is written in the part
 * of SQL they share: CASE and SUM, no bit operators, no FILTER, no window functions, no ordinals.
 */
export interface Dialect {
	id: string;
	/** A quoted identifier. */
	ident(name: string): Sql;
	/** A value written into the text, for SQL that is handed over as a file. */
	literal(value: SqlValue): string;
	/** True where `text` contains `part`, letter case as written. */
	contains(text: Sql, part: string): Sql;
	/** True where `text` begins with `part`, letter case as written. */
	startsWith(text: Sql, part: string): Sql;
	/** What follows the last `mark` of a text, or all of it, in lower case and without spaces around it. */
	afterLast(text: Sql, mark: string): Sql;
	/** `time` moved by whole days of 24 hours. */
	addDays(time: Sql, days: number): Sql;
	/** The first moment of the day of a time. */
	startOfDay(time: Sql): Sql;
	/** Whole days since 1970-01-01 UTC. */
	dayNumber(time: Sql): Sql;
	/** Days of 24 hours from one time to another, with fractions; whole days come out exactly. */
	daysBetween(from: Sql, to: Sql): Sql;
	/** The least of several values of a row, those that are NULL left out; NULL where all are. */
	least(values: Sql[]): Sql;
	/** The smallest value that at least this share of the values do not exceed, NULLs left out; an aggregate. */
	quantile(value: Sql, share: number): Sql;
	/** Of the rows that fit, the value of the earliest (the lowest value where several are); an aggregate. */
	earliest(value: Sql, at: Sql, fits: Sql): Sql;
	/** Of the rows that fit, the value of the latest (the highest value where several are); an aggregate. */
	latest(value: Sql, at: Sql, fits: Sql): Sql;
	/** The text as a double, NULL where it is not a number. */
	toNumber(text: Sql): Sql;
	toText(value: Sql): Sql;
}

const MICROSECONDS = 86_400_000_000;

/** DuckDB 1.x. */
export const duckdb: Dialect = {
	id: 'duckdb',
	ident: (name) => raw(`"${name.replaceAll('"', '""')}"`),
	literal(value) {
		if (value.type === 'number') return numberLiteral(value.value);
		const text = `'${value.value.replaceAll("'", "''")}'`;
		return value.type === 'timestamp' ? `CAST(${text} AS TIMESTAMP)` : text;
	},
	contains: (text, part) => sql`contains(${text}, ${part})`,
	// Adding an interval is several times slower: it goes by the calendar.
	startsWith: (text, part) => sql`starts_with(${text}, ${part})`,
	afterLast: (text, mark) => sql`trim(lower(split_part(${text}, ${mark}, -1)))`,
	addDays: (time, days) =>
		days === 0
			? time
			: sql`make_timestamp(epoch_us(${time}) + ${raw(String(wholeDays(days) * MICROSECONDS))})`,
	startOfDay: (time) => sql`CAST(CAST(${time} AS DATE) AS TIMESTAMP)`,
	dayNumber: (time) => sql`CAST(floor(epoch(${time}) / 86400) AS INTEGER)`,
	daysBetween: (from, to) =>
		sql`((epoch_us(${to}) - epoch_us(${from})) / ${raw(`${MICROSECONDS}.0`)})`,
	least: (values) => (values.length === 1 ? values[0] : sql`least(${join(values, ', ')})`),
	quantile: (value, share) => sql`quantile_disc(${value}, ${raw(shareText(share))})`,
	earliest: (value, at, fits) =>
		sql`struct_extract(MIN(CASE WHEN ${fits} THEN struct_pack(a := ${at}, b := ${value}) END), 'b')`,
	latest: (value, at, fits) =>
		sql`struct_extract(MAX(CASE WHEN ${fits} THEN struct_pack(a := ${at}, b := ${value}) END), 'b')`,
	toNumber: (text) => sql`TRY_CAST(${text} AS DOUBLE)`,
	toText: (value) => sql`CAST(${value} AS VARCHAR)`
};

/** SQL with its values written into the text. @example withLiterals(sql`x = ${"o'clock"}`, duckdb) // "x = 'o''clock'" */
export function withLiterals(query: Sql, dialect: Dialect): string {
	return query.texts.reduce((all, next, i) => all + dialect.literal(query.values[i - 1]) + next);
}

function numberLiteral(value: number): string {
	const text = String(value);
	return value < 0 ? `(${text})` : text;
}

function shareText(share: number): string {
	if (!(share >= 0 && share <= 1)) throw new Error(`quantile: ${share} is no share`);
	return String(share);
}

function wholeDays(days: number): number {
	if (!Number.isInteger(days)) throw new Error(`addDays: ${days} is not a whole number of days`);
	return days;
}
