import { describe, expect, it } from 'vitest';
import { scoreKey, scoresFromUrl, usualScores } from '#lib/server/scores-from-url.ts';
import type { Model } from '#lib/server/usecases/models.ts';
import { cardOf } from '../domain/calibration/made-up-leads.ts';

const model = (id: string, rules = 1): Model => ({
	id,
	name: id.toUpperCase(),
	builtIn: false,
	scorecard: cardOf(Array.from({ length: rules }, () => ({ share: 1, weight: 1, points: 1 }))),
	sha256: id
});
const models = [model('a'), model('b'), model('wide', 2)];
const columns = ['field 0', 'Score', 'Score, new'];
const read = (query: string) => scoresFromUrl(new URLSearchParams(query), models, columns);
const keys = (query: string) => read(query).scores.map(({ key }) => key);
const codes = (query: string) => read(query).refused.map(({ code }) => code);

describe('the scores of an address', () => {
	it('are cards, their calibrations and columns, in the order named', () => {
		const { scores, refused, stamp } = read('models=b,a~calibrated,column:Score&stamp=Scored+at');
		expect(scores.map(({ kind }) => kind)).toEqual(['card', 'calibrated', 'column']);
		expect(scores.map(({ key }) => key)).toEqual(['b', 'a~calibrated', 'column%3AScore']);
		expect({ refused, stamp }).toEqual({ refused: [], stamp: 'Scored at' });
	});

	it('may stand in one key or in several, as a form sends them', () => {
		expect(keys('models=a&models=b&models=')).toEqual(['a', 'b']);
		expect(keys('models=a,b')).toEqual(['a', 'b']);
	});

	it('come back as they were written, whatever a column is called', () => {
		const key = scoreKey({ kind: 'column', column: 'Score, new' });
		const query = new URLSearchParams({ models: ['a', key].join(',') });
		const [, column] = scoresFromUrl(query, models, columns).scores;
		expect(column).toMatchObject({ kind: 'column', column: 'Score, new', key });
	});

	it('are three at most; the others are refused by name', () => {
		const query = 'models=a,b,a~fitted,b~fitted';
		expect(keys(query)).toEqual(['a', 'b', 'a~fitted']);
		expect(read(query).refused[0]).toMatchObject({
			code: 'comparison-too-many',
			params: { score: 'B', most: 3 }
		});
	});

	it('are refused where nothing has that name, and where one is named twice', () => {
		expect(codes('models=a,gone,b~better,column:Gone,a~fitted~more,%25E0%25A4')).toEqual([
			'comparison-unknown',
			'comparison-unknown',
			'comparison-unknown',
			'comparison-unknown',
			'comparison-unknown'
		]);
		expect(codes('models=a,b,a')).toEqual(['comparison-twice']);
	});

	it('are refused where the data lacks a column of the card', () => {
		expect(read('models=a,wide').refused).toMatchObject([
			{ code: 'comparison-fields', params: { score: 'WIDE', field: 'field 1' } }
		]);
	});
});

describe('the usual scores', () => {
	it('are the card at hand and the next that fits, else its calibrated points', () => {
		expect(usualScores(models, 'b', columns)).toEqual(['b', 'a']);
		expect(usualScores([models[0], models[2]], 'a', columns)).toEqual(['a', 'a~calibrated']);
	});

	it('stand in for an address without any', () => {
		const of = (query: string) =>
			scoresFromUrl(new URLSearchParams(query), models, columns, ['a', 'b']).scores.length;
		expect([of(''), of('models='), of('models=a')]).toEqual([2, 2, 1]);
	});
});
