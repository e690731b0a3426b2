import type { NamedColumn } from './check-columns.ts';
import type { JsonFields } from './json-fields.ts';
import { readCurrency, readSideFile, SIDE_KEYS, typedColumns, type SideFile } from './side-file.ts';

/** What money was spent on. */
export type CostKind = 'marketing' | 'sales' | 'tool';

/**
 * Which column of a file of costs plays which role. A row is what was spent on a day or in a month, or, with `months`,
 * everything that was spent on one thing, a month a column.
 */
export interface CostMapping extends SideFile {
	/** Column with the day, month or quarter; null with `months`. */
	day: string | null;
	/** Column with the year, where `day` holds months without one. */
	year?: string | null;
	/** Columns that hold the amount of a month. */
	months?: MonthColumn[];
	source: string | null;
	campaign: string | null;
	/** One kind for all rows, or a column with the values that mean each; rows of other values have no kind. */
	kind: CostKind | CostKinds;
	/** Null with `months`. */
	amount: string | null;
	/** Column with the currency of each amount, or the one currency of all. */
	currency: string | { code: string } | null;
	impressions: string | null;
	clicks: string | null;
	visits: string | null;
}

/** @example const january: MonthColumn = { column: 'Jan 26', month: '2026-01' } */
export interface MonthColumn {
	column: string;
	/** YYYY-MM */
	month: string;
}

export interface CostKinds extends Record<CostKind, string[]> {
	column: string;
}

export const COST_KINDS: CostKind[] = ['marketing', 'sales', 'tool'];

/** @example readCostMapping(fields).amount // 'Spent' */
export function readCostMapping(fields: JsonFields): CostMapping {
	const pivoted = fields.has('months');
	return {
		...readSideFile(fields),
		day: pivoted ? null : fields.column('day'),
		...(fields.has('year') ? { year: fields.columnOrNull('year') } : {}),
		...(pivoted ? { months: readMonths(fields) } : {}),
		source: fields.columnOrNull('source'),
		campaign: fields.columnOrNull('campaign'),
		kind: readKind(fields),
		amount: pivoted ? null : fields.column('amount'),
		currency: readCurrency(fields),
		impressions: fields.columnOrNull('impressions'),
		clicks: fields.columnOrNull('clicks'),
		visits: fields.columnOrNull('visits')
	};
}

export const COST_KEYS = [
	...SIDE_KEYS,
	'day',
	'year',
	'months',
	'source',
	'campaign',
	'kind',
	'amount',
	'currency',
	'impressions',
	'clicks',
	'visits'
];

function readMonths(fields: JsonFields): MonthColumn[] {
	return fields.children('months', ['column', 'month']).map((each) => {
		const month = each.column('month') ?? '';
		if (month && !/^[0-9]{4}-(0[1-9]|1[0-2])$/.test(month)) each.wrong('month', 'month');
		return { column: each.column('column') ?? '', month };
	});
}

function readKind(fields: JsonFields): CostMapping['kind'] {
	if (!fields.has('kind')) return 'marketing';
	if (typeof fields.raw('kind') === 'string')
		return fields.oneOf('kind', COST_KINDS) ?? 'marketing';
	const kinds = fields.child('kind', ['column', ...COST_KINDS]);
	const values = (kind: CostKind) => kinds?.textsOrNone(kind) ?? [];
	return {
		column: kinds?.column('column') ?? '',
		marketing: values('marketing'),
		sales: values('sales'),
		tool: values('tool')
	};
}

/** The columns of the file it names. */
export function costColumns(mapping: CostMapping): NamedColumn[] {
	const { currency, kind, months = [] } = mapping;
	return [
		['day', mapping.day],
		['year', mapping.year],
		...months.map(({ column }, i): NamedColumn => [`months[${i}].column`, column]),
		['source', mapping.source],
		['campaign', mapping.campaign],
		['kind.column', typeof kind === 'string' ? null : kind.column],
		['amount', mapping.amount],
		['currency', typeof currency === 'string' ? currency : null],
		['impressions', mapping.impressions],
		['clicks', mapping.clicks],
		['visits', mapping.visits],
		...typedColumns(mapping)
	];
}
