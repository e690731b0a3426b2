import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTION_MODELS } from '#lib/domain/roi/attribution.ts';
import { attributeWins } from '#lib/domain/roi/attribute-wins.ts';
import { paybackCurve } from '#lib/domain/roi/payback.ts';
import { MONEY_TERMS, QUALITY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import { quadrants } from '#lib/domain/sources/quadrant.ts';
import { sourceLadder as ladderOf } from '#lib/domain/sources/source-ladder.ts';
import { attributionModels } from '#lib/charts/attribution-models.ts';
import {
	attributionModelsFacts,
	type DrawnAttribution
} from '#lib/charts/attribution-models-facts.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { paybackCurves } from '#lib/charts/payback-curves.ts';
import { paybackCurvesFacts, type DrawnPayback } from '#lib/charts/payback-curves-facts.ts';
import { figureFormula, figureName } from '#lib/charts/source-figure-words.ts';
import { sourceLadder } from '#lib/charts/source-ladder.ts';
import {
	ladderHeight,
	listed,
	sourceLadderFacts,
	sourceLadderHeadline,
	type DrawnLadder
} from '#lib/charts/source-ladder-facts.ts';
import { sourceMonths } from '#lib/charts/source-months.ts';
import { sourceMonthsFacts, type DrawnMonths } from '#lib/charts/source-months-facts.ts';
import { sourceName } from '#lib/charts/source-name.ts';
import { sourceQuadrant } from '#lib/charts/source-quadrant.ts';
import { sourceQuadrantFacts, type DrawnQuadrants } from '#lib/charts/source-quadrant-facts.ts';
import { expectGolden, svgText } from './golden.ts';

const surface = (locale: Locale, width = 640) => ({
	document: new JSDOM().window.document,
	width,
	locale
});

const SHARES = [
	{ source: 'referral', wins: 78, leads: 341 },
	{ source: 'partner', wins: 96, leads: 441 },
	{ source: 'paid search', wins: 157, leads: 1035 },
	{ source: 'webinar', wins: 88, leads: 697 },
	{ source: 'trade fair', wins: 89, leads: 863 },
	{ source: 'outbound', wins: 46, leads: 463 },
	{ source: 'podcast', wins: 6, leads: 15 },
	{ source: 'billboard', wins: 0, leads: 0 }
];

function drawn(shares: typeof SHARES, ageDays: number | null = 180): DrawnLadder {
	const { rungs, rankedBy, overall } = ladderOf(shares);
	const named = rungs.map((rung) => ({ ...rung, name: rung.source }));
	return { rungs: named, rankedBy, overall, ageDays, sources: shares.length };
}

function drawnQuadrants(shares: typeof SHARES): DrawnQuadrants {
	const { rungs } = ladderOf(shares);
	const verdicts = new Map(rungs.map(({ source, verdict }) => [source, verdict]));
	const places = quadrants(
		shares.map(({ source, leads }) => ({ leads, verdict: verdicts.get(source) ?? null }))
	);
	return {
		points: shares
			.filter(({ leads }) => leads > 0)
			.map(({ source, wins, leads }, i) => ({
				name: source,
				leads,
				rate: wins / leads,
				quadrant: places!.places[i]
			})),
		manyFrom: places?.manyFrom ?? null,
		overall: 0.14,
		ageDays: 180
	};
}

const journeys = [
	{ sources: ['fair', 'web', 'mail'], days: [60, 30, 2], wins: 3 },
	{ sources: ['web', 'web'], days: [20, 5], wins: 2 },
	{ sources: ['mail'], days: [1], wins: 1 }
].map(({ sources, days, wins }) => ({
	sources,
	wins,
	revenueCents: wins * 100_000,
	daysBeforeWin: days,
	leadTouch: 0,
	opportunityTouch: null,
	winTouch: days.length - 1
}));
const attribution: DrawnAttribution = {
	models: ATTRIBUTION_MODELS.flatMap((model) => {
		const found = attributeWins(journeys, model);
		return found.measured ? [found] : [];
	}),
	halfLifeDays: 7,
	byType: false,
	opportunities: false
};

const payback = (costCents: number): DrawnPayback['curves'][number]['curve'] =>
	paybackCurve(
		[
			{
				month: '2026-01',
				costCents,
				youngestFollowedDays: 200,
				revenueDay: [20, 70, 150],
				revenueCents: [30_000, 50_000, 20_000]
			}
		],
		[30, 60, 90, 180],
		0.6
	);
const paybacks: DrawnPayback = {
	curves: [
		{ name: 'All sources', curve: payback(45_000) },
		{ name: 'trade fair', curve: payback(90_000) }
	],
	withMargin: true
};

const months: DrawnMonths = {
	sources: [
		{ source: 'web', name: 'web' },
		{ source: 'fair', name: 'fair' }
	],
	months: ['2026-01', '2026-02', '2026-04'].flatMap((month, i) => [
		{ source: 'web', month, leads: 40 + i, mature: i < 2 ? 40 + i : 10, customers: 5 - i },
		{ source: 'fair', month, leads: 12, mature: i < 2 ? 12 : 0, customers: i < 2 ? 1 : 0 }
	]),
	ageDays: 90
};

const pictures: [string, (locale: Locale, width?: number) => SVGSVGElement][] = [
	['source-ladder', (locale, width) => sourceLadder(drawn(SHARES), surface(locale, width))],
	[
		'source-quadrant',
		(locale, width) => sourceQuadrant(drawnQuadrants(SHARES), surface(locale, width))
	],
	['attribution-models', (locale, width) => attributionModels(attribution, surface(locale, width))],
	['payback-curves', (locale, width) => paybackCurves(paybacks, surface(locale, width))],
	['source-months', (locale, width) => sourceMonths(months, surface(locale, width))]
];

describe('pictures of sources', () => {
	it.each(pictures)(
		'%s is drawn as its golden picture, wide in German and narrow in English',
		(name, draw) => {
			expectGolden(`charts/${name}.de.svg`, svgText(draw('de')));
			expectGolden(`charts/${name}.en.svg`, svgText(draw('en', 288)));
		}
	);

	it.each(pictures)(
		'%s is one image with a name, no style element and no number that is none',
		(_, draw) => {
			const svg = draw('en');
			expect(svg.getAttribute('role')).toBe('img');
			expect(svg.getAttribute('aria-label')!.length).toBeGreaterThan(10);
			expect(svg.querySelector('style')).toBeNull();
			expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
		}
	);

	it.each<[string, DrawnLadder]>([
		['one', drawn([SHARES[3]])],
		['empty', drawn([])]
	])('a ladder with little to show is drawn: %s', (name, ladder) => {
		const svg = sourceLadder(ladder, surface('en'));
		expectGolden(`charts/source-ladder.${name}.svg`, svgText(svg));
		expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
		expect(ladderHeight(ladder)).toBeGreaterThan(90);
	});
});

describe('the words of sources', () => {
	it('name the better and the worse, and count those that cannot be told', () => {
		expect(sourceLadderHeadline(drawn(SHARES), 'en')).toBe(
			'Leads from referral and partner become customers clearly more often than all others, those from trade fair and outbound clearly less often'
		);
		expect(sourceLadderFacts(drawn(SHARES), 'en').title).toBe(
			'2 clearly better than all others, 2 clearly worse, 3 cannot be told'
		);
		const alike = SHARES.map((each) => ({ ...each, wins: Math.round(each.leads * 0.1) }));
		expect(sourceLadderHeadline(drawn(alike), 'en')).toContain('none of the 8 can be told');
		expect(sourceLadderHeadline(drawn([]), 'de')).toContain('Keine Quelle hat Leads');
	});

	it('say what nothing is shrunk by, and that nothing has a date', () => {
		expect(sourceLadderFacts(drawn(SHARES.slice(0, 3)), 'en').note).toContain('Under five sources');
		expect(sourceLadderFacts(drawn(SHARES, null), 'en').note).toContain(
			'Creation or outcome has no date'
		);
		expect(sourceLadderFacts({ ...drawn(SHARES), sources: 5000 }, 'en').note).toContain(
			'8 of 5,000 are drawn'
		);
	});

	it('have the drawn numbers in their tables', () => {
		const ladder = sourceLadderFacts(drawn(SHARES), 'en').table;
		expect(ladder.rows).toHaveLength(8);
		expect(ladder.rows[0].slice(0, 4)).toEqual(['referral', 'Clearly better', 78, 341]);
		expect(ladder.rows[7].slice(0, 3)).toEqual(['billboard', null, null]);
		const credits = attributionModelsFacts(attribution, 'en').table.rows;
		for (let model = 1; model <= 7; model++) {
			const sum = credits.reduce((all, row) => all + Number(row[model]), 0);
			expect(sum).toBeCloseTo(6, 9);
		}
		expect(sourceMonthsFacts(months, 'en').table.rows).toHaveLength(8);
	});

	it('find what each picture shows', () => {
		expect(sourceQuadrantFacts(drawnQuadrants(SHARES), 'en').title).toContain(
			'Few leads, but better ones: referral and partner'
		);
		expect(attributionModelsFacts(attribution, 'en').title).toContain('“mail” hangs most');
		expect(paybackCurvesFacts(paybacks, 'en').title).toBe(
			'The money of all sources is back after 90 days'
		);
		expect(paybackCurvesFacts({ ...paybacks, curves: [] }, 'en').title).toContain('cannot be told');
		expect(sourceMonthsFacts(months, 'en').title).toContain('From Apr 2026 on');
	});

	it('list names, and only count those beyond a few', () => {
		expect(listed(['a', 'b', 'c', 'd'], 'en')).toBe('a, b, c and d');
		expect(listed(['a', 'b', 'c', 'd', 'e', 'f'], 'de')).toBe('a, b, c und 3 weitere');
	});

	it('call groups by their value, or by what it means', () => {
		expect(sourceName('', 'value', 'de')).toBe('(leer)');
		expect(sourceName('offline', 'kind', 'en')).toBe('offline sources');
		expect(sourceName('offline', 'value', 'en')).toBe('offline');
	});

	it.each(['en', 'de'] as const)(
		'give every figure a name and a formula of its own (%s)',
		(locale) => {
			const figures = [...QUALITY_TERMS, ...MONEY_TERMS].map(({ figure }) => figure);
			expect(new Set(figures.map((figure) => figureName(figure, locale))).size).toBe(
				figures.length
			);
			expect(new Set(figures.map((figure) => figureFormula(figure, locale))).size).toBe(
				figures.length
			);
		}
	);
});
