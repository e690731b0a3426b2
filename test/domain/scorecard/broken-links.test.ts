import { describe, expect, it } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';

const card = (rest: object, rule: object = {}) => ({
	leadgauge: 1,
	name: 'Card',
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [
				{
					id: 'one',
					label: 'One',
					points: 5,
					...('each' in rule ? {} : { when: { field: 'a', operator: 'is-set' } }),
					...rule
				}
			]
		}
	],
	...rest
});
const found = (rest: object, rule?: object) =>
	parseScorecard(card(rest, rule)).issues.map(({ code, params }) => [code, params]);
const opens = { id: 'opens', label: 'Opens', kind: 'count' };
const axis = { groups: ['fit'], from: [10] };

describe('names in a card that lead nowhere', () => {
	it('are said of touches, limits, groups and grades', () => {
		expect(found({}, { when: { field: 'touch:x', operator: 'is-set' } })).toEqual([
			['touch-feature-unknown', { rule: 'One', field: 'touch:x' }]
		]);
		expect(found({ features: [opens, opens] })).toEqual([
			['touch-feature-twice', { feature: 'opens' }]
		]);
		expect(found({}, { limit: 'mail' })).toEqual([
			['limit-unknown', { rule: 'One', limit: 'mail' }]
		]);
		const matrix = { letter: 'fit', fit: axis, engagement: { groups: ['gone'], from: [] } };
		expect(found({ matrix })).toEqual([['matrix-group-unknown', { group: 'gone' }]]);
		expect(found({ thresholds: { mqlGrades: ['A1'] } })).toEqual([
			['grade-unknown', { gate: 'MQL', grade: 'A1' }]
		]);
	});

	it('are no trouble where the card declares them', () => {
		const matrix = { letter: 'fit', fit: axis, engagement: axis };
		const thresholds = { mqlGrades: ['A1', 'B2'] };
		const rule = { when: { field: 'touch:opens', operator: 'at-least', value: 2 } };
		expect(found({ features: [opens], matrix, thresholds }, rule)).toEqual([]);
	});

	it('are said of decay without an age: only counted touches have one of their own', () => {
		const decay = { kind: 'expiry', days: 30 };
		expect(found({}, { decay })).toEqual([['decay-without-age', { rule: 'One' }]]);
		expect(found({}, { decay: { ...decay, age: 'days' } })).toEqual([]);
		const each = { field: 'touch:opens', per: 1, atMost: 3 };
		expect(found({ features: [opens] }, { each, decay })).toEqual([]);
		const days = { ...opens, kind: 'distinct-days' };
		expect(found({ features: [days] }, { each, decay })).toEqual([
			['decay-without-age', { rule: 'One' }]
		]);
	});

	it('warns where a lead without a score would be counted as passing', () => {
		const thresholds = { mql: 0, sql: 30 };
		expect(found({ nothingMatched: 'no-score', thresholds })).toEqual([
			['gate-at-no-score', { gate: 0 }]
		]);
	});
});

describe('a card with more than one comparison', () => {
	it('says where in it something is wrong', () => {
		const when = {
			all: [
				{ field: 'a', operator: 'equals', value: 'x' },
				{ any: [{ field: 'b', operator: 'above', value: 'many' }] }
			]
		};
		const [issue] = parseScorecard(card({}, { when })).issues;
		expect(issue.params).toMatchObject({ expected: 'number', found: '"many"' });
		expect(issue.params.path).toBe('groups[0].rules[0].when.all[1].any[0].value');
	});

	it('is refused where it nests deeper than one level, or joins nothing', () => {
		const deep = { all: [{ any: [{ all: [] }] }] };
		expect(parseScorecard(card({}, { when: deep })).scorecard).toBeNull();
		expect(parseScorecard(card({}, { when: { any: [] } })).scorecard).toBeNull();
	});
});
