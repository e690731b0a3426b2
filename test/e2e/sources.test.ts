import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, drawAll, overflow } from './look.ts';

const open = useBrowser();
const PATH = '/sources?margin=60&call-cost=15';
const numberIn = (text: string) => Number(text.replaceAll(/[,.\s]/g, ''));

/** Presses Tab until an element of the page has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let i = 0; i < 200; i++) {
		await page.keyboard.press('Tab');
		if (await page.locator(`${selector}:focus`).count()) return;
	}
	throw new Error(`Tab never came to ${selector}`);
}

describe('the sources', () => {
	it('begin with which are better and which are worse, and with what misleads', async () => {
		const { page, misdeeds } = await open(PATH);
		expect(await page.locator('h1').textContent()).toBe(
			'Leads from referral and partner become customers clearly more often than all others, those from LinkedIn ads, trade fair and outbound clearly less often'
		);
		const lede = await page.locator('.lede').textContent();
		expect(lede).toContain('Leads from trade fair score 54 points on average');
		expect(lede).toContain('At first sight podcast looks best (40%)');
		await drawAll(page);
		expect(misdeeds).toEqual(none);
	});

	it('show both numbers of every rate, what is unknown as unknown, and a sum to the cent', async () => {
		const { page } = await open(PATH);
		const quality = '#quality .figures table';
		const rates = await column(page, quality, 5);
		expect(rates).toHaveLength(11);
		for (const text of rates) expect(text).toMatch(/%\s*[\d,]+ of [\d,]+$/);
		const costs = await page.locator('#money table').first().locator('tbody tr').all();
		const unknown = [];
		for (const row of costs) {
			if ((await row.textContent())!.includes('unknown')) {
				unknown.push((await row.locator('th').textContent())!.trim());
			}
		}
		expect(unknown).toEqual(['referral', 'partner']);
		const sum = await page.locator('#reconciled').textContent();
		const amounts = sum!
			.match(/€[\d,]+\.\d{2}/g)!
			.map((numberIn) => Number(numberIn.replaceAll(/[€,.]/g, '')));
		const [leads, others, without, overhead, booked] = amounts;
		expect(leads + others + without + overhead).toBe(booked);
	});

	it('open exactly the leads behind a figure by keyboard alone', async () => {
		const { page } = await open('/sources');
		const link = page.locator('#quality tbody tr').first().locator('td a').nth(4);
		const wins = numberIn(
			(await page
				.locator('#quality tbody tr')
				.first()
				.locator('td small')
				.nth(2)
				.textContent())!.split(' of ')[0]
		);
		await page.locator('#quality h2').scrollIntoViewIfNeeded();
		await link.evaluate((each) => each.setAttribute('data-goal', ''));
		await tabTo(page, '[data-goal]');
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/leads\?/);
		expect(numberIn((await page.locator('h1').textContent())!.match(/[\d,]+/)![0])).toBe(wins);
		await page.goBack();
		expect(new URL(page.url()).pathname).toBe('/sources');
	});

	it('sort by any figure and say how each is calculated', async () => {
		const { page } = await open('/sources');
		const table = '#money table >> nth=0';
		await page.locator(table).getByRole('button', { name: 'Cost per lead' }).click();
		const cells = await page.locator(table).locator('tbody tr td:nth-child(5)').allTextContents();
		const cents = cells.map((text) => text.match(/€[\d,]+/)?.[0]).filter(Boolean);
		const values = cents.map((text) => numberIn(text!.slice(1)));
		expect(values.length).toBeGreaterThan(5);
		expect(values).toEqual(values.toSorted((a, b) => b - a));
		await page.locator('#money .how summary').first().click();
		expect(await page.locator('#money .how').first().textContent()).toContain(
			'marketing cost / wins so far'
		);
	});

	it.each([true, false])(
		'sort all pages of a long table, not the page that is seen (with scripts: %s)',
		async (javaScriptEnabled) => {
			const { page } = await open('/sources?by=crm_score', { javaScriptEnabled });
			const counts = async () => (await column(page, '#quality .figures', 1)).map(numberIn);
			const before = await counts();
			const sort = page.locator('#quality .figures thead').getByRole('link', { name: 'Leads' });
			await sort.click();
			await page.waitForURL(/sort=-leads/);
			await expect
				.poll(async () => (await counts())[0])
				.toBeGreaterThan(Math.max(...before.slice(0, 5)) - 1);
			const shown = (await counts()).slice(0, -1);
			expect(shown).toEqual(shown.toSorted((a, b) => b - a));
			expect(await page.locator('#quality th[aria-sort=descending]').textContent()).toMatch(
				/Leads/
			);
			await page.getByRole('link', { name: 'Next' }).first().click();
			await page.waitForURL(/page=2/);
			expect(page.url()).toContain('sort=-leads');
			await expect
				.poll(async () => Math.max(...(await counts()).slice(0, -1)))
				.toBeLessThan(shown.at(-1)! + 1);
		}
	);

	it('keep what is asked for in the address, and Back takes it back', async () => {
		const { page } = await open('/sources');
		await page.locator('select[name=as]').selectOption('kind');
		await page.getByRole('button', { name: 'Apply' }).first().click();
		await page.waitForURL(/as=kind/);
		const sources = page.locator('#quality .figures tbody th');
		await sources.filter({ hasText: 'offline sources' }).waitFor();
		expect(await page.locator('#ladder figure .note').textContent()).toContain(
			'Under five sources'
		);
		await page.goBack();
		await page.waitForURL((url) => !url.search.includes('as='));
		await sources.filter({ hasText: 'podcast' }).waitFor();
		expect(await sources.count()).toBe(11);
	});

	it('work without a script, and with a margin that comes from the form', async () => {
		const { page } = await open('/sources', { javaScriptEnabled: false });
		await page.locator('input[name=margin]').fill('50');
		await page.locator('#money').getByRole('button', { name: 'Apply' }).click();
		expect(new URL(page.url()).searchParams.get('margin')).toBe('50');
		const roi = await column(page, '#returns table', 6);
		expect(roi.filter((text) => text.includes('%')).length).toBeGreaterThan(5);
	});

	it('keep the end of the period while they are worked out', async () => {
		const { page } = await open('/sources?to=2025-06-30&age=120&half-life=9');
		expect(new URL(page.url()).searchParams.get('to')).toBe('2025-06-30');
		expect(await page.locator('footer').last().textContent()).toMatch(/3,\d{3} leads/);
	});

	it.each([
		['/sources?from=2026-06-01', 'All 1,439 leads are younger than 180 days'],
		['/sources?filter=country:nowhere', 'No lead in this period and filter'],
		['/sources?filter=source:webinar', 'There is one source only, webinar']
	])('say in a sentence what %s has to show', async (path, headline) => {
		const { page, misdeeds } = await open(path);
		expect(await page.locator('h1').textContent()).toContain(headline);
		expect(await page.locator('main').textContent()).not.toMatch(/NaN|Infinity|undefined/);
		expect(misdeeds).toEqual(none);
	});

	it.each([
		[320, 'de-DE', 'light'],
		[768, 'en-GB', 'dark'],
		[1280, 'de-DE', 'dark']
	] as const)(
		'stay whole at %i px (%s, %s) with everything opened',
		async (width, locale, colorScheme) => {
			const { page } = await open(PATH, { locale, colorScheme, viewport: { width, height: 800 } });
			await drawAll(page);
			for (const summary of await page.locator('main details > summary').all())
				await summary.click();
			expect(await overflow(page)).toBe(0);
			expect(await axeViolations(page)).toEqual([]);
		}
	);
});
