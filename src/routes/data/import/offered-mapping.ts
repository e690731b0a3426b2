/** A saved mapping as the page lists it. */
export interface OfferedMapping {
	id: string;
	name: string;
	/** The file it was made for. */
	file: string;
	savedAt: string;
	/** Whether the file at hand has the same columns. */
	fits: boolean;
}
