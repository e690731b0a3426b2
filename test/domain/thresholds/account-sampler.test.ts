import { describe, expect, it } from 'vitest';
import { random } from '#lib/domain/random.ts';
import { accountSampler, type AccountLeads } from '#lib/domain/thresholds/account-sampler.ts';
import { resampledThresholds } from '#lib/domain/thresholds/resampled-thresholds.ts';
import { gateOfVolume } from '#lib/domain/thresholds/same-volume.ts';
import { fc } from '../../reference/properties.ts';

const score = Float64Array.of(0, 10, 20);

describe('samples of accounts', () => {
	it('hold each account as often at every score, and as many accounts as there are', () => {
		// Account a has 10^a leads at every score: digits of a count tell how often each was drawn.
		const rows: AccountLeads = {
			cluster: [0, 1, 2, 3].flatMap((account) => [account, account, account]),
			group: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2],
			kind: [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0],
			n: [1, 1, 1, 10, 10, 10, 100, 100, 100, 1000, 1000, 1000]
		};
		const sample = accountSampler(score, 2, rows);
		const seen = new Set<number>();
		for (let seed = 1; seed <= 50; seed++) {
			const found = sample(random(seed));
			const total = [...found.score.keys()].map((g) => found.kinds[0][g] + found.kinds[1][g]);
			expect(found.score).toEqual(score);
			expect(new Set(total).size).toBe(1);
			const digits = [...String(total[0])].reduce((sum, digit) => sum + Number(digit), 0);
			expect(digits).toBe(4);
			expect(found.kinds[0][1]).toBe(0);
			expect(found.kinds[1][0]).toBe(0);
			seen.add(total[0]);
		}
		expect(seen.size).toBeGreaterThan(10);
	});

	it('leave out scores that no drawn account has', () => {
		const rows = { cluster: [0, 1], group: [0, 2], kind: [0, 0], n: [5, 7] };
		const sample = accountSampler(score, 1, rows);
		const lengths = Array.from({ length: 40 }, (_, s) => sample(random(s)).score.length);
		expect(new Set(lengths)).toEqual(new Set([1, 2]));
	});

	it('are samples of leads where every account is one lead', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 60 }), (groups) => {
				const each = groups.map(() => 1);
				const rows = {
					cluster: [...groups.keys()],
					group: groups,
					kind: groups.map(() => 0),
					n: each
				};
				const { kinds } = accountSampler(score, 1, rows)(random(groups.length));
				expect(kinds[0].reduce((sum, n) => sum + n, 0)).toBe(groups.length);
			})
		);
	});

	it('spread a threshold wider than samples of leads, where leads of an account are alike', () => {
		const scores = Float64Array.from({ length: 60 }, (_, i) => i);
		const next = random(7);
		const accounts = Array.from({ length: 120 }, () => Math.floor(60 * next()));
		const rows = {
			cluster: [...accounts.keys()],
			group: accounts,
			kind: accounts.map(() => 0),
			n: accounts.map(() => 25)
		};
		const n = new Float64Array(60);
		for (const group of accounts) n[group] += 25;
		const leads = { score: scores, kinds: [n] };
		const width = (options: object) => {
			const [found] = resampledThresholds(
				leads,
				(sample) => [gateOfVolume({ score: sample.score, n: sample.kinds[0] }, 900).threshold],
				{ draws: 300, ...options }
			);
			if (!found.measured) throw new Error(found.reason);
			return found.ci[1] - found.ci[0];
		};
		const byLead = width({});
		const byAccount = width({ sampleOf: accountSampler(scores, 1, rows) });
		expect(byAccount).toBeGreaterThan(2 * byLead);
	});

	it('need columns that belong together', () => {
		expect(() =>
			accountSampler(score, 1, { cluster: [0], group: [0, 1], kind: [0], n: [1] })
		).toThrow('lengths 1, 2, 1, 1');
	});
});
