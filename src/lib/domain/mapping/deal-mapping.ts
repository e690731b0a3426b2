import type { NamedColumn } from './check-columns.ts';
import type { JsonFields } from './json-fields.ts';
import { readLeadKey, type LeadKey } from './lead-key.ts';
import { readCurrency, readSideFile, SIDE_KEYS, typedColumns, type SideFile } from './side-file.ts';

/** Which column of a file of deals plays which role; a row is one deal of one lead. */
export interface DealMapping extends SideFile {
	lead: LeadKey;
	/** Its id; null takes every row for a deal of its own. */
	deal: string | null;
	amount: string | null;
	/** Column with the currency of each amount, or the one currency of all. */
	currency: string | { code: string } | null;
	/** When it was won or lost; what stands there for an open deal is a plan and not kept. */
	closedAt: string | null;
	/** Values that mean won and lost, every other one means open; null takes every row with a closing date for won. */
	outcome: DealResult | null;
	product: string | null;
}

export interface DealResult {
	column: string;
	won: string[];
	lost: string[];
}

/** @example readDealMapping(fields).closedAt // 'Close date' */
export function readDealMapping(fields: JsonFields): DealMapping {
	return {
		...readSideFile(fields),
		lead: readLeadKey(fields),
		deal: fields.columnOrNull('deal'),
		amount: fields.columnOrNull('amount'),
		currency: readCurrency(fields),
		closedAt: fields.columnOrNull('closedAt'),
		outcome: readResult(fields),
		product: fields.columnOrNull('product')
	};
}

export const DEAL_KEYS = [
	...SIDE_KEYS,
	'lead',
	'deal',
	'amount',
	'currency',
	'closedAt',
	'outcome',
	'product'
];

function readResult(fields: JsonFields): DealResult | null {
	if (!fields.has('outcome')) {
		if (!fields.has('closedAt')) fields.wrong('closedAt', 'column');
		return null;
	}
	const result = fields.child('outcome', ['column', 'won', 'lost']);
	return {
		column: result?.column('column') ?? '',
		won: result?.texts('won', 1) ?? [],
		lost: result?.textsOrNone('lost') ?? []
	};
}

/** The columns of the file it names. */
export function dealColumns(mapping: DealMapping): NamedColumn[] {
	const { lead, deal, amount, currency, closedAt, outcome, product } = mapping;
	return [
		['lead.column', lead.column],
		['deal', deal],
		['amount', amount],
		['currency', typeof currency === 'string' ? currency : null],
		['closedAt', closedAt],
		['outcome.column', outcome?.column],
		['product', product],
		...typedColumns(mapping)
	];
}
