/** Something the server found wrong with a card: where in the file, in which rule, and what, as a sentence. */
export interface ServerIssue {
	path: string;
	rule: string;
	text: string;
}

/** Why a card was not saved or read. */
export interface Refusal {
	message: string;
	hint?: string;
	issues: ServerIssue[];
	/** The name belongs to another card, or the file has changed: saving again may replace it. */
	taken: boolean;
	/** Rules look at columns that are filled after the outcome: whoever knows may save all the same. */
	leaks?: boolean;
}
