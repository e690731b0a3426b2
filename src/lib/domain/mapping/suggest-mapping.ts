import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { headerWords } from './header-words.ts';
import type { Mapping } from './mapping.ts';
import { OUTCOME_WORDS, ROLE_WORDS, WON_VALUES, type Role } from './role-words.ts';

/** A mapping that a person may correct; without a column that tells won from lost there is no outcome yet. */
export interface SuggestedMapping {
	mapping: Omit<Mapping, 'outcome'> & { outcome: Mapping['outcome'] | null };
	/** One entry for every role that got a column. */
	reasons: SuggestionReason[];
}

export interface SuggestionReason {
	role: Role | 'outcome' | 'missing';
	/** The column; for `missing` the text. */
	column: string;
	/** How sure it is, 0..1. */
	confidence: number;
	/** What it rests on: the name of the column, its values, or that no other column could be it. */
	because: 'name' | 'name-and-values' | 'values' | 'only-one';
}

/**
 * Suggests which column plays which role, from header words in English and German, the type of the columns
 * and their values. A column plays one role only. Dated outcomes come before flags; without a creation date
 * nothing is taken for an order, because only the owner of the data knows whether its rows are in order.
 *
 * @param missing texts that mean "no value" in this file, see `missingTokens`
 * @example suggestMapping(profiles).mapping.createdAt // 'Created at'
 */
export function suggestMapping(columns: ColumnProfile[], missing: string[] = []): SuggestedMapping {
	const reasons: SuggestionReason[] = [];
	const taken = new Set<string>();
	const take = (found: Omit<SuggestionReason, 'role'> | null, role: SuggestionReason['role']) => {
		if (!found) return null;
		taken.add(found.column);
		reasons.push({ role, ...found });
		return found.column;
	};
	const byWords = (role: Role) =>
		take(
			bestByWords(
				role,
				columns.filter(({ name }) => !taken.has(name))
			),
			role
		);
	const lostAt = byWords('lostAt');
	const wonAt = byWords('wonAt');
	const createdAt = byWords('createdAt') ?? take(onlyFilledDate(columns, taken), 'createdAt');
	const workedAt = byWords('workedAt');
	const acceptedAt = byWords('acceptedAt');
	const id = byWords('id');
	const flag = wonAt ? null : bestFlag(columns.filter(({ name }) => !taken.has(name)));
	if (flag)
		take({ column: flag.column, confidence: flag.confidence, because: flag.because }, 'outcome');
	missing.forEach((column) => take({ column, confidence: 0.9, because: 'values' }, 'missing'));
	return {
		mapping: {
			id: id ?? 'row',
			createdAt,
			source: byWords('source'),
			outcome: wonAt ? { wonAt, lostAt } : flag && { column: flag.column, won: flag.won },
			value: byWords('value'),
			order: null,
			missing,
			account: byWords('account'),
			workedAt,
			acceptedAt
		},
		reasons
	};
}

type Found = Omit<SuggestionReason, 'role'>;

function bestByWords(role: Role, columns: ColumnProfile[]): Found | null {
	const { type, patterns, not, unique } = ROLE_WORDS[role];
	const fitting = columns.filter(
		(column) =>
			(type === 'any' || column.type === type) &&
			column.filled > 0 &&
			(!unique || (column.distinct === column.filled && column.filled === column.rows))
	);
	for (const [rank, pattern] of patterns.entries()) {
		const hit = fitting.find(({ name }) => {
			const words = headerWords(name);
			return pattern.test(words) && !not?.test(words);
		});
		if (hit) return { column: hit.name, confidence: 0.95 - 0.2 * rank, because: 'name' };
	}
	return null;
}

/** Without a telling name, the one date that every row has. */
function onlyFilledDate(columns: ColumnProfile[], taken: Set<string>): Found | null {
	const dates = columns.filter(
		({ name, type, filled, rows }) => type === 'timestamp' && filled === rows && !taken.has(name)
	);
	if (dates.length !== 1) return null;
	return { column: dates[0].name, confidence: 0.4, because: 'only-one' };
}

function bestFlag(columns: ColumnProfile[]): (Found & { won: string[] }) | null {
	for (const [rank, pattern] of OUTCOME_WORDS.entries()) {
		const named = columns.filter(
			({ name, type }) => type !== 'timestamp' && pattern.test(headerWords(name))
		);
		for (const { name, values } of named) {
			const won = wonValues(values);
			if (won.length === 0) continue;
			return { column: name, won, confidence: 0.95 - 0.2 * rank, because: 'name-and-values' };
		}
	}
	return null;
}

/** Values that mean won, if there are others beside them. */
function wonValues(values: ColumnProfile['values']): string[] {
	const won = values.filter(({ text }) => WON_VALUES.has(text.trim().toLowerCase()));
	return won.length < values.length || values.length === 1 ? won.map(({ text }) => text) : [];
}
