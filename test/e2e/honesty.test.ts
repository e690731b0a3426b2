import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { column } from './look.ts';

const open = useBrowser();
const number = (text: string) => Number(text.replace(/[.,]/g, ''));

describe('what to bear in mind on the calibrate page', () => {
	it('says whether later leads convert as predicted, and who was never worked', async () => {
		const { page, misdeeds } = await open('/calibrate');
		const facts = await page.locator('#honesty .facts').textContent();
		expect(facts).toMatch(/Later leads convert .* predict.*: 12\.2% of 2,104 were won/);
		expect(facts).toMatch(
			/Sales worked 47\.3% of the 5,661 leads .* 2,981 leads were never worked/
		);
		expect(misdeeds).toEqual(none);
	});

	it('sets what a random split would have claimed beside what later leads give', async () => {
		const { page } = await open('/calibrate', { locale: 'de-DE' });
		const heading = 'Was eine zufällige Teilung derselben Leads behauptet hätte';
		const table = page.locator('#honesty table', { hasText: heading });
		expect(await table.locator('tbody th').allTextContents()).toEqual([
			'Spätere Leads',
			'Zufällig geteilt'
		]);
		for (const cell of await table.locator('tbody td:nth-child(5)').allTextContents()) {
			expect(cell).toMatch(/^0,\d{3}\s*0,\d{3} bis 0,\d{3}$/);
		}
		const text = await page.locator('#honesty').textContent();
		expect(text).toContain('Eine zufällige Teilung derselben Leads hätte etwa dasselbe behauptet');
	});

	it('lists what each exclusion takes out; they add up to the line above', async () => {
		const { page } = await open('/calibrate');
		const counts = page.locator('#honesty table').first();
		const line = counts.locator('tr', { hasText: 'Taken out by an exclusion' });
		const [leads, wins] = await line.locator('td').allTextContents();
		const exclusions = page.locator('#honesty table', { hasText: 'Exclusions of the card' });
		const sums = await exclusions.locator('tfoot td').allTextContents();
		expect(sums.map(number)).toEqual([number(leads), number(wins)]);
		expect(await exclusions.locator('tbody tr').count()).toBe(3);
	});

	it('promises nothing where no table was published', async () => {
		const { page } = await open('/calibrate');
		expect(await page.locator('#honesty').textContent()).not.toContain('card promises');
		expect(await column(page, '#honesty', 0)).not.toContain('lowest');
	});
});
