import { describe, expect, it } from 'vitest';
import { groupBy, readRows } from './read-sample.ts';

const leads = readRows('leads.csv');
const costs = readRows('costs.csv');
const sourcesWithCost = new Set(costs.map((cost) => cost.source));
const campaignMonth = (month: string, source: string, campaign: string) =>
	`${month} ${source} ${campaign}`;

describe('costs of the sample', () => {
	it('cover the 24 months by source and campaign, once each', () => {
		expect(new Set(costs.map((cost) => cost.month)).size).toBe(24);
		const keys = costs.map((cost) => [cost.month, cost.source, cost.campaign, cost.kind].join());
		expect(new Set(keys).size).toBe(costs.length);
		expect(costs.every((cost) => /^\d+\.\d\d$/.test(cost.amount))).toBe(true);
	});

	it('have sales and tools every month, which belong to no source', () => {
		for (const kind of ['sales', 'tool']) {
			const rows = costs.filter((cost) => cost.kind === kind);
			expect(rows).toHaveLength(24);
			expect(rows.every((cost) => cost.source === '' && cost.visits === '')).toBe(true);
		}
	});

	it('are unknown for referral and partner', () => {
		for (const source of ['referral', 'partner']) {
			expect(sourcesWithCost).not.toContain(source);
			expect(leads.some((lead) => lead.source === source)).toBe(true);
		}
	});

	it('are known wherever another source brought leads', () => {
		const known = new Set(
			costs.map((cost) => campaignMonth(cost.month, cost.source, cost.campaign))
		);
		for (const lead of leads) {
			if (['referral', 'partner'].includes(lead.source)) continue;
			const month = lead.created_at.slice(0, 7);
			expect(known).toContain(campaignMonth(month, lead.source, lead.utm_campaign));
		}
	});

	it('go every month to a trade magazine that no lead names', () => {
		expect(costs.filter((cost) => cost.source === 'trade magazine')).toHaveLength(24);
		expect(leads.some((lead) => lead.source === 'trade magazine')).toBe(false);
	});

	it('come with visits online and clicks where clicks are bought', () => {
		for (const [source, rows] of groupBy(costs, (cost) => cost.source)) {
			const paid = ['paid search', 'LinkedIn ads'].includes(source);
			const online = paid || ['organic search', 'e-mail', 'webinar', 'podcast'].includes(source);
			for (const row of rows) {
				expect(row.visits !== '', source).toBe(online);
				expect(row.clicks !== '' && row.impressions !== '', source).toBe(paid);
			}
		}
	});

	it('make a trade fair lead the dearest, and it does not buy more often', () => {
		const perLead = (source: string) => {
			const spent = costs
				.filter((cost) => cost.source === source)
				.map((cost) => Number(cost.amount));
			const count = leads.filter((lead) => lead.source === source).length;
			return spent.reduce((sum, amount) => sum + amount, 0) / count;
		};
		for (const source of ['paid search', 'LinkedIn ads', 'e-mail', 'webinar', 'outbound']) {
			expect(perLead('trade fair'), source).toBeGreaterThan(1.5 * perLead(source));
		}
	});
});
