/** Systems whose exports are recognised. */
export type Crm = 'salesforce' | 'hubspot' | 'pipedrive' | 'zoho' | 'dynamics-365' | 'odoo';

/** What one row of an export is. `leads` and `contacts` are both read as leads. */
export type CrmObject = 'leads' | 'contacts' | 'deals' | 'activities';

/** What a column of an export can mean; those of leads are the roles of a mapping. */
export type PresetRole =
	| 'id'
	| 'createdAt'
	| 'source'
	| 'value'
	| 'currency'
	| 'account'
	| 'owner'
	| 'email'
	| 'workedAt'
	| 'acceptedAt'
	| 'rejectedReason'
	| 'optIn'
	| 'score'
	/** Of a deal: when it was closed, its stage and its product. */
	| 'closedAt'
	| 'stage'
	| 'product'
	/** Of a deal or an activity: the lead it belongs to. */
	| 'lead'
	/** Of an activity. */
	| 'at'
	| 'type'
	| 'detail'
	| 'direction';

/** One kind of export: how it is told from others, and what its columns mean. Names are tried in their order. */
export interface CrmPreset {
	crm: Crm;
	object: CrmObject;
	/** Headers hardly any other file has; each with its spellings (field name, English, German). */
	signature: string[][];
	/** Headers it usually has besides. */
	usual: string[][];
	roles: Partial<Record<PresetRole, string[]>>;
	/** Where its outcome stands, best first. */
	outcomes: PresetOutcome[];
}

export type PresetOutcome =
	| { wonAt: string[]; lostAt: string[] }
	/** `at`: when it was won or lost, where the export says so of closed ones. */
	| { column: string[]; won: string[]; lost: string[]; at?: string[] };

/** Names of a closed stage as the systems ship them, in lower case. */
export const STAGES_WON = [
	'closed won',
	'closedwon',
	'won',
	'geschlossen und gewonnen',
	'geschlossen/gewonnen',
	'geschlossen gewonnen',
	'abgeschlossen und gewonnen',
	'abgeschlossen - gewonnen',
	'gewonnen'
];

export const STAGES_LOST = [
	'closed lost',
	'closedlost',
	'closed lost to competition',
	'closed-lost to competition',
	'lost',
	'geschlossen und verloren',
	'geschlossen/verloren',
	'geschlossen verloren',
	'abgeschlossen und verloren',
	'abgeschlossen - verloren',
	'verloren'
];

/** A yes in a column of flags, in lower case. */
export const YES = ['true', 'yes', '1', 'wahr', 'ja', 'converted', 'konvertiert'];
