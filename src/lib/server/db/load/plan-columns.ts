import { typeOf, type ColumnType, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { isDated, isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { WantedColumn, WholeColumn } from './profile-columns.ts';
import type { SampledColumn } from './sample-columns.ts';

/** Roles whose column must be read as something else than text. */
export type TypedRole =
	| 'createdAt'
	| 'wonAt'
	| 'lostAt'
	| 'closedAt'
	| 'workedAt'
	| 'acceptedAt'
	| 'value'
	| 'order'
	/** Column of a stage, by its place in the mapping. */
	| `stage${number}`;

/** How one column of the file becomes a column of the dataset. */
export interface ColumnPlan {
	index: number;
	/** Name in the file. */
	name: string;
	/** Name in the dataset: c0, c1, … */
	column: string;
	stored: Reading;
	type: ColumnType;
	/** Whether it is stored in 32 bits; to queries it is a double like every number. */
	whole: boolean;
	/** Table that holds its distinct texts where it is stored as levels. */
	levels: string | null;
	/** What almost all of its values can be read as, and how many of `filled` could. */
	likely: Reading;
	filled: number;
	readable: number;
	/** Whether every value can be read, and none stands for "no date". */
	sure: boolean;
}

/** How a role reads its column. */
export interface RolePlan {
	role: TypedRole;
	index: number;
	/** Name in the file. */
	name: string;
	reading: Reading;
	/** Values of the column that the role cannot use. */
	unreadable: number;
	/** Rows without a value. */
	empty: number;
}

/** The typed roles of a mapping with the column each one looks at. */
export function typedRoles(
	mapping: Mapping,
	names: string[]
): { role: TypedRole; index: number }[] {
	const { outcome } = mapping;
	const named: [TypedRole, string | null | undefined][] = [
		['createdAt', mapping.createdAt],
		['wonAt', isDated(outcome) ? outcome.wonAt : null],
		['lostAt', isDated(outcome) ? outcome.lostAt : null],
		['closedAt', isFlag(outcome) ? outcome.at : null],
		['workedAt', mapping.workedAt],
		['acceptedAt', mapping.acceptedAt],
		['value', mapping.value],
		['order', mapping.order === 'row' ? null : mapping.order],
		...(mapping.stages ?? []).map(({ column }, i): [TypedRole, string] => [`stage${i}`, column])
	];
	return named.flatMap(([role, name]) =>
		typeof name === 'string' ? [{ role, index: names.indexOf(name) }] : []
	);
}

/** Columns that are kept as the text of the file, because a role compares or shows it. */
export function textColumns(mapping: Mapping, names: string[]): Set<number> {
	const { id, source, account, email, owner, rejectedReason, outcome } = mapping;
	const named = [
		id === 'row' ? null : id,
		source,
		account,
		email,
		owner,
		rejectedReason,
		isFlag(outcome) ? outcome.column : null
	];
	return new Set(named.flatMap((name) => (name ? [names.indexOf(name)] : [])));
}

/** What to look for in the whole file, column by column. */
export function wantedReadings(
	mapping: Mapping,
	names: string[],
	sampled: SampledColumn[]
): WantedColumn[] {
	const roles = typedRoles(mapping, names);
	const texts = textColumns(mapping, names);
	const id = mapping.id === 'row' ? -1 : names.indexOf(mapping.id);
	return sampled.map(({ likely, others, filled, distinct, whole }, index) => {
		const role = roles.find((each) => each.index === index)?.role;
		const asked = chosenReading(mapping, names[index]);
		const wanted = asked ?? likely;
		const reading = role ? readingForRole(role, wanted) : texts.has(index) ? 'text' : wanted;
		const few = distinct <= 1000 && distinct <= Math.max(50, filled / 2);
		const asText = reading === 'text' || texts.has(index);
		const levels = asText && few && filled > 0 && index !== id;
		return {
			reading,
			others: reading === likely ? others : [],
			chosen: reading === asked,
			levels,
			whole: whole && !asText
		};
	});
}

/** What a mapping says about how a column is to be read. */
export function chosenReading({ types }: Pick<Mapping, 'types'>, name: string): Reading | null {
	return types && Object.hasOwn(types, name) ? types[name] : null;
}

function readingForRole(role: TypedRole, likely: Reading): Reading {
	const isTime = typeOf(likely) === 'timestamp';
	const isNumber = typeOf(likely) === 'number';
	if (role === 'value') return isNumber ? likely : 'point-number';
	if (role === 'order') return isNumber || isTime ? likely : 'point-number';
	return isTime ? likely : 'iso-time';
}

/** Every column of the file, except nameless ones that are empty throughout. */
export function planColumns(
	mapping: Mapping,
	names: string[],
	unnamed: string[],
	found: WholeColumn[]
): { columns: ColumnPlan[]; dropped: string[]; roles: RolePlan[] } {
	const texts = textColumns(mapping, names);
	const roles = typedRoles(mapping, names).map(({ role, index }) => {
		const { likely, filled, readable, rows } = found[index];
		const name = names[index];
		return {
			role,
			index,
			name,
			reading: likely,
			unreadable: filled - readable,
			empty: rows - filled
		};
	});
	const isDropped = (i: number) => unnamed.includes(names[i]) && found[i].filled === 0;
	const columns = found
		.filter(({ index }) => !isDropped(index))
		.map(({ index, likely, reading, whole, levels, filled, readable, placeholders }) => {
			const role = roles.find((each) => each.index === index);
			const stored = texts.has(index) ? 'text' : role ? role.reading : reading;
			const name = names[index];
			return {
				index,
				name,
				column: `c${index}`,
				stored,
				type: typeOf(stored),
				whole: whole && stored === 'point-number',
				levels: stored === 'text' ? levels : null,
				likely,
				filled,
				readable,
				sure: readable === filled && placeholders === 0
			};
		});
	const dropped = names.filter((_, i) => isDropped(i));
	return { columns, dropped, roles };
}
