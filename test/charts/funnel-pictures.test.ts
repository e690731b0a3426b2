import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { bandOutcomes } from '#lib/domain/funnel/band-outcomes.ts';
import { cohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { cohortMap as mapOf } from '#lib/domain/funnel/cohort-map.ts';
import { comparePeriods } from '#lib/domain/funnel/compare-periods.ts';
import { contactPressure } from '#lib/domain/funnel/contact-pressure.ts';
import { countCourses, type CountedDates } from '#lib/domain/funnel/count-courses.ts';
import { cumulativeIncidence } from '#lib/domain/funnel/cumulative-incidence.ts';
import { datasetStages } from '#lib/domain/funnel/dataset-stages.ts';
import { flowFunnel } from '#lib/domain/funnel/flow-funnel.ts';
import type {
	FunnelBands,
	FunnelFrame,
	FunnelMap,
	FunnelPart,
	FunnelPeriods,
	FunnelPressure,
	FunnelResponse
} from '#lib/domain/funnel/funnel-report.ts';
import { responseTime } from '#lib/domain/funnel/response-time.ts';
import { waitingTime } from '#lib/domain/funnel/waiting-time.ts';
import { random } from '#lib/domain/random.ts';
import { bandDaysFacts, bandDaysRows, bandFacts, bandRows } from '#lib/charts/band-facts.ts';
import { cohortMapFacts } from '#lib/charts/cohort-map-facts.ts';
import { cohortMap } from '#lib/charts/cohort-map.ts';
import type { Facts } from '#lib/charts/facts.ts';
import type { Surface } from '#lib/charts/frame.ts';
import { funnelBarsFacts } from '#lib/charts/funnel-bars-facts.ts';
import { funnelBars } from '#lib/charts/funnel-bars.ts';
import { funnelMultiplesFacts } from '#lib/charts/funnel-multiples-facts.ts';
import { funnelMultiples } from '#lib/charts/funnel-multiples.ts';
import { incidenceFacts } from '#lib/charts/incidence-facts.ts';
import { incidence } from '#lib/charts/incidence.ts';
import { intervalRows } from '#lib/charts/interval-rows.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { periodFacts, periodRows } from '#lib/charts/period-facts.ts';
import { pressureFacts, pressureRows } from '#lib/charts/pressure-facts.ts';
import { responseFacts, responseRows } from '#lib/charts/response-facts.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { stayRows, waitingFacts } from '#lib/charts/waiting-facts.ts';
import { waiting } from '#lib/charts/waiting.ts';
import { expectGolden, svgText } from './golden.ts';

const facts = { names: ['MQL', 'Angebot <3 Tage'], lost: [], accepted: false, timeColumns: [] };
const stages = datasetStages(facts).usual;
const frame: FunnelFrame = {
	stages,
	order: 'any',
	windowDays: 90,
	stepWindowDays: [],
	from: '2026-01-01',
	to: '2026-03-31',
	filters: [],
	dataDate: '2026-09-30T00:00:00Z'
};

/** Leads of which ever fewer go on, after ever longer. */
function generated(count: number, seed: number): CountedDates[] {
	const next = random(seed);
	return Array.from({ length: count }, () => {
		let day: number | null = 0;
		const reachedDay = stages.map((_, s) => {
			if (s > 0) day = day !== null && next() < 0.45 ? day + next() * 12 * s : null;
			return day;
		});
		return { reachedDay, lostDay: next() < 0.3 ? next() * 80 : null, followedDays: 200, n: 1 };
	});
}

const leftOut = { immature: 4, beforeEntry: 0, undated: 0, later: 0 };
const options = { order: 'any', windowDays: 90 } as const;
const cohort = (leads: CountedDates[]) => {
	const found = cohortFunnel(stages, countCourses(leads, stages.length, options), options);
	return { frame, view: { view: 'cohort' as const, found, leftOut } };
};
const flow = {
	frame,
	view: {
		view: 'flow' as const,
		found: flowFunnel(
			stages,
			stages.map((_, s) => ({ entered: 90 - 20 * s, ofPeriod: 90 - 30 * s })),
			12
		)
	}
};
const map: FunnelMap = {
	stage: stages[3],
	agesDays: [30, 60, 90],
	earlierMonths: 2,
	rows: mapOf(
		['2026-05', '2026-06', '2026-07', '2026-08'].map((month, i) => ({
			month,
			leads: 200,
			youngestFollowedDays: 95 - 31 * i,
			oldestFollowedDays: 125 - 31 * i,
			reached: { day: [10, 40, 80].slice(0, 3 - i), n: [4, 9, 3].slice(0, 3 - i) }
		})),
		[30, 60, 90]
	)
};
const curves = {
	ageDays: 60,
	stages: stages.slice(1).map((stage, s) => ({
		stage,
		incidence: cumulativeIncidence({
			day: [5 + 10 * s, 20 + 10 * s, 90],
			won: [1, 1, 0],
			n: [30, 20, 150 + 40 * s]
		})
	}))
};
const stays = (locale: Locale) =>
	stayRows(
		stages.slice(0, 3).map((stage, s) => ({
			stage,
			stay: waitingTime({ day: [3, 9 + s, 40], won: [1, 1, 0], n: [40, 30, 4 + 10 * s] })
		})),
		locale
	);
const marked = {
	...curves,
	stages: curves.stages.map((each) => ({ ...each, marks: [{ day: 30, leads: 30 }] }))
};
const response: FunnelResponse = {
	...responseTime({ day: [4, 20, 55, 900, 20000], won: [1, 1, 1, 1, 0], n: [40, 60, 30, 50, 90] }),
	by: 'worked-at',
	hours: 'clock',
	timeZone: null,
	early: 0
};
const pressure: FunnelPressure = {
	touches: 900,
	bands: contactPressure([
		{ from: 0, to: 1, leads: 9000, unsubscribed: 4 },
		{ from: 1, to: 2, leads: 400, unsubscribed: 0 },
		{ from: 2, to: null, leads: 120, unsubscribed: 9 }
	])
};
const bands = (leads: number): FunnelBands => ({
	card: 'Heute <1>',
	horizonDays: 120,
	windowDays: 14,
	bands: bandOutcomes([
		{
			band: 'sql',
			leads,
			wins: Math.ceil(leads / 5),
			winDays: { day: [20, 60], n: [Math.ceil(leads / 5) - 1, 1] },
			wonCents: 900_000,
			wonWithValue: 3
		},
		{
			band: 'below',
			leads: 5 * leads,
			wins: leads > 1 ? 8 : 0,
			winDays: { day: [30, 80], n: [6, 2] },
			wonCents: 0,
			wonWithValue: 0
		}
	]).map((each, i) => ({ ...each, from: [40, null][i], to: [null, 40][i] }))
});
const periods: FunnelPeriods = {
	periods: [
		{ name: 'chosen', from: '2026-01-01', to: '2026-03-31' },
		{ name: 'previous', from: '2025-10-01', to: '2025-12-31' }
	],
	stages: stages.slice(1, 3).map((stage, s) => ({
		stage,
		periods: comparePeriods([
			{ period: 'chosen', leads: 300, wins: 120 - 80 * s, immature: 3 },
			{ period: 'previous', leads: 280, wins: 80 - 50 * s, immature: 0 }
		])
	}))
};
const part = (value: string | null, leads: CountedDates[]): FunnelPart => {
	const { found } = cohort(leads).view;
	return { value, values: 1, named: [value ?? 'x'], selected: leads.length, found, leftOut };
};
const multiples = {
	frame,
	breakdown: {
		by: 'source',
		parts: [part('Messe', generated(300, 1)), part('', generated(40, 2)), part(null, [])]
	}
};

const surface = (locale: Locale, width = 560): Surface => ({
	document: new JSDOM().window.document,
	width,
	locale
});

const href = (set: string) => `/leads?set=${encodeURIComponent(set)}`;

/** Every picture with its words, by name. */
const pictures: Record<string, (on: Surface) => { svg: SVGSVGElement; facts: Facts }> = {
	'funnel-bars': (on) => {
		const chart = cohort(generated(500, 7));
		return { svg: funnelBars(chart, on, href), facts: funnelBarsFacts(chart, on.locale) };
	},
	'funnel-bars.one': (on) => {
		const chart = cohort(generated(1, 7));
		return { svg: funnelBars(chart, on), facts: funnelBarsFacts(chart, on.locale) };
	},
	'funnel-bars.empty': (on) => {
		const chart = cohort([]);
		return { svg: funnelBars(chart, on), facts: funnelBarsFacts(chart, on.locale) };
	},
	'funnel-flow': (on) => ({
		svg: funnelBars(flow, on, href),
		facts: funnelBarsFacts(flow, on.locale)
	}),
	'cohort-map': (on) => ({
		svg: cohortMap(map, on, (month, age) => href(`${month} ${age}`)),
		facts: cohortMapFacts(map, on.locale)
	}),
	incidence: (on) => ({ svg: incidence(curves, on), facts: incidenceFacts(curves, on.locale) }),
	'incidence.empty': (on) => {
		const none = { ageDays: 60, stages: [] };
		return { svg: incidence(none, on), facts: incidenceFacts(none, on.locale) };
	},
	'incidence.marks': (on) => ({
		svg: incidence(marked, on, 360, (stage, day) => href(`curve-${day}:${stage}`)),
		facts: incidenceFacts(marked, on.locale)
	}),
	response: (on) => ({
		svg: intervalRows(
			responseRows(response, on.locale, (minutes) => href(`${minutes}`)),
			on
		),
		facts: responseFacts(response, on.locale)
	}),
	pressure: (on) => ({
		svg: intervalRows(
			pressureRows(pressure, on.locale, (touches) => href(`${touches}`)),
			on
		),
		facts: pressureFacts(pressure, on.locale)
	}),
	bands: (on) => ({
		svg: intervalRows(bandRows(bands(40), on.locale, href), on),
		facts: bandFacts(bands(40), on.locale)
	}),
	'bands.one': (on) => ({
		svg: intervalRows(bandRows(bands(1), on.locale, href), on),
		facts: bandFacts(bands(1), on.locale)
	}),
	'band-days': (on) => ({
		svg: intervalRows(bandDaysRows(bands(40), on.locale, href), on),
		facts: bandDaysFacts(bands(40), on.locale)
	}),
	periods: (on) => ({
		svg: intervalRows(
			periodRows(periods, on.locale, (stage, { from }) => href(`${stage} ${from}`)),
			on
		),
		facts: periodFacts(periods, 90, on.locale)
	}),
	'periods.empty': (on) => {
		const none = { periods: [], stages: [] };
		return {
			svg: intervalRows(
				periodRows(none, on.locale, () => null),
				on
			),
			facts: periodFacts(none, 90, on.locale)
		};
	},
	waiting: (on) => {
		const rows = stays(on.locale);
		return { svg: waiting(rows, on), facts: waitingFacts(rows, on.locale) };
	},
	multiples: (on) => ({
		svg: funnelMultiples(multiples, on, (one, stage) => (one.value === null ? null : href(stage))),
		facts: funnelMultiplesFacts(multiples, on.locale)
	})
};

describe.each(Object.keys(pictures))('the picture %s', (name) => {
	it('is drawn as its golden ones, in both languages and wide or narrow', () => {
		expectGolden(`charts/${name}.de.svg`, svgText(pictures[name](surface('de')).svg));
		expectGolden(`charts/${name}.en.svg`, svgText(pictures[name](surface('en', 288)).svg));
	});

	it('draws and says nothing that is not a number', () => {
		const { svg, facts: said } = pictures[name](surface('en'));
		expect(`${svg.outerHTML}${JSON.stringify(said)}`).not.toMatch(/NaN|Infinity|undefined|null%/);
		for (const row of said.table.rows) expect(row).toHaveLength(said.table.columns.length);
	});

	it('is named by its finding, and every link in it has a name of its own', () => {
		const { svg, facts: said } = pictures[name](surface('de'));
		expect(svg.getAttribute('aria-label')).toBe(said.title);
		const names = [...svg.querySelectorAll('a')].map((link) => link.getAttribute('aria-label'));
		expect(names.every(Boolean)).toBe(true);
		expect(new Set(names).size).toBe(names.length);
		expect(svg.querySelectorAll('*').length).toBeLessThan(2000);
	});

	it('leaves the page in plain colours and without addresses', () => {
		const { svg, facts: said } = pictures[name](surface('en'));
		const saved = standalone(svg, said);
		expect(saved).not.toMatch(/var\(|currentColor|inherit|href=/);
	});
});

it('the map tells no rate where not all leads are so old, and never shows a zero for it', () => {
	const { table } = cohortMapFacts(map, 'en');
	expect([2, 4, 6].map((column) => table.rows[3][column])).toEqual([null, null, null]);
	expect(table.rows[0].slice(1)).toEqual([200, 0.02, 4, 0.065, 13, 0.08, 16]);
	const drawn = cohortMap(map, surface('en')).outerHTML;
	expect(drawn).toContain('not all are so old');
	expect(drawn).not.toContain('>0%<');
});
