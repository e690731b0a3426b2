import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, drawAll, layoutShift, overflow } from './look.ts';

const open = useBrowser();

describe('the calibrate page', () => {
	it('goes from the verdict to what was left out, in this order', async () => {
		const { page, misdeeds } = await open('/calibrate');
		const ids = await page
			.locator('main section[id]')
			.evaluateAll((sections) => sections.map(({ id }) => id));
		expect(ids).toEqual(['rules', 'points', 'compare', 'thresholds', 'honesty']);
		expect(await page.locator('h1').textContent()).toContain('of your 20 rules');
		expect(await page.locator('header .lede').textContent()).toMatch(
			/Confirmed on [\d,]+ later leads with \d+ wins: .*95% interval 0\.\d+ to 0\.\d+/
		);
		expect(misdeeds).toEqual(none);
	});

	it('shows every rule with its points, its evidence and a word', async () => {
		const { page } = await open('/calibrate');
		const rows = page.locator('.forest .rule');
		expect(await rows.count()).toBe(20);
		const fair = rows.filter({ hasText: 'Trade fair lead' });
		expect(await fair.locator('.verdict').textContent()).toContain('drop');
		expect(await fair.getByRole('img').getAttribute('aria-label')).toMatch(
			/^today 20, by the leads −?\d+, 95% interval /
		);
		expect(await rows.filter({ hasText: 'Demo requested' }).textContent()).toContain('raise');
	});

	it('says in words why a rule got no points', async () => {
		const { page } = await open('/calibrate');
		const refused = page.locator('.forest .rule', { hasText: 'Privacy notice accepted' });
		expect(await refused.textContent()).toContain('not measurable');
		expect(await refused.textContent()).toContain('no weight can be learned');
	});

	it('sorts the rules by a column, and back to the order of the card', async () => {
		const { page } = await open('/calibrate');
		const leads = () =>
			page
				.locator('.forest .rule .leads')
				.evaluateAll((cells) => cells.map((cell) => Number(cell.textContent!.replace(/\D/g, ''))));
		const card = await leads();
		const header = page.getByRole('columnheader', { name: 'Leads' }).first();
		const sort = header.getByRole('button');
		await sort.focus();
		await page.keyboard.press('Enter');
		expect(await leads()).toEqual(card.toSorted((a, b) => b - a));
		expect(await header.getAttribute('aria-sort')).toBe('descending');
		await page.keyboard.press('Enter');
		expect(await leads()).toEqual(card.toSorted((a, b) => a - b));
		await page.keyboard.press('Enter');
		expect(await leads()).toEqual(card);
	});

	it('copies the rules for a spreadsheet', async () => {
		const { page } = await open('/calibrate', {
			permissions: ['clipboard-read', 'clipboard-write']
		});
		await page.locator('.forest').getByRole('button', { name: 'Copy table' }).click();
		await page.locator('.forest').getByText('Copied').waitFor();
		const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
		expect(lines).toHaveLength(21);
		expect(new Set(lines.map((line) => line.split('\t').length))).toEqual(new Set([29]));
	});

	it('calculates anew when an option changes; Back takes it back, and so does its chip', async () => {
		const { page } = await open('/calibrate');
		const before = await page.locator('h1').textContent();
		await page.getByText('Change what is calculated').click();
		await page.getByLabel('Horizon, days').fill('60');
		await page.getByRole('button', { name: 'Calculate' }).click();
		await page.waitForURL('**/calibrate?horizon=60');
		await page.locator('.chip', { hasText: 'Horizon 60 days' }).waitFor();
		expect(await page.locator('footer.footnote').textContent()).toContain('horizon 60 days');
		await page.goBack();
		await page.waitForURL('**/calibrate');
		await page.locator('.chip', { hasText: 'Horizon' }).waitFor({ state: 'detached' });
		expect(await page.locator('h1').textContent()).toBe(before);
		await page.goForward();
		await page.locator('.chip', { hasText: 'Horizon 60 days' }).click();
		await page.waitForURL('**/calibrate');
	});

	it('refuses an option it cannot read, and says which', async () => {
		const { page } = await open('/calibrate?horizon=soon');
		expect(await page.locator('main').textContent()).toContain('soon');
		expect(await page.locator('.chip', { hasText: 'soon' }).count()).toBe(1);
	});

	it('accounts for every loaded lead', async () => {
		const { page } = await open('/calibrate');
		const numbers = await page
			.locator('#honesty table')
			.first()
			.locator('tbody td:nth-child(2)')
			.allTextContents();
		const sum = numbers.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
		const shown = await page.locator('#honesty tfoot td').first().textContent();
		expect(shown!.trim()).toBe(sum.toLocaleString('en-GB'));
		expect(sum).toBe(9000);
	});

	it('says headline, table and numbers without JavaScript', async () => {
		const { page } = await open('/calibrate', { javaScriptEnabled: false });
		expect(await page.locator('h1').textContent()).toContain('of your 20 rules');
		expect(await page.locator('.forest .rule').count()).toBe(20);
		expect((await column(page, '#compare > .scroll', 1)).join(' ')).toMatch(/0\.\d{3}/);
		await page.locator('figure details').first().locator('summary').click();
		expect(await page.locator('figure details[open] tbody tr').count()).toBeGreaterThan(5);
	});
});

describe('the charts', () => {
	it('are images named by their finding, drawn in the width at hand', async () => {
		const { page, misdeeds } = await open('/calibrate');
		await drawAll(page);
		for (const figure of await page.locator('figure').all()) {
			const image = figure.locator('svg[role=img]');
			expect(await image.getAttribute('aria-label')).toBe(await figure.locator('h3').textContent());
			expect(await image.locator('style').count()).toBe(0);
		}
		expect(await page.locator('#compare figure').count()).toBe(6);
		const width = () =>
			page
				.locator('figure svg[role=img]')
				.first()
				.evaluate((svg) => svg.clientWidth);
		const wide = await width();
		await page.setViewportSize({ width: 320, height: 700 });
		await page.waitForFunction(
			(wide) => document.querySelector('figure svg[role=img]')!.clientWidth < wide,
			wide
		);
		expect(misdeeds).toEqual(none);
	});

	it('move nothing on the page when they appear', async () => {
		const { page } = await open('/calibrate');
		await drawAll(page);
		expect(await layoutShift(page)).toBeLessThan(0.01);
	});

	it('are fetched only when they come near the screen', async () => {
		const { page } = await open('/', { viewport: { width: 1280, height: 800 } });
		await page.waitForLoadState('networkidle');
		const loaded = await page.evaluate(() =>
			performance.getEntriesByType('resource').reduce((sum, entry) => {
				const { decodedBodySize, name } = entry as PerformanceResourceTiming;
				return sum + (name.endsWith('.js') ? decodedBodySize : 0);
			}, 0)
		);
		expect(loaded).toBeLessThan(250_000);
	});

	it('are saved as SVG with literal colours, its finding and its note', async () => {
		const { page } = await open('/calibrate');
		const svg = (await saved(page, 'SVG')).toString('utf8');
		expect(svg).toMatch(/^<svg xmlns=/);
		expect(svg).not.toMatch(/var\(|currentColor/);
		expect(svg).toContain('won leads have');
	});

	it('are saved as PNG with two pixels to one', async () => {
		const { page } = await open('/calibrate');
		const png = await saved(page, 'PNG');
		expect(png.subarray(1, 4).toString()).toBe('PNG');
		const svg = (await saved(page, 'SVG')).toString('utf8');
		expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)/.exec(svg)![1]));
	});

	it('are saved as CSV of exactly the table, as the spreadsheets of the language want it', async () => {
		const { page } = await open('/calibrate', { locale: 'de-DE' });
		const csv = (await saved(page, 'CSV')).toString('utf8');
		expect(csv.startsWith('\uFEFFVon;Bis unter;')).toBe(true);
		const figure = page.locator('#compare figure').first();
		await figure.locator('summary').click();
		expect(csv.trim().split('\r\n')).toHaveLength(1 + (await figure.locator('tbody tr').count()));
		expect(csv).toMatch(/;0,\d+/);
	});
});

describe.each(['light', 'dark'] as const)('the calibrate page in %s colours', (colorScheme) => {
	it.each([320, 768, 1280])(
		'at %i px has nothing cut off and no violation of axe',
		async (width) => {
			const { page } = await open('/calibrate', { colorScheme, viewport: { width, height: 800 } });
			await drawAll(page);
			await page.locator('figure summary').first().click();
			expect(await overflow(page)).toBe(0);
			expect(await axeViolations(page)).toEqual([]);
		}
	);
});

async function saved(page: Page, kind: 'SVG' | 'PNG' | 'CSV'): Promise<Buffer> {
	const figure = page.locator('#compare figure').first();
	await figure.scrollIntoViewIfNeeded();
	await figure.locator('svg[role=img]').waitFor();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		figure.getByRole('button', { name: kind }).click()
	]);
	return readFileSync(await download.path());
}
