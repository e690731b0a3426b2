import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { everything } from './everything-card.ts';
import { freePort } from './free-port.ts';
import { axeViolations, overflow } from './look.ts';
import { launcher, root, startProcess, type Started } from './start-process.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-semantics-'));
let origin: string;
let server: Started;
const open = useBrowser(() => origin);

beforeAll(async () => {
	const port = await freePort();
	origin = `http://127.0.0.1:${port}`;
	server = startProcess(launcher, { PORT: String(port), LEADGAUGE_HOME: home });
	await server.says(/ready at/);
});
afterAll(async () => {
	server?.kill('SIGTERM');
	await server?.ended;
	rmSync(home, { recursive: true, force: true });
});

async function rules(options: Parameters<typeof open>[1] = {}, path = '/rules') {
	const opened = await open(path, options);
	await opened.page.locator('#save .button:not(.plain)').waitFor();
	await opened.page.waitForFunction(
		() => !document.querySelector<HTMLInputElement>('#save input[type=text]')?.readOnly
	);
	return opened;
}

/** A dataset of one file of leads; its address. */
async function leadsAlone(): Promise<string> {
	const { page } = await open('/data');
	await page.setInputFiles('#lead-file', `${root}data/sample/leads.csv`);
	await page.waitForURL(/\/data\/import\/[0-9a-f-]{36}/);
	await page.getByRole('button', { name: 'Check what becomes of the rows' }).click();
	await page.getByRole('button', { name: /^Import / }).click({ timeout: 90_000 });
	await page.waitForURL(/\/data\?dataset=/, { timeout: 90_000 });
	return new URL(page.url()).search;
}

async function upload(page: Page, card: object): Promise<void> {
	const buffer = Buffer.from(JSON.stringify(card));
	const file = { name: 'card.json', mimeType: 'application/json', buffer };
	await page.setInputFiles('input[type=file]', file);
	await page.getByText('Mid-market', { exact: true }).first().waitFor();
}

async function downloaded(page: Page, button: string) {
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: button }).click()
	]);
	return JSON.parse(readFileSync(await file.path(), 'utf8'));
}

const row = (page: Page, name: string) =>
	page.locator('tr.rule').filter({ has: page.getByText(name, { exact: true }) });
/** Leads behind a rule; NaN while they are being counted. */
const leads = async (page: Page, name: string) =>
	Number((await row(page, name).locator('td.leads').innerText()).trim().replaceAll(',', ''));
const panel = (page: Page) => page.locator('#desk .panel');

describe('a card that uses everything a card may hold', () => {
	it('reads as text, and is the same file after points, names and bounds were looked at', async () => {
		const { page, misdeeds } = await rules();
		await upload(page, everything);
		expect(await row(page, 'Mid-market').innerText()).toContain(
			'employees is between 50 and 499 and (country is “DE” or country starts with “A”); missing values left out; within “Size and place”'
		);
		expect(await row(page, 'Page views').innerText()).toContain(
			'for every 2 of page_views_14d, at most 5 times, from number 2 on'
		);
		expect(await row(page, 'Opened').innerText()).toContain('loses 12.5 % every 7 days');
		expect(await page.getByText('These leads have no file of touches').count()).toBe(0);
		for (const name of ['Mid-market', 'No specialist', 'Page views', 'Opened']) {
			await page.getByRole('button', { name: `Edit rule ${name}` }).click();
			await panel(page).waitFor();
		}
		await page.getByRole('button', { name: 'Edit touch signal Opens' }).click();
		expect(await page.getByLabel('Only types (comma between)').inputValue()).toBe(
			'"open, mail", click'
		);
		await page.getByRole('button', { name: 'Edit group Fit' }).click();
		expect(await downloaded(page, 'Download JSON')).toEqual({
			...everything,
			exclusions: [{ ...everything.exclusions[0], when: everything.exclusions[0].when.any[0] }]
		});
		expect(misdeeds).toEqual(none);
	});

	it.each([
		{ width: 320, locale: 'de-DE', edit: 'Bearbeiten', colorScheme: 'dark' },
		{ width: 1280, locale: 'en-GB', edit: 'Edit', colorScheme: 'light' }
	] as const)(
		'has nothing cut off and no violation of axe, its fields open, at $width px, $locale',
		async ({ width, locale, colorScheme }) => {
			const viewport = { width, height: 900 };
			const { page, misdeeds } = await rules({ viewport, locale, colorScheme });
			await upload(page, everything);
			const buttons = page.locator('#desk button[aria-expanded]');
			for (let i = 0; i < (await buttons.count()); i++) {
				await buttons.nth(i).click();
				await panel(page).first().waitFor();
				expect(await overflow(page)).toBe(0);
				expect(await axeViolations(page)).toEqual([]);
			}
			expect(misdeeds).toEqual(none);
		},
		120_000
	);
});

describe('conditions and decay', () => {
	it('are joined, counted and kept as they were chosen', async () => {
		const { page } = await rules();
		await upload(page, everything);
		await page.getByRole('button', { name: 'Edit rule No specialist' }).click();
		await expect.poll(() => leads(page, 'No specialist')).toBeGreaterThan(0);
		const alone = await leads(page, 'No specialist');
		await page.getByRole('button', { name: 'Add a condition' }).click();
		const second = page.getByRole('group', { name: 'Condition 2', exact: true });
		await second.getByLabel('Column').selectOption('country');
		await second.getByLabel('Comparison').selectOption({ label: 'equals' });
		await second.getByLabel('Value').fill('CH');
		await expect.poll(() => leads(page, 'No specialist')).toBeLessThan(alone);
		await page.getByLabel('Conditions').selectOption({ label: 'one has to hold' });
		await expect.poll(() => leads(page, 'No specialist')).toBeGreaterThan(alone);
		await page.getByLabel('Points wear off').selectOption({ label: 'all at once' });
		await page.getByLabel('After how many days').fill('90');
		await page.getByLabel('Age in days').selectOption('page_views_14d');
		const { groups } = await downloaded(page, 'Download JSON');
		expect(groups[0].rules[1]).toEqual({
			id: 'role',
			label: 'No specialist',
			points: 5,
			decay: { kind: 'expiry', days: 90, age: 'page_views_14d' },
			missing: 'false',
			when: {
				any: [
					{ field: 'job_role', operator: 'not-equals', value: 'specialist' },
					{ field: 'country', operator: 'equals', value: 'CH' }
				]
			}
		});
	});
});

describe('rules on touches where the leads came alone', () => {
	it.each([
		['en-GB', 'These leads have no file of touches; rules on touches cannot be evaluated.'],
		[
			'de-DE',
			'Zu diesen Leads gibt es keine Touchpoint-Datei; Regeln auf Touchpoints sind nicht auswertbar.'
		]
	])(
		'say that there is no file of touches (%s)',
		async (locale, sentence) => {
			const address = await leadsAlone();
			const { page, misdeeds } = await rules({ locale }, `/rules${address}`);
			expect(await page.getByText(sentence).count()).toBe(0);
			await upload(page, everything);
			await page.getByText(sentence).waitFor();
			expect(await axeViolations(page)).toEqual([]);
			expect(misdeeds).toEqual(none);
		},
		120_000
	);
});
