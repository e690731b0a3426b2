import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** What every page knows: the leads, the scorecard and the options the address names. */
export interface Context {
	dataset: Dataset | null;
	datasets: Dataset[];
	model: Model | null;
	models: Model[];
	scorecard: Scorecard | null;
	options: Options;
}

export interface Dataset {
	id: string;
	name: string;
	rows: number;
	wins: number;
	/** ISO 8601 UTC. */
	importedAt: string;
	/** Newest date in the data, ISO 8601 UTC; null where the data has no dates. */
	dataDate: string | null;
}

export interface Model {
	id: string;
	name: string;
}

export interface Options {
	horizonDays: number | null;
	windowDays: number | null;
	dataDate: string | null;
	split: 'time' | 'order' | 'random' | null;
	min: number | null;
	max: number | null;
}
