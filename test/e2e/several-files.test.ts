import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { axeViolations, overflow } from './look.ts';
import { root } from './start-process.ts';

const open = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'leadgauge-several-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Other tests find the workspace as it was. */
const imported: string[] = [];
afterEach(async () => {
	for (const dataset of imported.splice(0)) await post('/data?/delete', { dataset });
});

async function post(path: string, fields: Record<string, string>): Promise<void> {
	const origin = inject('origin');
	const headers = { origin, accept: 'application/json' };
	await fetch(origin + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

function file(name: string, lines: string[], encoding = 'utf8'): string {
	const path = join(folder, name);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, iconv.encode(`${lines.join('\r\n')}\r\n`, encoding));
	return path;
}

/** Twelve leads, of which two are one person; ids keep their leading zeros. */
const people = Array.from({ length: 12 }, (_, i) => ({
	id: String(i + 1).padStart(4, '0'),
	email: i === 11 ? 'Ada1@Example.com' : `ada${i + 1}@example.com`,
	created: `2025-03-${String(i + 1).padStart(2, '0')}`,
	source: i % 2 ? 'Fair' : 'Web'
}));

const leads = (name = 'leads.csv', list = people) =>
	file(name, [
		'Lead ID,Email,Created at,Lead source',
		...list.map(({ id, email, created, source }) => [id, email, created, source].join(','))
	]);

const touches = () =>
	file('touches.csv', [
		'Lead ID,Activity date,Activity type,Page',
		...people.slice(0, 8).map(({ id }, i) => `${id},2025-03-${20 + i} 10:00,Download,/p${i}`),
		'9999,2025-03-20 10:00,Download,/lost',
		'0001,,Visit,/x'
	]);

const deals = () =>
	file('deals.csv', [
		'Deal ID,Email,Amount,Stage,Close date',
		'D1,ada1@example.com,1200.50,Won,2025-05-01',
		'D2,ada2@example.com,900,Won,2025-05-02',
		'D3,ada3@example.com,500,Lost,2025-05-03',
		'D4,ada4@example.com,500,Negotiation,',
		'D5,nobody@example.com,500,Won,2025-05-04'
	]);

const costs = () =>
	file('marketing spend.csv', [
		'Source,Kind,Jan 2025,Feb 2025,Mar 2025',
		'Web,Ads (marketing),100,200,300',
		'Fair,Trade fair (marketing),0,0,5000'
	]);

async function chooseAll(page: Page, paths: string[]): Promise<void> {
	await page.setInputFiles('#lead-file', paths);
	await page.waitForURL(/\/data\/import\/files\/[0-9a-f-]{36}(\?|$)/);
}

const roleOf = (page: Page, name: string) => page.getByLabel(`What ${name} is`, { exact: true });

async function roles(page: Page, names: string[]): Promise<string[]> {
	await page.getByRole('link', { name: 'Go on to the mapping' }).waitFor({ timeout: 60_000 });
	return Promise.all(names.map((name) => roleOf(page, name).inputValue()));
}

async function toMapping(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Go on to the mapping' }).click();
	await page.getByRole('heading', { name: /^Leads: / }).waitFor();
}

const importing = (page: Page) => page.locator('form[action="?/import"] button');

async function check(page: Page): Promise<void> {
	await page.locator('form[action="?/check"] button').first().click();
	await page.waitForURL(/\/check(\?|$)/);
	await importing(page).waitFor({ timeout: 90_000 });
}

async function importAll(page: Page): Promise<string> {
	await importing(page).click();
	await page.waitForURL(/\/data\?.*dataset=/);
	const dataset = new URL(page.url()).searchParams.get('dataset')!;
	imported.push(dataset);
	return dataset;
}

/** The cells of the row of a table that begins with a text. */
async function row(page: Page, section: string, first: string): Promise<string[]> {
	const table = page.getByRole('table', { name: section });
	const found = table
		.getByRole('row')
		.filter({ has: page.getByRole('rowheader', { name: first }) });
	const cells = await found.first().locator('td').allInnerTexts();
	return cells.map((text) => text.split('\n')[0].trim());
}

const SUMS = 'Of each file: rows read = loaded + rejected + merged';
const KEYS = 'How rows found their leads';

describe('importing several files', () => {
	it('goes from leads, touches, deals and costs over their mapping to one dataset', async () => {
		const { page, misdeeds } = await open('/data');
		await chooseAll(page, [leads(), touches(), deals(), costs()]);
		const names = ['leads.csv', 'touches.csv', 'deals.csv', 'marketing spend.csv'];
		expect(await roles(page, names)).toEqual(['leads', 'touches', 'deals', 'costs']);
		expect(await axeViolations(page)).toEqual([]);

		await toMapping(page);
		expect(await page.getByLabel('The deals say who was won').isChecked()).toBe(true);
		expect(await page.getByLabel('When it happened').inputValue()).toBe('Activity date');
		expect(await page.getByLabel('“Won” means').inputValue()).toBe('won');
		expect(await page.getByLabel('“Negotiation” means').inputValue()).toBe('');
		expect(await page.getByLabel('A month a column').isChecked()).toBe(true);
		expect(await page.getByLabel('Month of column Mar 2025').inputValue()).toBe('2025-03');
		// No value that says who a person is stands on the page.
		expect(await page.content()).not.toContain('ada3@example.com');
		expect(await axeViolations(page)).toEqual([]);

		await check(page);
		expect(await page.locator('h1').innerText()).toBe(
			'12 of 12 rows become leads; 2 of them are won'
		);
		expect((await row(page, SUMS, 'touches.csv')).slice(1)).toEqual(['10', '8', '2', '0']);
		expect((await row(page, SUMS, 'deals.csv')).slice(1)).toEqual(['5', '4', '1', '0']);
		expect((await row(page, SUMS, 'marketing spend.csv')).slice(1)).toEqual(['2', '2', '0', '0']);
		// One key without a lead; its one row; 8 leads with touches, 4 without.
		expect((await row(page, KEYS, 'touches.csv')).slice(1, 6)).toEqual(['8', '1', '1', '8', '4']);
		expect(await page.content()).not.toContain('nobody@example.com');
		expect(await axeViolations(page)).toEqual([]);
		const [saved] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: /^Rejected rows as CSV\s*: touches\.csv$/ }).click()
		]);
		const rejected = readFileSync(await saved.path(), 'utf8')
			.trim()
			.split('\n');
		expect(rejected).toHaveLength(3);
		expect(rejected.join('\n')).toContain('unmatched-lead,9999');
		expect(rejected.join('\n')).not.toContain('nobody');

		await page.getByLabel(/A person: .* 11 leads, 2 won/).check();
		await page.getByLabel(/Replace Email by keyed hashes/).check();
		expect(await importing(page).isDisabled()).toBe(true);
		await page.getByRole('button', { name: 'Check again with these choices' }).click();
		await expect
			.poll(() => page.locator('h1').innerText(), { timeout: 60_000 })
			.toBe('11 of 12 rows become leads; 2 of them are won');
		expect((await row(page, SUMS, 'leads.csv')).slice(1)).toEqual(['12', '11', '0', '1']);
		expect((await row(page, SUMS, 'deals.csv')).slice(1)).toEqual(['5', '4', '1', '0']);

		const dataset = await importAll(page);
		await page.getByRole('link', { name: 'Its files and tables' }).click();
		await page.waitForURL(`/data/${dataset}?dataset=${dataset}`);
		expect((await row(page, 'Its tables', 'Touches'))[0]).toBe('8');
		expect((await row(page, 'Its tables', 'Costs'))[0]).toBe('6');
		expect(await page.locator('main').innerText()).toContain('Stand in it as keyed hashes: Email.');
		expect(await axeViolations(page)).toEqual([]);
		expect(misdeeds).toEqual(none);
	});

	it('takes files in, out and together; says what each is and what stands in the way', async () => {
		const { page, misdeeds } = await open('/data');
		const more = leads('leads 2.csv', [{ ...people[0], id: '0100', email: 'eve@example.com' }]);
		await chooseAll(page, [leads(), more, file('notes.csv', ['Note,Text', 'a,b', 'c,d'])]);
		expect(await roles(page, ['leads.csv', 'leads 2.csv', 'notes.csv'])).toEqual([
			'leads',
			'leads',
			'unused'
		]);
		await page.getByText('Same header as leads 2.csv: taken together.').waitFor();
		await roleOf(page, 'notes.csv').selectOption('leads');
		await page.getByText('Your choice; it looks like: Left alone.').waitFor();
		await roleOf(page, 'leads.csv').selectOption('leads');
		await page
			.getByText(/have different columns, so they cannot hold leads of one dataset/)
			.waitFor();
		expect(await page.getByRole('link', { name: 'Go on to the mapping' }).count()).toBe(0);
		await page.getByRole('button', { name: 'Take out notes.csv' }).click();
		await page.getByRole('link', { name: 'Go on to the mapping' }).waitFor();

		await page.setInputFiles('#lead-file', file('broken.csv', ['%PDF-1.7 …']));
		await page.getByText(/broken\.csv cannot be read\. Take it out/).waitFor();
		await page.getByRole('button', { name: 'Take out broken.csv' }).click();
		await page.setInputFiles('#lead-file', [deals()]);
		expect(await roles(page, ['leads.csv', 'leads 2.csv', 'deals.csv'])).toEqual([
			'leads',
			'leads',
			'deals'
		]);
		await page.reload();
		await toMapping(page);
		await page.getByRole('heading', { name: 'Leads: leads.csv and leads 2.csv' }).waitFor();
		await check(page);
		expect(await page.locator('h1').innerText()).toContain('13 of 13 rows become leads');

		await page.goto('/data');
		await page
			.getByRole('link', { name: 'Go on 3 files: leads.csv, leads 2.csv and deals.csv' })
			.waitFor();
		await page.getByRole('button', { name: /^Discard 3 files/ }).click();
		await page
			.getByText(/^Discarded: 3 files: leads\.csv, leads 2\.csv and deals\.csv\./)
			.waitFor();
		expect(misdeeds.cspViolations).toEqual([]);
	});

	it('renames a dataset, loads it anew with what differs, and erases a lead with a record', async () => {
		const { page, misdeeds } = await open('/data');
		await chooseAll(page, [leads(), touches(), deals()]);
		await roles(page, ['leads.csv']);
		await toMapping(page);
		await page.getByLabel('Source').first().selectOption('Lead source');
		await check(page);
		const dataset = await importAll(page);
		await page.goto(`/data/${dataset}?dataset=${dataset}`);
		await page.getByLabel('Name of the dataset').fill('Spring 2025');
		await page.getByRole('button', { name: 'Rename' }).click();
		await page.getByRole('heading', { name: /^Spring 2025: 12 leads from 3 files$/ }).waitFor();

		const changed = people
			.slice(1)
			.map((each, i) => (i === 0 ? { ...each, source: 'Phone' } : each));
		const added = { ...people[0], id: '0200', email: 'new@example.com' };
		await chooseAll(page, [leads('leads June.csv', [...changed, added]), touches(), deals()]);
		await page.getByText(/They will take the place of the dataset Spring 2025/).waitFor();
		await roles(page, ['leads June.csv']);
		await toMapping(page);
		expect(await page.getByLabel('Source').first().inputValue()).toBe('Lead source');
		await check(page);
		const difference = page.getByRole('region', { name: 'Against Spring 2025 as it is now' });
		const told = (await difference.locator('dl').innerText()).split('\n').filter(Boolean);
		const count = (word: string) => Number(told[told.indexOf(word) + 1]);
		expect([count('new leads'), count('gone')]).toEqual([1, 1]);
		// One source is another, and a deal has found the other lead of its address.
		expect([count('changed'), count('unchanged')]).toEqual([2, 9]);
		expect(await axeViolations(page)).toEqual([]);
		imported.length = 0;
		const again = await importAll(page);
		expect(again).not.toBe(dataset);
		expect(await page.getByRole('row', { name: /Spring 2025/ }).count()).toBe(1);

		await page.getByRole('link', { name: 'Erase a lead from all datasets' }).click();
		await page.waitForURL(/\/data\/erase/);
		const erase = page.getByRole('button', { name: 'Erase for good' });
		await erase.click();
		await page.getByText('Fill in the address or the id of the lead.').waitFor();
		await page.getByLabel(/E-mail address/).fill('ADA2@example.com');
		await erase.click();
		await page.getByText('Tick that you have read what will happen.').waitFor();
		await page.getByLabel(/I have read/).check();
		await erase.click();
		await page.getByText(/^Spring 2025: 1 leads, text of \d rejected rows\.$/).waitFor();
		expect(await page.locator('main').innerText()).not.toContain('ada2');
		expect((await row(page, 'Record of erased leads', '')).slice(0, 2)).toEqual([
			'Spring 2025',
			'1'
		]);
		expect(await axeViolations(page)).toEqual([]);
		imported.length = 0;
		const left = new URL(page.url()).searchParams.get('dataset')!;
		imported.push(left);
		expect(left).not.toBe(again);
		await page.getByLabel(/E-mail address/).fill('ada2@example.com');
		await page.getByLabel(/I have read/).check();
		await erase.click();
		await page.getByText('No dataset holds this lead.').waitFor();
		await page.goto(`/data/${left}?dataset=${left}`);
		await page.getByText('1 lead was erased from it on request.').waitFor();
		expect(misdeeds.cspViolations).toEqual([]);
	});

	it('keeps a mapping of several files under a name, and offers it for the same headers', async () => {
		const { page, misdeeds } = await open('/data');
		await chooseAll(page, [leads(), touches(), deals()]);
		await roles(page, ['leads.csv']);
		await toMapping(page);
		await page.getByLabel('Source').first().selectOption('');
		await page.getByLabel('“Negotiation” means').selectOption('lost');
		await page.getByText('Saved mappings', { exact: true }).click();
		await page.getByLabel('Name of this mapping').fill('CRM, monthly');
		await page.getByRole('button', { name: 'Save mapping' }).click();
		await page.getByText('Saved as “CRM, monthly”.').waitFor();
		await page.goto('/data');
		await page.getByRole('button', { name: /^Discard 3 files/ }).click();
		await page.getByText(/^Discarded: 3 files/).waitFor();

		const june = (name: string, of: string) =>
			file(name, readFileSync(of, 'utf8').trimEnd().split('\r\n'));
		await chooseAll(page, [
			leads('leads June.csv'),
			june('touches June.csv', touches()),
			june('deals June.csv', deals())
		]);
		await roles(page, ['leads June.csv']);
		await toMapping(page);
		expect(await page.getByLabel('“Negotiation” means').inputValue()).toBe('');
		await page
			.getByText('A saved mapping was made for files with these headers: “CRM, monthly”')
			.waitFor();
		expect(await axeViolations(page)).toEqual([]);
		await page.getByRole('button', { name: 'Use it', exact: true }).click();
		await page.getByText('“CRM, monthly” is filled in.').waitFor();
		expect(await page.getByLabel('“Negotiation” means').inputValue()).toBe('lost');
		expect(await page.getByLabel('Source').first().inputValue()).toBe('');

		await page.getByText('Saved mappings', { exact: true }).click();
		await page.getByRole('button', { name: /^Delete.*CRM, monthly$/ }).click();
		await page.getByText('“CRM, monthly” is deleted.').waitFor();
		await page.goto('/data');
		await page.getByRole('button', { name: /^Discard 3 files/ }).click();
		expect(misdeeds).toEqual(none);
	});

	it('says what is wrong with a mapping file, and which columns are not there', async () => {
		const { page } = await open('/data');
		await chooseAll(page, [leads(), deals()]);
		await roles(page, ['leads.csv']);
		await toMapping(page);
		const use = async (mapping: object) => {
			const path = file('mapping.json', [JSON.stringify(mapping)]);
			await page.setInputFiles('input[type=file][accept*=json]', path);
			return page.getByRole('alert').first();
		};
		const sound = { id: 'Lead ID', outcome: { from: 'deals' } };
		const alone = await use({ leadgauge: 1, leads: sound, deals: [{ lead: 'Nobody' }] });
		await expect.poll(() => alone.innerText()).toContain('closedAt');
		const other = await use({
			leadgauge: 1,
			leads: { ...sound, source: 'Herkunft' },
			deals: [{ lead: 'Nobody', closedAt: 'Close date' }]
		});
		await expect.poll(() => other.innerText()).toContain('Herkunft');
		expect(await other.innerText()).toContain('Nobody');
		expect(await page.getByLabel('Source').first().inputValue()).toBe('Lead source');
		await page.goto('/data');
		await page.getByRole('button', { name: /^Discard 2 files/ }).click();
	});

	it('keeps what was there when a key finds no lead', async () => {
		const { page } = await open('/data');
		const before = await page.getByRole('table', { name: 'Datasets' }).innerText();
		await chooseAll(page, [leads(), deals()]);
		await roles(page, ['deals.csv']);
		await toMapping(page);
		await page.getByLabel('Column that names the lead').selectOption('Deal ID');
		await page.getByLabel('It holds').selectOption('column');
		await page.locator('form[action="?/check"] button').first().click();
		await page.getByText('Something is still missing; the first place is marked.').waitFor();
		await page.getByLabel('That column of the leads').selectOption('Lead source');
		await check(page);
		expect((await row(page, SUMS, 'deals.csv')).slice(1)).toEqual(['5', '0', '5', '0']);
		await page.goto('/data');
		expect(await page.getByRole('table', { name: 'Datasets' }).innerText()).toBe(before);
		await page.getByRole('button', { name: /^Discard 2 files/ }).click();
	});
});

const MAVEN = join(root, '../shared/data/maven_crm/opportunities');

describe.skipIf(!existsSync(MAVEN))('a folder of a real CRM, ../shared/data/maven_crm', () => {
	it('becomes leads with what lists say of them; two spellings of a product are offered as one', async () => {
		const { page, misdeeds } = await open('/data');
		await page.setInputFiles('#lead-folder', MAVEN);
		await page.waitForURL(/\/data\/import\/files\//);
		const names = ['sales_pipeline', 'accounts', 'products', 'sales_teams', 'data_dictionary'];
		expect(
			await roles(
				page,
				names.map((name) => `${name}.csv`)
			)
		).toEqual(['leads', 'lookup', 'lookup', 'lookup', 'unused']);
		await toMapping(page);
		await check(page);
		expect(await page.locator('h1').innerText()).toBe(
			'8,800 of 8,800 rows become leads; 4,238 of them are won'
		);
		expect((await row(page, KEYS, 'products.csv')).slice(1, 6)).toEqual([
			'6',
			'1',
			'1',
			'7,320',
			'1,480'
		]);
		await page.getByLabel(/Read “GTXPro” in product as “GTX Pro” \(1,480 leads\)/).check();
		await page.getByRole('button', { name: 'Check again with these choices' }).click();
		await expect
			.poll(async () => (await row(page, KEYS, 'products.csv').catch(() => [])).slice(1, 6), {
				timeout: 60_000
			})
			.toEqual(['7', '0', '0', '8,800', '0']);
		await page.goto('/data');
		await page.getByRole('button', { name: /^Discard 5 files/ }).click();
		await page.getByText(/^Discarded: 5 files/).waitFor();
		expect(misdeeds).toEqual(none);
	});
});

describe('a check that takes long', () => {
	it('is cancelled, with the mapping as it was and nothing imported', async () => {
		const { page } = await open('/data');
		const before = await page.getByRole('table', { name: 'Datasets' }).innerText();
		const many = Array.from({ length: 600_000 }, (_, i) => {
			return `L${i},p${i}@example.com,2025-01-${String((i % 28) + 1).padStart(2, '0')},s${i % 9}`;
		});
		const big = file('many.csv', ['Lead ID,Email,Created at,Lead source', ...many]);
		await chooseAll(page, [big, deals()]);
		await page.getByRole('link', { name: 'Go on to the mapping' }).waitFor({ timeout: 90_000 });
		await toMapping(page);
		await page.getByLabel('Source').first().selectOption('Email');
		await page.locator('form[action="?/check"] button').first().click();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await page.getByText('Cancelled. Nothing was changed.').waitFor();
		expect(await page.getByLabel('Source').first().inputValue()).toBe('Email');
		await page.goto('/data');
		expect(await page.getByRole('table', { name: 'Datasets' }).innerText()).toBe(before);
		await page.getByRole('button', { name: /^Discard 2 files/ }).click();
		await page.getByText(/^Discarded: 2 files/).waitFor();
	});
});

describe('ein deutscher Export', () => {
	const files = () => [
		file(
			'Kontakte.csv',
			[
				'Kennung;E-Mail;Erstellt am;Quelle;Firma',
				...people.map(({ id, email, created, source }, i) => {
					const [y, m, d] = created.split('-');
					const quelle = source === 'Web' ? 'Website' : 'Messe';
					return `${id};${email};${d}.${m}.${y};${quelle};Müller ${i} GmbH`;
				})
			],
			'win1252'
		),
		file(
			'Aktivitäten.csv',
			[
				'Kennung;Aktivitätsdatum;Aktivitätstyp',
				...people.slice(0, 6).map(({ id }, i) => `${id};${20 + i}.03.2025 10:00;Broschüre`)
			],
			'win1252'
		),
		file(
			'Verkaufschancen.csv',
			[
				'Auftragsnummer;E-Mail;Auftragswert;Ergebnis;Abschlussdatum',
				'A1;ada1@example.com;1.200,50 €;gewonnen;01.05.2025',
				'A2;ada2@example.com;900,00 €;verloren;02.05.2025',
				'A3;ada3@example.com;99,95 €;offen;'
			],
			'win1252'
		),
		file(
			'Werbekosten.csv',
			[
				'Monat;Quelle;Kosten',
				'Jan 2025;Website;1.000,00',
				'Feb 2025;Messe;2.500,50',
				'Mrz 2025;Messe;99,95'
			],
			'win1252'
		)
	];

	it('wird auf Deutsch, mit der Tastatur und auf 320 Pixeln importiert', async () => {
		const { page, misdeeds } = await open('/data', {
			locale: 'de-DE',
			viewport: { width: 320, height: 800 },
			colorScheme: 'dark'
		});
		await chooseAll(page, files());
		const on = page.getByRole('link', { name: 'Weiter zur Zuordnung' });
		await on.waitFor({ timeout: 60_000 });
		const names = ['Kontakte.csv', 'Aktivitäten.csv', 'Verkaufschancen.csv', 'Werbekosten.csv'];
		const found = names.map((name) =>
			page.getByLabel(`Was ${name} ist`, { exact: true }).inputValue()
		);
		expect(await Promise.all(found)).toEqual(['leads', 'touches', 'deals', 'costs']);
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		await on.focus();
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Leads: Kontakte.csv' }).waitFor();
		expect(await page.getByLabel('„gewonnen“ bedeutet').inputValue()).toBe('won');
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		await page.getByRole('button', { name: 'Prüfen, was aus den Zeilen wird' }).focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/check(\?|$)/);
		await importing(page).waitFor({ timeout: 90_000 });
		expect(await page.locator('h1').innerText()).toMatch(/12 von 12 Zeilen/);
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		await importing(page).focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/data\?.*dataset=/);
		const dataset = new URL(page.url()).searchParams.get('dataset')!;
		imported.push(dataset);
		await page.goto(`/data/${dataset}?dataset=${dataset}`);
		expect((await row(page, 'Seine Tabellen', 'Verkaufschancen'))[0]).toBe('3');
		expect((await row(page, 'Seine Tabellen', 'Kosten'))[0]).toBe('3');
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		await page.goto('/data/erase');
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		expect(misdeeds).toEqual(none);
	});
});
