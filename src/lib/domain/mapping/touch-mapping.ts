import type { LeadKey } from './lead-key.ts';
import type { FlagColumn, SideFile } from './side-file.ts';

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
