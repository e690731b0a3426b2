/** What a text finds in the leads. */
export interface FoundInData {
	/** Ids of leads, and the column they stand in. */
	leads: string[];
	leadField: string | null;
	sources: { source: string; leads: number }[];
	sourceField: string | null;
}
