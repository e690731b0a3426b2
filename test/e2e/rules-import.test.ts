import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workbook } from '../server/db/convert/workbook.ts';
import { none, useBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { axeViolations, column, overflow } from './look.ts';
import { launcher, startProcess, type Started } from './start-process.ts';

/** A workbench of its own: what is saved here changes what every other page opens first. */
const home = mkdtempSync(join(tmpdir(), 'leadgauge-rules-import-'));
const models = join(home, 'models');
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
beforeEach(() => rmSync(models, { recursive: true, force: true }));

const HUBSPOT = `Positive attributes
Property Industry is any of Manufacturing; Logistics +10
Number of employees is between 50 and 499 (+20)
has requested a demo +30
Favourite colour is green +5
Age is less than 30 +5
Negative attributes
Free e-mail −10
Number of employees is less than 5`;

const GERMAN = `Gruppe;Feld;Operator;Wert;Punkte
Fit;Branche;ist eines von;"Manufacturing; Logistics";10
;Anzahl Mitarbeiter;mindestens;1.000;5
Verhalten;Preisseite;je;1 (höchstens 3-mal);8`;

const box = (page: Page) => page.locator('textarea:not([hidden])');
const saved = (id: string) => JSON.parse(readFileSync(join(models, `${id}.json`), 'utf8'));
const rows = (page: Page, index: number) =>
	column(page, 'section[aria-labelledby=preview] .scroll', index);

async function read(page: Page, text: string, button = 'Read the rules'): Promise<void> {
	await box(page).fill(text);
	await page.getByRole('button', { name: button }).click();
	await page.locator('#found:focus').waitFor();
}

describe('rules that are pasted', () => {
	it('are shown with leads and wins before anything is saved, and what is wrong line by line', async () => {
		const { page, misdeeds } = await open('/rules/import');
		await read(page, HUBSPOT);
		expect(await page.locator('h1').innerText()).toBe('6 rules read; 1 line could not be');
		const lost = await page.locator('section[aria-labelledby=unread] li').innerText();
		expect(lost).toMatch(/^Line 9\nNumber of employees is less than 5\nNo points were found/);
		expect(await rows(page, 1)).toEqual(['10', '20', '30', '−10']);
		const body = JSON.stringify({
			leadgauge: 1,
			name: 'x',
			signalWindowDays: 14,
			horizonDays: 120,
			groups: [
				{
					id: 'g',
					label: 'G',
					kind: 'fit',
					rules: [
						{
							id: 'a',
							label: 'A',
							points: 1,
							when: { field: 'demo_requested', operator: 'equals', value: 'yes' }
						}
					]
				}
			]
		});
		const headers = { origin, 'content-type': 'application/json' };
		const answer = await fetch(`${origin}/api/rules/counts`, { method: 'POST', headers, body });
		const [demo] = (await answer.json()).rules;
		const [leads, wins] = [(await rows(page, 2))[2], (await rows(page, 3))[2]];
		expect([leads, wins].map((text) => Number(text.replaceAll(',', '')))).toEqual([
			demo.leads,
			demo.wins
		]);
		const notes = await page.locator('section[aria-labelledby=preview]').innerText();
		expect(notes).toContain('“Favourite colour” has no column: 1 rule is left out.');
		expect(await page.locator('.notice.warning').first().innerText()).toContain(
			'“Age is less than 30” scores by age'
		);
		expect(() => saved('pasted-rules')).toThrow();
		expect(misdeeds).toEqual(none);
	});

	it('take the column somebody chooses, and are saved as a new card', async () => {
		const { page } = await open('/rules/import');
		await read(page, HUBSPOT);
		await page.getByLabel(/^Favourite colour/).selectOption('landing_page');
		await page.getByRole('button', { name: 'Count with these columns' }).click();
		await page.getByText('chosen by you').waitFor();
		expect(await rows(page, 1)).toEqual(['10', '20', '30', '5', '−10']);
		await page.getByLabel('Name of the card').fill('From HubSpot');
		await page.getByRole('button', { name: 'Save 5 rules' }).click();
		await page.waitForURL(/\/rules\?.*model=from-hubspot/);
		expect(saved('from-hubspot').groups.map(({ kind }: { kind: string }) => kind)).toEqual([
			'fit',
			'negative'
		]);
		expect(saved('from-hubspot').groups[0].rules[2].when).toEqual({
			field: 'demo_requested',
			operator: 'equals',
			value: 'yes'
		});
	});

	it('ask before they replace a card of the same name', async () => {
		for (const [again, points] of [
			[false, 10],
			[true, 12]
		] as const) {
			const { page } = await open('/rules/import');
			await read(page, `Industry is logistics +${points}`);
			await page.getByRole('button', { name: 'Save 1 rule' }).click();
			if (again) {
				await page.getByLabel('Replace the card of this name').check();
				await page.getByRole('button', { name: 'Save 1 rule' }).click();
			}
			await page.waitForURL(/model=pasted-rules/);
			expect(saved('pasted-rules').groups[0].rules[0].points).toBe(points);
		}
	});

	it('are read without JavaScript, too', async () => {
		const { page } = await open('/rules/import', { javaScriptEnabled: false });
		await box(page).fill(HUBSPOT);
		await page.getByRole('button', { name: 'Read the rules' }).click();
		expect(await page.locator('h1').innerText()).toBe('6 rules read; 1 line could not be');
		await page.getByRole('button', { name: 'Save 4 rules' }).click();
		await page.waitForURL(/model=pasted-rules/);
		expect(saved('pasted-rules').groups).toHaveLength(2);
	});

	it('are German for a German reader, numbers included', async () => {
		const { page } = await open('/rules/import', { locale: 'de-DE' });
		await read(page, GERMAN, 'Regeln lesen');
		expect(await page.locator('h1').innerText()).toBe('3 Regeln gelesen, jede Zeile verstanden');
		expect((await rows(page, 0))[1]).toContain('employees ist mindestens 1000');
		await page.getByRole('button', { name: '3 Regeln speichern' }).click();
		await page.waitForURL(/model=eingefuegte-regeln/);
		const [fit, behaviour] = saved('eingefuegte-regeln').groups;
		expect(fit.rules[1].when).toEqual({ field: 'employees', operator: 'at-least', value: 1000 });
		expect(behaviour.rules[0].each).toEqual({ field: 'pricing_views_14d', per: 1, atMost: 3 });
	});

	it('come from a sheet of a workbook', async () => {
		const { page } = await open('/rules/import');
		const buffer = workbook([
			{ name: 'Notes', rows: new Map([[1, ['nothing here']]]) },
			{
				name: 'Rules',
				rows: new Map([
					[1, ['Field', 'Operator', 'Value', 'Points']],
					[2, ['Industry', 'is any of', 'logistics; energy', 15]]
				])
			}
		]);
		await page.setInputFiles('input[type=file]', { name: 'scoring.xlsx', mimeType: '', buffer });
		await page.getByText('scoring.xlsx stands in the box.').waitFor();
		expect(await box(page).inputValue()).toContain('Industry,is any of,logistics; energy,15');
		await page.getByRole('button', { name: 'Read the rules' }).click();
		await page.locator('#found:focus').waitFor();
		expect(await rows(page, 1)).toEqual(['15']);
	});

	it('that are none are said to be none, and a file that is none is refused', async () => {
		const { page } = await open('/rules/import');
		await read(page, 'Dear colleague,\nsee attached.');
		expect(await page.locator('h1').innerText()).toBe('No rule could be read');
		const buffer = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
		await page.setInputFiles('input[type=file]', { name: 'old.xls', mimeType: '', buffer });
		await page.getByRole('alert').filter({ hasText: 'old.xls is an old Excel workbook' }).waitFor();
	});

	it.each([
		[320, 'light', 'en-GB'],
		[320, 'dark', 'de-DE'],
		[768, 'light', 'de-DE'],
		[1280, 'dark', 'en-GB']
	] as const)('at %i px, %s, %s have nothing cut off and no violation of axe', async (...look) => {
		const [width, colorScheme, locale] = look;
		const { page } = await open('/rules/import', {
			viewport: { width, height: 800 },
			colorScheme,
			locale
		});
		expect([await overflow(page), await axeViolations(page)]).toEqual([0, []]);
		await read(page, HUBSPOT, locale === 'de-DE' ? 'Regeln lesen' : 'Read the rules');
		expect([await overflow(page), await axeViolations(page)]).toEqual([0, []]);
	});
});

describe('a template', () => {
	it('takes its columns, becomes a card, and says which criteria predicted wins', async () => {
		const { page, misdeeds } = await open('/rules/import');
		await page.getByRole('link', { name: 'BANT' }).click();
		await page.waitForURL(/template=bant/);
		expect(await page.locator('h1').innerText()).toBe(
			'BANT: 4 of 4 rules have a column of these leads'
		);
		await page.getByRole('button', { name: 'Save 4 rules' }).click();
		await page.waitForURL(/\/rules\?.*model=bant/);
		await page.goto(`${origin}/calibrate?model=bant`);
		await page.locator('#frameworks h2').waitFor({ timeout: 60_000 });
		expect(await column(page, '#frameworks table', 0)).toHaveLength(4);
		expect(await page.locator('#frameworks h2').innerText()).toMatch(/predicted wins here/);
		expect(await axeViolations(page)).toEqual([]);
		expect(misdeeds).toEqual(none);
	});

	it('leaves out what has no column, and an unknown one is refused', async () => {
		const { page } = await open('/rules/import?template=meddic', { locale: 'de-DE' });
		expect(await page.locator('h1').innerText()).toMatch(/^MEDDIC: \d von 6 Regeln/);
		expect(await page.locator('section[aria-labelledby=preview]').innerText()).toContain(
			'„Fürsprecher“ hat keine Spalte: 1 Regel wird ausgelassen.'
		);
		await page.goto(`${origin}/rules/import?template=nowhere`);
		expect(await page.locator('.notice.error').innerText()).toContain(
			'Es gibt keine Vorlage „nowhere“.'
		);
	});
});
