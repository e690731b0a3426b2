import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceLadder } from '#lib/domain/sources/source-ladder.ts';
import { DAY_MS } from '#lib/domain/units.ts';

const file = new URL('../../../data/sample/leads.csv', import.meta.url);

/** Customers within an age, of leads that have it, by source, counted line by line. */
function counts(ageDays: number) {
	const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
	const columns = header.split(',');
	const [created, source, won] = ['created_at', 'source', 'won_at'].map((name) =>
		columns.indexOf(name)
	);
	const dataDate = Date.UTC(2026, 9, 1);
	const found = new Map<string, { source: string; leads: number; wins: number }>();
	for (const line of lines) {
		const fields = line.split(',');
		const deadline = Date.parse(fields[created]) + ageDays * DAY_MS;
		if (deadline > dataDate) continue;
		const one = found.get(fields[source]) ?? { source: fields[source], leads: 0, wins: 0 };
		one.leads++;
		if (fields[won] && Date.parse(fields[won]) <= deadline) one.wins++;
		found.set(fields[source], one);
	}
	return [...found.values()];
}

describe('the sources of the sample', () => {
	it.each([
		[90, 'worse'],
		[180, 'worse'],
		[365, 'cannot-tell']
	])(
		'show the overrated one and do not follow the lucky tiny one, at %d days',
		(ageDays, tradeFair) => {
			const { rungs } = sourceLadder(counts(ageDays));
			const rung = (name: string) => rungs.find(({ source }) => source === name)!;
			const raw = rungs.toSorted(
				(a, b) => (b.raw.measured ? b.raw.rate : 0) - (a.raw.measured ? a.raw.rate : 0)
			);
			expect(raw[0].source).toBe('podcast');
			expect(rungs[0].source).not.toBe('podcast');
			expect(rung('podcast').verdict).toBe('cannot-tell');
			expect(rung('trade fair').verdict).toBe(tradeFair);
			expect(['partner', 'referral']).toContain(rungs[0].source);
		}
	);
});
