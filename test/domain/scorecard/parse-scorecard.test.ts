import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { scorecardJsonSchema } from '#lib/domain/scorecard/schema.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';

const card = (rule: object, rest: object = {}) => ({
	leadgauge: 1,
	name: 'Card',
	groups: [{ id: 'fit', label: 'Fit', kind: 'fit', rules: [rule] }],
	...rest
});
const demo = {
	id: 'demo',
	label: 'Demo',
	points: 30,
	when: { field: 'demo', operator: 'equals', value: 'yes' }
};

describe('parseScorecard', () => {
	it('reads a card and fills in what the file leaves out', () => {
		const { scorecard, issues } = parseScorecard(card(demo));
		expect(issues).toEqual([]);
		expect(scorecard).toMatchObject({
			signalWindowDays: 0,
			horizonDays: 90,
			exclusions: [],
			thresholds: { mql: null, sql: null }
		});
	});

	it('names the path, what was expected and what was found', () => {
		const { scorecard, issues } = parseScorecard(card({ ...demo, points: 2.5 }));
		expect(scorecard).toBeNull();
		expect(issues).toHaveLength(1);
		expect(issues[0].params).toMatchObject({ path: 'groups[0].rules[0].points', found: '2.5' });
		expect(issues[0].params.expected).toBe('int');
	});

	it('says what was expected without the words around it', () => {
		const expected = (rule: object) =>
			parseScorecard(card({ ...demo, ...rule })).issues.map((each) => each.params.expected);
		expect(expected({ label: '' })).toEqual(['string to have >=1 characters']);
		expect(expected({ id: 'A' })).toEqual(['lower-case letters, digits, dot, dash and underscore']);
		const [operators] = expected({ when: { field: 'demo', operator: 'equal', value: 1 } });
		expect(operators).toMatch(/^'equals' \| 'not-equals' \| 'one-of' \|/);
	});

	it('reads which chance of a win was published for which score', () => {
		const published = [
			{ from: null, probability: 0.02 },
			{ from: 20, probability: 0.1 }
		];
		expect(parseScorecard(card(demo, { published })).scorecard?.published).toEqual(published);
	});

	it.each([
		[12, 'published', 'a list of bands, each with "from" and "probability"', '12'],
		[[], 'published', 'at least one band', '[]'],
		[
			[{ from: 0, probability: 12 }],
			'published[0].probability',
			'a probability above 0 and below 1, such as 0.12',
			'12'
		],
		[
			[{ from: 0, probability: '12 %' }],
			'published[0].probability',
			'a probability above 0 and below 1, such as 0.12',
			'"12 %"'
		],
		[
			[{ from: 'low', probability: 0.1 }],
			'published[0].from',
			'the lowest score of the band, or null for the lowest band',
			'"low"'
		],
		[
			[
				{ from: 20, probability: 0.1 },
				{ from: 10, probability: 0.2 }
			],
			'published',
			'bands by rising score: each "from" above the one before, null only in the first',
			'[{"from":20,"probability":0.1},{"from":10,"probability":0.2}]'
		],
		[[{ from: 0, chance: 0.1 }], 'published[0].chance', 'no such field', '0.1']
	])('says what is wrong with the published table %j', (published, path, expected, found) => {
		const { scorecard, issues } = parseScorecard(card(demo, { published }));
		expect(scorecard).toBeNull();
		expect(issues.map((each) => each.params)).toContainEqual({ path, expected, found });
	});

	it('names a field that does not belong, a missing one and a misspelt operator', () => {
		const paths = (rule: object) =>
			parseScorecard(card(rule)).issues.map((each) => each.params.path);
		expect(paths({ ...demo, pionts: 3 })).toEqual(['groups[0].rules[0].pionts']);
		expect(paths({ ...demo, label: undefined })).toEqual(['groups[0].rules[0].label']);
		expect(paths({ ...demo, when: { field: 'demo', operator: 'equal', value: 1 } })).toEqual([
			'groups[0].rules[0].when.operator'
		]);
	});

	it.each([null, 7, 'text', [], {}, { leadgauge: 2 }, { __proto__: null, groups: 'x' }])(
		'refuses %j as a card without throwing',
		(json) => {
			const { scorecard, issues } = parseScorecard(json);
			expect(scorecard).toBeNull();
			expect(issues.length).toBeGreaterThan(0);
		}
	);

	it('refuses two rules with one id and warns of gates in the wrong order', () => {
		const twice = card(demo);
		twice.groups[0].rules.push(demo);
		expect(parseScorecard(twice).issues[0]).toMatchObject({ code: 'rule-id-twice' });
		const crossed = parseScorecard(card(demo, { thresholds: { mql: 50, sql: 20 } }));
		expect(crossed.scorecard).not.toBeNull();
		expect(crossed.issues[0]).toMatchObject({ code: 'gates-crossed', severity: 'warning' });
	});

	it('finds rules on columns that are not there, with the nearest name', () => {
		const { scorecard } = parseScorecard(
			card({ ...demo, when: { ...demo.when, field: 'Lead Souce' } })
		);
		const [found] = unknownFields(scorecard!, ['City', 'Lead Source']);
		expect(found.params).toMatchObject({ field: 'Lead Souce', near: 'Lead Source' });
	});

	it('keeps the JSON schema beside the models up to date', () => {
		const file = readFileSync('models/scorecard.schema.json', 'utf8');
		expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(scorecardJsonSchema())));
	});
});
