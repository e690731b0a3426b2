import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { listModels } from '#lib/server/usecases/models.ts';
import { saveCard } from '#lib/server/usecases/save-card.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'leadgauge-models-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const card = (name: string, points = 1): Scorecard => ({
	leadgauge: 1,
	name,
	signalWindowDays: 0,
	horizonDays: 90,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [{ id: 'a', label: 'A', points, when: { field: 'a', operator: 'is-set' } }]
		}
	],
	exclusions: [],
	thresholds: { mql: null, sql: null }
});
const save = (scorecard: Scorecard, opened: string | null = null, replace = false) =>
	modelOf(opened).then((model) => saveCard(home, { scorecard, opened: model, replace }));
const modelOf = async (id: string | null) =>
	(await listModels(home)).models.find((each) => each.id === id) ?? null;
const pointsOf = async (id: string) => (await modelOf(id))?.scorecard.groups[0].rules[0].points;

describe('saveCard', () => {
	it('writes a new card under a file name made from its name', async () => {
		expect(await save(card('Größe & Branche'))).toBe('groesse-branche');
		expect(await readdir(join(home, 'models'))).toEqual(['groesse-branche.json']);
		expect(await modelOf('groesse-branche')).toMatchObject({
			builtIn: false,
			name: 'Größe & Branche'
		});
	});

	it('keeps the file while the name stays, and makes another where it changes', async () => {
		const id = await save(card('Mine'));
		expect(await save(card('Mine', 7), id)).toBe(id);
		expect(await save(card('Other', 9), id)).toBe('other');
		expect([await pointsOf('mine'), await pointsOf('other')]).toEqual([7, 9]);
	});

	it('never writes over a card that is shipped, nor hides it behind one of the same name', async () => {
		const shipped = await modelOf('baseline');
		expect(shipped?.builtIn).toBe(true);
		expect(await save(card('Baseline'), 'baseline')).toBe('baseline-2');
		expect(await modelOf('baseline')).toEqual(shipped);
		expect(await save(shipped!.scorecard, 'baseline')).toBe('lead-score-2024');
		expect(await modelOf('baseline')).toEqual(shipped);
	});

	it('asks before it writes over another card, and leaves that one as it is', async () => {
		await save(card('Mine', 1));
		await expect(save(card('Mine', 2))).rejects.toMatchObject({
			code: 'model-taken',
			params: { name: 'Mine' }
		});
		expect(await pointsOf('mine')).toBe(1);
		expect(await save(card('Mine', 2), null, true)).toBe('mine');
		expect(await pointsOf('mine')).toBe(2);
	});

	it('asks before it writes over changes made meanwhile', async () => {
		const id = await save(card('Mine', 1));
		const opened = (await modelOf(id))!;
		await save(card('Mine', 2), id);
		const late = { scorecard: card('Mine', 3), opened };
		await expect(saveCard(home, { ...late, replace: false })).rejects.toMatchObject({
			code: 'model-changed'
		});
		expect(await pointsOf(id)).toBe(2);
		await saveCard(home, { ...late, replace: true });
		expect(await pointsOf(id)).toBe(3);
	});

	it('gives the same bytes for the same card', async () => {
		const bytes = async () => readFile(join(home, 'models', 'mine.json'));
		await save(card('Mine'));
		const first = await bytes();
		await save(card('Mine'), 'mine');
		expect(await bytes()).toEqual(first);
	});
});
