import type { Engine } from '#lib/server/engine/engine.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';
import { checkDataset } from './check-dataset.ts';
import { calibrateDataset } from './calibrate-dataset.ts';
import { checkLeads } from './check-leads.ts';
import { compareDataset } from './compare-dataset.ts';
import { eraseLead } from './erase-lead.ts';
import { inspectFiles, inspectLeads } from './inspect-leads.ts';
import { readSheet } from './read-sheet.ts';

/** What a job gets besides its input. */
export interface JobContext {
	/** The folder it may write to. */
	folder: string;
	onProgress: (progress: Progress) => void;
	/** The engine of the child, which can reach the folder and the named files. */
	openEngine: (files: string[]) => Promise<Engine>;
}

/** All there is to be done in child processes. */
export const jobs = {
	'check-dataset': checkDataset,
	'inspect-leads': inspectLeads,
	'inspect-files': inspectFiles,
	'check-leads': checkLeads,
	'erase-lead': eraseLead,
	'calibrate-dataset': calibrateDataset,
	'compare-dataset': compareDataset,
	'read-sheet': readSheet
};

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
