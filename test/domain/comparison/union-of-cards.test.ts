import { describe, expect, it } from 'vitest';
import { cellsOfCard, unionOfCards } from '#lib/domain/comparison/union-of-cards.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Condition, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf } from '../calibration/made-up-leads.ts';

const yes = (field: string): Condition => ({ field, operator: 'equals', value: 'yes' });
const rule = (id: string, points: number, field: string): Rule => ({
	id,
	label: id,
	points,
	when: yes(field)
});
const card = (rules: Rule[], rest: Partial<Scorecard> = {}): Scorecard => ({
	...cardOf([]),
	groups: [{ id: 'all', label: 'All', kind: 'fit', rules }],
	...rest
});

describe('unionOfCards', () => {
	it('asks every question once, whatever it is called and however many points it gives', () => {
		const first = card([rule('demo', 30, 'demo'), rule('trial', 10, 'trial')]);
		const second = card([rule('probe', 5, 'trial'), rule('fair', 20, 'fair')]);
		const { rules, columns } = unionOfCards([first, second]);
		expect(rules.map(({ id }) => id)).toEqual(['demo', 'trial', 'fair']);
		expect(columns).toEqual([
			[0, 1],
			[1, 2]
		]);
	});

	it('knows a question whose parts stand in another order', () => {
		const turned = { value: 'yes', operator: 'equals', field: 'demo' } as Condition;
		const { rules } = unionOfCards([
			card([rule('a', 1, 'demo')]),
			card([{ id: 'b', label: 'b', points: 2, when: turned }])
		]);
		expect(rules).toHaveLength(1);
	});

	it('tells steps of another size apart', () => {
		const views = (per: number): Rule => ({
			id: 'views',
			label: 'Views',
			points: 2,
			each: { field: 'views', per, atMost: 5 }
		});
		expect(unionOfCards([card([views(1)]), card([views(2)])]).rules).toHaveLength(2);
	});

	it('joins the exclusions of all cards', () => {
		const excluded = (id: string, field: string) => ({ id, label: id, when: yes(field) });
		const cards = [
			card([], { exclusions: [excluded('rival', 'rival')] }),
			card([], { exclusions: [excluded('competitor', 'rival'), excluded('test', 'test')] })
		];
		expect(unionOfCards(cards).exclusions.map(({ id }) => id)).toEqual(['rival', 'test']);
	});

	it('scores each card with its own points and caps', () => {
		const first = card([rule('demo', 30, 'demo'), rule('trial', 10, 'trial')], {
			cap: { max: 35 }
		});
		const second = card([rule('probe', 5, 'trial'), rule('fair', 20, 'fair')]);
		const { columns } = unionOfCards([first, second]);
		const cells = {
			length: 2,
			states: [Uint8Array.of(1, 0), Uint8Array.of(1, 1), Uint8Array.of(0, 1)],
			test: Uint8Array.of(0, 1),
			n: Float64Array.of(1, 1),
			k: Float64Array.of(0, 1)
		};
		const score = (each: Scorecard, i: number) => [
			...scoreCells(cellsOfCard(cells, columns[i]), each)
		];
		expect(score(first, 0)).toEqual([35, 10]);
		expect(score(second, 1)).toEqual([5, 25]);
	});
});
