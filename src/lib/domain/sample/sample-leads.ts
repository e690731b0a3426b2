import { Accounts } from './accounts.ts';
import { attributes, type Attributes } from './attributes.ts';
import { baseline } from './baseline.ts';
import { DAY, timestamp } from './calendar.ts';
import { cardReader } from './card-reader.ts';
import { channelledTouches, type ChannelledTouch } from './channelled-touches.ts';
import { creations } from './creations.ts';
import { dealsOf, type Deal } from './deals.ts';
import { drawFrom, type Draw } from './draw.ts';
import { euros } from './euros.ts';
import { fate, type Fate } from './fate.ts';
import type { Answer, LeadRow } from './lead-row.ts';
import { ourTouches, type ContactSpan } from './our-touches.ts';
import { salesCourse, type StageChange } from './sales-course.ts';
import { laterTouches, touches, type Touch } from './touches.ts';
import { truth } from './truth.ts';

/** One lead with everything the sample knows of it. */
export interface SampleLead {
	row: LeadRow;
	/** Minute of creation. */
	createdAt: number;
	stages: StageChange[];
	deals: Deal[];
	/** Empty where `details` is off. */
	touches: ChannelledTouch[];
}

export interface SampleOptions {
	leads: number;
	seed: number;
	/** Without details the touches are left out; the rest stays the same. */
	details?: boolean;
}

const WINDOW = baseline.signalWindowDays * DAY;
const HORIZON = baseline.horizonDays * DAY;
const GATES = { mql: baseline.thresholds.mql ?? 0, sql: baseline.thresholds.sql ?? 0 };
const card = cardReader(baseline, truth.weights, truth.missing);

/**
 * The leads of the made-up vendor in order of creation, one at a time: a million need no more memory than
 * a thousand. The same options give the same leads.
 *
 * @throws Error `sampleLeads: ...` unless `leads` is a whole number from 1 and `seed` a whole number
 * @example [...sampleLeads({ leads: 3, seed: 1 })][0].row.lead_id // 'L-000001'
 */
export function* sampleLeads({
	leads,
	seed,
	details = true
}: SampleOptions): Generator<SampleLead> {
	if (!Number.isSafeInteger(leads) || leads < 1) throw new Error(`sampleLeads: ${leads} leads`);
	if (!Number.isSafeInteger(seed)) throw new Error(`sampleLeads: seed ${seed}`);
	const draw = drawFrom(seed);
	const detailDraws = { own: drawFrom(seed ^ 0x5bd1e995), ours: drawFrom(seed ^ 0x1b873593) };
	const accounts = new Accounts(leads, draw);
	const width = Math.max(6, String(leads).length);
	let number = 0;
	for (const creation of creations(leads, draw)) {
		const id = `L-${String(++number).padStart(width, '0')}`;
		const known = attributes(id, creation, timestamp(creation.minute), accounts, draw);
		yield course(known, creation.minute, draw, details ? detailDraws : null);
	}
}

function course(
	known: Attributes,
	createdAt: number,
	draw: Draw,
	detailDraws: DetailDraws | null
): SampleLead {
	const { row, account, interest } = known;
	const decidedAt = createdAt + WINDOW;
	const excluded = card.excluded(row);
	const logit = truth.intercept + card.logit(card.states(row)) + (excluded ? truth.excluded : 0);
	const probability = 1 / (1 + Math.exp(-logit));
	const drawn = fate(createdAt, decidedAt, HORIZON, probability, draw);
	const joint = joinsDeal(drawn, decidedAt, account.dealAt, draw);
	const end = joint ? { ...drawn, at: account.dealAt } : drawn;
	acceptPrivacy(row, end, draw);
	const points = excluded ? null : card.points(card.states(row));
	const lead = { createdAt, decidedAt, points, gates: GATES, probability, fate: end };
	const sales = salesCourse(lead, draw);
	const deals = joint ? [] : dealsOf(sales.stages, account.employees, draw);
	if (end.end === 'won' && !joint) account.dealAt = end.at;
	const span = { from: decidedAt, to: end.at ?? decidedAt + HORIZON };
	const later = laterTouches(span, end.end === 'won', interest, draw);
	recordSales(row, sales.stages, deals, draw);
	row.mql_at = stamp(sales.mqlAt);
	row.worked_at = stamp(sales.workedAt);
	row.accepted_at = stamp(sales.acceptedAt);
	row.crm_score = points === null ? null : undatedScore(points, later, sales.stages);
	const own = detailDraws ? touches(row, createdAt, later, span, detailDraws.own) : [];
	const contact = { createdAt, workedAt: sales.workedAt, until: span.to };
	const list = detailDraws ? allTouches(row, own, contact, detailDraws.ours) : [];
	return { row, createdAt, stages: sales.stages, deals, touches: list };
}

/** The lead's own touches are drawn apart from what became of them, so that neither changes with the other. */
interface DetailDraws {
	own: Draw;
	/** Inquiries, what the vendor did, and all channels. */
	ours: Draw;
}

function allTouches(row: LeadRow, own: Touch[], span: ContactSpan, draw: Draw): ChannelledTouch[] {
	const inquiry: Touch = { at: span.createdAt, type: 'inquiry', detail: '' };
	const list = [inquiry, ...ourTouches(row, own, span, draw), ...own];
	return channelledTouches(
		row,
		list.sort((a, b) => a.at - b.at),
		draw
	);
}

/** Colleagues decide apart; but where both win within the horizon, most sign one deal on one day. */
function joinsDeal(drawn: Fate, decidedAt: number, dealAt: number | null, draw: Draw): boolean {
	const together = draw.chance(0.7);
	if (drawn.end !== 'won' || drawn.early || drawn.late || dealAt === null) return false;
	return together && dealAt > decidedAt && dealAt <= decidedAt + HORIZON;
}

/** Every winner accepted the privacy notice, some losers did not: a rule no winner lacks. */
function acceptPrivacy(row: LeadRow, end: Fate, draw: Draw): void {
	const accepted = draw.chance(truth.privacyAcceptedByLosers);
	if (!accepted && end.end !== 'won') row.privacy_accepted_at = null;
}

function recordSales(row: LeadRow, stages: StageChange[], deals: Deal[], draw: Draw): void {
	const last = stages[stages.length - 1];
	const contact = draw.chance(0.92) ? `CSM-${1 + draw.below(6)}` : null;
	const said = [draw.uniform(), draw.uniform(), draw.uniform()];
	if (last.stage === 'lost') row.lost_at = stamp(last.at);
	if (last.stage === 'won') {
		row.won_at = stamp(last.at);
		row.onboarding_contact = contact;
		row.deal_value_eur = deals.length > 0 ? euros(deals[0].amountCents) : null;
	}
	if (said[0] < 0.85 && stages.some((change) => change.stage === 'SAL')) {
		row.budget = answer(said[1], last.stage === 'won');
		row.authority = answer(said[2], last.stage === 'won');
	}
}

function answer(u: number, won: boolean): Answer {
	return u < (won ? 0.75 : 0.4) ? 'yes' : u < 0.85 ? 'no' : 'unknown';
}

/** What the CRM shows on the day of the export: today's points plus all that came later. */
function undatedScore(points: number, later: number, stages: StageChange[]): number {
	const reached = (stage: string) => stages.some((change) => change.stage === stage);
	const bonus = (reached('opportunity') ? 20 : 0) + (reached('won') ? 20 : 0);
	return Math.min(120, points + 2 * Math.min(10, later) + bonus);
}

function stamp(minute: number | null): string | null {
	return minute === null ? null : timestamp(minute);
}
