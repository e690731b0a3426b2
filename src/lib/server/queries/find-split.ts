import { chooseSplit } from '#lib/domain/query/choose-split.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { aroundKeyQuery, keyAtQuery, keysQuery } from '#lib/domain/query/leads-query.ts';
import type { Ordering } from '#lib/domain/query/split-key.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf, numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Smallest split key of a test lead, so that their share comes closest to the wanted one; null if nothing can be cut. */
export async function findSplit(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	ordering: Ordering,
	seed: number,
	usableLeads: number,
	shareTest: number
): Promise<number | null> {
	if (usableLeads < 2) return null;
	if (ordering === 'random') return 1 - shareTest;
	const leads = leadsTable(source);
	if (ordering === 'time') {
		const days = await engine.run(parameterized(keysQuery(leads, plan, ordering, seed)));
		const [keys, counts] = [numbersOf(days, 'split_key'), numbersOf(days, 'n')];
		return chooseSplit(keys, counts, shareTest).firstTestKey;
	}
	const position = Math.floor((1 - shareTest) * usableLeads);
	const found = await engine.run(parameterized(keyAtQuery(leads, plan, ordering, seed, position)));
	const [key] = numbersOrNull(found, 'split_key');
	if (key === null) return null;
	const around = await engine.run(parameterized(aroundKeyQuery(leads, plan, ordering, seed, key)));
	const [below, at, above] = ['below', 'at_key', 'above'].map((name) => numbersOf(around, name)[0]);
	const [next] = numbersOrNull(around, 'next_key');
	const keys = next === null ? [-Infinity, key] : [-Infinity, key, next];
	return chooseSplit(keys, [below, at, above], shareTest).firstTestKey;
}
