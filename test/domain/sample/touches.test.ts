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
			const counts = some.map(
				(lead) => touchesOf(lead).filter((touch) => !isEarly(touch) && touch.by_us === 'no').length
			);
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

	it('begin with an inquiry at creation, through the source of the lead most of the time', () => {
		const first = leads.map((lead) => ({ lead, touch: touchesOf(lead)[0] }));
		expect(first.every(({ lead, touch }) => touch.at === lead.created_at)).toBe(true);
		expect(new Set(first.map(({ touch }) => touch.type))).toEqual(new Set(['inquiry']));
		const wins = first.filter(({ lead }) => lead.won_at !== '');
		const through = (some: typeof first) =>
			some.filter(({ lead, touch }) => touch.channel === lead.source).length / some.length;
		expect(through(wins)).toBeGreaterThan(0.75);
		expect(Math.abs(through(wins) - through(first))).toBeLessThan(0.04);
	});

	it('come from the vendor where a mail was sent or somebody called', () => {
		const ours = new Set(touches.filter(({ by_us }) => by_us === 'yes').map(({ type }) => type));
		expect(ours).toEqual(new Set(['email_sent', 'call']));
		expect(touches.every(({ type, by_us }) => (by_us === 'yes') === ours.has(type))).toBe(true);
		expect(touches.every(({ channel }) => channel !== '')).toBe(true);
	});

	it('hold the first action of sales as the first call', () => {
		for (const lead of leads) {
			const call = touchesOf(lead).find(({ type }) => type === 'call');
			expect(call?.at ?? '', lead.lead_id).toBe(lead.worked_at);
		}
	});

	it('hold a mail before every one that was opened', () => {
		for (const [id, list] of byLead) {
			const mails = { sent: 0, opened: 0 };
			for (const { type } of list) {
				if (type === 'email_sent') mails.sent++;
				if (type === 'email_open') mails.opened++;
				if (mails.opened > mails.sent) expect.fail(id);
			}
		}
	});
});
