import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { winCreditsQuery } from '#lib/domain/query/source-credits-query.ts';
import { sourceJourneysQuery } from '#lib/domain/query/source-journeys-query.ts';
import { raw, sql } from '#lib/domain/query/sql.ts';
import { random } from '#lib/domain/random.ts';
import { attributeWins } from '#lib/domain/roi/attribute-wins.ts';
import { ATTRIBUTION_MODELS } from '#lib/domain/roi/attribution.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { readCredits } from '#lib/server/queries/sources/read-credits.ts';
import { readJourneys } from './read-journeys.ts';

const HALF_LIFE_DAYS = 9;
const CHANNELS = ['fair', 'mail', 'search', 'social', 'webinar'];

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	const next = random(5);
	const time = (minutes: number) => `TIMESTAMP '2026-01-01' + to_minutes(${Math.round(minutes)})`;
	const leads: string[] = [];
	const touches: string[] = [];
	for (let lead = 1; lead <= 600; lead++) {
		const created = next() * 40_000;
		const won = created + next() * 60_000;
		const opportunity = next() < 0.7 ? time(created + next() * (won - created)) : 'NULL';
		const value = next() < 0.8 ? Math.floor(next() * 5_000_000) : 'NULL';
		leads.push(`(${lead}, ${time(created)}, ${time(won)}, ${opportunity}, ${value})`);
		const many = Math.floor(next() * 7);
		for (let i = 0; i < many; i++) {
			const at = time(created - 10_000 + next() * (won - created + 20_000));
			const channel = CHANNELS[Math.floor(next() * CHANNELS.length)];
			touches.push(`(${lead}, ${at}, '${channel}', ${next() < 0.15})`);
		}
	}
	await engine.run(
		`CREATE TABLE leads AS SELECT * FROM (VALUES ${leads.join(', ')}) AS t(row_number, created_at, won_at, at_1, value_cents)`
	);
	await engine.run(
		`CREATE TABLE touches AS SELECT * FROM (VALUES ${touches.join(', ')}) AS t(lead, "at", channel, by_us)`
	);
}, 60_000);
afterAll(() => engine.close());

const journeysOf = (opportunity: boolean, won = 'won_at IS NOT NULL') =>
	sourceJourneysQuery(
		raw('leads'),
		raw(won),
		raw('touches'),
		'channel',
		opportunity ? raw('at_1') : null,
		duckdb
	);

/** The credits of all wins are worked out, those of some leads summed. */
function creditsOf(opportunity: boolean, where = '1 = 1') {
	const credits = sql`(${winCreditsQuery(journeysOf(opportunity), HALF_LIFE_DAYS)})`;
	const leads = sql`(SELECT row_number FROM leads WHERE ${raw(where)})`;
	return readCredits(engine, credits, leads);
}

describe('wins credited to channels by the engine', () => {
	it.each([
		[true, '1 = 1'],
		[false, '1 = 1'],
		[true, 'row_number % 3 = 1']
	])(
		'are those of each win alone, opportunities known: %s, of leads with %s',
		async (known, where) => {
			const found = await creditsOf(known, where);
			const alone = await readJourneys(engine, journeysOf(known, where), known);
			if (!found.measured) throw new Error(found.reason);
			ATTRIBUTION_MODELS.forEach((model, i) => {
				const expected = attributeWins(alone, model, HALF_LIFE_DAYS);
				if (!expected.measured) throw new Error(expected.reason);
				const { credits, ...sums } = found.models[i];
				const { measured: _, credits: creditsAlone, ...sumsAlone } = expected;
				expect(sums, model).toEqual(sumsAlone);
				expect(credits.length, model).toBe(creditsAlone.length);
				for (const { source, wins, revenueCents } of creditsAlone) {
					const own = credits.find((credit) => credit.source === source);
					expect(own?.wins, `${model} ${source}`).toBeCloseTo(wins, 6);
					// Each win's cents are cut between channels, by another rule where they do not divide.
					expect(Math.abs((own?.revenueCents ?? 0) - revenueCents)).toBeLessThan(600);
				}
			});
		}
	);

	it('add up to the wins and to the cent', async () => {
		const found = await creditsOf(true);
		if (!found.measured) throw new Error(found.reason);
		for (const { credits, wins, revenueCents } of found.models) {
			expect(credits.reduce((sum, credit) => sum + credit.wins, 0)).toBeCloseTo(wins, 9);
			expect(credits.reduce((sum, credit) => sum + credit.revenueCents, 0)).toBe(revenueCents);
		}
	});

	it('say what there is not, instead of sharing it', async () => {
		const none = await creditsOf(true, '1 = 0');
		expect(none).toMatchObject({ measured: false, reason: 'no-wins' });
		const untouched = 'row_number NOT IN (SELECT lead FROM touches)';
		const bare = await creditsOf(true, untouched);
		expect(bare).toMatchObject({ measured: false, reason: 'no-touches' });
		const single =
			'row_number IN (SELECT lead FROM touches GROUP BY lead HAVING COUNT(DISTINCT channel) = 1)';
		const one = await creditsOf(true, single);
		expect(one).toMatchObject({ measured: false, reason: 'single-touch-data' });
	});
});
