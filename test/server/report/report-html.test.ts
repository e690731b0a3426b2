import { JSDOM, VirtualConsole } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#lib/charts/numbers.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { html } from '#lib/server/report/html.ts';
import { reportHtml } from '#lib/server/report/report-html.ts';
import { useFigures } from '../usecases/sample-desk.ts';
import { plainReport, sampleReport } from '../usecases/sample-report.ts';
import { sampleRows } from '../usecases/sample-rows.ts';

const figures = useFigures();
let report: RoiReport;
const pages: Record<Locale, string> = { en: '', de: '' };
beforeAll(async () => {
	report = (await sampleReport(await figures.sampleDesk())).report;
	for (const locale of ['en', 'de'] as const) pages[locale] = pageOf(report, locale);
}, 60_000);

const pageOf = (of: RoiReport, locale: Locale) =>
	reportHtml(of, { locale, version: '1.2.3', tools: null });
/** Without what jsdom says of page rules it does not know. */
const documentOf = (page: string) =>
	new JSDOM(page, { virtualConsole: new VirtualConsole() }).window.document;
const textOf = (page: string) => documentOf(page).body.textContent!;

describe.each(['en', 'de'] as const)('the report as one file (%s)', (locale) => {
	it('runs no script and asks for nothing', () => {
		const document = documentOf(pages[locale]);
		expect(
			document.querySelector('script, link, iframe, object, embed, img, base, form')
		).toBeNull();
		const handlers = [...document.querySelectorAll('*')].flatMap(({ attributes }) =>
			[...attributes].filter(({ name }) => name.startsWith('on'))
		);
		expect(handlers).toEqual([]);
		expect(pages[locale]).not.toMatch(/https?:|@import|src=|url\((?!#)/);
	});

	it('is under 300 kB', () => {
		expect(Buffer.byteLength(pages[locale])).toBeLessThan(300_000);
	});

	it('holds no lead: no key, no account, no address', () => {
		const rows = sampleRows('leads');
		expect(pages[locale]).not.toMatch(/L-\d{6}|[\w.]+@[\w.]+\.[a-z]{2,}/);
		const accounts = new Set(rows.map(({ account }) => account).filter(Boolean));
		expect([...accounts].filter((account) => pages[locale].includes(account))).toEqual([]);
	});

	it('says no number that is none', () => {
		expect(pages[locale]).not.toMatch(/NaN|Infinity|undefined|\[object/);
	});

	it('is one document with one heading, whose names are its own', () => {
		const document = documentOf(pages[locale]);
		expect(document.documentElement.lang).toBe(locale);
		expect(document.querySelectorAll('h1')).toHaveLength(1);
		const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
		expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
		for (const [, name] of pages[locale].matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(name);
		expect(document.querySelectorAll('section')).toHaveLength(5);
	});

	it('shows each picture for wide and for narrow screens, as an image with its finding as name', () => {
		const document = documentOf(pages[locale]);
		const pictures = [...document.querySelectorAll('figure')];
		expect(pictures).toHaveLength(4);
		for (const picture of pictures) {
			const images = [...picture.querySelectorAll('[role=img]')];
			const title = picture.querySelector('h3')!.textContent;
			expect(images.map((image) => image.getAttribute('aria-label'))).toEqual([title, title]);
		}
	});
});

describe('the report as one file', () => {
	it('says the same in German as in English, in German', () => {
		const [en, de] = [textOf(pages.en), textOf(pages.de)];
		expect(en).toContain('952 of 6,851');
		expect(de).toContain('952 von 6.851');
		expect(de).not.toMatch(/\b(the|and|leads that|interval|customers?|months?|cost of)\b/);
	});

	it('leaves the words of a picture as they are written', () => {
		expect(pages.de).toMatch(/>[^<]*1\.035</);
		expect(pages.en).toMatch(/>[^<]*1,035</);
	});

	it('names data date, period, filters and method at its foot', async () => {
		const query = 'from=2025-01-01&to=2025-12-31&filter=country:DE&filter=country:AT';
		const { report: part } = await plainReport(await figures.sampleDesk(query));
		const foot = documentOf(pageOf(part, 'de')).querySelector('footer')!.textContent;
		expect(foot).toContain('30.09.2026');
		expect(foot).toContain('vom 01.01.2025 bis 31.12.2025');
		expect(foot).toContain('country ist DE oder AT');
		expect(foot).toContain('Wilson');
	});

	it('marks the months whose leads are too young', () => {
		expect(pages.en).toContain('so far: leads too young');
		expect(pages.en).toMatch(/fill="url\(#p\d+-report-hatch-won\)"/);
	});

	it('hides sources that are addresses of persons', async () => {
		const named = structuredClone(report);
		const desk = await figures.sampleDesk('by=owner&filter=owner:ada@example.com');
		const { report: part } = await plainReport(desk);
		expect(pageOf(part, 'en')).not.toContain('ada@example.com');
		expect(named.asked.filters).toEqual([]);
	});

	it('carries what a page puts above it', () => {
		const tools = html`<nav class="tools"><a href="/roi">${'a < b'}</a></nav>`;
		const page = reportHtml(report, { locale: 'en', version: '1.2.3', tools });
		expect(page).toContain('<nav class="tools"><a href="/roi">a &lt; b</a></nav>');
	});
});
