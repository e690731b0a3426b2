import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramTotal } from '#lib/domain/day-histogram.ts';
import { cohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { countCourses, type CountedDates } from '#lib/domain/funnel/count-courses.ts';
import { leadCourse, type CourseOptions, type LeadDates } from '#lib/domain/funnel/lead-course.ts';
import { suggestStages } from '#lib/domain/funnel/stages.ts';

const STAGES = suggestStages(['Lead', 'MQL', 'SQL', 'Customer']);
const any: CourseOptions = { order: 'any', windowDays: 60 };
const strict: CourseOptions = { order: 'strict', windowDays: 60 };

const lead = (
	reachedDay: (number | null)[],
	lostDay: number | null = null,
	followedDays = 100
) => ({
	reachedDay,
	lostDay,
	followedDays
});
const course = (dates: LeadDates, options = any) => {
	const found = leadCourse(dates, options);
	if (typeof found === 'string') throw new Error(found);
	return found;
};

describe('a lead’s way through the stages', () => {
	it('reaches every stage before the furthest one, and tells which it was never seen at', () => {
		expect(course(lead([0, null, 9, 30]))).toMatchObject({
			reached: 4,
			skipped: [false, true, false, false],
			end: 'arrived'
		});
	});

	it('ends at the window, not at the data date and not at the end of a period', () => {
		expect(course(lead([0, 5, null, 61]))).toMatchObject({ reached: 2, end: 'open' });
		expect(course(lead([0, 5, null, 60]))).toMatchObject({ reached: 4 });
	});

	it('is immature while its window runs, even where it has arrived', () => {
		expect(leadCourse(lead([0, 1, 2, 3], null, 59), any)).toBe('immature');
		expect(leadCourse(lead([0, 1, 2, 3], null, 59), { ...any, windowDays: null })).toMatchObject({
			reached: 4
		});
	});

	it('was dropped where it was lost by the end of the window, and is open otherwise', () => {
		expect(course(lead([0, 5, null, null], 40)).end).toBe('dropped');
		expect(course(lead([0, 5, null, null], 70)).end).toBe('open');
		expect(course(lead([0, 5, null, null])).end).toBe('open');
	});

	it('may go back and forth in any order, but not in strict order', () => {
		const backwards = lead([0, 20, 10, null]);
		expect(course(backwards)).toMatchObject({ reached: 3, reversed: [false, false, true, false] });
		expect(course(backwards, strict)).toMatchObject({ reached: 2 });
		expect(course(lead([0, null, 10, 20]), strict)).toMatchObject({ reached: 1 });
	});

	it('ends where a step took longer than its window', () => {
		const slow = lead([0, 2, 20, 25]);
		const stepWindowDays = [null, null, 14, null];
		expect(course(slow, { ...any, stepWindowDays })).toMatchObject({
			reached: 2,
			day: [0, 2, null, null]
		});
		expect(course(slow, { ...any, stepWindowDays: [null, null, 18, null] }).reached).toBe(4);
	});

	it('is left out where something is dated before the lead', () => {
		expect(leadCourse(lead([0, null, null, -2]), any)).toBe('before-entry');
	});
});

const day = fc.option(fc.integer({ min: 0, max: 120 }), { nil: null });
const dates: fc.Arbitrary<CountedDates[]> = fc.array(
	fc.record({
		reachedDay: fc.tuple(fc.constant(0), day, day, day),
		lostDay: day,
		followedDays: fc.integer({ min: 0, max: 150 }),
		n: fc.integer({ min: 1, max: 40 })
	}),
	{ minLength: 1, maxLength: 40 }
);
const options: fc.Arbitrary<CourseOptions> = fc.record({
	order: fc.constantFrom('any' as const, 'strict' as const),
	windowDays: fc.option(fc.integer({ min: 1, max: 120 }), { nil: null }),
	stepWindowDays: fc.array(fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }), {
		maxLength: 4
	})
});

describe('the cohort funnel', () => {
	it('never widens, and every lead at a stage went on, was dropped or is open', () => {
		fc.assert(
			fc.property(dates, options, (some, how) => {
				const counts = countCourses(some, 4, how);
				const found = cohortFunnel(STAGES, counts, how);
				const all = some.reduce((sum, { n }) => sum + n, 0);
				expect(counts.leads + counts.immature + counts.beforeEntry).toBe(all);
				if (!found.measured) return;
				found.steps.forEach(({ n, dropped, open }, s) => {
					const further = found.steps[s + 1]?.n ?? n;
					expect(further).toBeLessThanOrEqual(n);
					expect(n).toBe(further + dropped + open);
				});
			}),
			{ seed: 31 }
		);
	});

	it('counts exactly the leads that a drill into a bar would list', () => {
		fc.assert(
			fc.property(dates, options, (some, how) => {
				const { stages } = countCourses(some, 4, how);
				stages.forEach((stage, s) => {
					const behind = (holds: (found: ReturnType<typeof course>) => boolean) =>
						some.reduce((sum, each) => {
							const found = leadCourse(each, how);
							return typeof found !== 'string' && holds(found) ? sum + each.n : sum;
						}, 0);
					expect(stage.reached).toBe(behind(({ reached }) => reached > s));
					expect(stage.dropped).toBe(
						behind(({ reached, end }) => reached === s + 1 && end === 'dropped')
					);
					expect(stage.skipped).toBe(behind(({ skipped }) => skipped[s]));
					expect(stage.reversed).toBe(behind(({ reversed }) => reversed[s]));
					expect(histogramTotal(stage.sinceEntry)).toBe(
						behind(({ reached, day }) => reached > s && day[s] !== null)
					);
				});
			}),
			{ seed: 32 }
		);
	});

	it('finds no more in strict order than in any order', () => {
		fc.assert(
			fc.property(dates, (some) => {
				const [loose, tight] = [countCourses(some, 4, any), countCourses(some, 4, strict)];
				tight.stages.forEach(({ reached }, s) =>
					expect(reached).toBeLessThanOrEqual(loose.stages[s].reached)
				);
			}),
			{ seed: 33 }
		);
	});

	it('has rates of the first and of the previous stage, and times from day histograms', () => {
		const some = [
			{ ...lead([0, 2, 12, 40]), n: 10 },
			{ ...lead([0, 4, null, null], 20), n: 30 },
			{ ...lead([0, null, null, null]), n: 60 },
			{ ...lead([0, 1, 2, 3], null, 10), n: 500 }
		];
		const found = cohortFunnel(STAGES, countCourses(some, 4, any), any, 4000);
		if (!found.measured) throw new Error(found.reason);
		expect(found).toMatchObject({ view: 'cohort', leads: 100, immature: 500 });
		expect(found.visitors).toMatchObject({ visits: 4000, became: { rate: 600 / 4000 } });
		expect(found.steps.map(({ n }) => n)).toEqual([100, 40, 10, 10]);
		expect(found.steps[2]).toMatchObject({
			ofFirst: { wins: 10, leads: 100, rate: 0.1 },
			ofPrevious: { wins: 10, leads: 40, rate: 0.25 },
			daysFromEntry: { n: 10, median: 12, p90: { days: 12 } },
			daysFromPrevious: { median: 10 }
		});
		expect(found.steps[1]).toMatchObject({
			dropped: 30,
			open: 0,
			daysFromEntry: { n: 40, median: 4 }
		});
		expect(found.steps[0]).toMatchObject({ ofPrevious: { reason: 'first-stage' }, open: 60 });
	});

	it('refuses a period without leads, one with young leads only, and a funnel of one stage', () => {
		const refused = (some: CountedDates[], stages = STAGES) => {
			const found = cohortFunnel(stages, countCourses(some, stages.length, any), any);
			return found.measured ? null : found.reason;
		};
		expect(refused([])).toBe('no-leads');
		expect(refused([{ ...lead([0, 1, 2, 3], null, 5), n: 9 }])).toBe('all-immature');
		expect(refused([], STAGES.slice(0, 1))).toBe('too-few-stages');
	});

	it('makes no rate of visits where there are fewer of them than leads, and none without visits', () => {
		const counts = countCourses([{ ...lead([0, null, null, null]), n: 50 }], 4, any);
		const visitors = (visits: number | null) => {
			const found = cohortFunnel(STAGES, counts, any, visits);
			return found.measured && found.visitors;
		};
		expect(visitors(20)).toMatchObject({ reason: 'more-leads-than-visits' });
		expect(visitors(null)).toMatchObject({ reason: 'no-visits' });
	});

	it('does not believe counts that contradict each other', () => {
		const counts = countCourses([{ ...lead([0, 3, null, null]), n: 5 }], 4, any);
		counts.stages[1].reached = 6;
		expect(() => cohortFunnel(STAGES, counts, any)).toThrow();
	});
});
