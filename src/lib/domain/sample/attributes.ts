import type { Account, Accounts } from './accounts.ts';
import { date } from './calendar.ts';
import type { Creation } from './creations.ts';
import type { Draw } from './draw.ts';
import type { Answer, LeadRow, YesNo } from './lead-row.ts';
import type { SourceProfile } from './source-profiles.ts';

/** What is known of a lead at its decision time, and what stays hidden behind it. */
export interface Attributes {
	row: LeadRow;
	account: Account;
	/** How interested the lead is, 1 for a usual one; drives what it does, never whether it buys. */
	interest: number;
}

const OTHER_ROLES = [
	['team lead', 24],
	['specialist', 44],
	['IT', 17],
	['assistant', 12],
	['student', 3]
] as const;
const OWNERS = ['AK', 'BM', 'CS', 'DW', 'EH', 'FL', 'GR', 'HT'];

/**
 * Draws everything about a lead that is settled by the end of the signal window, its outcome excepted.
 *
 * @example attributes('L-1', creation, '2024-10-01T09:12:00Z', accounts, drawFrom(1)).row.won_at // null
 */
export function attributes(
	id: string,
	creation: Creation,
	createdAt: string,
	accounts: Accounts,
	draw: Draw
): Attributes {
	const { source } = creation;
	const freemail = draw.chance(source.freemail);
	const account = accountOf(freemail, accounts, draw);
	const interest = draw.logNormal(1, 0.7);
	const row: LeadRow = {
		lead_id: id,
		created_at: createdAt,
		...origin(source, draw),
		account: account.name,
		industry: account.industryKnown ? account.industry : null,
		employees: account.employeesKnown ? account.employees : null,
		job_role: jobRole(source, draw),
		country: account.country,
		email_kind: freemail ? 'freemail' : 'business',
		opt_in: optIn(source, draw),
		privacy_accepted_at: date(creation.minute),
		budget: null,
		authority: null,
		need: null,
		timeline: null,
		...NOTHING_DONE,
		crm_score: null,
		owner: OWNERS[draw.below(OWNERS.length)],
		...NOTHING_HAPPENED
	};
	engage(row, source, interest, draw);
	return { row, account, interest };
}

const NOTHING_DONE = {
	page_views_14d: 0,
	blog_reads_14d: 0,
	downloads_14d: 0,
	email_opens_14d: 0,
	email_clicks_14d: 0,
	webinars_14d: 0,
	pricing_views_14d: 0,
	demo_requested: 'no',
	unsubscribed: 'no'
} as const;
const NOTHING_HAPPENED = {
	mql_at: null,
	worked_at: null,
	accepted_at: null,
	won_at: null,
	lost_at: null,
	deal_value_eur: null,
	onboarding_contact: null
} as const;

/** Most freemail leads name no company and most others do: two rules say nearly the same. */
function accountOf(freemail: boolean, accounts: Accounts, draw: Draw): Account {
	if (draw.chance(freemail ? 0.85 : 0.03)) return accounts.unnamed();
	return draw.chance(0.004) ? accounts.competitor() : accounts.next();
}

function origin(source: SourceProfile, draw: Draw) {
	return {
		source: source.name,
		utm_source: source.utmSource || null,
		utm_medium: source.utmMedium || null,
		utm_campaign: draw.weighted(source.campaigns) || null,
		landing_page: source.landingPages.length > 0 ? draw.weighted(source.landingPages) : null
	};
}

function jobRole(source: SourceProfile, draw: Draw): string | null {
	const role = draw.chance(source.decisionMaker)
		? draw.chance(0.4)
			? 'managing director'
			: 'head of department'
		: draw.weighted(OTHER_ROLES);
	return draw.chance(0.1) && role !== 'student' ? null : role;
}

function optIn(source: SourceProfile, draw: Draw): YesNo | null {
	if (draw.chance(source.optIn)) return 'yes';
	return draw.chance(0.6) ? 'no' : null;
}

function engage(row: LeadRow, source: SourceProfile, interest: number, draw: Draw): void {
	const web = Math.min(6, source.webInterest * interest);
	row.page_views_14d = draw.poisson(1.6 * web);
	row.blog_reads_14d = draw.poisson(0.45 * web);
	row.downloads_14d = draw.poisson(0.3 * web);
	row.pricing_views_14d = draw.poisson(0.22 * web);
	const demoPage = row.landing_page === '/lp/demo' || row.landing_page === '/contact';
	if (draw.chance(Math.min(0.6, (demoPage ? 0.11 : 0.06) * web))) row.demo_requested = 'yes';
	if (draw.chance(source.webinar)) row.webinars_14d = 1 + draw.poisson(0.1);
	if (row.opt_in === 'yes') mail(row, interest, draw);
	const asked = draw.chance(source.asked + (row.demo_requested === 'yes' ? 0.25 : 0));
	if (asked) {
		row.need = answer(draw, 0.5, 0.2);
		row.timeline = answer(draw, 0.3, 0.35);
	}
}

function mail(row: LeadRow, interest: number, draw: Draw): void {
	row.email_opens_14d = draw.poisson(Math.min(8, 0.7 + 0.8 * interest));
	for (let i = 0; i < row.email_opens_14d; i++) if (draw.chance(0.3)) row.email_clicks_14d++;
	if (draw.chance(0.08)) row.unsubscribed = 'yes';
}

function answer(draw: Draw, yes: number, no: number): Answer {
	const u = draw.uniform();
	return u < yes ? 'yes' : u < yes + no ? 'no' : 'unknown';
}
