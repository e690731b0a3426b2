import { describe, expect, it } from 'vitest';
import { cardPoints } from './card-points.ts';
import { judgedLeads, time } from './judged-leads.ts';
import { readBaseline, readRows } from './read-sample.ts';

const DAY = 86_400_000;
const card = readBaseline();
const { mql, sql } = card.thresholds;
const usable = judgedLeads(readRows('leads.csv'), card)
	.filter((lead) => lead.status === 'usable')
	.map((lead) => ({ ...lead, points: cardPoints(card, lead.row) }));
type Usable = (typeof usable)[number];

const bands = [
	usable.filter((lead) => lead.points >= sql!),
	usable.filter((lead) => lead.points >= mql! && lead.points < sql!),
	usable.filter((lead) => lead.points < mql!)
];
const worked = (lead: Usable) => lead.row.worked_at !== '';
const days = (lead: Usable) => (time(lead.row.worked_at) - time(lead.row.created_at)) / DAY;
const share = (of: Usable[], which: (lead: Usable) => boolean) =>
	of.filter(which).length / of.length;

describe('sales in the sample', () => {
	it('works high scores nearly always, others seldom', () => {
		const [hot, warm, cold] = bands.map((band) => share(band, worked));
		expect(hot).toBeGreaterThan(0.95);
		expect(warm).toBeGreaterThan(0.8);
		expect(cold).toBeGreaterThan(0.15);
		expect(cold).toBeLessThan(0.5);
	});

	it('works high scores first', () => {
		const [hot, warm, cold] = bands.map((band) => median(band.filter(worked).map(days)));
		expect(hot).toBeLessThan(warm);
		expect(warm).toBeLessThan(cold / 1.5);
	});

	it('has worked every lead that was won, before it was won', () => {
		const won = usable.filter((lead) => lead.row.won_at !== '');
		expect(won.every((lead) => time(lead.row.worked_at) < time(lead.row.won_at))).toBe(true);
	});

	it('makes worked leads of low score look better than they are, as in life', () => {
		const cold = bands[2];
		const rate = (of: Usable[]) => share(of, (lead) => lead.won);
		expect(rate(cold.filter(worked)) / rate(cold)).toBeGreaterThan(2);
	});
});

describe('the undated score of the CRM', () => {
	it('holds what came after the decision time', () => {
		const scored = usable.filter((lead) => lead.row.crm_score !== '');
		const today = auc(scored, (lead) => lead.points);
		const undated = auc(scored, (lead) => Number(lead.row.crm_score));
		expect(today).toBeGreaterThan(0.75);
		expect(today).toBeLessThan(0.85);
		expect(undated).toBeGreaterThan(0.95);
	});

	it('is missing where an exclusion of the card takes the lead out', () => {
		const leads = judgedLeads(readRows('leads.csv'), card);
		for (const lead of leads) {
			expect(lead.row.crm_score === '').toBe(lead.status === 'exclusion');
		}
	});
});

function median(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Share of pairs of a win and a loss in which the win scores higher, ties 1/2. */
function auc(leads: Usable[], score: (lead: Usable) => number): number {
	const won = leads.filter((lead) => lead.won).map(score);
	const lost = leads.filter((lead) => !lead.won).map(score);
	let higher = 0;
	for (const a of won) for (const b of lost) higher += a > b ? 1 : a === b ? 0.5 : 0;
	return higher / (won.length * lost.length);
}
