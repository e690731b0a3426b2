import { describe, expect, it } from 'vitest';
import { time } from './judged-leads.ts';
import { groupBy, readRows } from './read-sample.ts';

type Row = Record<string, string>;

const DAY = 86_400_000;
const leads = readRows('leads.csv');
const byId = new Map(leads.map((row) => [row.lead_id, row]));
const touches = readRows('touches.csv');
const byLead = groupBy(touches, (touch) => touch.lead_id);

const touchesOf = (lead: Row) => byLead.get(lead.lead_id) ?? [];
const decidedAt = (lead: Row) => time(lead.created_at) + 14 * DAY;
const isEarly = (touch: Row) => time(touch.at) <= decidedAt(byId.get(touch.lead_id)!);

describe('touches of the sample', () => {
	it.each([
		['page_views_14d', 'page_view'],
		['blog_reads_14d', 'blog_read'],
		['downloads_14d', 'download'],
		['email_opens_14d', 'email_open'],
		['email_clicks_14d', 'email_click'],
		['webinars_14d', 'webinar'],
		['pricing_views_14d', 'pricing_view']
	])('%s counts the touches of the first 14 days, lead by lead', (column, type) => {
		for (const lead of leads) {
			const early = touchesOf(lead).filter((touch) => touch.type === type && isEarly(touch));
			if (early.length !== Number(lead[column])) expect.fail(`${lead.lead_id}: ${early.length}`);
		}
	});

	it.each([
		['demo_requested', 'demo_request'],
		['unsubscribed', 'unsubscribe']
	])('%s says whether there was one within 14 days', (column, type) => {
		for (const lead of leads) {
			const early = touchesOf(lead).filter((touch) => touch.type === type && isEarly(touch));
			const said = lead[column] === 'yes' ? 1 : 0;
			if (early.length !== said) expect.fail(`${lead.lead_id}: ${early.length}`);
		}
	});

	it('belong to leads, from creation to the data date, in order of time within a lead', () => {
		expect(touches.every((touch) => byId.has(touch.lead_id))).toBe(true);
		for (const [id, list] of byLead) {
			const times = list.map((touch) => touch.at);
			expect(times, id).toEqual([...times].sort());
			expect(times[0] >= byId.get(id)!.created_at, id).toBe(true);
			expect(times.at(-1)! < '2026-10-01', id).toBe(true);
		}
	});

	it('go on after the decision time, more of them for leads that are won', () => {
		const later = (won: boolean) => {
			const some = leads.filter((lead) => (lead.won_at !== '') === won);
			const counts = some.map((lead) => touchesOf(lead).filter((touch) => !isEarly(touch)).length);
			return counts.reduce((sum, count) => sum + count, 0) / some.length;
		};
		expect(later(false)).toBeGreaterThan(0.2);
		expect(later(true)).toBeGreaterThan(2 * later(false));
	});

	it('hold no mail to those who did not opt in or have unsubscribed', () => {
		const mail = touches.filter((touch) => touch.type.startsWith('email_'));
		expect(mail.every((touch) => byId.get(touch.lead_id)!.opt_in === 'yes')).toBe(true);
		for (const list of byLead.values()) {
			const left = list.findIndex((touch) => touch.type === 'unsubscribe');
			const after = left < 0 ? [] : list.slice(left).filter((touch) => touch.at > list[left].at);
			expect(after.filter((touch) => touch.type.startsWith('email_'))).toEqual([]);
		}
	});

	it('say the stage of the buyer for blog reads and downloads, the channel for page views', () => {
		const details = (type: string) =>
			new Set(touches.filter((touch) => touch.type === type).map((touch) => touch.detail));
		const stages = new Set(['awareness', 'consideration', 'decision']);
		expect(details('blog_read')).toEqual(stages);
		expect(details('download')).toEqual(stages);
		expect(details('page_view')).toContain('direct');
		expect(details('page_view')).toContain('paid search');
		expect(details('webinar')).toEqual(new Set(['']));
	});
});
