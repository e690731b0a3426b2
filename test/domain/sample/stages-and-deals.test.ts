import { describe, expect, it } from 'vitest';
import { groupBy, readRows } from './read-sample.ts';

const leads = readRows('leads.csv');
const stages = readRows('stages.csv');
const deals = readRows('deals.csv');
const stagesOf = groupBy(stages, (change) => change.lead_id);
const dealsOf = groupBy(deals, (deal) => deal.lead_id);
const reached = (stage: string) => leads.filter((lead) => at(lead.lead_id, stage) !== '').length;
const at = (id: string, stage: string) =>
	stagesOf.get(id)!.find((change) => change.stage === stage)?.at ?? '';

describe('stages of the sample', () => {
	it('begin with the creation of each lead and never go back in time', () => {
		expect(stagesOf.size).toBe(leads.length);
		for (const lead of leads) {
			const changes = stagesOf.get(lead.lead_id)!;
			expect([changes[0].stage, changes[0].at]).toEqual(['lead', lead.created_at]);
			const times = changes.map((change) => change.at);
			expect(times, lead.lead_id).toEqual([...times].sort());
		}
	});

	it('say the same as the dates of the leads', () => {
		for (const lead of leads) {
			const last = stagesOf.get(lead.lead_id)!.at(-1)!;
			expect(at(lead.lead_id, 'MQL'), lead.lead_id).toBe(lead.mql_at);
			const accepted = at(lead.lead_id, 'SQL') || at(lead.lead_id, 'opportunity');
			expect(accepted, lead.lead_id).toBe(lead.accepted_at);
			expect(last.stage === 'won' ? last.at : '', lead.lead_id).toBe(lead.won_at);
			expect(last.stage === 'lost' ? last.at : '', lead.lead_id).toBe(lead.lost_at);
		}
	});

	it('narrow from lead to won; sales accepts with its own judgement and rejects with a reason', () => {
		const counts = ['lead', 'MQL', 'SAL', 'SQL', 'opportunity', 'won'].map(reached);
		expect(counts).toEqual([...counts].sort((a, b) => b - a));
		const rejected = stages.filter((change) => change.stage === 'rejected');
		expect(rejected.length).toBeGreaterThan(150);
		expect(rejected.every((change) => change.reason !== '')).toBe(true);
	});

	it('skip a stage now and then, and some lost leads were reopened and won', () => {
		const won = leads.filter((lead) => lead.won_at !== '').map((lead) => lead.lead_id);
		const skipped = won.filter((id) => at(id, 'SQL') === '');
		expect(skipped.length).toBeGreaterThan(20);
		const reopened = won.filter((id) => at(id, 'lost') !== '');
		expect(reopened.length).toBeGreaterThan(15);
	});

	it('leave many losses without a date', () => {
		const old = leads.filter((lead) => lead.created_at < '2025-06' && lead.won_at === '');
		const undated = old.filter((lead) => lead.lost_at === '').length / old.length;
		expect(undated).toBeGreaterThan(0.15);
		expect(undated).toBeLessThan(0.25);
	});
});

describe('deals of the sample', () => {
	it('have numbers of their own, belong to a lead and carry its account', () => {
		expect(new Set(deals.map((deal) => deal.deal_id)).size).toBe(deals.length);
		const byId = new Map(leads.map((lead) => [lead.lead_id, lead]));
		for (const deal of deals) expect(deal.account).toBe(byId.get(deal.lead_id)!.account);
		expect(deals.every((deal) => deal.currency === 'EUR' && Number(deal.amount_eur) > 0)).toBe(
			true
		);
	});

	it('are won with the lead, for the value the lead shows', () => {
		for (const lead of leads) {
			const first = dealsOf.get(lead.lead_id)?.[0];
			if (lead.deal_value_eur === '') {
				expect(first?.won ?? '', lead.lead_id).not.toBe('yes');
			} else {
				expect([first?.amount_eur, first?.closed_at, first?.won], lead.lead_id).toEqual([
					lead.deal_value_eur,
					lead.won_at,
					'yes'
				]);
			}
		}
	});

	it('are signed by two colleagues at once now and then: two leads won, one deal', () => {
		const wonOn = new Set(deals.map((deal) => `${deal.account} ${deal.closed_at}`));
		const shared = leads.filter((lead) => lead.won_at !== '' && lead.deal_value_eur === '');
		expect(shared.length).toBeGreaterThan(3);
		for (const lead of shared) expect(wonOn).toContain(`${lead.account} ${lead.won_at}`);
	});

	it('are won, lost or open', () => {
		const of = (won: string) => deals.filter((deal) => deal.won === won);
		expect(of('no').length).toBeGreaterThan(300);
		expect(of('').length).toBeGreaterThan(100);
		expect(of('').every((deal) => deal.closed_at === '')).toBe(true);
		const winRate = of('yes').length / (of('yes').length + of('no').length);
		expect(winRate).toBeGreaterThan(0.45);
		expect(winRate).toBeLessThan(0.75);
	});

	it('come twice from some customers, later and of another product', () => {
		const second = [...dealsOf.values()].filter((list) => list.length > 1);
		expect(second.length).toBeGreaterThan(100);
		for (const [first, next] of second) {
			expect(next.closed_at > first.closed_at).toBe(true);
			expect(next.product).not.toBe(first.product);
		}
	});
});
