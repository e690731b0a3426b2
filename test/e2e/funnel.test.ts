import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, layoutShift, overflow } from './look.ts';

const open = useBrowser();

/** Scrolls through the page, so that every chart is drawn, and back. */
async function drawAll(page: Page): Promise<void> {
	for (const room of await page.locator('figure').all()) {
		await room.scrollIntoViewIfNeeded();
		await room.locator('svg[aria-label]').first().waitFor();
	}
	await page.evaluate(() => scrollTo(0, 0));
}

const countIn = (text: string) => Number(text.replace(/\D/g, ''));
const heading = (page: Page) => page.locator('h1').textContent();

describe('the funnel page', () => {
	it('says how many leads became customers, with its interval, and names three views', async () => {
		const { page, misdeeds } = await open('/funnel');
		expect(await heading(page)).toMatch(
			/^Of [\d,]+ leads, [\d,]+ reached “Customer” within 180 days: [\d.]+% \([\d.]+ to [\d.]+%\)$/
		);
		const views = page.getByRole('navigation', { name: 'View' });
		expect(await views.locator('strong').allTextContents()).toEqual(['Cohort', 'Snapshot', 'Flow']);
		await views.getByText('Flow', { exact: true }).click();
		await page.waitForURL(/view=flow/);
		await page.locator('h1', { hasText: 'In the period' }).waitFor();
		expect(await page.locator('main section').first().textContent()).not.toContain('%');
		await page.goBack();
		await page.locator('h1', { hasText: 'within 180 days' }).waitFor();
		expect(misdeeds).toEqual(none);
	});

	it('leads from a bar and from a number to exactly those leads', async () => {
		const { page } = await open('/funnel');
		await page.locator('figure svg[role=group]').first().waitFor();
		const dropped = page
			.locator('figure')
			.first()
			.getByRole('link', { name: /were lost there/ })
			.first();
		const words = (await dropped.getAttribute('aria-label'))!;
		await dropped.focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/leads\?.*set=dropped/);
		expect(countIn((await heading(page))!.split('leads')[0])).toBe(
			countIn(words.split('leads')[0])
		);
		await page.goBack();
		const cells = page
			.locator('section[aria-labelledby=steps-heading] tbody tr')
			.nth(3)
			.locator('a');
		const reached = await cells.first().textContent();
		await cells.first().click();
		await page.waitForURL(/set=reached/);
		expect(await heading(page)).toContain(`${reached} leads`);
	});

	it('leads from a month of the map to its leads', async () => {
		const { page } = await open('/funnel');
		await drawAll(page);
		const cell = page.locator('#months svg').getByRole('link', { name: /^Mar 2026, by day 60/ });
		const words = (await cell.getAttribute('aria-label'))!;
		await cell.click();
		await page.waitForURL(/from=2026-03-01&to=2026-03-31/);
		const leads = /by day 60: (\d+) of/.exec(words)![1];
		expect(await heading(page)).toMatch(new RegExp(`^${leads} leads?:`));
	});

	it.each([
		['a curve by age', '#incidence', /^MQL, by day 30: ([\d,]+) leads/],
		['an answer in time', '#response', /^60 minutes: ([\d,]+) leads/],
		['unsubscribing', '#pressure', /^\d touch[^:]*: ([\d,]+) leads/],
		['a band of the score', '#bands', /^over the MQL gate.*: ([\d,]+) leads/],
		['a period', '#periods', /^Customer, 1 Jan 2026.*: ([\d,]+) leads/]
	])('leads from a mark of %s to exactly its leads, by Enter', async (_, section, named) => {
		const { page } = await open('/funnel?from=2026-01-01&to=2026-03-31&compare=previous');
		await drawAll(page);
		const mark = page.locator(`${section} figure`).first().getByRole('link', { name: named });
		const words = (await mark.first().getAttribute('aria-label'))!;
		await mark.first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/leads\?/);
		const leads = countIn(/: ([\d,]+) leads/.exec(words)![1]);
		expect(leads).toBeGreaterThan(0);
		expect(countIn((await heading(page))!.split('lead')[0])).toBe(leads);
		const saved = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Save as CSV' }).click();
		const file = await (await saved).path();
		expect(readFileSync(file, 'utf8').trim().split(/\r?\n/)).toHaveLength(leads + 1);
	});

	it('leads from all others of a breakdown of many values to exactly its leads', async () => {
		const { page } = await open('/funnel?by=employees');
		const others = page.locator('#by > .scroll tbody tr').last().locator('a').first();
		const leads = countIn((await others.textContent())!);
		await others.click();
		await page.waitForURL(/set=rest/);
		expect(countIn((await heading(page))!.split('leads')[0])).toBe(leads);
	});

	it('shows where the pointer rests how a figure is made, and below the table how all are', async () => {
		const { page } = await open('/funnel');
		const steps = page.locator('section[aria-labelledby=steps-heading]');
		const cell = steps.locator('tbody tr').nth(1).locator('td').nth(1);
		const [reached, first] = (await column(page, 'section[aria-labelledby=steps-heading]', 1))
			.slice(0, 2)
			.reverse();
		expect(await cell.getAttribute('title')).toBe(
			`Leads at this stage / leads at the first stage: ${reached} / ${first}`
		);
		await steps.getByText('How each column is calculated').click();
		expect(await steps.locator('.how dd').count()).toBeGreaterThan(8);
	});

	it('takes stages out, moves them and limits the time between them, all in the address', async () => {
		const { page } = await open('/funnel');
		await page.getByText('Stages and order').click();
		await page.getByRole('link', { name: 'Take “SAL” out' }).click();
		await page.waitForURL(/stages=/);
		const labels = () => column(page, 'section[aria-labelledby=steps-heading]', 0);
		await expect.poll(labels).toEqual(['Lead', 'MQL', 'SQL', 'opportunity', 'Customer']);
		await page.getByRole('link', { name: 'Move “SQL” up' }).click();
		await expect.poll(labels).toEqual(['Lead', 'SQL', 'MQL', 'opportunity', 'Customer']);
		const before = await column(page, 'section[aria-labelledby=steps-heading]', 1);
		await page.getByLabel('“SQL” within days of the stage before').fill('14');
		await page.locator('#stages').getByRole('button', { name: 'Show' }).click();
		await page.waitForURL(/steps=/);
		await expect
			.poll(async () => (await column(page, 'section[aria-labelledby=steps-heading]', 1))[1])
			.not.toBe(before[1]);
		await page.getByRole('link', { name: 'Usual stages' }).click();
		await expect.poll(labels).toHaveLength(6);
	});

	it('breaks down by a column, and by staff only after it was asked to', async () => {
		const { page } = await open('/funnel');
		await page.getByLabel('Break down by').selectOption('country');
		await page.locator('#by').getByRole('button', { name: 'Show' }).click();
		await page.waitForURL(/by=country/);
		await page.locator('#by h2', { hasText: 'By country' }).waitFor();
		await page.goto('/funnel?by=owner');
		expect(await page.locator('#by').textContent()).toContain('works council');
		expect(await page.locator('#by > .scroll').count()).toBe(0);
		await page.getByRole('link', { name: /show them/ }).click();
		await page.locator('#by > .scroll').waitFor();
	});

	it('compares a period with earlier ones', async () => {
		const { page } = await open('/funnel');
		await page.locator('#periods').getByRole('link').click();
		await page.waitForURL(/compare=previous/);
		await page.locator('#periods > .scroll table').waitFor();
		await page.getByRole('link', { name: 'the same a year ago' }).click();
		await page.waitForURL(/compare=previous%2Clast-year/);
		await expect
			.poll(async () => new Set(await column(page, '#periods > .scroll', 1)).size)
			.toBe(3);
	});

	it.each([
		['/funnel?from=2030-01-01', 'There is no funnel to show'],
		['/funnel?from=2026-09-01', 'There is no funnel to show'],
		['/funnel?stages=lead', 'There is no funnel to show'],
		['/funnel?dataset=nowhere', 'No leads are loaded yet']
	])('says in a sentence what is missing: %s', async (path, headline) => {
		const { page, misdeeds } = await open(path);
		expect(await heading(page)).toBe(headline);
		const text = (await page.locator('main').textContent())!;
		expect(text).not.toMatch(/NaN|Infinity|undefined/);
		expect(text.length).toBeGreaterThan(headline.length + 40);
		expect(misdeeds.cspViolations).toEqual([]);
	});

	it('says all its numbers without JavaScript, and takes a form', async () => {
		const { page } = await open('/funnel', { javaScriptEnabled: false });
		expect(await heading(page)).toContain('180 days');
		expect(await column(page, '#by .scroll', 0)).toContain('trade fair');
		await page.locator('summary', { hasText: 'Stages and order' }).click();
		await page.getByLabel('“MQL” within days of the stage before').fill('7');
		await page.locator('#stages').getByRole('button', { name: 'Show' }).click();
		await page.waitForURL(/steps=%7E7%7E|steps=~7~/);
	});
});

describe('the funnel page is for everybody', () => {
	it.each([
		['en-GB', 'light', 1280, '/funnel'],
		['de-DE', 'dark', 320, '/funnel?from=2026-01-01&to=2026-03-31&compare=previous'],
		['de-DE', 'light', 768, '/funnel?view=snapshot&by=country&hours=business']
	] as const)(
		'%s, %s, %d px: axe finds nothing, nothing hangs over',
		async (locale, colorScheme, width, path) => {
			const viewport = { width, height: 900 };
			const { page, misdeeds } = await open(path, { locale, colorScheme, viewport });
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
		const { page } = await open('/funnel');
		await drawAll(page);
		expect(await layoutShift(page)).toBeLessThan(0.02);
	});

	it('speaks German throughout', async () => {
		const { page } = await open('/funnel', { locale: 'de-DE' });
		expect(await heading(page)).toMatch(
			/^Von [\d.]+ Leads erreichten [\d.]+ binnen 180 Tagen „Kunde“: /
		);
		const text = (await page.locator('main').textContent())!;
		expect(text).not.toMatch(/\b(the|and|leads are|within|median days|share of)\b/);
	});

	it('can be used by keyboard alone', async () => {
		const { page } = await open('/funnel');
		const summary = page.locator('summary', { hasText: 'Stages and order' });
		await summary.focus();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/stages=/);
		await page.locator('figure svg a').first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/leads/);
	});
});
