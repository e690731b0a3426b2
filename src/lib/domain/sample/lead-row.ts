/** A row of leads.csv; `null` is an empty field. Times are ISO 8601 in UTC. */
export interface LeadRow {
	lead_id: string;
	created_at: string;
	source: string;
	utm_source: string | null;
	utm_medium: string | null;
	utm_campaign: string | null;
	landing_page: string | null;
	/** Domain of the company. */
	account: string | null;
	industry: string | null;
	employees: number | null;
	job_role: string | null;
	country: string;
	email_kind: 'business' | 'freemail';
	opt_in: YesNo | null;
	privacy_accepted_at: string | null;
	/** Filled by sales after it has accepted the lead, so often after the decision time. */
	budget: Answer | null;
	authority: Answer | null;
	/** Asked on the form, at the stand or on the first call, within the signal window. */
	need: Answer | null;
	timeline: Answer | null;
	page_views_14d: number;
	blog_reads_14d: number;
	downloads_14d: number;
	email_opens_14d: number;
	email_clicks_14d: number;
	webinars_14d: number;
	pricing_views_14d: number;
	demo_requested: YesNo;
	unsubscribed: YesNo;
	/** Undated: holds what became known after the decision time. */
	crm_score: number | null;
	owner: string;
	mql_at: string | null;
	worked_at: string | null;
	accepted_at: string | null;
	won_at: string | null;
	lost_at: string | null;
	deal_value_eur: string | null;
	/** Filled after the win. */
	onboarding_contact: string | null;
}

export type YesNo = 'yes' | 'no';
export type Answer = 'yes' | 'no' | 'unknown';
export type LeadColumn = keyof LeadRow;

/** The header of leads.csv, in order. */
export const leadColumns = [
	'lead_id',
	'created_at',
	'source',
	'utm_source',
	'utm_medium',
	'utm_campaign',
	'landing_page',
	'account',
	'industry',
	'employees',
	'job_role',
	'country',
	'email_kind',
	'opt_in',
	'privacy_accepted_at',
	'budget',
	'authority',
	'need',
	'timeline',
	'page_views_14d',
	'blog_reads_14d',
	'downloads_14d',
	'email_opens_14d',
	'email_clicks_14d',
	'webinars_14d',
	'pricing_views_14d',
	'demo_requested',
	'unsubscribed',
	'crm_score',
	'owner',
	'mql_at',
	'worked_at',
	'accepted_at',
	'won_at',
	'lost_at',
	'deal_value_eur',
	'onboarding_contact'
] as const satisfies readonly LeadColumn[];
