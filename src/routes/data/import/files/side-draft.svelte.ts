import type { Reading } from '#lib/domain/ingest/column-reading.ts';
import { COST_KINDS, type CostKind, type MonthColumn } from '#lib/domain/mapping/cost-mapping.ts';
import type { SideMappings, SideRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { LeadKey } from '#lib/domain/mapping/lead-key.ts';
import type { ReadingDraft } from '../reading-draft.ts';

/** A field of a mapping that holds the name of a column. */
export type ColumnField =
	| 'lead'
	| 'at'
	| 'type'
	| 'detail'
	| 'channel'
	| 'byUs'
	| 'stage'
	| 'reason'
	| 'deal'
	| 'amount'
	| 'currency'
	| 'closedAt'
	| 'outcome'
	| 'product'
	| 'day'
	| 'year'
	| 'source'
	| 'campaign'
	| 'kind'
	| 'impressions'
	| 'clicks'
	| 'visits'
	| 'key';

/** What is still missing before the files can be checked. */
export type SideGap = ColumnField | 'leadColumn' | 'won' | 'yes' | 'months';

/** Fields that need dates or numbers. */
const TYPED: ColumnField[] = ['at', 'closedAt', 'amount', 'day', 'impressions', 'clicks', 'visits'];

/** The mapping of files beside the leads while a person corrects it. An empty text stands for "no column". */
export class SideDraft implements ReadingDraft {
	columns = $state.raw<Partial<Record<ColumnField, string>>>({});
	/** How a row names its lead; `column` is any column of the leads, `leadColumn`. */
	by = $state<'id' | 'email' | 'column'>('id');
	/** The column of the leads that rows name, of a list or of a key by a column. */
	leadColumn = $state('');
	/** What values mean: of the outcome won or lost, of `byUs` yes, of a kind which one. */
	means = $state.raw<Record<string, string>>({});
	/** The currency of all amounts, where no column holds it. */
	currencyCode = $state('');
	/** The kind of all costs, where no column holds it. */
	kind = $state<CostKind>('marketing');
	/** Columns named after months hold the amounts. */
	pivoted = $state(false);
	months = $state.raw<MonthColumn[]>([]);
	/** Columns that a list adds; null adds all. */
	added = $state.raw<string[] | null>(null);
	missing = $state.raw<string[]>([]);
	types = $state.raw<Record<string, Reading>>({});

	constructor(
		readonly role: SideRole,
		from: SideMappings[SideRole] | null
	) {
		this.fill(from);
	}

	column(field: ColumnField): string {
		return this.columns[field] ?? '';
	}

	/** Another column brings other values with it; what the old ones meant is forgotten. */
	choose(field: ColumnField, column: string): void {
		if (['outcome', 'byUs', 'kind'].includes(field)) this.means = {};
		this.columns = { ...this.columns, [field]: column };
	}

	mean(value: string, meaning: string): void {
		const others = Object.entries(this.means).filter(([text]) => text !== value);
		this.means = Object.fromEntries(meaning ? [...others, [value, meaning]] : others);
	}

	readingOf(column: string): Reading | null {
		return Object.hasOwn(this.types, column) ? this.types[column] : null;
	}

	read(column: string, reading: Reading | null): void {
		const others = Object.entries(this.types).filter(([name]) => name !== column);
		this.types = Object.fromEntries(reading ? [...others, [column, reading]] : others);
	}

	get typedColumns(): string[] {
		const months = this.pivoted ? this.months.map(({ column }) => column) : [];
		const fields = this.pivoted ? TYPED.filter((field) => field !== 'amount') : TYPED;
		return [...fields.map((field) => this.column(field)), ...months].filter((name) => name !== '');
	}

	fill(from: SideMappings[SideRole] | null): void {
		[this.columns, this.means, this.months, this.added] = [{}, {}, [], null];
		[this.by, this.leadColumn, this.currencyCode, this.kind] = ['id', '', '', 'marketing'];
		this.pivoted = false;
		this.missing = from?.missing ?? [];
		this.types = from?.types ?? {};
		if (!from) return;
		const fields = from as unknown as Record<string, unknown>;
		const named = Object.entries(fields).filter(([, value]) => typeof value === 'string');
		this.columns = Object.fromEntries(named) as SideDraft['columns'];
		if ('lead' in from) this.#fillKey(from.lead);
		if (this.role === 'touches') this.#fillTouches(from as SideMappings['touches']);
		if (this.role === 'deals') this.#fillDeals(from as SideMappings['deals']);
		if (this.role === 'costs') this.#fillCosts(from as SideMappings['costs']);
		if (this.role === 'lookup') this.#fillLookup(from as SideMappings['lookup']);
	}

	#fillKey({ column, by }: LeadKey): void {
		this.columns = { ...this.columns, lead: column };
		this.by = typeof by === 'string' ? by : 'column';
		this.leadColumn = typeof by === 'string' ? '' : by.column;
	}

	#fillTouches({ byUs }: SideMappings['touches']): void {
		if (!byUs) return;
		this.columns = { ...this.columns, byUs: byUs.column };
		this.means = Object.fromEntries(byUs.yes.map((text) => [text, 'yes']));
	}

	#fillDeals({ currency, outcome }: SideMappings['deals']): void {
		if (currency && typeof currency !== 'string') this.currencyCode = currency.code;
		if (!outcome) return;
		this.columns = { ...this.columns, outcome: outcome.column };
		const meaning = (as: string) => (text: string) => [text, as] as const;
		this.means = Object.fromEntries([
			...outcome.won.map(meaning('won')),
			...outcome.lost.map(meaning('lost'))
		]);
	}

	#fillCosts({ currency, kind, months }: SideMappings['costs']): void {
		if (currency && typeof currency !== 'string') this.currencyCode = currency.code;
		this.pivoted = months !== undefined;
		this.months = months ?? [];
		this.columns = { ...this.columns, kind: typeof kind === 'string' ? '' : kind.column };
		if (typeof kind === 'string') this.kind = kind;
		else {
			this.means = Object.fromEntries(
				COST_KINDS.flatMap((each) => kind[each].map((text) => [text, each]))
			);
		}
	}

	#fillLookup({ leadColumn, columns }: SideMappings['lookup']): void {
		const { key } = this.columns;
		this.columns = { key };
		this.leadColumn = leadColumn;
		this.added = columns ?? null;
	}

	get gap(): SideGap | null {
		const lacks = (field: ColumnField) => this.column(field) === '';
		const needed: Record<SideRole, ColumnField[]> = {
			touches: ['lead', 'at'],
			stages: ['lead', 'stage', 'at'],
			deals: ['lead'],
			costs: this.pivoted ? [] : ['day', 'amount'],
			lookup: ['key']
		};
		const first = needed[this.role].find(lacks);
		if (first) return first;
		const byColumn = this.by === 'column' && !lacks('lead');
		if ((this.role === 'lookup' || byColumn) && !this.leadColumn) return 'leadColumn';
		if (this.role === 'costs' && this.pivoted && this.months.length === 0) return 'months';
		if (this.role === 'touches' && !lacks('byUs')) return this.#values('yes').length ? null : 'yes';
		if (this.role !== 'deals') return null;
		if (lacks('outcome')) return lacks('closedAt') ? 'closedAt' : null;
		return this.#values('won').length > 0 ? null : 'won';
	}

	/** As a mapping file has it. */
	mapping(file: string | null): object {
		const named = (field: ColumnField) => this.column(field) || null;
		const base = {
			...(file === null ? {} : { file }),
			...(this.missing.length > 0 ? { missing: this.missing } : {}),
			...(Object.keys(this.types).length > 0 ? { types: this.types } : {})
		};
		const fields = (...names: ColumnField[]) =>
			Object.fromEntries(names.map((name) => [name, named(name)]));
		switch (this.role) {
			case 'touches':
				return {
					...base,
					lead: this.#key,
					...fields('at', 'type', 'detail', 'channel'),
					byUs: named('byUs') && { column: named('byUs'), yes: this.#values('yes') }
				};
			case 'stages':
				return { ...base, lead: this.#key, ...fields('stage', 'at', 'reason') };
			case 'deals':
				return {
					...base,
					lead: this.#key,
					...fields('deal', 'amount', 'closedAt', 'product'),
					currency: this.#currency,
					outcome: named('outcome') && {
						column: named('outcome'),
						won: this.#values('won'),
						lost: this.#values('lost')
					}
				};
			case 'costs':
				return {
					...base,
					...(this.pivoted ? { months: this.months } : fields('day', 'year', 'amount')),
					...fields('source', 'campaign', 'impressions', 'clicks', 'visits'),
					currency: this.#currency,
					kind: named('kind') ? { column: named('kind'), ...this.#kinds } : this.kind
				};
			case 'lookup':
				return {
					...base,
					key: named('key'),
					leadColumn: this.leadColumn,
					...(this.added ? { columns: this.added } : {})
				};
		}
	}

	get #key(): LeadKey {
		const by = this.by === 'column' ? { column: this.leadColumn } : this.by;
		return { column: this.column('lead'), by };
	}

	get #currency(): string | { code: string } | null {
		const code = this.currencyCode.trim().toUpperCase();
		return this.column('currency') || (code ? { code } : null);
	}

	get #kinds(): Record<CostKind, string[]> {
		const values = (kind: CostKind) => this.#values(kind);
		return { marketing: values('marketing'), sales: values('sales'), tool: values('tool') };
	}

	#values(meaning: string): string[] {
		return Object.keys(this.means).filter((text) => this.means[text] === meaning);
	}
}
