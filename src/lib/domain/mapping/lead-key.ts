/**
 * How a row of another file says which lead it belongs to: its `column` holds the id of a lead, an e-mail address
 * (compared without blanks around it and in lower case), or what stands in a column of the lead file. Where several
 * leads share the value, the one created first has the row.
 */
export interface LeadKey {
	column: string;
	by: 'id' | 'email' | { column: string };
}
