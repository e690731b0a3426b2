import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';
import { root } from './start-process.ts';

const open = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'leadgauge-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Other tests find the workspace as it was. */
const imported: string[] = [];
afterEach(async () => {
	for (const dataset of imported.splice(0)) await post('/data?/delete', { dataset });
});

async function post(path: string, fields: Record<string, string>): Promise<void> {
	const origin = inject('origin');
	const headers = { origin, accept: 'application/json' };
	const body = new URLSearchParams(fields);
	await fetch(origin + path, { method: 'POST', headers, body });
}

function file(name: string, content: string): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

/** German, quoted, hostile: ids with quotes and `;`, names with HTML and SQL. */
const HOSTILE_NAME = `<img src=x onerror="document.title='run'">'; DROP TABLE leads; --`;
const hostile = () =>
	file(
		`"; DROP TABLE x; <b>.csv`,
		[
			`Kennung;Datum;Betrag;"${HOSTILE_NAME.replaceAll('"', '""')}";Stand`,
			`"A;1";01.02.2026;1.234,50;"<script>document.title='run'</script>";gewonnen`,
			`"A""2";02.02.2026;;"'); DROP TABLE leads; --";offen`,
			`"A;1";03.02.2026;;x;gewonnen`,
			`A3;bald;;x;verloren`,
			`A4;04.02.2026;;k. A.;verloren`,
			`A5;05.02.2026;99,95;x;Kunde geworden`
		].join('\r\n')
	);

async function upload(page: Page, path: string): Promise<void> {
	await page.goto('/data');
	await page.setInputFiles('#lead-file', path);
	await page.waitForURL(/\/data\/import\/[0-9a-f-]{36}/);
}

const mapping = (page: Page) => page.getByRole('heading', { name: 'What each column means' });
const checkRows = (page: Page) =>
	page.getByRole('button', { name: 'Check what becomes of the rows' });
const importLeads = (page: Page) => page.getByRole('button', { name: /^Import / });
const headline = (page: Page) => page.locator('h1').innerText();
const sums = (page: Page) =>
	page.getByRole('group', { name: /^Rows read/ }).getAttribute('aria-label');

/** The page's script runs, and has noted that the page was seen. */
async function awake(page: Page): Promise<void> {
	await page.waitForFunction(() => document.cookie.includes('/data'));
}

async function check(page: Page): Promise<void> {
	await checkRows(page).click();
	await page.waitForURL(/\/check/);
	await importLeads(page).waitFor({ timeout: 90_000 });
}

async function importAll(page: Page): Promise<void> {
	await importLeads(page).click();
	await arrived(page);
}

async function arrived(page: Page): Promise<void> {
	await page.waitForURL(/\/data\?dataset=/);
	imported.push(new URL(page.url()).searchParams.get('dataset')!);
}

async function download(page: Page, name: string | RegExp): Promise<string> {
	const [saved] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name }).first().click()
	]);
	return readFileSync(await saved.path(), 'utf8');
}

describe('loading leads in the browser', () => {
	it('goes from a file with hostile names over mapping and check to a dataset', async () => {
		const { page, misdeeds } = await open('/data');
		await upload(page, hostile());
		await mapping(page).waitFor();
		expect(await page.getByLabel('Value of the deal').inputValue()).toBe('Betrag');
		await page.getByRole('rowheader', { name: HOSTILE_NAME }).waitFor();
		expect(await page.locator('main img, main script, main b').count()).toBe(0);

		await page.getByLabel('Id of the lead').selectOption('Kennung');
		await page.getByLabel('Created', { exact: true }).selectOption('Datum');
		await page.getByLabel('Source').selectOption(HOSTILE_NAME);
		await page.getByLabel('Column with the outcome').selectOption('Stand');
		await page.getByLabel('“gewonnen” means won').check();
		await page.getByLabel('“Kunde geworden” means won').check();
		await page.getByLabel(/Only the values ticked as lost/).check();
		await page.getByLabel('“offen” means lost').uncheck();
		await page.getByLabel('Another text that means “no value”').fill('k. A.');
		await page.getByLabel('Another text that means “no value”').press('Enter');
		await check(page);

		expect(await headline(page)).toBe('4 of 6 rows become leads; 2 of them are won');
		expect(await sums(page)).toBe(
			'Rows read 6 = leads 4 + rejected 2. Leads 4 = won 2 + not won 1 + unknown 1.'
		);
		await page.getByText(/Found "bald"; expected dates/).waitFor();
		await page.getByText(/"A;1" stands in line 2 already/).waitFor();
		expect(await download(page, 'Rejected rows as CSV')).toBe(
			`line,column,reason,found,first_line,row\n` +
				`4,Kennung,duplicate-id,A;1,2,"""A;1"";03.02.2026;;x;gewonnen"\n` +
				`5,Datum,unreadable-date,bald,,A3;bald;;x;verloren\n`
		);
		await importAll(page);
		expect(await page.getByRole('status').allInnerTexts()).toContainEqual(
			expect.stringContaining('4 leads from')
		);
		expect(await headline(page)).toContain('2 of 4 leads in "; DROP TABLE x; <b>.csv are won');
		const row = page.getByRole('row', { name: /DROP TABLE x/ });
		expect(await row.innerText()).toMatch(/1 Feb 2026 to 5 Feb 2026/);
		expect(await page.title()).not.toBe('run');
		expect(misdeeds).toEqual(none);
	});

	it('keeps a correction over the check, Back and a reload, and fills in a saved one', async () => {
		const { page, misdeeds } = await open('/data');
		await upload(page, file('kept.csv', 'Ref,Stage,Won\n1,a,yes\n2,b,no\n3,c,no\n'));
		await mapping(page).waitFor();
		await page.getByLabel('Column with the outcome').selectOption('Stage');
		await checkRows(page).click();
		await page.getByText('Tick at least one value that means won.').waitFor();
		const focused = page.locator('*:focus');
		expect(await focused.getAttribute('aria-label')).toBe('“a” means won');
		await page.getByLabel('“b” means won').check();
		await page.getByLabel('Id of the lead').selectOption('Ref');
		const [saved] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Save this mapping' }).click()
		]);
		const path = await saved.path();
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
			id: 'Ref',
			outcome: { column: 'Stage', won: ['b'] }
		});
		await check(page);
		await page.goBack();
		await mapping(page).waitFor();
		expect(await page.getByLabel('“b” means won').isChecked()).toBe(true);
		await page.reload();
		await expect.poll(() => page.getByLabel('Id of the lead').inputValue()).toBe('Ref');
		expect(await page.getByLabel('“b” means won').isChecked()).toBe(true);

		await page.getByRole('button', { name: 'Back to the suggestion' }).click();
		expect(await page.getByLabel('Column with the outcome').inputValue()).toBe('Won');
		await page.setInputFiles('input[accept*="json"]', path);
		await page.getByText(/is filled in\./).waitFor();
		expect(await page.getByLabel('Column with the outcome').inputValue()).toBe('Stage');
		await page.setInputFiles(
			'input[accept*="json"]',
			file('no.json', '{"id":"Reff","outcome":[]}')
		);
		await page.getByRole('alert').waitFor();
		expect(await page.getByRole('alert').innerText()).toContain('outcome: expected');
		await page.setInputFiles('input[accept*="json"]', file('broken.json', '{'));
		await page.getByText('broken.json is not a mapping file.').waitFor();
		expect(await page.getByLabel('Column with the outcome').inputValue()).toBe('Stage');
		expect(misdeeds.cspViolations).toEqual([]);
	});

	it.each([
		['empty.csv', '', 'empty.csv is empty.'],
		['header.csv', 'Id,Won\n', 'header.csv holds a header and nothing else.'],
		['book.xlsx', 'PK\u0003\u0004xxxxxxxxxxxx\0\0', 'book.xlsx is cut short'],
		['book.pdf', '%PDF-1.7 …', 'is not a text file']
	])('says what is wrong with %s, and what to do', async (name, content, sentence) => {
		const { page, misdeeds } = await open('/data');
		await upload(page, file(name, content));
		const alert = page.getByRole('alert');
		await alert.waitFor();
		expect(await alert.innerText()).toContain(sentence);
		expect(await axeViolations(page)).toEqual([]);
		await page.getByRole('button', { name: 'Choose another file' }).click();
		await page.getByText(`The file ${name} was discarded.`).waitFor();
		expect(misdeeds).toEqual(none);
	});

	it('checks a file without a single won lead, and loads none where no row can be read', async () => {
		const { page } = await open('/data');
		await upload(page, file('lost.csv', 'Id,When,Won\n1,x,no\n2,y,no\n'));
		await mapping(page).waitFor();
		await page.getByLabel('Column with the outcome').selectOption('Won');
		await page.getByLabel('Another value that means won').fill('yes');
		await page.getByRole('button', { name: 'Add' }).first().click();
		await check(page);
		await page.getByText(/None of the 2 leads is won/).waitFor();
		await page.getByRole('link', { name: 'Correct the mapping' }).click();
		await page.getByLabel('Created', { exact: true }).selectOption('When');
		await check(page);
		expect(await headline(page)).toBe('None of the 2 rows can be loaded as a lead');
		expect(await importLeads(page).isDisabled()).toBe(true);
	});

	it('takes a file that is dropped', async () => {
		const { page, misdeeds } = await open('/data');
		await awake(page);
		const dropped = await page.evaluateHandle(() => {
			const transfer = new DataTransfer();
			transfer.items.add(new File(['Id,Won\n1,yes\n2,no\n'], 'dropped.csv'));
			return transfer;
		});
		await page.getByRole('group', { name: 'Load leads' }).dispatchEvent('drop', {
			dataTransfer: dropped
		});
		await mapping(page).waitFor();
		expect(await headline(page)).toContain('2 rows in dropped.csv');
		expect(misdeeds).toEqual(none);
	});

	it('takes a file by the keyboard alone', async () => {
		const { page } = await open('/data');
		const chooser = page.waitForEvent('filechooser');
		await awake(page);
		await page.getByRole('button', { name: 'Delete Sample' }).focus();
		await page.keyboard.press('Tab');
		expect(await page.locator('*:focus').getAttribute('id')).toBe('lead-file');
		await page.keyboard.press('Enter');
		await (await chooser).setFiles(file('keys.csv', 'Id,Won\n1,yes\n2,no\n'));
		await mapping(page).waitFor();
		await checkRows(page).focus();
		await page.keyboard.press('Enter');
		await importLeads(page).waitFor();
		await importLeads(page).focus();
		await page.keyboard.press('Enter');
		await arrived(page);
		expect(await headline(page)).toBe('1 of 2 leads in keys.csv is won');
	});

	it('says so where an upload is not there any more', async () => {
		const { page } = await open('/data/import/00000000-0000-4000-8000-000000000000');
		expect(await headline(page)).toBe('The uploaded file is not there any more.');
	});
});

describe('cancelling', () => {
	const rows = (n: number) =>
		Array.from({ length: n }, (_, i) => `${i},2026-01-01,web ${i % 50},${i % 9 ? 'no' : 'yes'}`);
	const large = () =>
		file('large.csv', `Lead ID,Created at,Source,Won\n${rows(2_000_000).join('\n')}\n`);

	it('works in every step, leaves former datasets alone and nothing behind', async () => {
		const { page, misdeeds } = await open('/data');
		const before = await page.getByRole('table').innerText();
		const path = large();
		const cancel = page.getByRole('button', { name: 'Cancel' });

		await page.setInputFiles('#lead-file', path);
		await cancel.click();
		const afterUpload = page.getByText('Cancelled. Nothing was changed.');
		await afterUpload.or(page.getByRole('heading', { name: /not looked at/ })).waitFor();

		await upload(page, path);
		await cancel.click();
		await page.getByRole('heading', { name: 'large.csv was not looked at to the end' }).waitFor();
		await page.getByRole('button', { name: 'Look again' }).click();
		await mapping(page).waitFor({ timeout: 90_000 });

		await checkRows(page).click();
		await page.waitForURL(/\/check/);
		await page.getByRole('progressbar').waitFor();
		await cancel.click();
		await mapping(page).waitFor();
		await page.getByText('Cancelled. Nothing was changed.').waitFor();
		await page.getByRole('button', { name: 'Discard' }).click();
		await page.getByText('The file large.csv was discarded.').waitFor();
		expect(await page.getByRole('table').innerText()).toBe(before);
		expect(misdeeds).toEqual(none);
	});
});

describe('real files', () => {
	const xeducation = join(root, '../shared/data/xeducation/Leads.csv');
	const bank = join(root, '../shared/data/uci_bank/bank-additional-full.csv');

	it.skipIf(!existsSync(xeducation))(`X Education (${xeducation})`, async () => {
		const { page, misdeeds } = await open('/data');
		await upload(page, xeducation);
		await mapping(page).waitFor();
		expect(await headline(page)).toContain('“Converted”');
		expect(await page.locator('.chip', { hasText: 'Select' }).count()).toBe(1);
		await check(page);
		expect(await sums(page)).toBe(
			'Rows read 9,240 = leads 9,240 + rejected 0. Leads 9,240 = won 3,561 + not won 5,679 + unknown 0.'
		);
		await importAll(page);
		expect(await headline(page)).toBe('3,561 of 9,240 leads in Leads.csv are won');
		expect(misdeeds).toEqual(none);
	});

	it.skipIf(!existsSync(bank))(`UCI bank (${bank})`, async () => {
		const { page, misdeeds } = await open('/data');
		await upload(page, bank);
		await mapping(page).waitFor();
		await page.getByText('Separated by semicolons, 21 columns').waitFor();
		await check(page);
		expect(await sums(page)).toBe(
			'Rows read 41,188 = leads 41,188 + rejected 0. Leads 41,188 = won 4,640 + not won 36,548 + unknown 0.'
		);
		await importAll(page);
		expect(misdeeds).toEqual(none);
	});
});

describe('datasets', () => {
	it('are used by a link and deleted for good after a question, by the keyboard alone', async () => {
		const { page, misdeeds } = await open('/data');
		await upload(page, file('away.csv', 'Id,Won\n1,yes\n2,no\n'));
		await mapping(page).waitFor();
		await check(page);
		await importAll(page);
		await page.getByRole('link', { name: 'Use Sample' }).click();
		await expect.poll(() => headline(page)).toMatch(/leads in Sample are won/);
		await page.goBack();
		await expect.poll(() => headline(page)).toBe('1 of 2 leads in away.csv is won');
		const row = page.getByRole('row', { name: /away\.csv/ });
		const remove = row.getByRole('button', { name: 'Delete away.csv' });
		await remove.focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog', { name: 'Delete away.csv?' });
		await dialog.waitFor();
		expect(await axeViolations(page)).toEqual([]);
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'hidden' });
		expect(await remove.evaluate((button) => button === document.activeElement)).toBe(true);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.getByText('away.csv and its leads are no longer in this workspace.').waitFor();
		expect(await row.count()).toBe(0);
		expect(page.url()).not.toContain('dataset=');
		expect(misdeeds).toEqual(none);
	});

	it('that are gone are said to be gone', async () => {
		const { page } = await open('/data?dataset=00000000-0000-4000-8000-000000000000');
		expect(await headline(page)).toBe('The dataset in this address is not there any more');
	});
});

describe('the pages of an import', () => {
	const looks = [
		{ width: 320, colorScheme: 'light', locale: 'en-GB' },
		{ width: 320, colorScheme: 'dark', locale: 'de-DE' },
		{ width: 1280, colorScheme: 'dark', locale: 'en-GB' },
		{ width: 1280, colorScheme: 'light', locale: 'de-DE' }
	] as const;

	it.each(looks)('can be read by everybody at $width px, $colorScheme, $locale', async (look) => {
		const { width, ...options } = look;
		const { page, misdeeds } = await open('/data', {
			...options,
			viewport: { width, height: 800 },
			reducedMotion: 'reduce'
		});
		const fine = async () => {
			expect(await axeViolations(page), page.url()).toEqual([]);
			expect(await overflow(page), page.url()).toBe(0);
		};
		await fine();
		const long = 'x'.repeat(60);
		await upload(page, file('look.csv', `Id,${long},Won\n1,a,yes\n1,b,no\n3,${long},no\n`));
		await page.locator('form[action="?/check"]').waitFor();
		await page.getByRole('combobox').nth(2).selectOption('Id');
		await fine();
		await page.locator('form[action="?/check"] .button:not(.quiet):not(.plain)').click();
		await page.locator('form[action="?/import"]').waitFor();
		await fine();
		await page.locator('form[action="?/import"] button').click();
		await arrived(page);
		await fine();
		expect(misdeeds).toEqual(none);
	});
});
