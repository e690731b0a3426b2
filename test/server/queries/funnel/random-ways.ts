import fc from 'fast-check';
import type { CourseOptions, LeadDates } from '#lib/domain/funnel/lead-course.ts';
import { courseRelation } from '#lib/domain/query/course-relation.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, raw, sql, timestamp, type Sql } from '#lib/domain/query/sql.ts';
import { DAY_MS } from '#lib/domain/units.ts';

/** A lead of a generated funnel, in days; quarters of days, which doubles hold exactly. */
export interface GeneratedLead extends LeadDates {
	reachedDay: (number | null)[];
	part: string;
}

/** The data date of generated leads. */
export const NOW = Date.parse('2026-06-30T12:00:00Z');

const quarters = (min: number, max: number) =>
	fc.integer({ min: min * 4, max: max * 4 }).map((each) => each / 4);

export function generatedLeads(stages: number): fc.Arbitrary<GeneratedLead[]> {
	const lead = fc.record({
		followedDays: quarters(0, 90),
		days: fc.array(fc.option(quarters(-1, 95), { freq: 3 }), {
			minLength: stages,
			maxLength: stages
		}),
		lost: fc.option(quarters(0, 95)),
		part: fc.constantFrom('fair', 'web', '')
	});
	return fc.array(lead, { maxLength: 60 }).map((leads) =>
		leads.map(({ followedDays, days, lost, part }) => {
			const known = (day: number | null) => (day !== null && day <= followedDays ? day : null);
			return {
				followedDays,
				reachedDay: days.map((day) =>
					day !== null && sameDay(day, followedDays) ? 0 : known(day)
				),
				lostDay: known(lost),
				part,
				written: days,
				writtenLost: lost
			};
		})
	);
}

/** Before creation, and on the day of it: that counts as creation. */
function sameDay(day: number, followedDays: number): boolean {
	const created = NOW - followedDays * DAY_MS;
	const at = created + day * DAY_MS;
	return day < 0 && Math.floor(at / DAY_MS) === Math.floor(created / DAY_MS);
}

export const courseOptions = (stages: number): fc.Arbitrary<CourseOptions> =>
	fc.record({
		order: fc.constantFrom('any' as const, 'strict' as const),
		windowDays: fc.option(fc.nat(80)),
		stepWindowDays: fc.array(fc.option(fc.nat(40)), { minLength: stages, maxLength: stages })
	});

/** Generated leads as a relation with created_at, at_… (as texts of times), lost_at and part. */
export function leadsRelation(leads: GeneratedLead[], stages: number): Sql {
	const rows = leads.map((lead, i) => {
		const { written, writtenLost } = lead as GeneratedLead & {
			written: (number | null)[];
			writtenLost: number | null;
		};
		const created = NOW - lead.followedDays * DAY_MS;
		const at = (day: number | null) =>
			day === null
				? raw('CAST(NULL AS TIMESTAMP)')
				: timestamp(new Date(created + day * DAY_MS).toISOString());
		const times = join([at(0), ...written.map(at), at(writtenLost)], ', ');
		return sql`(${i + 1}, ${lead.part}, ${times})`;
	});
	const names = ['row_number', 'part', 'created_at', ...stageColumns(stages), 'lost_at'];
	const none = names.map((name) =>
		raw(
			`CAST(NULL AS ${name === 'part' ? 'VARCHAR' : name === 'row_number' ? 'BIGINT' : 'TIMESTAMP'}) AS ${name}`
		)
	);
	if (rows.length === 0) return sql`(SELECT ${join(none, ', ')} WHERE 1 = 0)`;
	return sql`(SELECT * FROM (VALUES ${join(rows, ', ')}) AS made(${raw(names.join(', '))}))`;
}

const stageColumns = (stages: number) => Array.from({ length: stages }, (_, s) => `stage_at_${s}`);

/** Their ways through the stages. */
export function waysOf(leads: GeneratedLead[], stages: number, options: CourseOptions): Sql {
	const plan = {
		...options,
		stageTimes: stageColumns(stages).map(raw),
		lostAt: raw('lost_at'),
		dataDate: new Date(NOW).toISOString()
	};
	return courseRelation(leadsRelation(leads, stages), plan, duckdb);
}
