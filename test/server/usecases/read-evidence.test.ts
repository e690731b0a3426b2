import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '#lib/domain/calibration/evidence.ts';
import { MISSING, part, type Cells } from '#lib/domain/cells/cells.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import { seededDrawOf } from '#lib/domain/query/split-key.ts';
import { random } from '#lib/domain/random.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { planLeads, type LeadSettings } from '#lib/server/usecases/plan-leads.ts';
import { readEvidence, type EvidenceOptions } from '#lib/server/usecases/read-evidence.ts';
import { card, day, judged, sourceOf, type JudgedLead, type Lead } from './lead-by-lead.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

const DATA_DAY = 250;
const ROLES = { account: 'account', workedAt: 'worked', acceptedAt: 'accepted', value: 'value' };

interface Wanted {
	mapping?: Partial<Mapping>;
	settings?: LeadSettings;
	options?: EvidenceOptions;
}

async function evidenceOf(
	leads: Lead[],
	{ mapping = ROLES, settings = { dataDate: day(DATA_DAY) }, options }: Wanted = {}
): Promise<{ evidence: Evidence; cells: Cells }> {
	const source = await sourceOf(engine, leads, mapping);
	const planned = await planLeads(engine, source, card, settings);
	const found = await readEvidence(engine, source, planned, card, options);
	const cells = await readCells(engine, source, planned.plan, planned.cut, card);
	expect(found.cells).toEqual(cells);
	return found;
}

const days = (most: number) => fc.integer({ min: 0, max: 4 * most }).map((quarter) => quarter / 4);
const maybe = (most: number) => fc.option(days(most), { nil: null });
const lead: fc.Arbitrary<Lead> = fc.record({
	created: days(250),
	won: maybe(300),
	lost: maybe(300),
	worked: maybe(300),
	accepted: maybe(300),
	cents: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
	source: fc.constantFrom('fair', 'web', 'rival', null),
	account: fc.option(fc.constantFrom(...'abcdefghijklmno'), { nil: null })
});
const someLeads = fc.array(lead, { minLength: 1, maxLength: 80, size: 'max' });

/** Leads enough for outcomes known too late to be left out; most stand in accounts of two to four. */
function manyLeads(): Lead[] {
	const next = random(7);
	const maybe = (share: number, value: number) => (next() < share ? value : null);
	return Array.from({ length: 3000 }, (_, i) => {
		const created = Math.floor(next() * 250 * 4) / 4;
		return {
			created,
			won: maybe(0.4, created + Math.floor(next() * 150)),
			lost: maybe(0.1, created + Math.floor(next() * 200)),
			worked: maybe(0.5, created + Math.floor(next() * 150)),
			accepted: maybe(0.4, created + Math.floor(next() * 150)),
			cents: maybe(0.8, Math.floor(next() * 1e6)),
			source: ['fair', 'web', 'rival', null][Math.floor(next() * 4)],
			account: next() < 0.8 ? `account ${i % 400}` : null
		};
	});
}

async function check(holds: (leads: Lead[]) => Promise<void>, numRuns = 20) {
	await holds(manyLeads());
	await fc.assert(fc.asyncProperty(someLeads, holds), { numRuns, seed: 11 });
}

describe('the evidence beside the cells agrees with counting lead by lead', () => {
	it('leads that sales worked by the end of their horizon', () =>
		check(async (leads) => {
			const { evidence } = await evidenceOf(leads);
			const worked = ({ worked, decided }: JudgedLead) => (worked ?? Infinity) <= decided + 90;
			const { train, test } = judged(leads, 14, 90, DATA_DAY);
			const expected = byState([train.filter(worked), test.filter(worked)], (each) => each.win);
			expect(counts(evidence.worked!)).toEqual(expected);
		}));

	it('leads that sales accepted by the end of their horizon, won ones too', () =>
		check(async (leads) => {
			const { evidence } = await evidenceOf(leads);
			const accepted = ({ win, accepted, decided }: JudgedLead) =>
				win || (accepted ?? Infinity) <= decided + 90;
			const { train, test } = judged(leads, 14, 90, DATA_DAY);
			expect(counts(evidence.accepted!)).toEqual(byState([train, test], accepted));
		}));

	it('a random cut of all usable leads, as a calibration with a random split would make it', () =>
		check(async (leads) => {
			const { evidence } = await evidenceOf(leads);
			const { usable } = judged(leads, 14, 90, DATA_DAY);
			const first = new Map<string, number>();
			leads.forEach(({ account }, i) => {
				if (account !== null && !first.has(account)) first.set(account, i + 1);
			});
			const drawn = ({ account, row }: JudgedLead) =>
				seededDrawOf(account === null ? row : first.get(account)!, 1) >= 0.7;
			const sides = [usable.filter((each) => !drawn(each)), usable.filter(drawn)];
			expect(counts(evidence.randomSplit!)).toEqual(byState(sides, (each) => each.win));
			const settings = { dataDate: day(DATA_DAY), split: 'random' as const };
			if (usable.length < 2) return;
			const { cells } = await evidenceOf(leads, { settings });
			expect(counts(evidence.randomSplit!)).toEqual(counts(cells));
		}));

	it('leads by week of their decision, young ones too, over 26 whole weeks before the data date', () =>
		check(async (leads) => {
			const { evidence } = await evidenceOf(leads);
			const { cells, table, lastWeek } = evidence.weeks!;
			const week = (at: number) =>
				Math.floor((Date.parse(day(at)) - Date.UTC(1970, 0, 5)) / (7 * 86_400_000));
			const expected = new Map<string, number>();
			for (const each of leads) {
				const decided = week(each.created + 14);
				if (each.source === 'rival' || decided >= week(DATA_DAY) || decided < week(DATA_DAY) - 26)
					continue;
				const key = `${stateOf(each)} ${decided}`;
				expected.set(key, (expected.get(key) ?? 0) + 1);
			}
			const entries = Array.from(table.n as Float64Array, (n, i): [string, number] => [
				`${cells.states[0][table.cell[i]]} ${table.week[i]}`,
				n
			]);
			expect(lastWeek).toBe(week(DATA_DAY) - 1);
			expect(entries).toHaveLength(expected.size);
			expect(new Map(entries)).toEqual(expected);
			for (let c = 0; c < cells.length; c++) {
				const inCell = entries.filter((_, i) => table.cell[i] === c);
				expect(cells.n[c]).toBe(inCell.reduce((sum, [, n]) => sum + n, 0));
			}
		}));

	it('leads by account, where more than a tenth of the wins share one', async () => {
		let [some, none] = [0, 0];
		await check(async (leads) => {
			const { evidence, cells } = await evidenceOf(leads);
			const { train, test } = judged(leads, 14, 90, DATA_DAY);
			const wins = [...train, ...test].filter((each) => each.win);
			const sharing = wins.filter(
				({ row, account }) =>
					account !== null && wins.some((other) => other.account === account && other.row !== row)
			);
			if (!(sharing.length / wins.length > 0.1)) {
				none++;
				expect(evidence.accounts).toBeNull();
				return;
			}
			some++;
			expect(evidence.accounts!.sharedWins).toBe(sharing.length / wins.length);
			for (const [side, of] of [train, test].entries()) {
				const found = evidence.accounts![side === 0 ? 'train' : 'test'];
				const own = part(cells, side as 0 | 1);
				const entries = [...(found.cluster as Uint32Array).entries()].map(([i, cluster]) => ({
					cluster,
					entry: `${own.states[0][found.cell[i]]} ${found.n[i]} ${found.k[i]}`
				}));
				const accounts = groupBy(of, ({ account, row }) => account ?? `row ${row}`);
				const expected = [...accounts.values()].map((leads) =>
					[...byState([leads], (each) => each.win)].map(([key, [n, k]]) => {
						return `${key.split(' ')[0]} ${n} ${k}`;
					})
				);
				const grouped = [...groupBy(entries, ({ cluster }) => cluster).entries()];
				expect(grouped.map(([cluster]) => cluster).sort((a, b) => a - b)).toEqual([
					...grouped.keys()
				]);
				const asTexts = (groups: string[][]) => groups.map((each) => each.sort().join()).sort();
				expect(asTexts(grouped.map(([, each]) => each.map(({ entry }) => entry)))).toEqual(
					asTexts(expected)
				);
			}
		}, 60);
		expect(Math.min(some, none)).toBeGreaterThanOrEqual(3);
	});

	it('leads by blocks of whole days that rise with time and hold all of them once', () =>
		check(async (leads) => {
			const { evidence, cells } = await evidenceOf(leads, { options: { blocks: true } });
			const { cells: inBlocks, block } = evidence.blocks!;
			expect(counts(inBlocks)).toEqual(counts(cells));
			const used = [...new Set(block)].sort((a, b) => a - b);
			expect(used).toEqual([...used.keys()]);
			expect(used.length).toBeLessThanOrEqual(10);
			const latestTrain = Math.max(-1, ...[...block].filter((_, c) => inBlocks.test[c] === 0));
			const firstTest = Math.min(10, ...[...block].filter((_, c) => inBlocks.test[c] === 1));
			expect(latestTrain).toBeLessThan(firstTest);
		}));

	it('what each exclusion takes out, the first that fits', () =>
		check(async (leads) => {
			const source = await sourceOf(engine, leads, ROLES);
			const fair = { ...card.exclusions[0], id: 'fair', label: 'Fair' };
			const web = { field: 'source', operator: 'one-of' as const, values: ['web', 'rival'] };
			const exclusions = [card.exclusions[0], { ...fair, when: web }];
			const stricter = { ...card, exclusions };
			const planned = await planLeads(engine, source, stricter, { dataDate: day(DATA_DAY) });
			const { evidence } = await readEvidence(engine, source, planned, stricter);
			const won = ({ won, created }: Lead) =>
				won !== null && won > created + 14 && won <= created + 14 + 90;
			const expected = ['rival', 'web'].map((source) =>
				leads.filter((each) => each.source === source)
			);
			expect(evidence.exclusions).toEqual([
				{ id: 'rival', label: 'Rival', ...countOf(expected[0], won) },
				{ id: 'fair', label: 'Fair', ...countOf(expected[1], won) }
			]);
		}, 5));

	it('revenue of a win, from won training leads that carry a value', () =>
		check(async (leads) => {
			const { evidence } = await evidenceOf(leads);
			const { train } = judged(leads, 14, 90, DATA_DAY);
			const paid = train.filter((each) => each.win && each.cents !== null);
			const cents = paid.reduce((sum, each) => sum + each.cents!, 0);
			expect(evidence.winValue).toEqual(
				paid.length === 0 ? null : { meanCents: cents / paid.length, wins: paid.length }
			);
		}));
});

describe('time blocks', () => {
	it('hold about equally many leads and cut no day', async () => {
		const leads = manyLeads().map((each) => ({ ...each, account: null }));
		const { evidence } = await evidenceOf(leads, { options: { blocks: true } });
		const { cells, block } = evidence.blocks!;
		const size = new Array<number>(10).fill(0);
		block.forEach((each, c) => (size[each] += cells.n[c]));
		const [train, test] = [size.slice(0, 7), size.slice(7)];
		for (const part of [train, test]) {
			const mean = part.reduce((sum, n) => sum + n, 0) / part.length;
			for (const n of part) expect(Math.abs(n - mean)).toBeLessThan(25);
		}
		const bySet = judged(leads, 14, 90, DATA_DAY);
		const perDay = new Map<number, number>();
		for (const { decided } of bySet.train) {
			perDay.set(Math.floor(decided), (perDay.get(Math.floor(decided)) ?? 0) + 1);
		}
		const ends = new Set<number>();
		let sum = 0;
		for (const each of [...perDay.keys()].sort((a, b) => a - b)) {
			sum += perDay.get(each)!;
			ends.add(sum);
		}
		let before = 0;
		for (const n of train) expect(ends.has((before += n))).toBe(true);
	});

	it('are counted only where few wins or losses ask for them, or a wish', async () => {
		const next = random(3);
		const leads: Lead[] = Array.from({ length: 4000 }, () => {
			const created = next() * 140;
			const won = next() < 0.3 ? created + 14 + 60 * next() : null;
			const source = next() < 0.5 ? 'fair' : 'web';
			return { created, won, lost: null, source, account: null };
		});
		expect((await evidenceOf(leads)).evidence.blocks).toBeNull();
		expect((await evidenceOf(leads, { options: { blocks: true } })).evidence.blocks).not.toBeNull();
		const few = leads.map((each) => (each.won ? { ...each, source: 'web' } : each));
		expect((await evidenceOf(few)).evidence.blocks).not.toBeNull();
		expect((await evidenceOf(leads.slice(0, 800))).evidence.blocks).not.toBeNull();
	});

	it('follow the order of the rows where there are no dates', async () => {
		const leads: Lead[] = Array.from({ length: 1000 }, (_, i) => ({
			created: 0,
			won: i % 4 ? null : 60,
			lost: null,
			source: i < 100 ? 'fair' : 'web',
			account: null
		}));
		const mapping = { createdAt: null, outcome: { column: 'won', won: ['yes'] }, order: 'row' };
		const { evidence } = await evidenceOf(leads, { mapping, settings: {} });
		const { cells, block } = evidence.blocks!;
		const fair = [...block].filter((_, c) => cells.states[0][c] === 1);
		expect(fair).toEqual([0]);
		expect(new Set(block).size).toBe(10);
		expect(evidence.weeks).toBeNull();
		const [train, test] = [part(cells, 0), part(cells, 1)];
		expect(train.n.reduce((sum, n) => sum + n, 0)).toBe(700);
		expect(test.n.reduce((sum, n) => sum + n, 0)).toBe(300);
	});
});

describe('what the data does not hold', () => {
	const leads: Lead[] = [
		{ created: 0, won: 30, lost: null, source: 'fair', account: 'a' },
		{ created: 1, won: null, lost: null, source: 'web', account: 'a' }
	];

	it('is null, also in a dataset from before the column of acceptance', async () => {
		const { evidence } = await evidenceOf(leads, { mapping: {} });
		expect(evidence).toMatchObject({
			worked: null,
			accepted: null,
			accounts: null,
			winValue: null
		});
		const source = await sourceOf(engine, leads);
		const columns = await engine.run('DESCRIBE leads');
		expect(JSON.stringify(columns)).not.toContain('accepted_at');
		const { calibration } = await calibrateLeads(engine, source, card, {});
		expect(calibration.leads.leads).toBe(2);
		expect(calibration.split.dataDate).toBe(day(30));
	});

	it('has no weeks without dates, and no other random cut where the split is random', async () => {
		const mapping = { createdAt: null, outcome: { column: 'won', won: ['yes'] } };
		const { evidence } = await evidenceOf(leads, { mapping, settings: {} });
		expect(evidence).toMatchObject({ weeks: null, randomSplit: null });
	});
});

function groupBy<T, K>(values: T[], keyOf: (value: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		groups.set(key, [...(groups.get(key) ?? []), value]);
	}
	return groups;
}

const countOf = (leads: Lead[], isWin: (lead: Lead) => boolean) => ({
	leads: leads.length,
	wins: leads.filter(isWin).length
});

const stateOf = ({ source }: Lead) => (source === null ? MISSING : source === 'fair' ? 1 : 0);

/** Leads and wins by state of the only rule and part. */
function byState(parts: JudgedLead[][], isWin: (lead: JudgedLead) => boolean) {
	const found = new Map<string, [n: number, k: number]>();
	parts.forEach((leads, test) => {
		for (const each of leads) {
			const key = `${stateOf(each)} ${test}`;
			const [n, k] = found.get(key) ?? [0, 0];
			found.set(key, [n + 1, k + (isWin(each) ? 1 : 0)]);
		}
	});
	return found;
}

function counts({ states, test, n, k, length }: Cells) {
	const found = new Map<string, [n: number, k: number]>();
	for (let c = 0; c < length; c++) {
		const key = `${states[0][c]} ${test[c]}`;
		const [leads, wins] = found.get(key) ?? [0, 0];
		found.set(key, [leads + n[c], wins + k[c]]);
	}
	return found;
}
