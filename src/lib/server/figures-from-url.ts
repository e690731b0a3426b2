import { filterText, readFilters, readStages, stagesText } from '#lib/domain/query/filter-text.ts';
import type { ColumnFilter, LeadSelection } from '#lib/domain/query/lead-selection.ts';
import { isoDay, wholeNumber } from './read-setting.ts';
import { WorkbenchError } from './workbench-error.ts';

/** What the pages of funnel, sources and money are asked for; what is left out is settled by the data, see `openDesk`. */
export interface FigureSettings {
	selection: LeadSelection;
	/** Days since creation within which a stage must be reached: the fixed age of all rates. */
	ageDays: number | null;
	/** Nothing later is known, ISO 8601 UTC. */
	dataDate: string | null;
	/** Column of the breakdown. */
	by: string | null;
	order: 'any' | 'strict';
	/** Stages by id, in the order of the funnel. */
	stages: string[] | null;
	/** Days from the stage before, one entry a stage; null for no limit. Left out: none has one. */
	stepWindowDays?: (number | null)[];
}

/**
 * The settings in the query of an address, or in the options of a command.
 *
 * @throws WorkbenchError `setting-invalid` with name, value and what was expected; `period-reversed`
 * @example figuresFromUrl(new URLSearchParams('from=2026-01-01&filter=source:fair')).selection.filters // [{ field: 'source', values: ['fair'] }]
 */
export function figuresFromUrl(query: URLSearchParams): FigureSettings {
	const [from, to] = [day(query, 'from'), day(query, 'to')];
	if (from && to && from > to) throw new WorkbenchError('period-reversed', { from, to });
	const dataDate = text(query, 'data-date');
	return {
		selection: { from, to, filters: filtersOf(query.getAll('filter')) },
		ageDays: age(query),
		dataDate: dataDate === null ? null : read('data-date', dataDate, '2026-09-30', isoDay),
		by: text(query, 'by'),
		order: orderOf(query),
		stages: stagesOf(text(query, 'stages')),
		...stepsOf(query.getAll('steps'))
	};
}

/** The same settings as the keys and values of an address. */
export function urlOfFigures(settings: FigureSettings): URLSearchParams {
	const { selection, ageDays, dataDate, by, order, stages, stepWindowDays = [] } = settings;
	const query = new URLSearchParams();
	const set = (key: string, value: string | number | null) => {
		if (value !== null) query.set(key, String(value));
	};
	set('from', selection.from);
	set('to', selection.to);
	for (const filter of selection.filters) {
		for (const value of filter.values) query.append('filter', filterText(filter.field, value));
	}
	set('age', ageDays);
	set('data-date', dataDate);
	set('by', by);
	set('order', order === 'any' ? null : order);
	set('stages', stages ? stagesText(stages) : null);
	const steps = stepWindowDays.map((days) => days ?? '').join('~');
	set('steps', /\d/.test(steps) ? steps : null);
	return query;
}

function filtersOf(texts: string[]): ColumnFilter[] {
	const found = readFilters(texts);
	if (Array.isArray(found)) return found;
	const { unreadable: value } = found;
	throw new WorkbenchError('setting-invalid', { name: 'filter', value, expected: 'column:value' });
}

function stagesOf(found: string | null): string[] | null {
	return found === null ? null : readStages(found);
}

/** `~14~30`: none for the first stage, two weeks for the second, 30 days for the third; a form sends them one by one. */
function stepsOf(given: string[]): Pick<FigureSettings, 'stepWindowDays'> {
	const texts = given.flatMap((each) => each.split('~')).map((each) => each.trim());
	if (!texts.some(Boolean)) return {};
	const days = texts.map((each) =>
		each ? read('steps', each, '1 … 3650', (one) => wholeNumber(one, 1, 3650)) : null
	);
	return { stepWindowDays: days };
}

function age(query: URLSearchParams): number | null {
	const found = text(query, 'age');
	if (found === null) return null;
	return read('age', found, '1 … 3650', (each) => wholeNumber(each, 1, 3650));
}

function orderOf(query: URLSearchParams): FigureSettings['order'] {
	const found = text(query, 'order');
	if (found === null) return 'any';
	return read('order', found, 'any, strict', (each) =>
		each === 'any' || each === 'strict' ? each : null
	);
}

function day(query: URLSearchParams, name: 'from' | 'to'): string | null {
	const found = text(query, name);
	if (found === null) return null;
	return read(name, found, '2026-09-30', isoDay).slice(0, 10);
}

function text(query: URLSearchParams, name: string): string | null {
	return query.get(name)?.trim() || null;
}

function read<T>(
	name: string,
	value: string,
	expected: string,
	reader: (text: string) => T | null
): T {
	const found = reader(value);
	if (found === null) throw new WorkbenchError('setting-invalid', { name, value, expected });
	return found;
}
