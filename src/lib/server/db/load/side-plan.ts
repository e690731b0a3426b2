import type { Reading } from '#lib/domain/ingest/column-reading.ts';
import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { COST_KINDS, type CostMapping } from '#lib/domain/mapping/cost-mapping.ts';
import type { SideMappings, SideRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { DealMapping } from '#lib/domain/mapping/deal-mapping.ts';
import type { LeadKey } from '#lib/domain/mapping/lead-key.ts';
import type { StageMapping } from '#lib/domain/mapping/stage-mapping.ts';
import type { TouchMapping } from '#lib/domain/mapping/touch-mapping.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { WantedColumn } from './profile-columns.ts';
import type { SampledColumn } from './sample-columns.ts';

/** What is loaded of a file beside the leads. */
export interface SidePlan {
	role: Exclude<SideRole, 'lookup'>;
	/** How its rows find their lead; costs belong to none. */
	key: LeadKey | null;
	fields: SideField[];
	/** Field of which a lead may not have the same value twice. */
	id: string | null;
	/** Further reasons to reject a row, over its fields. */
	demands: { code: string; field: string; condition: string }[];
}

/** One column of the loaded table. */
export interface SideField {
	as: string;
	/** Column of the file. */
	column: string;
	/** Of a period: column with the year its months are of. */
	year?: string | null;
	/** `period`: a day, or a text that names a month or quarter. */
	kind: 'text' | 'time' | 'amount' | 'count' | 'flag' | 'period';
	/** Of a flag: texts that mean yes, and those that mean no; null takes every other one for no. */
	yes?: string[];
	no?: string[] | null;
	/** Code of the reject where it is empty. */
	needed?: string;
}

/** @example sidePlan('stages', mapping).fields[0].as // 'stage' */
export function sidePlan<R extends SidePlan['role']>(role: R, mapping: SideMappings[R]): SidePlan {
	switch (role) {
		case 'touches':
			return touchPlan(mapping as TouchMapping);
		case 'stages':
			return stagePlan(mapping as StageMapping);
		case 'deals':
			return dealPlan(mapping as DealMapping);
		default:
			return costPlan(mapping as CostMapping);
	}
}

function touchPlan({ lead, at, type, detail, channel, byUs }: TouchMapping): SidePlan {
	const fields = [
		{ as: 'at', column: at, kind: 'time' as const, needed: 'missing-time' },
		...texts({ type, detail, channel }),
		...(byUs ? [{ as: 'by_us', column: byUs.column, kind: 'flag' as const, yes: byUs.yes }] : [])
	];
	return { role: 'touches', key: lead, fields, id: null, demands: [] };
}

function stagePlan({ lead, stage, at, reason }: StageMapping): SidePlan {
	const fields = [
		{ as: 'stage', column: stage, kind: 'text' as const, needed: 'missing-stage' },
		{ as: 'at', column: at, kind: 'time' as const, needed: 'missing-time' },
		...texts({ reason })
	];
	return { role: 'stages', key: lead, fields, id: null, demands: [] };
}

function dealPlan(mapping: DealMapping): SidePlan {
	const { lead, deal, amount, currency, closedAt, outcome, product } = mapping;
	const fields: SideField[] = [
		...(deal ? [{ as: 'deal', column: deal, kind: 'text' as const, needed: 'missing-deal' }] : []),
		...(amount ? [{ as: 'amount', column: amount, kind: 'amount' as const }] : []),
		...texts({ currency: typeof currency === 'string' ? currency : null, product }),
		...(closedAt ? [{ as: 'closed_at', column: closedAt, kind: 'time' as const }] : []),
		...(outcome
			? [
					{
						as: 'won',
						column: outcome.column,
						kind: 'flag' as const,
						yes: outcome.won,
						no: outcome.lost
					}
				]
			: [])
	];
	const undated = { code: 'missing-close-date', field: 'closed_at' };
	const demands =
		closedAt === null
			? []
			: [{ ...undated, condition: outcome ? 'won AND closed_at IS NULL' : 'closed_at IS NULL' }];
	return { role: 'deals', key: lead, fields, id: deal ? 'deal' : null, demands };
}

function costPlan(mapping: CostMapping): SidePlan {
	const { day, year, months = [], amount, source, campaign, kind, currency } = mapping;
	const counts = (['impressions', 'clicks', 'visits'] as const).flatMap((as) => {
		const column = mapping[as];
		return column ? [{ as, column, kind: 'count' as const }] : [];
	});
	const fields: SideField[] = [
		...(day
			? [{ as: 'day', column: day, year, kind: 'period' as const, needed: 'missing-day' }]
			: []),
		...months.map(({ column }, i) => ({ as: `month_${i}`, column, kind: 'amount' as const })),
		...(amount ? [{ as: 'amount', column: amount, kind: 'amount' as const }] : []),
		...texts({
			source,
			campaign,
			currency: typeof currency === 'string' ? currency : null,
			kind: typeof kind === 'string' ? null : kind.column
		}),
		...counts
	];
	const empty = [
		...(amount ? ['amount IS NULL'] : []),
		...months.map((_, i) => `month_${i} IS NULL`),
		...counts.map(({ as }) => `${as} IS NULL`)
	];
	const demands = [
		{
			code: 'missing-amount',
			field: amount ? 'amount' : 'month_0',
			condition: empty.join(' AND ')
		}
	];
	return { role: 'costs', key: null, fields, id: null, demands };
}

function texts(columns: Record<string, string | null>): SideField[] {
	return Object.entries(columns).flatMap(([as, column]): SideField[] =>
		column === null ? [] : [{ as, column, kind: 'text' }]
	);
}

/** What to look for in the file, column by column: nothing in those that are not loaded. */
export function wantedOfSide(
	fields: SideField[],
	types: Record<string, Reading>,
	names: string[],
	sampled: SampledColumn[]
): WantedColumn[] {
	return sampled.map(({ likely, others }, index) => {
		const field = fields.find(({ column }) => column === names[index]);
		const asked = Object.hasOwn(types, names[index]) ? types[names[index]] : null;
		const reading = field ? readingOf(field, asked ?? likely) : 'text';
		return {
			reading,
			others: reading === likely && reading !== 'text' ? others : [],
			chosen: reading === asked,
			levels: false,
			whole: false
		};
	});
}

function readingOf({ kind, year }: SideField, likely: Reading): Reading {
	const type = typeOf(likely);
	if (kind === 'time') return type === 'timestamp' ? likely : 'iso-time';
	if (kind === 'period') return !year && type === 'timestamp' ? likely : 'text';
	if (kind === 'amount' || kind === 'count') return type === 'number' ? likely : 'point-number';
	return 'text';
}

/** The kind of a cost as an expression over the loaded rows. */
export function costKind(kind: CostMapping['kind']): string {
	if (typeof kind === 'string') return quoteText(kind);
	const cases = COST_KINDS.flatMap((each) =>
		kind[each].length > 0
			? [`WHEN kind IN (${kind[each].map(quoteText).join(', ')}) THEN '${each}'`]
			: []
	);
	return cases.length > 0 ? `CASE ${cases.join(' ')} END` : 'CAST(NULL AS VARCHAR)';
}

/** The currency of an amount as an expression over the loaded rows. */
export function currencyOfRow({ currency }: Pick<DealMapping, 'currency'>): string {
	if (currency === null) return 'CAST(NULL AS VARCHAR)';
	return typeof currency === 'string' ? 'currency' : quoteText(currency.code);
}
