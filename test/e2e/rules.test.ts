import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { axeViolations, overflow } from './look.ts';
import { launcher, root, startProcess, type Started } from './start-process.ts';

/** A workbench of its own: what is saved here changes what every other page opens first. */
const home = mkdtempSync(join(tmpdir(), 'leadgauge-rules-'));
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

const HOSTILE = `<img src=x onerror="document.title='run'">'; DROP TABLE leads; --`;
const baseline = () => JSON.parse(readFileSync(join(root, 'models', 'baseline.json'), 'utf8'));
const card = (rules: object[], rest: object = {}) => ({
	leadgauge: 1,
	name: 'Small card',
	signalWindowDays: 14,
	horizonDays: 120,
	groups: [{ id: 'fit', label: 'Fit', kind: 'fit', rules }],
	...rest
});
const rule = (field: string, rest: object = {}) => ({
	id: 'one',
	label: 'One',
	points: 10,
	when: { field, operator: 'equals', value: 'webinar' },
	...rest
});
const saved = (id: string) => JSON.parse(readFileSync(join(models, `${id}.json`), 'utf8'));

/** The rules page, awake. */
async function rules(path = '/rules', options: Parameters<typeof open>[1] = {}) {
	const opened = await open(path, options);
	await opened.page.locator('#save .button:not(.plain)').waitFor();
	await opened.page.waitForFunction(
		() => !document.querySelector<HTMLInputElement>('#save input[type=text]')?.readOnly
	);
	return opened;
}

async function upload(page: Page, content: string, name = 'card.json'): Promise<void> {
	const buffer = Buffer.from(content);
	await page.setInputFiles('input[type=file]', { name, mimeType: 'application/json', buffer });
}

const row = (page: Page, name: string) =>
	page.locator('tr.rule').filter({ has: page.getByText(name, { exact: true }) });
const points = (page: Page, name: string) => page.getByLabel(`Points for ${name}`, { exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
const headline = (page: Page) => page.locator('h1').innerText();
const figures = async (page: Page, name: string) =>
	(await row(page, name).locator('td.right').allInnerTexts()).map((text) => text.split('\n')[0]);

/** A line of what the points do, as [opened, edited]. */
async function effect(page: Page, head: string, line: string): Promise<string[]> {
	const rows = await page
		.locator('section[aria-labelledby=strip] tbody tr')
		.evaluateAll((all) => all.map((each) => [...each.children].map((cell) => cell.textContent!)));
	const from = rows.findIndex(([label]) => label.trim() === head);
	const [, ...numbers] = rows.slice(from).find(([label]) => label.trim() === line)!;
	return numbers.map((text) => text.trim());
}
const number = (text: string) => Number(text.replaceAll(',', ''));

describe('the rules of the sample', () => {
	it('stand with the leads behind each of them, the finding first', async () => {
		const { page, misdeeds } = await rules();
		expect(await headline(page)).toMatch(
			/^20 rules in 3 groups; on [\d,]+ mature leads each of them fires on [\d,]+ to [\d,]+$/
		);
		const body = JSON.stringify(baseline());
		const headers = { origin, 'content-type': 'application/json' };
		const answer = await fetch(`${origin}/api/rules/counts`, { method: 'POST', headers, body });
		const counts = await answer.json();
		const demo = counts.rules[10];
		const [leads, wins, rate] = await figures(page, 'Demo requested');
		expect([number(leads), number(wins)]).toEqual([demo.leads, demo.wins]);
		expect(rate).toBe(`${((100 * demo.wins) / demo.leads).toFixed(1)}%`);
		expect(await row(page, 'Demo requested').innerText()).toContain('demo_requested is “yes”');
		expect(misdeeds).toEqual(none);
	});

	it('say what is wrong with an address', async () => {
		const { page } = await open('/rules?model=nowhere');
		expect(await headline(page)).toBe('There is no scorecard of this name');
		await page.goto(`${origin}/rules?horizon=soon`);
		expect(await headline(page)).toBe('20 rules in 3 groups');
		await page.getByText('“soon” cannot be the horizon.').waitFor();
		await page.goto(`${origin}/rules?dataset=nowhere`);
		expect(await headline(page)).toBe('No leads are loaded yet');
	});

	it('can be read without JavaScript, and say why they cannot be edited', async () => {
		const { page } = await open('/rules', { javaScriptEnabled: false });
		expect(await page.locator('tr.rule').count()).toBe(20);
		expect(await points(page, 'Decision maker').inputValue()).toBe('20');
		expect(await row(page, 'Decision maker').innerText()).toMatch(/[\d,]+\s+[\d,]+\s+\d+\.\d%/);
		expect(await page.locator('noscript').first().innerText()).toContain('needs JavaScript');
		expect(await save(page).isDisabled()).toBe(true);
	});

	it('are German for a German reader, numbers included', async () => {
		const { page } = await rules('/rules', { locale: 'de-DE' });
		expect(await headline(page)).toMatch(/^20 Regeln in 3 Gruppen; bei \d\.\d{3} Leads/);
		expect(await page.locator('tr.rule').first().innerText()).toContain(
			'job_role ist „managing director“ oder „head of department“'
		);
		await page.getByRole('button', { name: 'Regel Two page views bearbeiten' }).click();
		await page.getByLabel('Ereignisse je Stufe').fill('1.5');
		expect(await page.getByText('Eine Zahl wie 1,5.').isVisible()).toBe(true);
		await page.getByLabel('Ereignisse je Stufe').fill('1,5');
		expect(await page.getByText('Eine Zahl wie 1,5.').count()).toBe(0);
		await page.getByText('für je 1,5 von page_views_14d').waitFor();
	});

	it.each([
		[320, 'light', 'en-GB'],
		[320, 'dark', 'de-DE'],
		[768, 'light', 'de-DE'],
		[1280, 'dark', 'en-GB']
	] as const)('at %i px, %s, %s have nothing cut off and no violation of axe', async (...look) => {
		const [width, colorScheme, locale] = look;
		const viewport = { width, height: 800 };
		const calm = { viewport, colorScheme, locale, reducedMotion: 'reduce' as const };
		const { page, misdeeds } = await rules('/rules', calm);
		await page.locator('#g0r0-edit').click();
		await page.locator('select').first().waitFor();
		await page.locator('#e2-edit').scrollIntoViewIfNeeded();
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
		await page.locator('#e2-edit').click();
		await page.locator('#g1-edit').click();
		await page.locator('#g1-label').fill('');
		expect(await axeViolations(page)).toEqual([]);
		expect(await overflow(page)).toBe(0);
		expect(misdeeds).toEqual(none);
	});
});

describe('while points are edited', () => {
	it('the effect on all mature leads stands beside them, before and after', async () => {
		const { page } = await rules();
		await expect
			.poll(() => effect(page, 'MQL', 'Leads pass'))
			.toEqual([expect.stringMatching(/^[\d,]+$/), '']);
		const [before] = await effect(page, 'MQL', 'Leads pass');
		await points(page, 'Demo requested').fill('-50');
		await expect.poll(async () => (await effect(page, 'MQL', 'Leads pass'))[1]).not.toBe('');
		const [opened, edited] = await effect(page, 'MQL', 'Leads pass');
		expect(opened).toBe(before);
		expect(number(edited)).toBeLessThan(number(opened));
		const [aucBefore, auc] = await effect(page, 'Score', 'AUC');
		expect(Number(auc)).toBeLessThan(Number(aucBefore));
		expect(await row(page, 'Demo requested').innerText()).toContain('was 20');

		await page.getByLabel('MQL from points').fill('-1000');
		const all = /All ([\d,]+) mature leads, ([\d,]+) won/.exec(
			await page.locator('aside').innerText()
		)!;
		await expect.poll(async () => (await effect(page, 'MQL', 'Leads pass'))[1]).toBe(all[1]);
		expect((await effect(page, 'MQL', 'of them won'))[1]).toBe(all[2]);

		await page.getByRole('button', { name: 'Discard edits' }).click();
		await page.getByRole('button', { name: 'Give up the edits' }).click();
		expect(await points(page, 'Demo requested').inputValue()).toBe('20');
		await expect.poll(() => effect(page, 'MQL', 'Leads pass')).toEqual([before, '']);
	});

	it('arrow keys step by one, with Shift by ten', async () => {
		const { page } = await rules();
		await points(page, 'Unsubscribed').press('ArrowUp');
		expect(await points(page, 'Unsubscribed').inputValue()).toBe('−19');
		await points(page, 'Unsubscribed').press('Shift+ArrowDown');
		expect(await points(page, 'Unsubscribed').inputValue()).toBe('−29');
	});

	it('what is no whole number is told at its field and keeps the card from being saved', async () => {
		const { page } = await rules();
		await points(page, 'Demo requested').fill('2.5');
		await page.getByText('Whole number, up to ±1,000,000.').waitFor();
		await page.getByText('1 rule is left out').waitFor();
		await page.getByText('1 field has to be put right before saving').waitFor();
		await save(page).click();
		const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
		await expect.poll(focused).toBe('Points for Demo requested');
		expect(() => readdirSync(models)).toThrow();
	});
});

describe('with the keyboard alone', () => {
	const focused = (page: Page) =>
		page.evaluate(() => {
			const active = document.activeElement as HTMLElement;
			return active.getAttribute('aria-label') ?? active.id ?? active.innerText;
		});

	it('a rule is added, filled in, counted, moved, doubled, removed and put back', async () => {
		const { page } = await rules();
		await page.getByRole('button', { name: 'Add a rule to Fit' }).press('Enter');
		await expect.poll(() => focused(page)).toBe('n1-label');
		await page.keyboard.type('From Austria');
		await page.keyboard.press('Tab');
		await page.keyboard.type('country');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.type('AT');
		await expect
			.poll(() => figures(page, 'From Austria'))
			.toEqual([
				expect.stringMatching(/^[\d,]+$/),
				expect.stringMatching(/^[\d,]+$/),
				expect.stringMatching(/^[\d.]+%$/),
				'0'
			]);
		expect(await row(page, 'From Austria').innerText()).toContain('country is “AT”');

		await page.keyboard.press('Escape');
		expect(await focused(page)).toBe('Edit rule From Austria');
		await page.keyboard.press('Enter');
		await page.locator('#n1-up').press('Enter');
		await expect.poll(() => focused(page)).toBe('n1-up');
		const names = () => page.locator('tr.rule .label').allInnerTexts();
		expect((await names()).slice(8, 11)).toEqual([
			'Wants to start this year',
			'From Austria',
			'Privacy notice accepted'
		]);

		await page.getByRole('button', { name: 'Duplicate' }).press('Enter');
		await expect.poll(() => focused(page)).toBe('n2-label');
		expect(await page.locator('tr.rule').count()).toBe(22);
		await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
		await expect.poll(() => focused(page)).toBe('Edit rule Privacy notice accepted');
		expect(await page.locator('tr.rule').count()).toBe(21);
		await page.getByRole('button', { name: 'Put back' }).press('Enter');
		await expect.poll(() => focused(page)).toBe('Edit rule From Austria');
		expect(await page.locator('tr.rule').count()).toBe(22);
	});

	it('a group and an exclusion are added and removed', async () => {
		const { page } = await rules();
		await page.getByRole('button', { name: 'Add a group' }).press('Enter');
		await expect.poll(() => focused(page)).toBe('n1-label');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Add a rule to New group' }).press('Enter');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Edit group New group' }).press('Enter');
		await page.getByRole('button', { name: 'Remove with its 1 rule' }).press('Enter');
		await expect.poll(() => focused(page)).toBe('Edit group Negative');

		const mature = () =>
			page
				.locator('aside')
				.getByText(/^All [\d,]+ mature leads/)
				.innerText();
		const before = await mature();
		await page.getByRole('button', { name: 'Edit exclusion Student' }).press('Enter');
		await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
		await expect.poll(() => focused(page)).toBe('Edit exclusion Outside the market');
		await expect.poll(mature).not.toBe(before);
	});
});

describe('values of a column', () => {
	it('are offered where one is chosen, with what the column holds', async () => {
		const { page } = await rules();
		await page.getByRole('button', { name: 'Edit rule Manufacturing or logistics' }).click();
		await page.getByText(/Filled for [\d,]+ of [\d,]+ leads, \d+ different values/).waitFor();
		const before = await figures(page, 'Manufacturing or logistics');
		await page.getByRole('checkbox', { name: /^construction/ }).check();
		await expect
			.poll(async () => number((await figures(page, 'Manufacturing or logistics'))[0]))
			.toBeGreaterThan(number(before[0]));
		await page.getByLabel('Another value').fill(HOSTILE);
		await page.getByLabel('Another value').press('Enter');
		expect(await page.getByRole('checkbox', { name: HOSTILE }).isChecked()).toBe(true);

		await page.getByLabel('Column', { exact: true }).selectOption('won_at');
		await page.getByText('a rule on it knows the future').waitFor();
	});

	it.each([
		['is between', { From: '10', To: '20' }, 'employees is between 10 and 20'],
		['is at most', { Number: '9' }, 'employees is at most 9'],
		['is filled', {}, 'employees is filled'],
		['is missing', {}, 'employees is missing'],
		['contains', { 'Part of the text': '5' }, 'employees contains “5”'],
		['equals', { Value: '50' }, 'employees is “50”'],
		[
			'points per event',
			{ 'Events per step': '100', 'Steps at most': '3' },
			'for every 100 of employees, at most 3 times'
		]
	])('can be compared: %s', async (operator, fields, words) => {
		const { page } = await rules();
		await page.getByRole('button', { name: 'Edit rule 500 employees or more' }).click();
		await page.getByLabel('Comparison').selectOption(operator);
		for (const [label, value] of Object.entries(fields)) {
			await page.getByLabel(label, { exact: true }).fill(value);
		}
		const found = row(page, '500 employees or more');
		await expect.poll(() => found.innerText()).toContain(words);
		await expect
			.poll(() => figures(page, '500 employees or more'))
			.toEqual([
				expect.stringMatching(/^[\d,]+$/),
				expect.anything(),
				expect.anything(),
				expect.anything()
			]);
	});
});

describe('saving', () => {
	it('makes a copy of a card that comes with Leadgauge, and then writes that file', async () => {
		const { page } = await rules('/rules?horizon=90');
		const shipped = readFileSync(join(root, 'models', 'baseline.json'), 'utf8');
		await points(page, 'Trade fair lead').fill('5');
		await save(page).click();
		await page.waitForURL(/model=/);
		expect(new URL(page.url()).search).toBe('?model=lead-score-2024-my-copy&horizon=90');
		await page.getByText('“Lead score 2024, my copy” is saved.').waitFor();
		expect(saved('lead-score-2024-my-copy').groups[0].rules[7]).toMatchObject({
			id: 'trade-fair',
			points: 5
		});
		expect(readFileSync(join(root, 'models', 'baseline.json'), 'utf8')).toBe(shipped);

		await points(page, 'Trade fair lead').fill('3');
		await save(page).click();
		await expect.poll(() => saved('lead-score-2024-my-copy').groups[0].rules[7].points).toBe(3);
		expect(readdirSync(models)).toEqual(['lead-score-2024-my-copy.json']);
		await expect.poll(() => save(page).isDisabled()).toBe(true);
	});

	it('asks before it writes over another card', async () => {
		const { page } = await rules();
		await page.getByLabel('Name of the card').fill('Taken');
		await save(page).click();
		await page.waitForURL(/model=taken/);
		await page.goto(`${origin}/rules?model=baseline`);
		await page.getByLabel('Name of the card').fill('Taken');
		await points(page, 'Trade fair lead').fill('1');
		await save(page).click();
		await page.getByText('There is another scorecard named “Taken”.').waitFor();
		expect(saved('taken').groups[0].rules[7].points).toBe(20);
		await page.getByRole('button', { name: 'Replace it' }).click();
		await page.waitForURL(/model=taken/);
		expect(saved('taken').groups[0].rules[7].points).toBe(1);
	});

	it('keeps the edits where the server does not take them, and says each thing at its rule', async () => {
		const { page } = await rules();
		await points(page, 'Trade fair lead').fill('7');
		await page.route('**/rules?/save*', (route) => {
			const text = route.request().postData()!.replace('"points":7', '"points":"seven"');
			return route.continue({
				postData: text.replace(
					'"points":10,"when":{"field":"timeline"',
					'"points":1.5,"when":{"field":"timeline"'
				)
			});
		});
		await save(page).click();
		const alert = page.locator('#refusal');
		await alert.getByText(/at groups\[0\]\.rules\[7\]\.points expected/).waitFor();
		expect(await alert.innerText()).toContain('Further troubles: 1');
		expect(await row(page, 'Trade fair lead').innerText()).toContain('found "seven"');
		expect(await row(page, 'Wants to start this year').innerText()).toContain(
			'expected int, found 1.5'
		);
		expect(await points(page, 'Trade fair lead').inputValue()).toBe('7');
	});

	it('asks before unsaved edits are left behind', async () => {
		const { page } = await rules();
		await points(page, 'Trade fair lead').fill('7');
		await page.getByRole('link', { name: 'Overview' }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByText('“Lead score 2024, my copy” has edits that are not saved').waitFor();
		expect(await axeViolations(page)).toEqual([]);
		await dialog.getByRole('button', { name: 'Keep editing' }).press('Enter');
		expect(await points(page, 'Trade fair lead').inputValue()).toBe('7');
		await page.getByRole('link', { name: 'Overview' }).click();
		await dialog.getByRole('button', { name: 'Give up the edits' }).click();
		await page.waitForURL(`${origin}/`);
	});

	it('asks before Back leaves them behind, and goes back once that is agreed to', async () => {
		const { page } = await open('/');
		await page.getByRole('link', { name: 'Rules', exact: true }).click();
		await page.waitForURL(/\/rules/);
		await points(page, 'Trade fair lead').fill('7');
		await page.goBack();
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Keep editing' }).click();
		expect(new URL(page.url()).pathname).toBe('/rules');
		expect(await points(page, 'Trade fair lead').inputValue()).toBe('7');
		await page.goBack();
		await dialog.getByRole('button', { name: 'Give up the edits' }).click();
		await page.waitForURL(`${origin}/`);
	});

	it('is at hand from the foot of a small screen, with the effect in one line', async () => {
		const { page } = await rules('/rules', { viewport: { width: 320, height: 700 } });
		await points(page, 'Trade fair lead').fill('50');
		await page
			.getByText(/^MQL [\d,]+ → [\d,]+ · SQL [\d,]+ → [\d,]+ · AUC 0\.\d{3} → 0\.\d{3}$/)
			.waitFor();
		await page.getByRole('link', { name: 'To saving' }).click();
		expect(await page.getByRole('dialog').count()).toBe(0);
		expect(await points(page, 'Trade fair lead').inputValue()).toBe('50');
		await save(page).click();
		await page.waitForURL(/model=/);
		expect(saved('lead-score-2024-my-copy').groups[0].rules[7].points).toBe(50);
	});

	it('hands the card over as a file that can be uploaded again', async () => {
		const { page } = await rules();
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Download JSON' }).click()
		]);
		const text = readFileSync(await file.path(), 'utf8');
		expect(file.suggestedFilename()).toBe('lead-score-2024-my-copy.json');
		const { $schema: _, ...shipped } = baseline();
		expect(JSON.parse(text)).toEqual({ ...shipped, name: 'Lead score 2024, my copy' });
		await points(page, 'Trade fair lead').fill('7');
		await upload(page, text);
		await page.getByRole('button', { name: 'Keep editing' }).click();
		expect(await points(page, 'Trade fair lead').inputValue()).toBe('7');
		await upload(page, text);
		await page.getByRole('button', { name: 'Give up the edits' }).click();
		await expect.poll(() => points(page, 'Trade fair lead').inputValue()).toBe('20');
		await page.waitForFunction(() => document.querySelector('#save .button:not([disabled])'));
		expect(await page.locator('tr.rule').count()).toBe(20);
	});
});

describe('a scorecard file', () => {
	it('is opened without being saved, with names shown as text and columns that are not there named', async () => {
		const { page, misdeeds } = await rules();
		const group = { id: 'g', label: HOSTILE, kind: 'fit' };
		const hostile = [
			rule('source', { label: HOSTILE }),
			rule('sorce', { id: 'two', label: 'Two' }),
			rule(HOSTILE, { id: 'three', label: 'Three' })
		];
		await upload(page, JSON.stringify(card([], { groups: [{ ...group, rules: hostile }] })));
		await expect
			.poll(() => headline(page))
			.toBe('2 rules or exclusions look at columns these leads do not have');
		expect(await row(page, HOSTILE).innerText()).toContain('source is “webinar”');
		expect(await row(page, 'Two').innerText()).toContain('Did you mean “source”?');
		expect(await row(page, 'Three').innerText()).toContain(HOSTILE);
		await expect
			.poll(() => figures(page, HOSTILE))
			.toEqual([expect.stringMatching(/^[\d,]+$/), expect.anything(), expect.anything(), '0']);
		expect(await figures(page, 'Two')).toEqual(Array(4).fill(expect.stringContaining('–')));
		await page.getByText('2 rules are left out').waitFor();
		await page.getByRole('button', { name: 'Edit rule Two' }).click();
		await page.getByRole('button', { name: 'Use “source”' }).click();
		await expect.poll(() => figures(page, 'Two')).toEqual(await figures(page, HOSTILE));
		expect(await page.locator('main img').count()).toBe(0);
		expect(await page.title()).toBe('Rules · Leadgauge');
		expect(() => readdirSync(models)).toThrow();
		await page.getByLabel('Name of the card').fill(HOSTILE);
		await save(page).click();
		await page.waitForURL(/model=img-src-x/);
		expect(saved('img-src-x-onerror-document-title-run-drop-table-leads').name).toBe(HOSTILE);
		expect(misdeeds).toEqual(none);
	});

	it.each([
		['{"leadgauge": 1,', /card\.json is not JSON/],
		['[]', /card\.json is not a scorecard: at \(file\) expected object, found \[\]/],
		[
			JSON.stringify(card([rule('source', { points: 1.5 })])),
			/at groups\[0\]\.rules\[0\]\.points expected int, found 1\.5/
		],
		[JSON.stringify(card([rule('source'), rule('source')])), /Two rules have the id “one”/]
	])(
		'that is broken says where, what was expected and what was found: %s',
		async (text, sentence) => {
			const { page, misdeeds } = await rules();
			await upload(page, text);
			await page.locator('.notice.error').getByText(sentence).waitFor();
			expect(await page.locator('tr.rule').count()).toBe(20);
			expect(misdeeds).toEqual({ ...none, consoleErrors: misdeeds.consoleErrors });
		}
	);

	it('that is too large is refused before it is sent', async () => {
		const { page } = await rules();
		await upload(page, ' '.repeat(900_001));
		await page.getByText('card.json is larger than 900 kB').waitFor();
	});
});

describe('leads that no card fits', () => {
	let dataset: string;
	const header = `Kennung,Stand,Branche,Mitarbeiter,Besuche,Notiz,"${HOSTILE.replaceAll('"', '""')}"`;

	beforeAll(async () => {
		const lines = Array.from({ length: 240 }, (_, i) =>
			[
				`L${i}`,
				i % 4 === 0 ? 'gewonnen' : 'verloren',
				['Bau', 'Handel', '<b>Chemie</b>'][i % 3],
				10 * (i % 24) + 5,
				i % 5 === 0 ? 2 : 0,
				i % 2 ? `Text ${i}` : '',
				i % 7 ? 'ja' : 'nein'
			].join(',')
		);
		const path = join(home, 'leads.csv');
		writeFileSync(path, [header, ...lines].join('\n'));
		dataset = await importLeads(path);
	});

	/** Through the pages a person would use. */
	async function importLeads(path: string): Promise<string> {
		const { page } = await open('/data');
		await page.setInputFiles('#lead-file', path);
		await page.waitForURL(/\/data\/import\//);
		await page.getByLabel('Column with the outcome').selectOption('Stand');
		await page.getByLabel('“gewonnen” means won').check();
		await page.getByRole('button', { name: 'Check what becomes of the rows' }).click();
		await page.getByRole('button', { name: /^Import / }).click({ timeout: 60_000 });
		await page.waitForURL(/\/data\?dataset=/);
		return new URL(page.url()).searchParams.get('dataset')!;
	}

	it('are told so, with ways to a card', async () => {
		const { page, misdeeds } = await open(`/rules?dataset=${dataset}`);
		expect(await headline(page)).toBe('None of the scorecards fits the columns of leads.csv');
		for (const way of ['Choose columns', 'New card']) {
			expect(await page.getByRole('link', { name: way }).isVisible()).toBe(true);
		}
		expect(await page.getByLabel('Scorecard file (JSON)').isVisible()).toBe(true);
		expect(await axeViolations(page)).toEqual([]);
		await page.getByRole('link', { name: 'Lead score 2024' }).last().click();
		await page.waitForURL(/model=baseline/);
		await expect.poll(() => headline(page)).toMatch(/^2\d rules or exclusions look at columns/);
		expect(misdeeds).toEqual(none);
	});

	it('get a card from the columns somebody chooses, as drafts without points', async () => {
		const { page, misdeeds } = await open(`/rules?dataset=${dataset}&start=columns`);
		expect(await headline(page)).toBe('Choose the columns your card should look at');
		const offered = await page.locator('label.choice').allInnerTexts();
		expect(offered.map((text) => text.trim())).toEqual([
			'Branche',
			'Mitarbeiter',
			'Besuche',
			'Notiz',
			HOSTILE
		]);
		expect(await axeViolations(page)).toEqual([]);
		for (const name of ['Branche', 'Mitarbeiter', 'Besuche', HOSTILE]) {
			await page.getByRole('checkbox', { name, exact: true }).check();
		}
		await page.getByRole('button', { name: 'Make a card of 7 drafts' }).click();
		await expect.poll(() => page.locator('tr.rule').count()).toBe(7);
		await expect.poll(() => figures(page, 'Branche: Handel')).toEqual(['80', '20', '25.0%', '0']);
		expect(await row(page, 'Branche: Handel').innerText()).toContain('draft');
		await points(page, 'Branche: Handel').fill('10');
		expect(await row(page, 'Branche: Handel').innerText()).not.toContain('draft');
		await page.getByLabel('MQL from points').fill('10');
		await expect.poll(() => effect(page, 'MQL', 'Leads pass')).toEqual(['80']);
		await save(page).click();
		await page.waitForURL(/model=new-scorecard/);
		expect(saved('new-scorecard').groups[0].rules).toHaveLength(6);
		expect(new URL(page.url()).searchParams.get('dataset')).toBe(dataset);
		expect(misdeeds).toEqual(none);
	});

	it('get an empty card to fill', async () => {
		const { page } = await rules(`/rules?dataset=${dataset}&start=empty`);
		expect(await headline(page)).toBe('This card has no rules yet');
		await page.getByRole('button', { name: 'Add a rule to Fit' }).click();
		await page.getByLabel('Column', { exact: true }).selectOption('Branche');
		await page.getByLabel('Value', { exact: true }).fill('Bau');
		await expect.poll(() => figures(page, 'Branche: Bau')).toEqual(['80', '20', '25.0%', '0']);
		await page.getByLabel('Name of the card').fill('Mine');
		await save(page).click();
		await page.waitForURL(/model=mine/);
		expect(saved('mine').groups[0].rules).toEqual([
			{
				id: 'branche-bau',
				label: 'Branche: Bau',
				points: 0,
				when: { field: 'Branche', operator: 'equals', value: 'Bau' }
			}
		]);
	});
});
