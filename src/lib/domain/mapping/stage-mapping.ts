import type { NamedColumn } from './check-columns.ts';
import type { JsonFields } from './json-fields.ts';
import { readLeadKey, type LeadKey } from './lead-key.ts';
import { readSideFile, SIDE_KEYS, typedColumns, type SideFile } from './side-file.ts';

/** Which column of a file of stage changes plays which role; a row says that a lead reached a stage. */
export interface StageMapping extends SideFile {
	lead: LeadKey;
	stage: string;
	at: string;
	/** Why, above all why sales or the lead said no. */
	reason: string | null;
}

/** @example readStageMapping(fields).stage // 'Lifecycle stage' */
export function readStageMapping(fields: JsonFields): StageMapping {
	return {
		...readSideFile(fields),
		lead: readLeadKey(fields),
		stage: fields.column('stage') ?? '',
		at: fields.column('at') ?? '',
		reason: fields.columnOrNull('reason')
	};
}

export const STAGE_KEYS = [...SIDE_KEYS, 'lead', 'stage', 'at', 'reason'];

/** The columns of the file it names. */
export function stageColumns(mapping: StageMapping): NamedColumn[] {
	const { lead, stage, at, reason } = mapping;
	return [
		['lead.column', lead.column],
		['stage', stage],
		['at', at],
		['reason', reason],
		...typedColumns(mapping)
	];
}
