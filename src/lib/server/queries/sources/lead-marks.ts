import { FREE_MAIL_DOMAINS } from '#lib/domain/ingest/free-mail.ts';
import { YES_WORDS } from '#lib/domain/ingest/flag-words.ts';
import type { FieldExpression } from '#lib/domain/query/condition-truth.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { valueText } from '#lib/domain/query/lead-selection.ts';
import type { LeadMark, LeadMarks } from '#lib/domain/query/source-counts-query.ts';
import { join, sql, type Sql } from '#lib/domain/query/sql.ts';
import { fieldsOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { touchId } from '#lib/domain/scorecard/touch-feature.ts';
import { leadsTable, type LeadsSource } from '#lib/server/queries/leads-source.ts';

/** A column that says of what kind an address is, as forms and enrichment write it. */
const KIND_COLUMN = /^e[-_ ]?mail[-_ ]?(kind|type|art|typ)$/i;
const FREE_WORDS = ['freemail', 'free', 'private', 'personal', 'privat'];

/** What a lead lacks or allows, as conditions, and the columns that completeness is judged by. */
export interface MarkedLeads {
	marks: LeadMarks;
	/** A lead that has no value in one of them is incomplete. */
	wanted: string[];
}

/**
 * Free e-mail by the address, or by a column that says so; opt-in by its role; incomplete where a column is empty that the
 * scorecard asks for. Null where the data has no such column, or there is no scorecard.
 */
export function leadMarks(source: LeadsSource, scorecard: Scorecard | null): MarkedLeads {
	const { mapping, columns } = source;
	const { lookup } = leadsTable(source);
	const marked = (field: string, text: (value: Sql) => Sql, words: string[]): LeadMark => {
		const column = lookup(field);
		const holds = (expression: Sql) =>
			among(text(valueText({ ...column, expression }, duckdb)), words);
		const few = columns.find(({ name }) => name === field)?.levels !== undefined;
		return few ? { key: column.expression, holds } : plain(holds(column.expression));
	};
	const clean = (text: Sql) => sql`lower(trim(${text}))`;
	const names = columns.map(({ name }) => name);
	const kind = names.find((name) => KIND_COLUMN.test(name));
	const wanted = scorecard
		? [...new Set(rulesOf(scorecard).flatMap(fieldsOf))].filter(
				(field) => touchId(field) === null && names.includes(field)
			)
		: [];
	const optIn = mapping.optIn ? marked(mapping.optIn, clean, YES_WORDS) : null;
	const empty = wanted.map((field) => isEmpty(lookup(field)));
	return {
		marks: {
			freeMail: mapping.email
				? marked(mapping.email, (text) => duckdb.afterLast(text, '@'), FREE_MAIL_DOMAINS)
				: kind
					? marked(kind, clean, FREE_WORDS)
					: null,
			optIn,
			incomplete: empty.length > 0 ? plain(sql`(${join(empty, ' OR ')})`) : null
		},
		wanted
	};
}

/** A mark that is told lead by lead. */
function plain(mark: Sql): LeadMark {
	return { key: mark, holds: (key) => key };
}

/** Whether a lead has no value; nothing but a text can be there and be empty. */
function isEmpty({ expression, type, constant = (text) => sql`${text}` }: FieldExpression): Sql {
	const missing = sql`${expression} IS NULL`;
	return type === 'text'
		? sql`(${missing} OR COALESCE(${expression} = ${constant('')}, 1 = 0))`
		: missing;
}

function among(text: Sql, words: string[]): Sql {
	const list = words.map((word) => sql`${word}`);
	return sql`${text} IN (${join(list, ', ')})`;
}
