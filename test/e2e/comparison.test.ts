import { describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, column, drawAll, overflow } from './look.ts';

const open = useBrowser();
const numberIn = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'));

describe('the scores side by side', () => {
	it('begin with the finding, its number and its interval', async () => {
		const { page, misdeeds } = await open('/calibrate');
		expect(await page.locator('#compare h2').textContent()).toMatch(
			/^\s*On the same [\d,]+ later leads calibrated points rank better than today’s: AUC \+0\.\d{3} \(95% interval 0\.\d{3} to 0\.\d{3}\)\s*$/
		);
		expect(misdeeds).toEqual(none);
	});

	it('give every figure a meaning, and an interval that holds it', async () => {
		const { page } = await open('/calibrate');
		const rows = page.locator('#compare table').first().locator('tbody tr');
		expect(await rows.count()).toBe(10);
		for (const row of await rows.all()) {
			expect((await row.locator('th small').textContent())!.length).toBeGreaterThan(20);
			for (const cell of await row.locator('td').all()) {
				const [value, from, to] = (await cell.innerText()).match(/[−\d.]+/g)!.map(numberIn);
				if (from === undefined) continue;
				expect(from).toBeLessThanOrEqual(value);
				expect(to).toBeGreaterThanOrEqual(value);
			}
		}
	});

	it('say of every difference in words what it means', async () => {
		const { page } = await open('/calibrate');
		const table = '#compare .stack.part table';
		const [pairs, words] = [await column(page, table, 0), await column(page, table, 6)];
		expect(pairs).toHaveLength(9);
		expect(words.slice(0, 3)).toEqual(['ranks better', 'predicts better', 'predicts better']);
		expect(new Set(words)).toContain('cannot be told apart');
	});

	it('swap leads between gates of equal volume, and promise customers as a range', async () => {
		const { page } = await open('/calibrate');
		const leads = (await column(page, '#swap-set table', 1)).map(numberIn);
		const [both, enter, leave, today, calibrated] = leads;
		expect(today).toBe(calibrated);
		expect(Math.abs(both + enter - calibrated)).toBeLessThanOrEqual(1);
		expect(Math.abs(both + leave - today)).toBeLessThanOrEqual(1);
		const [, from, to] = /between ([\d,]+) and ([\d,]+)/.exec(
			(await page.locator('#swap-set p').first().textContent())!
		)!;
		expect(await page.locator('h1').textContent()).toContain(
			`between ${from} and ${to} customers instead of`
		);
	});

	it('are repeated on worked leads, without a script too', async () => {
		const { page } = await open('/calibrate', { javaScriptEnabled: false });
		await page.locator('#worked > summary').click();
		expect(await page.locator('#worked h3').textContent()).toMatch(
			/^Among the [\d,]+ leads that sales worked, calibrated points rank better than today’s/
		);
		expect(await page.locator('#worked table').first().locator('tbody tr').count()).toBe(3);
	});

	it.each([320, 1280])('stay whole at %i px with everything opened', async (width) => {
		const { page } = await open('/calibrate', {
			locale: 'de-DE',
			viewport: { width, height: 800 }
		});
		await drawAll(page);
		await page.locator('#worked > summary').click();
		await page.locator('#lift > summary').click();
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
	});
});
