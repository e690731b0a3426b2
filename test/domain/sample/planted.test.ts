import { describe, expect, it } from 'vitest';
import { sampleLeads } from '#lib/domain/sample/sample-leads.ts';
import { cardPoints, uncappedPoints } from './card-points.ts';
import { judgedLeads, time, trainAndTest } from './judged-leads.ts';
import { groupBy, readBaseline, readRows } from './read-sample.ts';

type Row = Record<string, string>;

const DAY = 86_400_000;
const card = readBaseline();
const rows = readRows('leads.csv');
const leads = judgedLeads(rows, card);
const usable = leads.filter((lead) => lead.status === 'usable');
const { train, test } = trainAndTest(leads);

const share = <T>(of: T[], which: (each: T) => boolean) => of.filter(which).length / of.length;
const winRate = (of: { won: boolean }[]) => share(of, (lead) => lead.won);
const count = (status: string) => leads.filter((lead) => lead.status === status).length;
const winners = rows.filter((row) => row.won_at !== '');

describe('the leads of the sample', () => {
	it('hold at least 400 wins among the mature training leads, and 100 among the test leads', () => {
		expect(rows).toHaveLength(9_000);
		expect(train.filter((lead) => lead.won).length).toBeGreaterThanOrEqual(400);
		expect(test.filter((lead) => lead.won).length).toBeGreaterThanOrEqual(100);
	});

	it('pass the MQL gate of today in about a quarter, the SQL gate in about a tenth of cases', () => {
		const over = (gate: number) => share(usable, (lead) => cardPoints(card, lead.row) >= gate);
		expect(over(card.thresholds.mql!)).toBeGreaterThan(0.22);
		expect(over(card.thresholds.mql!)).toBeLessThan(0.3);
		expect(over(card.thresholds.sql!)).toBeGreaterThan(0.08);
		expect(over(card.thresholds.sql!)).toBeLessThan(0.12);
	});

	it('seldom reach a cap', () => {
		const capped = (lead: { row: Row }) =>
			cardPoints(card, lead.row) !== uncappedPoints(card, lead.row);
		expect(share(usable as { row: Row }[], capped)).toBeLessThan(0.01);
	});

	it('miss employees, industry, job role and answers in realistic shares', () => {
		const missing = (column: string) => share(rows, (row) => row[column] === '');
		for (const column of ['employees', 'industry', 'job_role']) {
			expect(missing(column), column).toBeGreaterThan(0.08);
			expect(missing(column), column).toBeLessThan(0.18);
		}
		for (const column of ['need', 'timeline', 'budget', 'authority']) {
			expect(missing(column), column).toBeGreaterThan(0.4);
			expect(missing(column), column).toBeLessThan(0.8);
		}
	});
});

describe('planted in the sample', () => {
	it('two redundant rules: free e-mail address and no company known, nearly but not quite the same', () => {
		const freemail = rows.map((row) => Number(row.email_kind === 'freemail'));
		const unnamed = rows.map((row) => Number(row.account === ''));
		expect(phi(freemail, unnamed)).toBeGreaterThan(0.75);
		expect(phi(freemail, unnamed)).toBeLessThan(0.9);
	});

	it('a rule no winner ever lacks, and one loser in eight does', () => {
		expect(winners.filter((row) => row.privacy_accepted_at === '')).toEqual([]);
		const losers = usable.filter((lead) => !lead.won);
		const without = share(losers, (lead) => lead.row.privacy_accepted_at === '');
		expect(without).toBeGreaterThan(0.1);
		expect(without).toBeLessThan(0.16);
	});

	it('a column filled only after the win', () => {
		const filled = rows.filter((row) => row.onboarding_contact !== '');
		expect(filled.every((row) => row.won_at !== '')).toBe(true);
		expect(filled.length / winners.length).toBeGreaterThan(0.85);
	});

	it('budget and authority, filled by sales after it has accepted a lead: about half of them after the decision time', () => {
		const accepted = new Map(
			readRows('stages.csv')
				.filter((change) => change.stage === 'SAL')
				.map((change) => [change.lead_id, time(change.at)])
		);
		const answered = rows.filter((row) => row.budget !== '' && row.authority !== '');
		expect(answered.every((row) => accepted.has(row.lead_id))).toBe(true);
		const late = (row: Row) => accepted.get(row.lead_id)! > time(row.created_at) + 14 * DAY;
		expect(share(answered, late)).toBeGreaterThan(0.4);
		expect(share(answered, late)).toBeLessThan(0.6);
		const filled = (won: boolean) =>
			share(
				usable.filter((lead) => lead.won === won),
				(lead) => lead.row.budget !== ''
			);
		expect(filled(true) / filled(false)).toBeGreaterThan(3);
	});

	it('need and timeline, asked within the signal window: only the answer tells, not that there is one', () => {
		const plain = (usable as { row: Row; won: boolean }[]).filter(
			(lead) => lead.row.demo_requested === 'no' && lead.row.timeline !== 'yes'
		);
		const asked = (lead: { row: Row }) => lead.row.need !== '' && lead.row.timeline !== '';
		let more = 0;
		for (const peers of groupBy(plain, (lead) => lead.row.source).values()) {
			const wins = peers.filter((lead) => lead.won);
			more += wins.filter(asked).length - wins.length * share(peers, asked);
		}
		expect(Math.abs(more) / plain.filter((lead) => lead.won).length).toBeLessThan(0.04);
	});

	it('recent cohorts that have not had time to close', () => {
		expect(count('immature')).toBeGreaterThan(1_000);
		const naive = (status: string) =>
			share(
				leads.filter((lead) => lead.status === status),
				(lead) => lead.row.won_at !== ''
			);
		expect(naive('immature')).toBeLessThan(naive('usable') * 0.7);
		const september = rows.filter((row) => row.created_at.startsWith('2026-09'));
		expect(share(september, (row) => row.won_at !== '')).toBeLessThan(0.02);
	});

	it('a few leads decided within the signal window, and late wins after the horizon', () => {
		expect(count('decided before')).toBeGreaterThan(80);
		expect(count('decided before')).toBeLessThan(200);
		const late = usable.filter((lead) => time(lead.row.won_at) > lead.knownAt);
		expect(late.length).toBeGreaterThan(50);
		expect(late.length / winners.length).toBeLessThan(0.12);
	});

	it('exclusions that take out wins too', () => {
		const excluded = leads.filter((lead) => lead.status === 'exclusion');
		expect(excluded.length).toBeGreaterThan(200);
		expect(excluded.filter((lead) => lead.row.won_at !== '').length).toBeGreaterThan(3);
	});

	it('a tiny source with a lucky rate, which a larger set of the same truth does not have', () => {
		const podcast = usable.filter((lead) => lead.row.source === 'podcast');
		expect([podcast.length, podcast.filter((lead) => lead.won).length]).toEqual([14, 6]);
		const many = [...sampleLeads({ leads: 300_000, seed: 1, details: false })]
			.map(({ row }) => row)
			.filter((row) => row.source === 'podcast');
		expect(many.length).toBeGreaterThan(350);
		expect(share(many, (row) => row.won_at !== null)).toBeLessThan(winRate(usable) * 1.2);
	});

	it('a seasonal dip in August and at the turn of the year', () => {
		const perDay = (from: string, to: string) => {
			const days = (Date.parse(to) - Date.parse(from)) / DAY;
			return rows.filter((row) => row.created_at >= from && row.created_at < to).length / days;
		};
		for (const year of [2025, 2026]) {
			const usual = perDay(`${year}-05-01`, `${year}-08-01`);
			expect(perDay(`${year}-08-01`, `${year}-09-01`) / usual).toBeLessThan(0.65);
			const turn = perDay(`${year - 1}-12-20`, `${year}-01-05`);
			expect(turn / usual).toBeLessThan(0.45);
		}
	});

	it('colleagues of one account, who share its attributes; some win together', () => {
		const named = rows.filter((row) => row.account !== '' && !row.account.includes('scorewerk'));
		const teams = [...groupBy(named, (row) => row.account).values()].filter(
			(team) => team.length > 1
		);
		expect(teams.flat().length / rows.length).toBeGreaterThan(0.15);
		for (const team of teams) {
			const facts = team.map((row) => [row.industry, row.employees, row.country].join());
			expect(new Set(facts).size, team[0].account).toBe(1);
		}
		const sharing = teams
			.map((team) => team.filter((row) => row.won_at !== '').length)
			.reduce((sum, wins) => sum + (wins > 1 ? wins : 0), 0);
		expect(sharing / winners.length).toBeGreaterThan(0.02);
		expect(sharing / winners.length).toBeLessThan(0.1);
	});
});

function phi(a: number[], b: number[]): number {
	const mean = (of: number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
	const [p, q, both] = [mean(a), mean(b), mean(a.map((value, i) => value * b[i]))];
	return (both - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
}
