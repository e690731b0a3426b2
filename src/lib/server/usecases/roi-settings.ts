import type { ExchangeRate } from '#lib/domain/roi/exchange-rates.ts';
import { amount, wholeNumber } from '#lib/server/read-setting.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** What the report is asked beside `FigureSettings`. */
export interface RoiSettings {
	rates: ExchangeRate[];
	/** Gross margin, above 0 and up to 1; null where none is given. */
	margin: number | null;
	/** What working a lead costs, all its calls together; null where nothing is said. */
	callCents: number | null;
	/** What if: another MQL threshold, another monthly budget of a source. */
	threshold: number | null;
	budget: { source: string; cents: number | null } | null;
}

/**
 * The settings of the report in an address, or in the options of a command.
 *
 * @throws WorkbenchError `setting-invalid`
 * @example roiSettings(new URLSearchParams('margin=60')).margin // 0.6
 */
export function roiSettings(query: URLSearchParams): RoiSettings {
	const source = query.get('budget-source')?.trim() || null;
	const { margin, rates, callCents, callsPerLead } = sourcesFromUrl(query);
	return {
		rates,
		margin,
		callCents: callCents === null ? null : callCents * callsPerLead,
		threshold: read(query, 'threshold', '-1000000 … 1000000', (text) =>
			wholeNumber(text.replace('−', '-'), -1_000_000, 1_000_000)
		),
		budget:
			source === null
				? null
				: { source, cents: read(query, 'budget', '0 … 1000000000 (9000, 9000.50)', cents) }
	};
}

function cents(text: string): number | null {
	const number = amount(text, 0, 1_000_000_000);
	return number === null ? null : Math.round(100 * number);
}

function read<T>(
	query: URLSearchParams,
	name: string,
	expected: string,
	reader: (text: string) => T | null
): T | null {
	const value = query.get(name)?.trim();
	if (!value) return null;
	const found = reader(value);
	if (found === null) throw new WorkbenchError('setting-invalid', { name, value, expected });
	return found;
}
