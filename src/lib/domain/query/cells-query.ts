import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { ruleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import { highestState, subjectOf, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import type { Dialect } from './dialect.ts';
import { namesTexts, ruleState, stateCount, textStates, type FieldLookup } from './rule-state.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Which rules share one packed integer key, and with which place value. */
export interface Packing {
	/** Radix of every rule: how many states it has. */
	radices: number[];
	/** Rules of each key, in order. */
	keys: number[][];
}

/** A rule with the value of its place in a key. */
interface PlacedRule {
	rule: Rule;
	place: number;
}

const LARGEST_KEY = 2 ** 31;

/**
 * Rule states packed mixed-radix into as many integers below 2^31 as needed: any number of rules, no bit
 * operators, no 53-bit ceiling.
 *
 * @example packing(threeRules).keys // [[0, 1, 2]]
 */
export function packing(rules: Rule[]): Packing {
	const radices = rules.map(stateCount);
	const keys: number[][] = [];
	let room = 0;
	radices.forEach((radix, r) => {
		if (keys.length === 0 || room * radix > LARGEST_KEY) {
			keys.push([]);
			room = 1;
		}
		keys[keys.length - 1].push(r);
		room *= radix;
	});
	return { radices, keys };
}

export interface CellsSource {
	/** Subquery or table with one row a lead. */
	from: Sql;
	/** 1 for won, else 0. */
	won: Sql;
	/** 1 for test, 0 for training. */
	test: Sql;
	/** Which rows count. */
	where: Sql;
}

/**
 * The one query of the workbench (design §1): leads collapsed to the distinct combinations of rule states,
 * split and outcome counts. Columns: key_0.., test, n, k; n and k as doubles. Rows come sorted by the keys, so that the
 * same data gives the same bytes whatever the engine's threads did.
 */
export function cellsQuery(
	rules: Rule[],
	source: CellsSource,
	lookup: FieldLookup,
	dialect: Dialect
): Sql {
	const { packed, names } = packedStates(rules, lookup, dialect);
	const inner = join([...packed, sql`${source.test} AS test`, sql`${source.won} AS won`], ',\n\t');
	const grouped = join([...names, raw('test')], ', ');
	return sql`SELECT ${grouped}, CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(won) AS DOUBLE) AS k
FROM (SELECT ${inner}
	FROM ${source.from} WHERE ${source.where}) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

/** The rule states of a lead as the columns key_0, key_1, …: their expressions, and their names for grouping. */
export function packedStates(
	rules: Rule[],
	lookup: FieldLookup,
	dialect: Dialect
): { packed: Sql[]; names: Sql[] } {
	const { radices, keys } = packing(rules);
	const packed = keys.map((members, i) => {
		const placed = members.map((r, at) => ({
			rule: rules[r],
			place: members.slice(0, at).reduce((product, before) => product * radices[before], 1)
		}));
		const terms = termsOf(placed, lookup, dialect).map((term) => sql`(${term})`);
		return sql`CAST(${join(terms, ' + ')} AS INTEGER) AS ${raw(`key_${i}`)}`;
	});
	return { packed, names: keys.map((_, i) => raw(`key_${i}`)) };
}

/** What adds up to a key: a term for all rules that name texts of one column, else one a rule. */
function termsOf(placed: PlacedRule[], lookup: FieldLookup, dialect: Dialect): Sql[] {
	const onTexts = placed.filter(({ rule }) => namesTexts(rule, lookup));
	const byField = new Map<string, PlacedRule[]>();
	for (const each of onTexts) {
		const field = subjectOf(each.rule);
		byField.set(field, [...(byField.get(field) ?? []), each]);
	}
	return [
		...[...byField].map(([field, rules]) => textStates(rules, lookup(field))),
		...placed
			.filter((each) => !onTexts.includes(each))
			.map(({ rule, place }) => ruleState(rule, lookup, dialect, place))
	];
}

/** Cells from the columns the query gave, in its order. */
export function cellsFromColumns(
	rules: Rule[],
	columns: {
		keys: ArrayLike<number>[];
		test: ArrayLike<number>;
		n: ArrayLike<number>;
		k: ArrayLike<number>;
	}
): Cells {
	const length = columns.n.length;
	const { radices, keys } = packing(rules);
	const states = rules.map(() => new Uint8Array(length));
	keys.forEach((members, i) => {
		const rest = Int32Array.from(columns.keys[i]);
		for (const r of members) unpack(rest, radices[r], highestState(rules[r]), states[r]);
	});
	const levels = rules.map(ruleLevels);
	return {
		length,
		states,
		...(levels.some(Boolean) && { values: levels.map((level) => level?.values ?? null) }),
		test: Uint8Array.from(columns.test),
		n: Float64Array.from(columns.n),
		k: Float64Array.from(columns.k)
	};
}

/** The keys of each cell: what `cellsFromColumns` unpacked. */
export function packedKeys(rules: Rule[], { states, length }: Cells): Int32Array[] {
	const { radices, keys } = packing(rules);
	return keys.map((members) => {
		const packed = new Int32Array(length);
		let place = 1;
		for (const r of members) {
			const missing = highestState(rules[r]) + 1;
			for (let c = 0; c < length; c++) {
				packed[c] += place * (states[r][c] === MISSING ? missing : states[r][c]);
			}
			place *= radices[r];
		}
		return packed;
	});
}

/**
 * Takes the lowest digit off every key and writes it as the state of a rule. Rows come sorted by the first key: equal
 * neighbours are taken apart once.
 */
function unpack(rest: Int32Array, radix: number, highest: number, states: Uint8Array): void {
	let [key, next, written] = [-1, 0, 0];
	for (let c = 0; c < rest.length; c++) {
		if (rest[c] !== key) {
			key = rest[c];
			next = Math.trunc(key / radix);
			const state = key - next * radix;
			written = state > highest ? MISSING : state;
		}
		states[c] = written;
		rest[c] = next;
	}
}
