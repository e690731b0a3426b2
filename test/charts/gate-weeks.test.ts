import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { gateWeeksFacts, gateWeeksOf, type GateWeeks } from '#lib/charts/gate-weeks-facts.ts';
import { gateWeeks } from '#lib/charts/gate-weeks.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { weekDate } from '#lib/charts/week-date.ts';
import { weeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { generatedCalibration } from './generated-calibration.ts';
import { expectGolden, svgText } from './golden.ts';

const { gates } = generatedCalibration();
const mql = gateWeeksOf(gates, 'mql');
const sql = gateWeeksOf(gates, 'sql');
const none: GateWeeks = {
	gate: 'mql',
	current: notMeasured('no-gate'),
	calibrated: notMeasured('weeks-not-known'),
	capacity: null
};
const one = weeklyVolume({ cell: [0], week: [2725], n: [3] }, [0], 0);
const oneWeek: GateWeeks = { gate: 'mql', current: one, calibrated: one, capacity: 2 };
const empty = weeklyVolume({ cell: [0], week: [2725], n: [3] }, [0], 1);
const nobody: GateWeeks = { gate: 'sql', current: empty, calibrated: empty, capacity: null };

const surface = (locale: Locale, width = 560) => ({
	document: new JSDOM().window.document,
	width,
	locale
});

describe('gate-weeks', () => {
	it('is drawn as its golden picture in German', () => {
		expectGolden('charts/gate-weeks.de.svg', svgText(gateWeeks(mql, surface('de'))));
	});

	it('is drawn as its golden picture in English on a narrow screen', () => {
		expectGolden('charts/gate-weeks.en.svg', svgText(gateWeeks(mql, surface('en', 288))));
	});

	it.each([
		['today', sql],
		['none', none],
		['one', oneWeek],
		['nobody', nobody]
	])('is drawn with little to show: %s', (name, weeks) => {
		const svg = gateWeeks(weeks, surface('en'));
		expectGolden(`charts/gate-weeks.${name}.svg`, svgText(svg));
		expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
		const { title, note } = gateWeeksFacts(weeks, 'en');
		expect(`${title} ${note}`).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('is one image whose name is the finding, without a style element', () => {
		const svg = gateWeeks(mql, surface('de'));
		expect(svg.getAttribute('role')).toBe('img');
		expect(svg.getAttribute('aria-label')).toBe(gateWeeksFacts(mql, 'de').title);
		expect(svg.querySelector('[aria-label], [role], style')).toBeNull();
	});

	it('says in its table what it draws, week by week', () => {
		const [en, de] = [gateWeeksFacts(mql, 'en'), gateWeeksFacts(mql, 'de')];
		expect(en.title).not.toBe(de.title);
		expect(en.note).not.toBe(de.note);
		expect(en.table.rows).toHaveLength(26);
		expect(en.table.rows[0][0]).toBe('28 Mar 2022');
		expect(de.table.rows[0][0]).toBe('28.03.2022');
		if (!mql.calibrated.measured) throw new Error('not measured');
		expect(en.table.rows.map((row) => row[2])).toEqual(
			mql.calibrated.weeks.map(({ leads }) => leads)
		);
	});

	it('names the weeks that are too full, else the mean and the fullest', () => {
		if (!mql.calibrated.measured || !mql.calibrated.overCapacity) throw new Error('never full');
		const over = gateWeeksFacts(mql, 'en').title;
		expect(over).toContain(`${mql.calibrated.overCapacity} of 26 weeks`);
		const enough = gateWeeksFacts({ ...mql, capacity: null }, 'en').title;
		expect(enough).toContain(mql.calibrated.mean.toFixed(1));
		expect(enough).toContain(weekDate(mql.calibrated.peaks[0].week, 'en'));
	});

	it('is saved with literal colours, its finding and its note', () => {
		const facts = gateWeeksFacts(mql, 'en');
		const saved = standalone(gateWeeks(mql, surface('en')), facts);
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
		const parsed = new new JSDOM().window.DOMParser().parseFromString(saved, 'image/svg+xml');
		const words = [...parsed.querySelectorAll('text')].map((text) => text.textContent).join(' ');
		expect(words).toContain(facts.title);
	});
});

describe('the Monday of a week', () => {
	it('is counted from that of 5 January 1970, UTC', () => {
		expect(weekDate(0, 'en')).toBe('5 Jan 1970');
		expect(weekDate(2725, 'de', false)).toBe('28.03.');
	});
});
