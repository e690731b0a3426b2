import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';

const open = useBrowser();

describe('what stands behind the points of a rule', () => {
	it('opens by keyboard under its name, and closes again', async () => {
		const { page, misdeeds } = await open('/calibrate');
		const name = page.getByRole('button', { name: 'Demo requested' });
		const detail = page.locator('.forest .detail');
		expect(await detail.count()).toBe(0);
		await name.focus();
		await page.keyboard.press('Enter');
		expect(await name.getAttribute('aria-expanded')).toBe('true');
		const text = (await detail.textContent())!;
		for (const part of ['standard error', 'profile likelihood', 'chi-square', 'VIF', 'p < 0.001']) {
			expect(text).toContain(part);
		}
		expect(text).toMatch(/\d+ won, \d+ not won/);
		await page.keyboard.press('Enter');
		expect(await detail.count()).toBe(0);
		expect(misdeeds).toEqual(none);
	});

	it('says of a rule with few wins that it is shrunk, and what its leads say alone', async () => {
		const { page } = await open('/calibrate');
		const row = page.locator('.forest .rule', { hasText: 'Unsubscribed' });
		expect(await row.textContent()).toMatch(
			/Shrunk towards today’s points; by its leads alone −\d+/
		);
		expect(await row.getByRole('img').getAttribute('aria-label')).toMatch(/shrunk towards/);
		await page.getByRole('button', { name: 'Unsubscribed' }).click();
		expect(await page.locator('.detail').textContent()).toContain('Points by its leads alone');
		expect(await page.locator('#rules').textContent()).toContain(
			'2 rules, with fewer than 20 wins or losses behind them, were drawn towards today’s points'
		);
	});

	it('fits a small screen with everything open, and breaks no rule of accessibility', async () => {
		const { page } = await open('/calibrate', { viewport: { width: 320, height: 700 } });
		for (const name of ['Demo requested', 'Public sector', 'Privacy notice accepted']) {
			await page.getByRole('button', { name }).click();
		}
		expect(await page.locator('.forest .detail').count()).toBe(3);
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
	});

	it('is saved as a table with every figure', async () => {
		const { page } = await open('/calibrate');
		const saved = page.waitForEvent('download');
		await page.locator('.forest').getByRole('button', { name: 'Save as CSV' }).click();
		const file = await (await saved).path();
		const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n');
		for (const column of ['Weight', 'Standard error', 'Shrunk', 'VIF', 'Left out: p', 'Warnings']) {
			expect(head.split(',')).toContain(column);
		}
		expect(rows).toHaveLength(20);
	});

	it('is saved as a picture with its rules in the order on screen', async () => {
		const { page } = await open('/calibrate');
		await page.locator('.forest thead').getByRole('button', { name: 'Leads' }).click();
		const saved = page.waitForEvent('download');
		await page.locator('.forest').getByRole('button', { name: 'Save as SVG' }).click();
		const download = await saved;
		expect(download.suggestedFilename()).toBe('leadgauge-rules.svg');
		const text = readFileSync(await download.path(), 'utf8');
		expect(text).not.toMatch(/var\(|NaN|undefined/);
		const names = await page.locator('.forest .rule .name button').allTextContents();
		const places = names.map((name) =>
			text.indexOf(`>${name.slice(0, 12).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}`)
		);
		expect(places.every((place) => place > 0)).toBe(true);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	});
});

describe('how weights are fitted', () => {
	it('can be Firth’s penalty where a rule is separated: the rule then gets a weight', async () => {
		const { page } = await open('/calibrate');
		await page.getByRole('link', { name: 'Fit with Firth’s penalty' }).click();
		await page.waitForURL(/fit=firth/);
		const rule = page.locator('.forest .rule', { hasText: 'Privacy notice accepted' });
		await expect.poll(() => rule.locator('.verdict').textContent()).toContain('raise');
		expect(await page.locator('#rules').textContent()).toContain('Weights under Firth’s penalty');
		expect(await page.getByRole('link', { name: 'Fit with Firth’s penalty' }).count()).toBe(0);
		await page.goBack();
		await expect.poll(() => rule.locator('.verdict').textContent()).toContain('not measurable');
	});

	it('is a choice that stands in the address', async () => {
		const { page } = await open('/calibrate');
		await page.getByText('Change what is calculated').click();
		await page.getByLabel('How weights are fitted').selectOption('ridge');
		await page.getByRole('button', { name: 'Calculate' }).click();
		await page.waitForURL(/fit=ridge/);
		await expect
			.poll(() => page.locator('#rules').textContent())
			.toContain('All weights were drawn towards today’s points');
	});

	it('is said in German too', async () => {
		const { page } = await open('/calibrate?lang=de', { locale: 'de-DE' });
		const rules = page.locator('#rules');
		expect(await rules.textContent()).toContain('zu den heutigen Punkten herangezogen');
		await page.getByRole('button', { name: 'Demo requested' }).click();
		expect(await page.locator('.detail').textContent()).toMatch(/Standardfehler 0,\d\d/);
	});
});
