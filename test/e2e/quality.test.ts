import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { axeViolations, column, drawAll, layoutShift, overflow } from './look.ts';
import { launcher, root, startProcess, type Started } from './start-process.ts';

/** A workbench of its own: what is decided here changes what the rules of every other page are told. */
const home = mkdtempSync(join(tmpdir(), 'leadgauge-quality-'));
let origin: string;
let server: Started;
let sample: string;
const open = useBrowser(() => origin);

beforeAll(async () => {
	const port = await freePort();
	origin = `http://127.0.0.1:${port}`;
	server = startProcess(launcher, { PORT: String(port), LEADGAUGE_HOME: home });
	await server.says(/ready at/);
	[sample] = readdirSync(join(home, 'datasets'));
});
afterAll(async () => {
	server?.kill('SIGTERM');
	await server?.ended;
	rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
	rmSync(join(home, 'datasets', sample, 'leakage.json'), { force: true });
	rmSync(join(home, 'models'), { recursive: true, force: true });
});

const SUSPECTS = ['budget', 'authority', 'crm_score', 'mql_at', 'onboarding_contact'];
const record = () =>
	JSON.parse(readFileSync(join(home, 'datasets', sample, 'leakage.json'), 'utf8'));
const audit = () =>
	readFileSync(join(home, 'audit.jsonl'), 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
const headline = (page: Page) => page.locator('h1').innerText();
const suspects = (page: Page) => page.locator('#leakage li.suspected .column').allInnerTexts();
const entry = (page: Page, name: string) =>
	page.locator('#leakage .entries > li').filter({ has: page.getByText(name, { exact: true }) });
const press = (page: Page, name: string, label: string) =>
	entry(page, name).getByRole('button', { name: label }).click();
const said = (page: Page, text: RegExp) =>
	page.locator('.notice.good', { hasText: text }).waitFor();

/** The quality page, checked; the check takes a moment the first time. */
async function quality(search = '', options: Parameters<typeof open>[1] = {}) {
	const opened = await open(`/data/${sample}/quality${search}`, options);
	await opened.page.locator('#leakage').waitFor({ timeout: 60_000 });
	return opened;
}

describe('the quality page of the sample', () => {
	it('is reached from the list of datasets and begins with its finding', async () => {
		const { page, misdeeds } = await open('/data');
		await page.getByRole('link', { name: 'Quality of Sample' }).click();
		await page.locator('#leakage').waitFor({ timeout: 60_000 });
		expect(new URL(page.url()).pathname).toBe(`/data/${sample}/quality`);
		expect(await headline(page)).toBe(
			'5 of 30 columns look as if they were filled after the outcome'
		);
		expect(await suspects(page)).toEqual(SUSPECTS);
		expect(await entry(page, 'onboarding_contact').innerText()).toMatch(
			/Filled for 91\.5% of the winners \(850 of 929\) but for 1\.3% of the others \(81 of 6,362\)/
		);
		expect(misdeeds).toEqual(none);
	});

	it('shows suspects as suspected: nothing is confirmed unasked', async () => {
		const { page } = await quality();
		expect(await page.locator('#leakage li.leaking').count()).toBe(0);
		expect(record().columns.map((each: { state: string }) => each.state)).toEqual(
			SUSPECTS.map(() => 'suspected')
		);
		await page.goto(`${origin}/calibrate?dataset=${sample}`);
		expect(await page.locator('#honesty').innerText()).not.toContain('filled after the outcome');
	});

	it('counts columns, orders and rules as the data has them', async () => {
		const { page } = await quality();
		const filled = await column(page, '#completeness .all table', 2);
		expect(filled[0]).toBe('9,000');
		const names = await column(page, '#completeness .all table', 0);
		expect(filled[names.indexOf('onboarding_contact')]).toBe('1,069');
		const orders = await column(page, '#orders table', 0);
		expect(orders).toContain('MQL before created');
		expect(orders).toContain('opportunity before SQL');
		// Seven pairs of roles; four stages of the file of them, each against creation, its step before and the win.
		expect(await column(page, '#orders table', 2)).toEqual(Array.from({ length: 18 }, () => '0'));
		expect((await column(page, '#rules table', 0))[0]).toBe('Wants to start this year');
		expect(await page.locator('#weeks').innerText()).toContain('(105 weeks)');
		expect(await page.locator('#spellings').innerText()).toContain('No two values');
	});

	it('keeps what is decided, and takes it back, without JavaScript too', async () => {
		await quality();
		const { page } = await quality('', { javaScriptEnabled: false });
		await press(page, 'onboarding_contact', 'It is filled after the outcome');
		await said(page, /onboarding_contact is filled after the outcome/);
		await press(page, 'crm_score', 'It is known before');
		await said(page, /crm_score is known before/);
		await page.goto(`${origin}/data/${sample}/quality?dataset=${sample}`);
		expect(await headline(page)).toBe(
			'3 of 30 columns look as if they were filled after the outcome'
		);
		expect(await page.locator('#leakage li.leaking .column').innerText()).toBe(
			'onboarding_contact'
		);
		expect(await page.locator('#leakage li.cleared .column').innerText()).toBe('crm_score');
		await press(page, 'crm_score', 'Take back');
		expect(await suspects(page)).toEqual(['budget', 'authority', 'crm_score', 'mql_at']);
		const noted = audit().filter(({ action }) => action === 'leakage-decided');
		expect(noted.map(({ facts }) => facts.state)).toEqual(['leaking', 'cleared', 'open']);
	});

	it('lets any other column be marked, by keyboard', async () => {
		const { page, misdeeds } = await quality();
		await page.getByText('Mark another column').focus();
		await page.keyboard.press('Enter');
		await page.locator('#leakage select').selectOption('owner');
		await page.getByRole('button', { name: 'Mark as filled after the outcome' }).focus();
		await page.keyboard.press('Enter');
		await said(page, /owner is filled after the outcome/);
		expect(await entry(page, 'owner').innerText()).toContain('Marked by hand');
		expect(misdeeds).toEqual(none);
	});

	it('refuses a column that the data does not have', async () => {
		await quality();
		const body = new URLSearchParams({ column: 'nowhere', state: 'leaking' });
		const answer = await fetch(`${origin}/data/${sample}/quality?/decide&dataset=${sample}`, {
			method: 'POST',
			headers: { origin, accept: 'application/json' },
			body
		});
		expect(await answer.json()).toMatchObject({ type: 'failure', status: 422 });
		expect(record().columns).toHaveLength(5);
	});
});

describe('the horizon chooser', () => {
	it('says what the horizon in use keeps and sets another one by a link', async () => {
		const { page, misdeeds } = await quality();
		await drawAll(page);
		const title = page.locator('#horizon figcaption');
		expect(await title.innerText()).toBe(
			'Within 120 days 90% of all wins have come; 84% of the leads are old enough'
		);
		const days = await column(page, '#horizon .horizons table', 0);
		expect(days).toEqual(['14', '30', '60', '90', '120', '180', '270', '365', '545']);
		await page.getByRole('link', { name: 'horizon of 180 days' }).click();
		await page.waitForURL(/horizon=180/);
		await page.getByText('Within 180 days 97% of all wins have come').first().waitFor();
		await page.goBack();
		await page.getByText('Within 120 days 90% of all wins have come').first().waitFor();
		expect(misdeeds).toEqual(none);
	});

	it('takes any number of days, and is one link away from the options of a calibration', async () => {
		const { page } = await open(`/calibrate?dataset=${sample}`);
		await page.locator('summary', { hasText: 'Change what is calculated' }).click();
		await page.getByRole('link', { name: 'Choose the horizon by what it keeps' }).click();
		await page.locator('#horizon').waitFor({ timeout: 60_000 });
		await page.getByLabel('Another horizon, days').fill('75');
		await page.getByRole('button', { name: 'Use this horizon' }).click();
		await page.waitForURL(/horizon=75/);
		await page.locator('#horizon').getByText('Within 75 days').first().waitFor();
		expect(await column(page, '#horizon .horizons table', 0)).toContain('75');
	});

	it('says what is wrong with an address', async () => {
		const { page } = await open(`/data/${sample}/quality?horizon=soon`);
		expect(await page.locator('main').innerText()).toContain('“soon” cannot be the horizon.');
		await page.goto(`${origin}/data/nowhere/quality`);
		expect(await headline(page)).toBe('No leads are loaded yet');
	});
});

describe('a rule on a column that is filled after the outcome', () => {
	const card = {
		leadgauge: 1,
		name: 'Leaky',
		signalWindowDays: 14,
		horizonDays: 120,
		groups: [
			{
				id: 'fit',
				label: 'Fit',
				kind: 'fit',
				rules: [
					{
						id: 'demo',
						label: 'Demo',
						points: 20,
						when: { field: 'demo_requested', operator: 'equals', value: 'yes' }
					},
					{
						id: 'budget',
						label: 'Has budget',
						points: 10,
						when: { field: 'budget', operator: 'equals', value: 'yes' }
					}
				]
			}
		],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};

	async function broughtCard() {
		const opened = await open(`/rules?dataset=${sample}`);
		const { page } = opened;
		await page.waitForFunction(
			() => !document.querySelector<HTMLInputElement>('#save input[type=text]')?.readOnly
		);
		const buffer = Buffer.from(JSON.stringify(card));
		await page.setInputFiles('input[type=file]', {
			name: 'leaky.json',
			mimeType: 'application/json',
			buffer
		});
		await page.getByText('Has budget').first().waitFor();
		return opened;
	}
	const row = (page: Page) => page.locator('tr.rule', { hasText: 'Has budget' });
	const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

	it('is warned about while suspected, and may be saved', async () => {
		const { page } = await broughtCard();
		expect(await row(page).innerText()).toContain(
			'budget looks as if it were filled after the outcome.'
		);
		await save(page).click();
		await page.waitForURL(/model=leaky/);
		await page.goto(`${origin}/calibrate?dataset=${sample}&model=leaky`);
		const line = page.locator('.forest .rule', { hasText: 'Has budget' });
		expect(await line.innerText()).toContain('looks as if it were filled after the outcome');
		expect(await page.locator('#honesty').innerText()).toContain(
			'“Has budget” looks at budget, which looks as if it were filled after the outcome'
		);
	});

	it('asks to be confirmed once it is known to leak, and that is recorded', async () => {
		const first = await quality();
		await press(first.page, 'budget', 'It is filled after the outcome');
		await said(first.page, /budget is filled after the outcome/);
		const { page, misdeeds } = await broughtCard();
		expect(await row(page).innerText()).toContain('budget is filled after the outcome.');
		await save(page).click();
		await page.getByText('Rules of this card look at columns').waitFor();
		expect(existsSync(join(home, 'models', 'leaky.json'))).toBe(false);
		await page.getByRole('button', { name: 'Save all the same, and record it' }).click();
		await page.waitForURL(/model=leaky/);
		expect(record().overrides).toMatchObject([{ model: 'leaky', column: 'budget' }]);
		expect(audit().at(-1)).toMatchObject({
			action: 'leakage-overridden',
			facts: { column: 'budget', model: 'leaky' }
		});
		await page.goto(`${origin}/calibrate?dataset=${sample}&model=leaky`);
		const warning = '“Has budget” looks at budget, which is filled after the outcome';
		expect(await page.locator('.forest .rule', { hasText: 'Has budget' }).innerText()).toContain(
			warning
		);
		expect(await page.locator('#honesty').innerText()).toContain(warning);
		await page.goto(`${origin}/data/${sample}/quality?dataset=${sample}`);
		expect(await page.locator('#leakage').innerText()).toContain(
			'leaky was saved with a rule on budget'
		);
		// A refusal is answered with 409, which the browser writes down.
		expect({ ...misdeeds, consoleErrors: [] }).toEqual(none);
	});

	it('is not offered among the columns of a new card, and suspects only with a word', async () => {
		const first = await quality();
		await press(first.page, 'budget', 'It is filled after the outcome');
		await said(first.page, /budget/);
		const { page } = await open(`/rules?dataset=${sample}&start=columns`);
		await page.getByText('Not offered, because filled after the outcome: budget.').waitFor();
		const names = await page.locator('.section > ul .name').allInnerTexts();
		expect(names).not.toContain('budget');
		expect(names).toContain('authority');
		await page.getByRole('button', { name: 'Choose all' }).click();
		expect(await page.getByRole('checkbox', { name: 'authority' }).isChecked()).toBe(false);
		expect(await page.getByRole('checkbox', { name: 'industry' }).isChecked()).toBe(true);
		const warned = page.locator('.section > ul > li', { has: page.getByLabel('authority') });
		expect(await warned.innerText()).toContain('Looks as if it were filled after the outcome');
	});
});

describe('the quality page', () => {
	it.each([
		[320, 'de-DE', 'dark'],
		[320, 'en-GB', 'light'],
		[768, 'de-DE', 'light'],
		[1280, 'en-GB', 'dark']
	] as const)('fits %i px in %s, %s, and passes axe', async (width, locale, colorScheme) => {
		const { page, misdeeds } = await quality('', {
			viewport: { width, height: 900 },
			locale,
			colorScheme
		});
		await drawAll(page);
		for (const details of await page.locator('main details').all()) {
			await details.evaluate((node) => node.setAttribute('open', ''));
		}
		expect(await overflow(page)).toBe(0);
		expect(await axeViolations(page)).toEqual([]);
		expect(misdeeds).toEqual(none);
	});

	it('speaks German throughout', async () => {
		const { page } = await quality('', { locale: 'de-DE' });
		expect(await headline(page)).toBe(
			'5 von 30 Spalten sehen aus, als wären sie erst nach dem Ausgang gefüllt worden'
		);
		const text = await page.locator('main').innerText();
		expect(text).toContain('Gefüllt bei 91,5');
		expect(text).not.toMatch(/issue_|quality_|leak-|undefined|NaN/);
	});

	it('moves nothing while it is drawn', async () => {
		const { page } = await quality();
		await drawAll(page);
		expect(await layoutShift(page)).toBeLessThan(0.02);
	});

	it('can be read and used without JavaScript', async () => {
		await quality();
		const { page } = await quality('', { javaScriptEnabled: false });
		expect(await suspects(page)).toEqual(SUSPECTS);
		await page.getByRole('link', { name: 'horizon of 60 days' }).click();
		await page.locator('#leakage').waitFor({ timeout: 60_000 });
		expect(page.url()).toContain('horizon=60');
	});

	const xeducation = join(root, '../shared/data/xeducation/Leads.csv');
	it.skipIf(!existsSync(xeducation))(`finds Tags and Lead Quality (${xeducation})`, async () => {
		const { page, misdeeds } = await open('/data');
		await page.setInputFiles('input[type=file]', xeducation);
		await page.getByRole('button', { name: 'Check what becomes of the rows' }).click();
		await page.getByRole('button', { name: /^Import / }).click({ timeout: 60_000 });
		await page.getByRole('link', { name: 'Quality of Leads.csv' }).click();
		await page.locator('#leakage').waitFor({ timeout: 60_000 });
		expect(await suspects(page)).toEqual(['Tags', 'Lead Quality']);
		expect(await page.locator('#spellings').innerText()).toMatch(/Google\s+2,868 leads/);
		expect(await page.locator('#horizon').innerText()).toContain('no creation date');
		expect(misdeeds).toEqual(none);
	});
});
