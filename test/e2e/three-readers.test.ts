import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser, type Misdeeds } from './browser.ts';
import { arrived, choose, enter, goByLetters, goByName, tabTo, typeInto } from './keyboard.ts';
import { axeViolations, overflow } from './look.ts';

const open = useBrowser();

/** What is read on the way, in both languages. */
const words = {
	'en-GB': {
		calibrate: 'Calibrate',
		compare: 'Compare',
		rates: /\d\d\.\d%/,
		better: /calibrated points” ranks these [\d,]+ later leads better/,
		wrong: /of your 20 rules/,
		export: /of 20 rules change/,
		sources: /become customers clearly more often/,
		report: /went in; \d+ customers/,
		calls: /At 50 points sales would call/,
		budget: /With €9,000 a month/
	},
	'de-DE': {
		calibrate: 'Kalibrieren',
		compare: 'Vergleichen',
		rates: /\d\d,\d\s%/,
		better: /kalibrierte Punkte“ ordnet diese [\d.]+ späteren Leads besser/,
		wrong: /Ihrer 20 Regeln/,
		export: /von 20 Regeln/,
		sources: /klar häufiger Kunden/,
		report: /Kunden/,
		calls: /Bei 50 Punkten riefe der Vertrieb/,
		budget: /9\.000/
	}
} as const;

const ways = [
	['en-GB', 'light', 1280],
	['en-GB', 'dark', 768],
	['de-DE', 'light', 320],
	['de-DE', 'dark', 1280]
] as const;

const headline = (page: Page) => page.locator('h1').innerText();
const countIn = (text: string) => Number(/\d[\d.,]*/.exec(text)![0].replaceAll(/\D/g, ''));

/** What holds wherever somebody stops to read. */
async function isSound(page: Page, misdeeds: Misdeeds): Promise<void> {
	expect(await axeViolations(page), page.url()).toEqual([]);
	expect(await overflow(page), page.url()).toBe(0);
	expect(await page.locator('main').innerText()).not.toMatch(/NaN|Infinity|undefined/);
	expect(misdeeds).toEqual(none);
}

/** Opens the saved views; the cursor goes to where a name is typed, and only then on. */
async function openViews(page: Page): Promise<void> {
	await enter(page, page.locator('.how summary').first());
	await page.locator('.views input:focus').waitFor();
}

/** Others find this workbench without them. */
async function forgetViews(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { views } = await (await fetch('/api/views')).json();
		for (const { id } of views) await fetch(`/api/views/${id}`, { method: 'DELETE' });
	});
}

describe.each(ways)('by keyboard alone (%s, %s, %i px)', (locale, colorScheme, width) => {
	const t = words[locale];
	const start = (path: string) =>
		open(path, { locale, colorScheme, viewport: { width, height: 900 } });

	it('the revenue analyst goes from the data to new points in hand', async () => {
		const { page, misdeeds } = await start('/data');
		await isSound(page, misdeeds);

		await enter(page, page.locator('nav a[href^="/rules"]').first());
		await arrived(page, '/rules');
		const points = page.locator('#rule-trade-fair input').first();
		const effect = page.locator('section[aria-labelledby=strip]');
		await expect.poll(() => effect.innerText()).toMatch(t.rates);
		const before = await effect.innerText();
		await typeInto(page, points, '0');
		await expect.poll(() => effect.innerText()).not.toBe(before);
		await isSound(page, misdeeds);
		await page.keyboard.press('Control+a');
		await page.keyboard.type('20');
		await expect.poll(() => effect.innerText()).toBe(before);

		await goByName(page, t.calibrate, '/calibrate');
		await expect.poll(() => headline(page)).toMatch(t.wrong);
		const rule = page.locator('.forest .rule button').first();
		await enter(page, rule);
		await expect.poll(() => rule.getAttribute('aria-expanded')).toBe('true');
		await isSound(page, misdeeds);

		await goByLetters(page, 'v', '/compare');
		await enter(page, page.locator('main form button').first());
		await page.waitForURL(/models=/);
		await arrived(page, '/compare');
		await expect.poll(() => headline(page)).toMatch(t.better);
		await isSound(page, misdeeds);

		await goByLetters(page, 'e', '/export');
		await expect.poll(() => headline(page)).toMatch(t.export);
		await isSound(page, misdeeds);
		await tabTo(page, page.locator('a[download]').first());
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.keyboard.press('Enter')
		]);
		expect(download.suggestedFilename()).toContain('points.csv');
		expect(misdeeds).toEqual(none);
	});

	it('the marketing lead goes from the sources to single leads and keeps the view', async () => {
		const { page, misdeeds } = await start('/sources?from=2025-01-01&to=2025-12-31');
		expect(await headline(page)).toMatch(t.sources);
		await isSound(page, misdeeds);

		await goByLetters(page, 'f', '/funnel');
		const view = page.url();
		await isSound(page, misdeeds);
		const lost = page.locator('figure a[href*="set=dropped"]').nth(1);
		const leads = countIn((await lost.getAttribute('aria-label'))!);
		await enter(page, lost);
		await arrived(page, '/leads');
		expect(countIn(await headline(page))).toBe(leads);
		await isSound(page, misdeeds);
		await enter(page, page.locator('main a[href^="/funnel"]').first());
		await arrived(page, '/funnel');
		expect(page.url()).toBe(view);

		const name = `${locale} ${colorScheme}`;
		const menu = page.locator('details', { has: page.locator('.views') });
		await openViews(page);
		await page.keyboard.type(name);
		await page.keyboard.press('Enter');
		const kept = menu.getByRole('link', { name });
		await kept.waitFor();
		await isSound(page, misdeeds);
		await page.keyboard.press('Escape');
		await goByName(page, t.compare, '/compare');
		await openViews(page);
		await enter(page, kept);
		await arrived(page, '/funnel');
		expect(new URL(page.url()).searchParams.get('to')).toBe('2025-12-31');
		await isSound(page, misdeeds);
		await forgetViews(page);
	});

	it('the executive reads the report, looks at the print and asks what if', async () => {
		const { page, misdeeds } = await start('/roi');
		await arrived(page, '/roi');
		await expect.poll(() => headline(page)).toMatch(t.report);
		await isSound(page, misdeeds);

		await enter(page, page.locator('main a[href^="/roi/print"]').first());
		await page.waitForURL('**/roi/print');
		expect(await headline(page)).toMatch(t.report);
		expect(await axeViolations(page)).toEqual([]);
		await enter(page, page.locator('a[href^="/roi"]:not([download])').last());
		await arrived(page, '/roi');

		await typeInto(page, page.locator('input[name=threshold]'), '50');
		await page.keyboard.press('Enter');
		await page.waitForURL(/threshold=50/);
		await page.locator('#what-if-threshold').getByText(t.calls).waitFor();
		await choose(page, page.locator('select[name=budget-source]'), 'trade fair');
		await typeInto(page, page.locator('input[name=budget]'), '9000');
		await page.keyboard.press('Enter');
		await page.waitForURL(/budget=9000/);
		await page.locator('#what-if-budget').getByText(t.budget).first().waitFor();
		expect(new URL(page.url()).searchParams.get('threshold')).toBe('50');
		await isSound(page, misdeeds);
	});
});
