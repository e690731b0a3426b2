import { HALF_LIFE_DAYS } from '#lib/domain/roi/attribution.ts';
import type { ExchangeRate } from '#lib/domain/roi/exchange-rates.ts';
import { ratesFromUrl } from './rates-from-url.ts';
import { amount, decimal, wholeNumber } from './read-setting.ts';
import { SOURCE_READINGS, type SourceReading } from './usecases/source-by.ts';
import { SORTED_BY, type SourceSort } from './usecases/source-order.ts';
import { WorkbenchError } from './workbench-error.ts';

/** What the page of sources is asked for beside the settings that all figures share. */
export interface SourceSettings {
	/** How the values of the column are read. */
	reading: SourceReading;
	/** Gross margin, above 0 and up to 1; null where nobody said. */
	margin: number | null;
	rates: ExchangeRate[];
	/** Whether a share of the overhead is part of the full cost. */
	overhead: boolean;
	/** Months of money: those whose leads have the age, or all so far. */
	months: 'mature' | 'all';
	halfLifeDays: number;
	/** What a sales call costs, cents, and how many a lead gets. */
	callCents: number | null;
	callsPerLead: number;
	/** With what the later half of the mature months is compared. */
	against: 'before' | 'year';
	/** Page of a long table, from 1. */
	page: number;
	/** What sources are sorted by before they are cut into pages; null for the order of the ladder. */
	sort: SourceSort | null;
}

/** Calls a lead gets before it is won or given up, where nobody says. */
export const USUAL_CALLS = 4;

/**
 * The settings of the sources in the query of an address, or in the options of a command.
 *
 * @throws WorkbenchError `setting-invalid` with name, value and what was expected
 * @example sourcesFromUrl(new URLSearchParams('margin=60')).margin // 0.6
 */
export function sourcesFromUrl(query: URLSearchParams): SourceSettings {
	const number = <T>(name: string, expected: string, reader: (text: string) => T | null) => {
		const value = query.get(name)?.trim();
		if (!value) return null;
		const found = reader(value);
		if (found === null) throw new WorkbenchError('setting-invalid', { name, value, expected });
		return found;
	};
	const oneOf = <T extends string>(name: string, choices: readonly T[]) =>
		number(name, choices.join(', '), (text) => choices.find((each) => each === text) ?? null);
	const percent = number('margin', '0.1 … 100', (text) => decimal(text, 0.1, 100));
	const call = number('call-cost', '0 … 100000', (text) => amount(text, 0, 100_000));
	return {
		reading: oneOf('as', SOURCE_READINGS) ?? 'value',
		margin: percent === null ? null : percent / 100,
		rates: ratesFromUrl(query),
		overhead: oneOf('overhead', ['yes', 'no'] as const) !== 'no',
		months: oneOf('months', ['mature', 'all'] as const) ?? 'mature',
		halfLifeDays:
			number('half-life', '1 … 365', (text) => wholeNumber(text, 1, 365)) ?? HALF_LIFE_DAYS,
		callCents: call === null ? null : Math.round(call * 100),
		callsPerLead: number('calls', '1 … 50', (text) => wholeNumber(text, 1, 50)) ?? USUAL_CALLS,
		against: oneOf('against', ['before', 'year'] as const) ?? 'before',
		page: number('page', '1 … 100000', (text) => wholeNumber(text, 1, 100_000)) ?? 1,
		sort: number('sort', SORTED_BY.flatMap((by) => [by, `-${by}`]).join(', '), sortOf)
	};
}

/** @example sortOf('-leads') // { by: 'leads', descending: true } */
function sortOf(text: string): SourceSort | null {
	const by = SORTED_BY.find((each) => each === text.replace(/^-/, ''));
	return by ? { by, descending: text.startsWith('-') } : null;
}
