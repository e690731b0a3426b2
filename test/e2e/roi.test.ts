import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { none, useBrowser, type OpenPage } from './browser.ts';
import type { Page } from 'playwright-core';
import { axeViolations, column, layoutShift, overflow } from './look.ts';

const open = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'roi-e2e-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The threshold is calibrated first; the page that shows how far that is leads here by itself. */
async function roi(path = '/roi', options?: Parameters<typeof open>[1]): Promise<OpenPage> {
	const opened = await open(path, options);
	await opened.page.waitForURL('**/roi**', { timeout: 60_000 });
	await opened.page.locator('html[data-alive]').waitFor({ state: 'attached' });
	return opened;
}

/** Scrolls through the page, so that every picture is drawn, those of links as well, and back. */
async function drawAll(page: Page): Promise<void> {
	for (const picture of await page.locator('figure').all()) {
		await picture.scrollIntoViewIfNeeded();
		await picture.locator('.room svg').first().waitFor();
	}
	await page.evaluate(() => scrollTo(0, 0));
}

describe('the ROI report on screen', () => {
	it('says what went in, what came out, and what the points would change', async () => {
		const { page, misdeeds } = await roi();
		expect(await page.locator('h1').textContent()).toMatch(
			/^€[\d.]+m went in; \d+ customers and €[\d.]+m of revenue came out; calibrated points would win \d+% to \d+% more from the same calls$/
		);
		const ids = await page
			.locator('main section[id]')
			.evaluateAll((sections) => sections.map(({ id }) => id));
		expect(ids).toEqual(['funnel', 'sources', 'months', 'gate', 'what-if']);
		expect(await page.locator('dl.numbers .interval').count()).toBe(4);
		expect(misdeeds).toEqual(none);
	});

	it('tells the ROI with a margin; the margin stands in the address, and Back takes it back', async () => {
		const { page } = await roi();
		const third = page.locator('dl.numbers dt').nth(2);
		expect(await third.textContent()).toContain('Revenue for');
		await page.getByText('Margin, calls, currencies').click();
		await page.getByLabel('Gross margin, percent').fill('60');
		await page.getByRole('button', { name: 'Show', exact: true }).last().click();
		await page.waitForURL(/margin=60/);
		await third.getByText('Return on investment (ROI)').waitFor();
		await page.goBack();
		await third.getByText('Revenue for').waitFor();
	});

	it('counts only the leads that are picked', async () => {
		const { page } = await roi('/roi?from=2025-01-01&to=2025-12-31&filter=country:DE');
		const lede = await page.locator('header .lede').textContent();
		expect(lede).not.toContain('6,851');
		expect(await page.locator('footer').last().textContent()).toContain('country is DE');
	});

	it('keeps the period while the threshold is calibrated anew', async () => {
		const { page } = await roi('/roi?from=2025-01-01&to=2025-12-31&horizon=97');
		expect(new URL(page.url()).searchParams.get('to')).toBe('2025-12-31');
		expect(await page.locator('footer').last().textContent()).toContain('31 Dec 2025');
	});

	it('answers what if with a range and its assumptions, and refuses beyond the data', async () => {
		const { page } = await roi();
		await page.getByLabel('MQL threshold, points').fill('45');
		await page.locator('#what-if-threshold button[type=submit]').click();
		await page.waitForURL(/threshold=45/);
		const threshold = page.locator('#what-if-threshold');
		await threshold.getByText(/At 45 points sales would call \d+ leads a month/).waitFor();
		expect(await threshold.textContent()).toContain('What this takes for granted');
		await page.locator('#what-if-budget select').selectOption('trade fair');
		await page.getByLabel('Budget a month, EUR').fill('9000');
		await page.locator('#what-if-budget button[type=submit]').click();
		await page.waitForURL(/budget=9000/);
		expect(new URL(page.url()).searchParams.get('threshold')).toBe('45');
		const budget = page.locator('#what-if-budget');
		await budget.getByText(/With €9,000 a month: .* leads and .* customers/).waitFor();
		await page.goto('/roi?budget-source=trade+fair&budget=900000');
		expect(await budget.textContent()).toContain('Beyond that the data says nothing');
		await page.goto('/roi?threshold=900');
		expect(await threshold.textContent()).toContain('No lead has such a score');
	});

	it('leads from a bar to exactly its leads', async () => {
		const { page } = await roi();
		await drawAll(page);
		const bar = page.locator('#funnel svg a').first();
		const name = (await bar.getAttribute('href'))!;
		await page.goto(name);
		expect(await page.locator('h1').textContent()).toContain('6,851');
	});

	it('has its numbers and its forms without JavaScript', async () => {
		const { page } = await open('/roi', { javaScriptEnabled: false });
		await page.waitForURL('**/roi**', { timeout: 60_000 });
		expect(await page.locator('dl.numbers').textContent()).toContain('13.9%');
		expect((await column(page, '#sources .ranked', 0)).length).toBeGreaterThan(8);
		await page.getByText('Margin, calls, currencies').click();
		await page.getByLabel('Gross margin, percent').fill('40');
		await page.getByRole('button', { name: 'Show', exact: true }).last().click();
		await page.waitForURL(/margin=40/);
		expect(await page.locator('dl.numbers').textContent()).toContain('margin of 40%');
	});

	it('says what is missing where there are no leads', async () => {
		const { page } = await open('/roi?dataset=nowhere');
		expect(await page.locator('h1').textContent()).toBe('No leads are loaded yet');
	});

	it.each([
		['en-GB', 'light', 1280],
		['en-GB', 'dark', 768],
		['de-DE', 'dark', 320]
	] as const)(
		'%s, %s, %d px: axe finds nothing, nothing hangs over',
		async (locale, colorScheme, width) => {
			const viewport = { width, height: 900 };
			const address = '/roi?threshold=45&budget-source=trade+fair&budget=9000';
			const { page, misdeeds } = await roi(address, { locale, colorScheme, viewport });
			await drawAll(page);
			for (const details of await page.locator('main details').all()) {
				await details.evaluate((node) => ((node as HTMLDetailsElement).open = true));
			}
			expect(await axeViolations(page)).toEqual([]);
			expect(await overflow(page)).toBe(0);
			expect(misdeeds).toEqual(none);
		}
	);

	it('moves nothing while it is drawn', async () => {
		const { page } = await roi();
		await drawAll(page);
		expect(await layoutShift(page)).toBeLessThan(0.02);
	});

	it('speaks German throughout', async () => {
		const { page } = await roi('/roi?threshold=45', { locale: 'de-DE' });
		const text = (await page.locator('main').textContent())!;
		expect(text).toContain('952 von 6.851');
		expect(text).not.toMatch(/\b(the|and|leads that|customers|months|calls)\b/);
		expect(await page.title()).toBe('ROI-Bericht · Leadgauge');
	});

	it('is printed and asked by keyboard alone', async () => {
		const { page } = await roi();
		await page.getByRole('link', { name: 'Print or save as PDF' }).focus();
		await page.keyboard.press('Enter');
		await page.waitForURL('**/roi/print');
		await page.locator('#print').focus();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/roi$/);
		await page.getByLabel('MQL threshold, points').focus();
		await page.keyboard.type('50');
		await page.keyboard.press('Enter');
		await page.waitForURL(/threshold=50/);
	});
});

describe('the printed report', () => {
	it('stands on one to four A4 pages, light, without the frame of the workbench', async () => {
		const { page, misdeeds } = await roi('/roi/print', { colorScheme: 'dark' });
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.tools').isVisible()).toBe(false);
		expect(await page.locator('nav[aria-label="Pages"]').count()).toBe(0);
		const colours = await page.evaluate(() => {
			const { color, backgroundColor } = getComputedStyle(document.documentElement);
			return [color, backgroundColor];
		});
		expect(colours).toEqual(['rgb(21, 24, 28)', 'rgb(255, 255, 255)']);
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
		const pages = pdf.match(/\/Type\s*\/Page\b/g)!;
		expect(pages.length).toBeGreaterThanOrEqual(1);
		expect(pages.length).toBeLessThanOrEqual(4);
		expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
		expect(misdeeds).toEqual(none);
	});

	it.each([
		['en-GB', 1280],
		['de-DE', 320]
	] as const)('is for everybody (%s, %d px)', async (locale, width) => {
		const { page, misdeeds } = await roi('/roi/print', {
			locale,
			viewport: { width, height: 900 }
		});
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
		expect(
			await page
				.locator(width < 720 ? '.narrow svg' : '.wide svg')
				.first()
				.isVisible()
		).toBe(true);
		expect(misdeeds).toEqual(none);
	});

	it('comes by itself once its figures are worked out', async () => {
		const { page, misdeeds } = await open('/calculating?for=/roi/print&horizon=93');
		await page.waitForURL('**/roi/print?horizon=93', { timeout: 60_000 });
		await page.locator('#print').waitFor();
		expect(misdeeds).toEqual(none);
	});

	it('is downloaded as one file that opens without the workbench', async () => {
		const { page } = await roi('/roi/print');
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'Download as one file (HTML)' }).click()
		]);
		expect(download.suggestedFilename()).toBe('leadgauge-roi-report.html');
		const path = join(folder, download.suggestedFilename());
		await download.saveAs(path);
		expect(readFileSync(path, 'utf8')).not.toMatch(/<script|https?:/);
		await page.context().setOffline(true);
		await page.goto(`file://${path}`);
		expect(await page.locator('h1').textContent()).toContain('customers');
		expect(await page.locator('.wide svg').count()).toBeGreaterThan(3);
	});
});
