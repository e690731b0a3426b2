import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { report, reportHelp } from '#cli/commands/report.ts';
import { roi, roiHelp } from '#cli/commands/roi.ts';
import { runHere } from '../run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'roi-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = ['data/sample/leads.csv', '--mapping', 'data/sample/mapping.json'];

describe('roi', () => {
	it('prints the report as one object, each rate with its numbers and unknown as null with a reason', async () => {
		const { code, out, err } = await runHere(roi, [...sample, '--model', 'none', '--json']);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const found = JSON.parse(out);
		const { wins, leads, rate, lo, hi } = found.customerRate;
		expect(rate).toBe(wins / leads);
		expect(lo).toBeLessThan(rate);
		expect(hi).toBeGreaterThan(rate);
		for (const { raw } of found.sources.rungs) {
			expect(Object.keys(raw)).toEqual(['wins', 'leads', 'rate', 'lo', 'hi']);
		}
		expect(found.costs).toBeNull();
		expect(found.gate).toBeNull();
		const reasonAt = (at: string) =>
			found.unknown.find((each: { at: string }) => each.at === at)?.reason;
		expect(reasonAt('costs')).toBe('no-costs');
		expect(reasonAt('gate')).toBe('scorecard-not-asked');
		expect(out).not.toMatch(/"measured"|NaN/);
	});

	it('prints it as text, with what the threshold catches', async () => {
		const { code, out } = await runHere(roi, sample);
		expect(code).toBe(0);
		expect(out).toContain('13.9% of leads became customers: 952 of 6,851');
		expect(out).toMatch(/The same 513 calls would reach \d+ to \d+ customers instead of 150/);
		expect(out).toContain('trade fair');
		expect(out).not.toMatch(/NaN|undefined/);
	});

	it('documents its options and its object', async () => {
		const { out } = await runHere(roi, ['--help']);
		expect(out).toBe(roiHelp);
		for (const option of ['--from', '--to', '--filter', '--margin', '--rates', '--model', '--json'])
			expect(out).toContain(option);
	});

	it('says what is wrong with the call', async () => {
		const wrong = await runHere(roi, [...sample, '--margin', '160']);
		expect(wrong.code).toBe(1);
		expect(wrong.err).toContain('160');
		expect((await runHere(roi, [])).code).toBe(1);
		const reversed = await runHere(roi, [...sample, '--from', '2026-02-01', '--to', '2026-01-01']);
		expect(reversed.err).toContain('ends');
	});
});

describe('report', () => {
	it('writes one HTML file in the language asked for, and says where', async () => {
		const path = join(folder, 'report.html');
		const args = [...sample, '--out', path, '--lang', 'de', '--model', 'none'];
		const { code, out } = await runHere(report, args);
		expect({ code, out }).toEqual({ code: 0, out: path });
		const page = readFileSync(path, 'utf8');
		expect(page).toContain('<html lang="de">');
		expect(page).toContain('952 von 6.851');
		expect(page).toContain('ohne Scorecard');
		expect(readdirSync(folder)).toEqual(['report.html']);
	});

	it('writes the same bytes for the same leads', async () => {
		const paths = ['a.html', 'b.html'].map((name) => join(folder, name));
		for (const path of paths) await runHere(report, [...sample, '--out', path]);
		const [a, b] = paths.map((path) => readFileSync(path, 'utf8'));
		expect(a).toBe(b);
	});

	it('needs a file to write, and a language it speaks', async () => {
		const none = await runHere(report, sample);
		expect(none.code).toBe(1);
		expect(none.err).toContain('--out');
		const french = await runHere(report, [...sample, '--out', join(folder, 'f'), '--lang', 'fr']);
		expect(french.err).toContain('fr');
	});

	it('says at once where there is no Chromium, and writes nothing', async () => {
		const before = process.env.LEADGAUGE_CHROMIUM;
		process.env.LEADGAUGE_CHROMIUM = join(folder, 'no-chromium');
		try {
			const files = readdirSync(folder);
			const pdf = join(folder, 'r.pdf');
			const { code, err } = await runHere(report, [...sample, '--pdf', pdf]);
			expect(code).toBe(1);
			expect(err).toContain('LEADGAUGE_CHROMIUM');
			expect(readdirSync(folder)).toEqual(files);
		} finally {
			if (before === undefined) delete process.env.LEADGAUGE_CHROMIUM;
			else process.env.LEADGAUGE_CHROMIUM = before;
		}
	});

	it('documents its options and how it is run every month', async () => {
		const { out } = await runHere(report, ['--help']);
		expect(out).toBe(reportHelp);
		for (const option of ['--out', '--pdf', '--lang', 'LEADGAUGE_CHROMIUM', '0 6 1 * *']) {
			expect(out).toContain(option);
		}
	});
});
