import { describe, expect, it } from 'vitest';
import { groupRows } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, sampleRows, type Row } from './sample-rows.ts';
import { sourcesOf, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();

const DAY = 86_400_000;
const ms = (at: string) => Date.parse(at);
const opened = new Map(
	sampleRows('stages')
		.filter(({ stage }) => stage === 'opportunity')
		.toReversed()
		.map(({ lead_id, at }) => [lead_id, ms(at)])
);
const touches = groupRows(
	sampleRows('touches').filter(({ by_us, channel }) => by_us !== 'yes' && channel !== ''),
	({ lead_id }) => lead_id
);

/** Wins with the touches before them, oldest first. */
const wins = sampleRows('leads')
	.filter(({ won_at }) => won_at)
	.map((lead) => ({
		lead,
		path: (touches.get(lead.lead_id) ?? [])
			.filter(({ at }) => ms(at) <= ms(lead.won_at))
			.sort((a, b) => ms(a.at) - ms(b.at) || (a.channel < b.channel ? -1 : 1))
	}))
	.filter(({ path }) => path.length > 0);

/** What the milestones of a model get, and what all other touches get together. */
const SHARES: Record<string, { milestone: number; others: number }> = {
	first: { milestone: 1, others: 0 },
	last: { milestone: 1, others: 0 },
	linear: { milestone: 0, others: 1 },
	'u-shaped': { milestone: 0.4, others: 0.2 },
	'w-shaped': { milestone: 0.3, others: 0.1 },
	'full-path': { milestone: 0.225, others: 0.1 }
};

function milestonesOf(model: string, lead: Row, path: Row[]): number[] {
	const lastBy = (time: number | undefined) =>
		time === undefined ? -1 : path.filter(({ at }) => ms(at) <= time).length - 1;
	const end = path.length - 1;
	const [created, opportunity] = [lastBy(ms(lead.created_at)), lastBy(opened.get(lead.lead_id))];
	const known: Record<string, number[]> = {
		first: [0],
		last: [end],
		linear: [],
		'u-shaped': [0, created],
		'w-shaped': [0, created, opportunity],
		'full-path': [0, created, opportunity, end]
	};
	return known[model].filter((place) => place >= 0);
}

/** Shares of the touches of a win; what nobody can claim is shared by those who can. */
function sharesOf(model: string, lead: Row, path: Row[], halfLifeDays: number): number[] {
	if (model === 'time-decay') {
		const ages = path.map(({ at }) => (ms(lead.won_at) - ms(at)) / DAY);
		return scaled(ages.map((days) => Math.exp((-Math.LN2 * (days - ages.at(-1)!)) / halfLifeDays)));
	}
	const { milestone, others } = SHARES[model];
	const milestones = milestonesOf(model, lead, path);
	const plain = path.filter((_, i) => !milestones.includes(i)).length;
	return scaled(
		path.map((_, i) =>
			milestones.includes(i)
				? milestone * milestones.filter((place) => place === i).length
				: others / plain
		)
	);
}

function scaled(parts: number[]): number[] {
	const all = parts.reduce((sum, part) => sum + part, 0);
	return parts.map((part) => part / all);
}

function creditsOf(model: string, halfLifeDays: number) {
	const credits = new Map<string, { wins: number; cents: number }>();
	for (const { lead, path } of wins) {
		const value = centsOf(lead.deal_value_eur || '0');
		sharesOf(model, lead, path, halfLifeDays).forEach((share, i) => {
			const known = credits.get(path[i].channel) ?? { wins: 0, cents: 0 };
			credits.set(path[i].channel, {
				wins: known.wins + share,
				cents: known.cents + share * value
			});
		});
	}
	return credits;
}

describe.each([
	['of 7 days', '', 7],
	['of 30 days', 'half-life=30', 30]
])('the attribution of the sample with a half-life %s', (_, query, halfLifeDays) => {
	it('credits each channel, in each model, as a walk through the touches of each win does', async () => {
		const { attribution } = await sourcesOf(await sampleDesk(query), query);
		const { models } = told(attribution);
		expect(models.map(({ model }) => model)).toEqual([...Object.keys(SHARES), 'time-decay']);
		for (const { model, credits, wins: credited } of models) {
			const own = creditsOf(model, halfLifeDays);
			expect(credited).toBe(wins.length);
			expect(credits.map(({ source }) => source).sort()).toEqual([...touchedChannels()].sort());
			for (const { source, wins: found, revenueCents } of credits) {
				const expected = own.get(source) ?? { wins: 0, cents: 0 };
				expect(found, `${model}, ${source}`).toBeCloseTo(expected.wins, 5);
				// A win is shared in whole cents.
				expect(Math.abs(revenueCents - expected.cents)).toBeLessThan(wins.length);
			}
		}
	});
});

describe('the attribution of the sources of the sample', () => {
	it('tells models apart, so that no two of them could be taken for each other', async () => {
		const { attribution } = await sourcesOf(await sampleDesk());
		const credits = told(attribution).models.map((each) =>
			each.credits.map(({ source, wins: part }) => `${source} ${part.toFixed(3)}`).join()
		);
		expect(new Set(credits).size).toBe(7);
	});
});

function touchedChannels(): Set<string> {
	return new Set(wins.flatMap(({ path }) => path.map(({ channel }) => channel)));
}
