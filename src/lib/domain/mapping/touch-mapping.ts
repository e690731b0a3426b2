import type { NamedColumn } from './check-columns.ts';
import type { JsonFields } from './json-fields.ts';
import { readLeadKey, type LeadKey } from './lead-key.ts';
import {
	readSideFile,
	SIDE_KEYS,
	typedColumns,
	type FlagColumn,
	type SideFile
} from './side-file.ts';

/** Which column of a file of touches plays which role; a row is one recorded activity. */
export interface TouchMapping extends SideFile {
	lead: LeadKey;
	/** When it happened. */
	at: string;
	/** What happened: e-mail open, download, webinar. */
	type: string | null;
	/** Of what: page, document, buyer stage. */
	detail: string | null;
	/** Through which channel it came. */
	channel: string | null;
	/** Whether we did it (a call, an e-mail sent) rather than the lead. */
	byUs: FlagColumn | null;
}

/** @example readTouchMapping(fields).at // 'Activity date' */
export function readTouchMapping(fields: JsonFields): TouchMapping {
	return {
		...readSideFile(fields),
		lead: readLeadKey(fields),
		at: fields.column('at') ?? '',
		type: fields.columnOrNull('type'),
		detail: fields.columnOrNull('detail'),
		channel: fields.columnOrNull('channel'),
		byUs: readFlag(fields)
	};
}

export const TOUCH_KEYS = [...SIDE_KEYS, 'lead', 'at', 'type', 'detail', 'channel', 'byUs'];

function readFlag(fields: JsonFields): FlagColumn | null {
	if (!fields.has('byUs')) return null;
	const flag = fields.child('byUs', ['column', 'yes']);
	return { column: flag?.column('column') ?? '', yes: flag?.texts('yes', 1) ?? [] };
}

/** The columns of the file it names. */
export function touchColumns(mapping: TouchMapping): NamedColumn[] {
	const { lead, at, type, detail, channel, byUs } = mapping;
	return [
		['lead.column', lead.column],
		['at', at],
		['type', type],
		['detail', detail],
		['channel', channel],
		['byUs.column', byUs?.column],
		...typedColumns(mapping)
	];
}
