import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	groupMappings,
	hasHeadersOf,
	type SavedGroupMapping
} from '#lib/server/db/saved-group-mappings.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'leadgauge-group-mappings-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const saved: Omit<SavedGroupMapping, 'leadgauge'> = {
	name: 'CRM, monthly',
	savedAt: '2026-01-01T00:00:00.000Z',
	files: [
		{ name: 'leads.csv', role: 'leads', columns: ['id', 'won'] },
		{ name: 'touches.csv', role: 'touches', columns: ['lead', 'at'] },
		{ name: 'notes.csv', role: 'unused', columns: ['note'] }
	],
	mapping: { leadgauge: 1, leads: { id: 'id', outcome: { column: 'won', won: ['yes'] } } }
};

describe('a saved mapping of several files', () => {
	it('is found again by its name, beside those of single files', async () => {
		const records = groupMappings({ paths: workspacePaths(home) });
		const id = await records.save(saved);
		expect(await records.find(id)).toEqual({ leadgauge: 1, ...saved });
		expect((await records.list()).map((each) => each.id)).toEqual(['crm-monthly']);
		expect(readdirSync(join(home, 'models'))).toEqual(['dataset-mappings']);
		await records.delete(id);
		await expect(records.find(id)).rejects.toMatchObject({ code: 'mapping-not-found' });
		await expect(records.save({ ...saved, name: ' ' })).rejects.toMatchObject({
			code: 'mapping-name'
		});
	});

	it('is offered for the same headers in the same roles, whatever the files are called', () => {
		const whole = { leadgauge: 1 as const, ...saved };
		const leads = { role: 'leads' as const, columns: ['won', 'id'] };
		const touches = { role: 'touches' as const, columns: ['at', 'lead'] };
		expect(hasHeadersOf(whole, [leads, touches])).toBe(true);
		expect(hasHeadersOf(whole, [touches, leads, leads])).toBe(true);
		expect(hasHeadersOf(whole, [leads, touches, { role: 'unused', columns: ['x'] }])).toBe(true);
		expect(hasHeadersOf(whole, [leads])).toBe(false);
		expect(hasHeadersOf(whole, [leads, { ...touches, role: 'stages' }])).toBe(false);
		expect(hasHeadersOf(whole, [leads, touches, { role: 'costs', columns: ['x'] }])).toBe(false);
		expect(hasHeadersOf(whole, [])).toBe(false);
	});
});
