import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, overflow } from './look.ts';

const open = useBrowser();
const files = ['points.csv', 'model.json', 'scoring.sql', 'ml-logistic-regression.json'];

describe('the export page', () => {
	it('shows how each file begins, exactly as it is downloaded', async () => {
		const { page, misdeeds } = await open('/export?max=30');
		const cards = page.locator('article');
		expect(await cards.count()).toBe(files.length);
		for (const [i, file] of files.entries()) {
			const [download] = await Promise.all([
				page.waitForEvent('download'),
				cards
					.nth(i)
					.getByRole('link', { name: `Download ${file}` })
					.click()
			]);
			expect(download.suggestedFilename()).toContain(file);
			const text = readFileSync(await download.path(), 'utf8');
			const [first] = (await cards.nth(i).locator('pre').textContent())!.split(' …');
			expect(text.startsWith(first)).toBe(true);
			const lines = text.trimEnd().split('\n').length.toLocaleString('en-GB');
			expect(await cards.nth(i).textContent()).toContain(`${lines} lines`);
		}
		expect(misdeeds).toEqual(none);
	});

	it('copies the whole of a file', async () => {
		const { page } = await open('/export', { permissions: ['clipboard-read', 'clipboard-write'] });
		const sql = page.locator('article', { hasText: 'scoring.sql' });
		await sql.getByRole('button', { name: 'Copy content' }).click();
		await sql.getByText('Copied').waitFor();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(await (await page.request.get('/export/scoring.sql')).text());
	});

	it('lists the same new points as the file', async () => {
		const { page } = await open('/export?max=30');
		const shown = (await column(page, 'main', 2)).map((text) => text.replace('−', '-'));
		const csv = await (await page.request.get('/export/points.csv?max=30')).text();
		const [header, ...lines] = csv.trim().split('\n');
		const at = header.split(',').indexOf('points_calibrated');
		expect(at).toBeGreaterThan(0);
		const written = lines.map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)![at]);
		expect(shown).toEqual(written.map((text) => text.replace(',', '')));
		expect(shown.every((points) => Number(points) <= 30)).toBe(true);
	});

	it('counts in its headline the rules whose points change', async () => {
		const { page } = await open('/export');
		const changes = (await column(page, 'main', 3)).filter((text) => text !== '0');
		expect(await page.locator('h1').textContent()).toContain(
			`${changes.length} of 20 rules change`
		);
	});

	it('has nothing to hand over where there is no scorecard, and says what to do', async () => {
		const { page } = await open('/export?model=nowhere');
		expect(await page.locator('h1').textContent()).toBe('No scorecard is chosen yet');
		expect(await page.locator('main a.button').getAttribute('href')).toMatch(/^\/rules/);
	});

	it('is read without JavaScript', async () => {
		const { page } = await open('/export', { javaScriptEnabled: false });
		expect(await page.locator('pre').first().textContent()).toContain('demo');
	});
});

describe.each(['light', 'dark'] as const)('the export page in %s colours', (colorScheme) => {
	it.each([320, 768, 1280])(
		'at %i px has nothing cut off and no violation of axe',
		async (width) => {
			const { page } = await open('/export', { colorScheme, viewport: { width, height: 800 } });
			expect(await overflow(page)).toBe(0);
			expect(await axeViolations(page)).toEqual([]);
		}
	);
});
