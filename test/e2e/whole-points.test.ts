import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { column } from './look.ts';

const open = useBrowser();

/** Points without the interval that stands under them. */
const calibrated = async (page: Page) =>
	page
		.locator('#points table')
		.last()
		.locator('tbody tr td:nth-child(3) .is-calibrated')
		.allTextContents();

describe('the whole points', () => {
	it('say how many edits explain how much, and which card is taken', async () => {
		const { page, misdeeds } = await open('/calibrate');
		const part = page.locator('#points');
		expect(await part.locator('h2').textContent()).toMatch(/^3 edits explain 9\d% of what/);
		expect(await part.textContent()).toContain('the best card is the best one found');
		expect(await part.textContent()).not.toContain('is optimal');
		const cards = part.locator('table').first().locator('tbody tr');
		expect(await cards.count()).toBe(4);
		expect(await cards.filter({ hasText: 'chosen' }).textContent()).toContain('Fewest edits');
		const forest = page.locator('.forest .rule .new');
		expect(await calibrated(page)).toEqual(
			(await forest.allTextContents()).map((text) => text.trim())
		);
		expect(misdeeds).toEqual(none);
	});

	it('are those of another card by a link, here, in the file, and back', async () => {
		const { page } = await open('/calibrate');
		const before = await calibrated(page);
		const best = page.locator('#points tbody tr', { hasText: 'Best card found' });
		await best.getByRole('link').click();
		await page.waitForURL('**/calibrate?card=best');
		await best.getByText('chosen').waitFor();
		const taken = await calibrated(page);
		expect(taken).not.toEqual(before);
		await page.locator('.chip', { hasText: 'best card' }).waitFor();
		await page.getByRole('link', { name: 'Hand over', exact: false }).last().click();
		await page.waitForURL('**/export?card=best');
		expect(await column(page, 'main', 2)).toEqual(taken);
		await page.goBack();
		await page.goBack();
		await page.waitForURL('**/calibrate');
		await page
			.locator('#points tbody tr', { hasText: 'Fewest edits' })
			.getByText('chosen')
			.waitFor();
		expect(await calibrated(page)).toEqual(before);
	});

	it('say what contradicts, and a link mends it', async () => {
		const { page } = await open('/calibrate?multiple=5&max-changed=1');
		const part = page.locator('#points');
		expect(await part.locator('h2').textContent()).toContain('no whole points');
		expect(await part.textContent()).toContain('3 rules must change; only 1 may');
		await part.getByRole('link', { name: 'allow 3 edits' }).click();
		await page.waitForURL('**max-changed=3**');
		await part.locator('h2', { hasText: 'edits explain' }).waitFor();
		for (const points of await calibrated(page)) {
			expect(Math.abs(Number(points.replace('−', '-')) % 5)).toBe(0);
		}
	});
});

describe('a rule on the rules page', () => {
	it('can be told to stay and to keep its sign, and the file says so', async () => {
		const { page } = await open('/rules');
		const row = page.locator('tr.rule', { hasText: 'Trade fair lead' });
		await row.getByRole('button', { name: 'Edit' }).click();
		const panel = page.locator('.panel');
		await panel.getByLabel('Points stay').check();
		await panel.getByLabel('Sign').selectOption({ label: 'never below 0' });
		expect(await row.textContent()).toContain('points stay, never below 0');
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByText('Download JSON').click()
		]);
		const card = JSON.parse(readFileSync(await download.path(), 'utf8'));
		const rules = card.groups.flatMap(({ rules }: { rules: { id: string }[] }) => rules);
		expect(rules.find(({ id }: { id: string }) => id === 'trade-fair')).toMatchObject({
			locked: true,
			sign: 'positive'
		});
		expect(rules.filter((rule: object) => 'locked' in rule)).toHaveLength(1);
	});
});
