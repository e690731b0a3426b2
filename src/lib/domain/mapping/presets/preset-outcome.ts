import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { DatedOutcome, FlagOutcome } from '../mapping.ts';
import type { PresetOutcome } from './crm-preset.ts';
import { spelledAs } from './preset-columns.ts';
import { presetOf, type RecognisedExport } from './recognise-export.ts';

/**
 * How a recognised export says which of its rows were won: the first of the ways of its preset of which the columns are
 * there and hold what the system writes. Values that mean lost are named where the column has some; every other value is
 * then open, as a stage on the way is.
 *
 * @returns null where none of the ways is there
 * @example presetOutcome([stage], { crm: 'hubspot', object: 'deals' }) // { column: 'Deal Stage', won: ['Closed won'], lost: ['Closed lost'] }
 */
export function presetOutcome(
	columns: readonly ColumnProfile[],
	recognised: Pick<RecognisedExport, 'crm' | 'object'>
): DatedOutcome | FlagOutcome | null {
	for (const outcome of presetOf(recognised).outcomes) {
		const found = 'wonAt' in outcome ? dated(outcome, columns) : flag(outcome, columns);
		if (found) return found;
	}
	return null;
}

function dated(
	{ wonAt, lostAt }: Extract<PresetOutcome, { wonAt: string[] }>,
	columns: readonly ColumnProfile[]
): DatedOutcome | null {
	const date = (spellings: string[]) => dateColumn(spellings, columns);
	const won = date(wonAt);
	return won === null ? null : { wonAt: won, lostAt: date(lostAt) };
}

function flag(
	outcome: Extract<PresetOutcome, { column: string[] }>,
	columns: readonly ColumnProfile[]
): FlagOutcome | null {
	for (const column of named(outcome.column, columns)) {
		const texts = column.values.map(({ text }) => text);
		const among = (known: string[]) =>
			texts.filter((text) => known.includes(text.trim().toLowerCase()));
		const [won, lost] = [among(outcome.won), among(outcome.lost)];
		if (won.length === 0 || won.length === texts.length) continue;
		if (lost.length === 0) return { column: column.name, won };
		const at = dateColumn(outcome.at ?? [], columns);
		return { column: column.name, won, lost, ...(at ? { at } : {}) };
	}
	return null;
}

function dateColumn(spellings: string[], columns: readonly ColumnProfile[]): string | null {
	const dates = named(spellings, columns).filter(
		({ type, filled }) => type === 'timestamp' && filled > 0
	);
	return dates[0]?.name ?? null;
}

function named(spellings: string[], columns: readonly ColumnProfile[]): ColumnProfile[] {
	const names = columns.map(({ name }) => name);
	return spelledAs(spellings, names).flatMap(
		(name) => columns.find((each) => each.name === name) ?? []
	);
}
