import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { conversionLag as lagOf, type ConversionLag } from '#lib/domain/funnel/conversion-lag.ts';
import { conversionLagFacts, keptAt, matureAt } from '#lib/charts/conversion-lag-facts.ts';
import { conversionLag } from '#lib/charts/conversion-lag.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { standalone } from '#lib/charts/standalone.ts';
import { random } from '#lib/domain/random.ts';
import { expectGolden, svgText } from './golden.ts';

/** A thousand leads, a seventh of them won after two months on average, followed for up to two years. */
function generated(): ConversionLag {
	const next = random(9);
	const leads = Array.from({ length: 1000 }, () => {
		const followed = Math.floor(next() * 700);
		const wait = next() < 0.15 ? Math.ceil(-60 * Math.log(next())) : Infinity;
		return { followed, wait };
	});
	return lag(leads);
}

function lag(leads: { followed: number; wait: number }[]): ConversionLag {
	const waits = leads.map(({ followed, wait }) => ({
		day: Math.min(followed, wait),
		won: Number(wait <= followed)
	}));
	return lagOf(
		{ day: waits.map(({ day }) => day), won: waits.map(({ won }) => won), n: waits.map(() => 1) },
		{ day: leads.map(({ followed }) => followed), n: leads.map(() => 1) },
		[30, 90, 120].map((days) => ({
			days,
			mature: leads.filter(({ followed }) => followed >= days).length,
			wins: leads.filter(({ followed, wait }) => followed >= days && wait <= days).length
		}))
	);
}

const surface = (locale: Locale, width = 560) => ({
	document: new JSDOM().window.document,
	width,
	locale
});
const shown = { lag: generated(), horizonDays: 120 };
const nobody = { lag: lag([]), horizonDays: 90 };
const one = { lag: lag([{ followed: 50, wait: 10 }]), horizonDays: 90 };

describe('the conversion-lag curve', () => {
	it('is drawn as its golden pictures', () => {
		expectGolden('charts/conversion-lag.de.svg', svgText(conversionLag(shown, surface('de'))));
		expectGolden('charts/conversion-lag.en.svg', svgText(conversionLag(shown, surface('en', 288))));
		expectGolden('charts/conversion-lag.empty.svg', svgText(conversionLag(nobody, surface('en'))));
		expectGolden('charts/conversion-lag.one.svg', svgText(conversionLag(one, surface('en'))));
	});

	it('draws and says nothing that is not a number', () => {
		for (const what of [shown, nobody, one]) {
			const drawn = conversionLag(what, surface('en')).outerHTML;
			const { title, note, table } = conversionLagFacts(what, 'en');
			expect(`${drawn}${title}${note}${JSON.stringify(table)}`).not.toMatch(
				/NaN|Infinity|undefined/
			);
		}
	});

	it('is one image named by its finding, without style or labels of the library', () => {
		const svg = conversionLag(shown, surface('de'));
		expect(svg.getAttribute('aria-label')).toBe(conversionLagFacts(shown, 'de').title);
		expect(svg.querySelector('style, [aria-label], [role]')).toBeNull();
		expect(svg.querySelectorAll('*').length).toBeLessThan(2000);
		const saved = standalone(conversionLag(shown, surface('en')), conversionLagFacts(shown, 'en'));
		expect(saved).not.toMatch(/var\(|currentColor|inherit/);
	});

	it('says what the horizon in use keeps, in both languages', () => {
		const kept = keptAt(shown.lag, 120)!;
		const mature = matureAt(shown.lag, 120);
		expect(conversionLagFacts(shown, 'en').title).toBe(
			`Within 120 days ${Math.round(100 * kept)}% of all wins have come; ${Math.round(100 * mature)}% of the leads are old enough`
		);
		const row = shown.lag.horizons.find(({ days }) => days === 120)!;
		expect(row.winsKept).toBeCloseTo(kept, 12);
		expect(row.shareMature).toBeCloseTo(mature, 12);
		const [en, de] = (['en', 'de'] as const).map((each) => conversionLagFacts(shown, each));
		expect(en.table.rows).toEqual(de.table.rows);
		expect(en.title).not.toBe(de.title);
		for (const row of en.table.rows) expect(row).toHaveLength(en.table.columns.length);
	});

	it('does not say what comes later than anybody was followed', () => {
		expect(keptAt(one.lag, 90)).toBeNull();
		expect(conversionLagFacts(one, 'en').title).toContain('not known');
	});
});
