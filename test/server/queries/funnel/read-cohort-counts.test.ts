import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCourses } from '#lib/domain/funnel/count-courses.ts';
import { raw } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { emptyCohort, readCohortCounts } from '#lib/server/queries/funnel/read-cohort-counts.ts';
import { courseOptions, generatedLeads, waysOf, type GeneratedLead } from './random-ways.ts';

const STAGES = 4;

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

const counted = (leads: GeneratedLead[], options: Parameters<typeof countCourses>[2]) =>
	countCourses(
		leads.map((lead) => ({ ...lead, n: 1 })),
		STAGES,
		options
	);

describe('counts of a cohort by the engine', () => {
	it('are those of counting lead by lead, for any leads, orders, windows and step windows', async () => {
		await fc.assert(
			fc.asyncProperty(generatedLeads(STAGES), courseOptions(STAGES), async (leads, options) => {
				const ways = {
					courses: waysOf(leads, STAGES, options),
					selected: raw('1 = 1'),
					stages: STAGES
				};
				const found = (await readCohortCounts(engine, ways)).get('') ?? emptyCohort(STAGES);
				expect(found).toEqual({ ...counted(leads, options), undated: 0, later: 0 });
			}),
			{ numRuns: 150, seed: 5 }
		);
	});

	it('of parts add up to the whole, each as if its leads were alone', async () => {
		await fc.assert(
			fc.asyncProperty(generatedLeads(STAGES), courseOptions(STAGES), async (leads, options) => {
				const ways = {
					courses: waysOf(leads, STAGES, options),
					selected: raw('1 = 1'),
					stages: STAGES
				};
				const parts = await readCohortCounts(engine, ways, raw('part'));
				for (const name of new Set(leads.map(({ part }) => part))) {
					const own = leads.filter(({ part }) => part === name);
					expect(parts.get(name)).toEqual({ ...counted(own, options), undated: 0, later: 0 });
				}
			}),
			{ numRuns: 50, seed: 6 }
		);
	});

	it('never rise from stage to stage, and whoever went no further was dropped or is open', async () => {
		await fc.assert(
			fc.asyncProperty(generatedLeads(STAGES), courseOptions(STAGES), async (leads, options) => {
				const ways = {
					courses: waysOf(leads, STAGES, options),
					selected: raw('1 = 1'),
					stages: STAGES
				};
				const { leads: all, stages } =
					(await readCohortCounts(engine, ways)).get('') ?? emptyCohort(STAGES);
				let before = all;
				stages.forEach(({ reached, dropped, open }, s) => {
					expect(reached).toBeLessThanOrEqual(before);
					expect((stages[s + 1]?.reached ?? reached) + dropped + open).toBe(reached);
					before = reached;
				});
			}),
			{ numRuns: 50, seed: 7 }
		);
	});
});

describe('a funnel that begins with the creation', () => {
	it('is counted with fewer questions and says the same', async () => {
		const options = courseOptions(STAGES);
		await fc.assert(
			fc.asyncProperty(generatedLeads(STAGES), options, async (generated, option) => {
				const leads = generated.map((lead) => withCreation(lead));
				const courses = waysOf(leads, STAGES, option);
				const ways = { courses, selected: raw('1 = 1'), stages: STAGES };
				const plain = await readCohortCounts(engine, ways, raw('part'));
				const known = await readCohortCounts(engine, { ...ways, fromCreation: true }, raw('part'));
				expect(known).toEqual(plain);
			}),
			{ numRuns: 60, seed: 8 }
		);
	});
});

function withCreation(lead: GeneratedLead): GeneratedLead {
	const written = [0, ...(lead as { written?: (number | null)[] }).written!.slice(1)];
	return { ...lead, reachedDay: [0, ...lead.reachedDay.slice(1)], written } as GeneratedLead;
}
