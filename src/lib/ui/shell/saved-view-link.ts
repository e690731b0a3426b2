/** A saved view as the pages show it. */
export interface SavedViewLink {
	id: string;
	name: string;
	note: string;
	/** Path and query. */
	address: string;
}
