import type { LeadKey } from './lead-key.ts';
import type { SideFile } from './side-file.ts';

/** Which column of a file of stage changes plays which role; a row says that a lead reached a stage. */
export interface StageMapping extends SideFile {
	lead: LeadKey;
	stage: string;
	at: string;
	/** Why, above all why sales or the lead said no. */
	reason: string | null;
}
