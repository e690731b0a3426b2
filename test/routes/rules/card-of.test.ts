import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { Condition, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { card as anyCard } from '../../domain/scorecard/random-cards.ts';
import { cardOf } from '../../../src/routes/rules/card-of.ts';
import { firstOf } from '../../../src/routes/rules/condition-draft.ts';
import { NO_DECAY } from '../../../src/routes/rules/decay-draft.ts';
import { draftOf, type CardDraft } from '../../../src/routes/rules/draft.ts';
import { idFrom } from '../../../src/routes/rules/id-from.ts';
import { scorableCard } from '../../../src/routes/rules/scorable-card.ts';

const root = new URL('../../../', import.meta.url);
const baseline: Scorecard = JSON.parse(readFileSync(new URL('models/baseline.json', root), 'utf8'));
const types = new Map([
	['text', 'text'],
	['number', 'number']
] as const);
const locales = ['en', 'de'] as const;

const card = (conditions: Condition[], rest: Partial<Scorecard> = {}): Scorecard => ({
	leadgauge: 1,
	name: 'Card',
	signalWindowDays: 0,
	horizonDays: 90,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: conditions.map((when, r) => ({ id: `r${r}`, label: `Rule ${r}`, points: r, when }))
		}
	],
	exclusions: [],
	thresholds: { mql: null, sql: null },
	...rest
});
/** A card whose one rule was changed in its fields. */
function edited(change: (draft: CardDraft) => void, locale: 'en' | 'de' = 'en') {
	const draft = draftOf(card([{ field: 'number', operator: 'at-least', value: 2 }]), locale);
	change(draft);
	return cardOf(draft, { locale, types });
}
const problemsOf = (change: (draft: CardDraft) => void, locale?: 'en' | 'de') =>
	Object.fromEntries(edited(change, locale).problems);

/** As it stands in a file; a part that joins one condition is that condition. */
function plain(card: Scorecard): unknown {
	return JSON.parse(JSON.stringify(card), (key, value) => {
		if (key === 'missing' && value === 'own-state') return undefined;
		if (key === 'after' && value === 0) return undefined;
		if (key === 'nothingMatched' && value === 'zero') return undefined;
		if (key === 'features' && value.length === 0) return undefined;
		const only =
			value?.all?.length === 1 ? value.all[0] : value?.any?.length === 1 ? value.any[0] : null;
		return only && ('operator' in only || 'values' in only) ? only : value;
	});
}

describe('a card in fields', () => {
	it.each(locales)('is the same card when nothing was touched (%s)', (locale) => {
		const { card, problems } = cardOf(draftOf(baseline, locale), { locale, types: new Map() });
		expect([...problems]).toEqual([]);
		expect(parseScorecard(card).scorecard).toEqual(parseScorecard(baseline).scorecard);
	});

	it.each(locales)('loses nothing of whatever a card may hold (%s)', (locale) => {
		fc.assert(
			fc.property(anyCard, (given) => {
				const { card, problems } = cardOf(draftOf(given, locale), { locale, types: new Map() });
				expect([...problems]).toEqual([]);
				expect(plain(card)).toEqual(plain(given));
			})
		);
	});

	it('keeps what it does not edit: points change, decay, limits, grades and touches stay', () => {
		fc.assert(
			fc.property(anyCard, (given) => {
				const draft = draftOf(given, 'de');
				for (const { rules } of draft.groups) for (const rule of rules) rule.points = '7';
				const { card } = cardOf(draft, { locale: 'de', types: new Map() });
				const seven = given.groups.map((group) => ({
					...group,
					rules: group.rules.map((rule) => ({ ...rule, points: 7 }))
				}));
				expect(plain(card)).toEqual(plain({ ...given, groups: seven }));
			})
		);
	});

	it('says what is wrong with decay, grades and bands', () => {
		const wrong = problemsOf((draft) => {
			draft.groups[0].rules[0].decay = { ...NO_DECAY, kind: 'step', steps: '30: 50; 20: 0' };
			draft.matrix = {
				letter: 'fit',
				fit: { groups: ['fit'], from: '20; 30' },
				engagement: { groups: ['gone'], from: '' }
			};
			draft.bands = [
				{ key: 'a', label: 'Warm', from: '20' },
				{ key: 'b', label: 'Cold', from: '' }
			];
		});
		expect(wrong).toEqual({
			'groups[0].rules[0].decay.steps': 'decay-steps',
			'matrix.fit.from': 'grades',
			'matrix.engagement.groups': 'missing',
			'bands[1].from': 'bands'
		});
	});

	const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== '');
	const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
	const condition: fc.Arbitrary<Condition> = fc.oneof(
		fc.record({ field: fc.constant('text'), operator: fc.constant('equals'), value: text }),
		fc.record({ field: fc.constant('number'), operator: fc.constant('equals'), value: number }),
		fc.record({
			field: fc.constant('text'),
			operator: fc.constant('one-of'),
			values: fc.array(text, { minLength: 1 })
		}),
		fc.record({ field: fc.constant('text'), operator: fc.constant('contains'), value: text }),
		fc.tuple(number, number).map(([a, b]) => ({
			field: 'number',
			operator: 'between',
			from: Math.min(a, b),
			to: Math.max(a, b)
		})),
		fc.record({ field: fc.constant('x'), operator: fc.constant('at-most'), value: number }),
		fc.record({ field: text, operator: fc.constant('is-missing') })
	) as fc.Arbitrary<Condition>;

	it('keeps every condition through the fields, in both languages', () => {
		fc.assert(
			fc.property(fc.array(condition), fc.constantFrom(...locales), (conditions, locale) => {
				const made = card(conditions);
				const found = cardOf(draftOf(made, locale), { locale, types });
				expect([...found.problems]).toEqual([]);
				expect(found.card).toEqual(made);
			})
		);
	});

	it('keeps what calibration has to keep to, and writes nothing where it is free', () => {
		const made = card([
			{ field: 'text', operator: 'is-set' },
			{ field: 'text', operator: 'is-missing' }
		]);
		Object.assign(made.groups[0].rules[0], { locked: true, sign: 'negative' });
		const draft = draftOf(made, 'en');
		expect(cardOf(draft, { locale: 'en', types }).card).toEqual(made);
		const [first, second] = draft.groups[0].rules;
		Object.assign(first, { locked: false, sign: '' });
		Object.assign(second, { sign: 'positive' });
		const { rules } = cardOf(draft, { locale: 'en', types }).card.groups[0];
		expect(Object.keys(rules[0])).not.toContain('locked');
		expect(Object.keys(rules[0])).not.toContain('sign');
		expect(rules[1].sign).toBe('positive');
	});

	it('finds every problem under the path the file would have', () => {
		expect(problemsOf(({ groups: [{ rules }] }) => (rules[0].points = '1.5'))).toEqual({
			'groups[0].rules[0].points': 'whole'
		});
		expect(problemsOf(({ groups: [{ rules }] }) => (rules[0].points = ''))).toEqual({
			'groups[0].rules[0].points': 'whole'
		});
		expect(
			problemsOf(({ groups: [{ rules }] }) => {
				rules[0].condition.parts[0][0].value = 'many';
				rules[0].cap = { min: '5', max: '3' };
			})
		).toEqual({ 'groups[0].rules[0].cap.max': 'order', 'groups[0].rules[0].when.value': 'number' });
		expect(
			problemsOf((draft) => {
				draft.name = ' ';
				draft.horizonDays = '0';
				draft.mql = 'x';
			})
		).toEqual({ name: 'missing', horizonDays: 'horizon', 'thresholds.mql': 'whole' });
	});

	it('leaves what is no number as it was typed, so that the server says the same', () => {
		const { card } = edited(({ groups: [{ rules }] }) => (rules[0].points = 'ten'));
		expect(card.groups[0].rules[0].points).toBe('ten');
		expect(parseScorecard(card).issues[0].params).toMatchObject({
			path: 'groups[0].rules[0].points',
			found: '"ten"'
		});
	});

	it('has no problem exactly where the server has none', () => {
		const typed = fc.constantFrom('', '0', '−3', '12', '1.5', '1,5', '1e400', 'x', '101', '4000');
		const operator = fc.constantFrom('equals', 'one-of', 'between', 'at-least', 'is-set', 'each');
		fc.assert(
			fc.property(fc.array(typed, { minLength: 12, maxLength: 12 }), operator, (texts, found) => {
				const { card, problems } = edited((draft) => {
					const [rule] = draft.groups[0].rules;
					const [points, min, max, value, from, to, per, atMost, mql, horizonDays, id, label] =
						texts;
					Object.assign(rule, { points, id, label, cap: { min, max } });
					const values = value ? [value] : [];
					Object.assign(rule.condition, { operator: found, value, values, from, to, per, atMost });
					Object.assign(draft, { mql, horizonDays });
				});
				const accepted = parseScorecard(JSON.parse(JSON.stringify(card))).scorecard !== null;
				// The server has nothing against a rule that equals an empty text; the page has.
				if (accepted && problems.size > 0) expect([...problems.values()]).toEqual(['missing']);
				else expect(problems.size === 0).toBe(accepted);
			})
		);
	});

	it('reads German numbers in German', () => {
		const german = edited(
			({ groups: [{ rules }] }) => (rules[0].condition.parts[0][0].value = '1.234,5'),
			'de'
		);
		expect(german.card.groups[0].rules[0]).toMatchObject({ when: { value: 1234.5 } });
		expect(
			problemsOf(({ groups: [{ rules }] }) => (rules[0].condition.parts[0][0].value = '1.5'), 'de')
		).toEqual({ 'groups[0].rules[0].when.value': 'number' });
	});

	it('compares a column of text with text, even where it looks like a number', () => {
		const { card } = edited(({ groups: [{ rules }] }) =>
			Object.assign(rules[0].condition.parts[0][0], {
				field: 'text',
				operator: 'equals',
				value: '01'
			})
		);
		expect(card.groups[0].rules[0]).toMatchObject({ when: { field: 'text', value: '01' } });
	});

	it('names a rule by what it looks for, and gives it an id nobody has, until somebody does', () => {
		const { card, problems } = edited(({ groups: [{ rules }] }) => {
			rules[0].label = rules[0].id = '';
			rules.push({ ...rules[0], key: 'n1' });
		});
		expect(card.groups[0].rules.map(({ id, label }) => [id, label])).toEqual([
			['number-2', 'number ≥ 2'],
			['number-2-2', 'number ≥ 2']
		]);
		expect(problems.size).toBe(0);
	});

	it('refuses an id that another rule has', () => {
		expect(problemsOf(({ groups: [{ rules }] }) => rules.push({ ...rules[0], key: 'n1' }))).toEqual(
			{ 'groups[0].rules[1].id': 'id-twice' }
		);
	});
});

describe('idFrom', () => {
	it('makes an id the scorecard file accepts of any name', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (name) => {
				expect(idFrom(name)).toMatch(/^[a-z0-9][a-z0-9._-]{0,79}$/);
			})
		);
		expect(idFrom('Größe & élan')).toBe('groesse-elan');
	});
});

describe('the part of a card that can be scored', () => {
	const rules: Condition[] = [
		{ field: 'text', operator: 'is-set' },
		{ field: 'gone', operator: 'is-set' },
		{ field: 'number', operator: 'at-least', value: 1 }
	];
	const scorable = (change: (draft: CardDraft) => void = () => {}) => {
		const draft = draftOf(card(rules, { thresholds: { mql: 5, sql: 9 } }), 'en');
		change(draft);
		return scorableCard(cardOf(draft, { locale: 'en', types }), types);
	};

	it('leaves out rules on columns that are not there and rules being typed', () => {
		expect(scorable()).toMatchObject({ left: 1 });
		const found = scorable((draft) => (draft.groups[0].rules[0].points = '-'));
		expect(found?.left).toBe(2);
		expect(found?.card.groups[0].rules).toMatchObject([{ id: 'g0r2', points: 2 }]);
	});

	it('takes a bound or threshold that is being typed as if there were none', () => {
		const found = scorable((draft) => {
			draft.mql = '5x';
			draft.groups[0].cap.max = '-';
		});
		expect(found?.card.thresholds).toEqual({ mql: null, sql: 9 });
		expect(found?.card.groups[0].cap).toBeUndefined();
	});

	it('is none while days or exclusions are not right', () => {
		expect(scorable((draft) => (draft.windowDays = ''))).toBeNull();
		const exclusion = { key: 'n1', id: '', label: 'Out' };
		const astray = (field: string, value: string) =>
			scorable((draft) => {
				const [{ condition }] = draft.groups[0].rules;
				const looksFor = { ...firstOf(condition), operator: 'equals' as const, field, value };
				draft.exclusions.push({ ...exclusion, condition: { join: 'all', parts: [[looksFor]] } });
			});
		expect(astray('text', 'x')).not.toBeNull();
		expect(astray('gone', 'x')).toBeNull();
		expect(astray('text', '')).toBeNull();
	});

	it('is a card the server accepts, whatever its names are', () => {
		const found = scorable((draft) => {
			draft.name = '';
			draft.groups[0].label = '';
			draft.groups[0].rules[0].id = 'NOT AN ID';
		});
		expect(parseScorecard(found?.card).scorecard?.groups[0].rules).toHaveLength(2);
	});
});
