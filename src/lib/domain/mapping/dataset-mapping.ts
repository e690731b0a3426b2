import type { CostMapping } from './cost-mapping.ts';
import type { DealMapping } from './deal-mapping.ts';
import type { LookupMapping } from './lookup-mapping.ts';
import type { Mapping } from './mapping.ts';
import type { StageMapping } from './stage-mapping.ts';
import type { TouchMapping } from './touch-mapping.ts';

/**
 * How several files become one dataset: which column plays which role in each of them. A role may have several
 * mappings where its files have different headers; each of them then names its `file`, and one that names none is for
 * every other file of the role. Plain JSON: it is saved, named and used again.
 */
export interface DatasetMapping {
	leadgauge: 1;
	name?: string;
	leads: Mapping;
	touches?: TouchMapping[];
	stages?: StageMapping[];
	deals?: DealMapping[];
	costs?: CostMapping[];
	/** Files whose rows describe something the leads name: accounts, products, teams. Each names its `file`. */
	lookups?: LookupMapping[];
}

/** What a file is in a dataset; `unused` ones are left alone. */
export type FileRole = 'leads' | 'touches' | 'stages' | 'deals' | 'costs' | 'lookup' | 'unused';

export const FILE_ROLES: FileRole[] = [
	'leads',
	'touches',
	'stages',
	'deals',
	'costs',
	'lookup',
	'unused'
];

/** Mappings of files that are not leads, by role. */
export interface SideMappings {
	touches: TouchMapping;
	stages: StageMapping;
	deals: DealMapping;
	costs: CostMapping;
	lookup: LookupMapping;
}

export type SideRole = keyof SideMappings;
