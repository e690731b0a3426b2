import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, overflow } from './look.ts';

const open = useBrowser();

/** Every row of the table of thresholds: its name, then from how many points. */
async function gates(page: Page): Promise<Record<string, number>> {
	await page.locator('#thresholds > .scroll').waitFor();
	const [names, points] = await Promise.all(
		[0, 1].map((index) => column(page, '#thresholds > .scroll', index))
	);
	const words = names.map((name) => name.replaceAll(/\s+/g, ' ').split(',')[0]);
	return Object.fromEntries(words.map((name, i) => [name, Number.parseFloat(points[i])]));
}

const heading = (page: Page) => page.locator('#thresholds-heading').textContent();

async function fill(page: Page, values: Record<string, string>): Promise<void> {
	await page.getByText('Choose thresholds by capacity').click();
	for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
	await page.getByRole('button', { name: 'Find thresholds' }).click();
}

describe('the thresholds of the calibrate page', () => {
	it('say first what the new one catches, with its number, and show today’s beside it', async () => {
		const { page, misdeeds } = await open('/calibrate');
		expect(await heading(page)).toMatch(
			/^The new MQL threshold of \d+ points catches \d+% of all wins with \d+ leads a week; today’s 55 points catch \d+%$/
		);
		const found = await gates(page);
		expect(found['MQL as the card says Points today']).toBe(55);
		expect(found['SQL as the card says Points today']).toBe(70);
		expect(Object.keys(found)).toHaveLength(4);
		expect(misdeeds).toEqual(none);
	});

	it('are found anew for what is filled in; the address holds it, and Back takes it back', async () => {
		const { page } = await open('/calibrate');
		const before = await gates(page);
		await fill(page, { Capacity: '15', 'Lowest conversion rate': '20' });
		await page.waitForURL('**/calibrate?capacity=15&precision=20');
		await page.getByRole('rowheader', { name: 'MQL by capacity' }).first().waitFor();
		const found = await gates(page);
		expect(Object.keys(found)).toHaveLength(8);
		expect(found['MQL by capacity New points']).toBeGreaterThan(
			found['MQL as many leads as today New points']
		);
		const weeks = page.locator('#thresholds figure h3').first();
		expect(await weeks.textContent()).toMatch(/more leads pass than the 15 sales can work/);
		expect(await page.locator('.chip', { hasText: 'Capacity 15 a week' }).count()).toBe(1);
		await page.goBack();
		await page.waitForURL('**/calibrate');
		await page.getByRole('rowheader', { name: 'MQL by capacity' }).first().waitFor({
			state: 'detached'
		});
		expect(await gates(page)).toEqual(before);
	});

	it('go on the card by a link, and into the files', async () => {
		const { page } = await open('/calibrate?capacity=15');
		const { 'MQL by capacity New points': wanted } = await gates(page);
		await page.getByRole('link', { name: /^put on the card ?: MQL by capacity/ }).click();
		await page.waitForURL('**/calibrate?gate=capacity&capacity=15');
		const row = page.getByRole('rowheader', { name: /MQL by capacity.*goes on the card/s });
		await row.waitFor();
		expect(await heading(page)).toContain(`by capacity, ${wanted} points,`);
		const export_ = await page.goto('/export?gate=capacity&capacity=15');
		expect(export_!.ok()).toBe(true);
		const figures = (await page.locator('dl').first().innerText()).replaceAll(/\s+/g, ' ');
		expect(figures).toContain(`from ${wanted} points by capacity`);
		const model = await page.request.get('/export/model.json?gate=capacity&capacity=15');
		expect((await model.json()).thresholds.mql).toBe(wanted);
	});

	it('say why one stays open rather than take another', async () => {
		const { page } = await open('/calibrate?gate=joint');
		const text = await page.locator('#thresholds').innerText();
		expect(text).toContain(
			'MQL and SQL stay open on the new card: Enter what qualifying a lead costs.'
		);
		expect(await heading(page)).toBe('No threshold goes on the new card yet');
	});

	it('speak German, with its numbers', async () => {
		const { page } = await open('/calibrate?capacity=15&cost=400&margin=30', { locale: 'de-DE' });
		expect(await heading(page)).toMatch(
			/Schwellenwert von \d+ Punkten erfasst mit \d+ Leads pro Woche/
		);
		const text = await page.locator('#thresholds').innerText();
		expect(text).toContain('Nach Kosten lohnt sich ein Lead ab einer Chance von');
		expect(text).toMatch(/\d,\d\s%/);
		expect(text).not.toMatch(/capacity|threshold|Leads that/i);
	});

	it('work without JavaScript', async () => {
		const { page } = await open('/calibrate', { javaScriptEnabled: false });
		await page.getByText('Choose thresholds by capacity').click();
		await page.getByLabel('Capacity').fill('15');
		await page.getByRole('button', { name: 'Find thresholds' }).click();
		await page.waitForURL(/[?&]capacity=15(&|#|$)/);
		expect(Object.keys(await gates(page))).toContain('MQL by capacity New points');
	});

	it.each([320, 1280])('at %i px have nothing cut off and no violation of axe', async (width) => {
		const wishes = 'capacity=15&precision=20&cost=400&margin=30&qualify-cost=60&gate=cost';
		const { page } = await open(`/calibrate?${wishes}`, { viewport: { width, height: 800 } });
		await page.getByRole('rowheader', { name: 'MQL for most profit' }).first().waitFor();
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
	});
});
