import type { FieldReason } from '#lib/domain/mapping/field-finder.ts';
import type { FileRole, SideMappings, SideRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';
import type { FileHow, FileLook } from '../file-look.ts';
import type { JobStatus } from '../job-status.ts';

/** One of several files that are to become a dataset, as a list shows it. */
export interface GroupedFile {
	upload: string;
	name: string;
	bytes: number;
	/** The look at it. */
	job: JobStatus;
	/** What the look has found; null while it goes on, or where it failed. */
	found: { how: FileHow; rows: number; columns: number; brokenRows: number } | null;
	/** What it is, by somebody's word or else by its header and values; null where nobody knows yet. */
	role: FileRole | null;
	/** What it seems to be, and how sure that is, 0..1. */
	suggested: { role: FileRole; confidence: number } | null;
	/** Somebody has said what it is. */
	said: boolean;
	/** Names of other files with leads and this header: they are taken together. */
	together: string[];
	/** Its header differs from that of the first file with leads, so that it cannot hold leads as well. */
	differs: boolean;
}

/** Files of leads, which share a header, with what is suggested for them. */
export interface LeadFiles {
	files: { upload: string; name: string; bytes: number; look: FileLook }[];
	suggestion: SuggestedMapping;
	/** What the page begins with. */
	mapping: SuggestedMapping['mapping'];
}

/** Files of one role and header, which share a mapping. */
export interface SideFiles<R extends SideRole = SideRole> {
	role: R;
	files: { upload: string; name: string; bytes: number; look: FileLook }[];
	/** What the page begins with; null where the role needs columns that were not found. */
	mapping: SideMappings[R] | null;
	suggested: SideMappings[R] | null;
	reasons: FieldReason[];
}

/** What a mapping says of the files, in their order; null where it does not speak of one. */
export interface FittedMapping {
	leads: Mapping;
	sides: (SideMappings[SideRole] | null)[];
}

/** Everything the mapping of several files needs. */
export interface GroupMapping {
	leads: LeadFiles;
	sides: SideFiles[];
	unused: string[];
}
