import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook, type Cell } from '../server/db/convert/workbook.ts';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';

const open = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'leadgauge-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

async function upload(page: Page, path: string): Promise<void> {
	await page.goto('/data');
	await page.setInputFiles('#lead-file', path);
	await page.waitForURL(/\/data\/import\/[0-9a-f-]{36}/);
	await page.locator('form[action="?/check"]').waitFor();
}

async function discard(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Discard' }).click();
	await page.waitForURL(/\/data(\?|$)/);
}

const headline = (page: Page) => page.locator('h1').innerText();
const cells = (page: Page) => page.getByRole('cell').allInnerTexts();
const rowsOf = (...rows: Cell[][]) => new Map(rows.map((row, i) => [i + 1, row]));

describe('the formats of a file', () => {
	it('let the sheet of a workbook be chosen, and keep the choice over the check and a reload', async () => {
		const { page, misdeeds } = await open('/data');
		const book = workbook([
			{ name: 'Costs', rows: rowsOf(['Month', 'Amount'], ['May', 3], ['June', 4]) },
			{
				name: 'Leads & more',
				rows: rowsOf(
					['Report'],
					[],
					['Id', 'Since', 'Won'],
					[7, { date: 45_352 }, 'yes'],
					[8, null, 'no']
				)
			}
		]);
		await upload(page, file('book.xlsx', book));
		expect(await headline(page)).toContain('2 rows');
		expect(await cells(page)).toContain('June');
		await page.getByRole('combobox', { name: 'Sheet' }).selectOption('Leads & more');
		await page.getByRole('button', { name: 'Read it again' }).click();
		await page.getByLabel('How “Since” is read').waitFor();
		expect(await headline(page)).toContain('“Won”');
		expect(await cells(page)).toContain('2024-03-01');
		await page.getByText('Line numbers are the row numbers of the sheet "Leads & more".').waitFor();

		await page.getByLabel('Id of the lead').selectOption('Id');
		await page.reload();
		await expect.poll(() => page.getByLabel('Id of the lead').inputValue()).toBe('Id');
		await page.getByRole('button', { name: 'Check what becomes of the rows' }).click();
		await page
			.getByRole('heading', { name: '2 of 2 rows become leads; 1 of them are won' })
			.waitFor();
		await page.goBack();
		await page.getByRole('button', { name: 'Back to what was found' }).click();
		await page.getByLabel('How “Amount” is read').waitFor();
		expect(await cells(page)).toContain('June');
		await discard(page);
		expect(misdeeds).toEqual(none);
	});

	it('show umlauts and the euro of a file in Windows-1252, and read it otherwise on demand', async () => {
		const { page, misdeeds } = await open('/data');
		const text = 'Nr;Käufer;Betrag;Won\n1;Größe – Müller;1.234,50 \x80;yes\n2;Öhr;2,00 \x80;no\n';
		const bytes = Buffer.from(text.replace('–', '\x96'), 'latin1');
		await upload(page, file('umlaut.csv', bytes));
		expect(await cells(page)).toContain('Größe – Müller');
		expect(await cells(page)).toContain('1.234,50 €');
		expect(
			await page
				.getByLabel('Encoding')
				.evaluate((s: HTMLSelectElement) => s.selectedOptions[0].text)
		).toBe('Windows-1252 (found)');
		expect(await page.getByLabel('How “Betrag” is read').inputValue()).toBe('');
		await page.getByLabel('Encoding').selectOption({ label: 'Mac Roman' });
		await page.getByRole('button', { name: 'Read it again' }).click();
		await page.getByLabel('How “Käufer” is read').waitFor({ state: 'detached' });
		expect(await cells(page)).not.toContain('1.234,50 €');
		await page.getByRole('button', { name: 'Back to what was found' }).click();
		await page.getByLabel('How “Käufer” is read').waitFor();
		expect(misdeeds).toEqual(none);
		await discard(page);
	});

	it('ask which day is meant instead of guessing, and say what line cannot be a header', async () => {
		const { page } = await open('/data');
		const path = file('days.csv', 'Id,Created,Won\n1,03/04/2025,yes\n2,05/06/2025,no\n');
		await upload(page, path);
		const ask = page.getByRole('group', { name: /does not tell how these columns/ });
		await ask.waitFor();
		expect(await page.getByLabel('Created', { exact: true }).first().inputValue()).toBe('');
		const check = page.getByRole('button', { name: 'Check what becomes of the rows' });
		await check.click();
		expect(await ask.getByRole('combobox').getAttribute('aria-invalid')).toBe('true');
		await ask.getByRole('combobox').selectOption('day-first-time');
		expect(await axeViolations(page)).toEqual([]);
		await check.click();
		await page
			.getByText(/3 Apr 2025/)
			.first()
			.waitFor();
		await page.goBack();
		await page.getByLabel('Header in line').fill('40');
		await page.getByRole('button', { name: 'Read it again' }).click();
		await page.getByText('days.csv has no header in line 40').waitFor();
		await page.getByRole('button', { name: 'Back to what was found' }).click();
		await ask.waitFor();
		await discard(page);
	});

	const looks = [
		{ width: 320, colorScheme: 'light', locale: 'de-DE' },
		{ width: 768, colorScheme: 'dark', locale: 'en-GB' },
		{ width: 1280, colorScheme: 'dark', locale: 'de-DE' }
	] as const;

	it.each(looks)('can be read by everybody at $width px, $colorScheme, $locale', async (look) => {
		const { width, ...options } = look;
		const viewport = { width, height: 900 };
		const { page } = await open('/data', { ...options, viewport, reducedMotion: 'reduce' });
		const long = 'Eine Spalte mit einem sehr langen Namen '.repeat(3);
		const text = `Id;${long};Erstellt;Won\n1;1.234,5;03/04/2025;yes\n2;x;05/06/2025;no\n3;4,5;07/08/2025;no\n`;
		await upload(page, file('look.csv', text));
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
		const shots = process.env.LOOK_INTO;
		if (shots) await page.screenshot({ path: `${shots}/look-${width}.png`, fullPage: true });
		await page.locator('form[action="/data?/discard"] button').click();
		await page.waitForURL(/\/data(\?|$)/);
	});
});
