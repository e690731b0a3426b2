import { describe, expect, it } from 'vitest';
import { notHeld } from '#lib/domain/export/not-held.ts';
import { ruleNotes } from '#lib/domain/export/rule-notes.ts';
import { scoringSql } from '#lib/domain/export/scoring-sql.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { touchCard } from '../../server/queries/touched-leads.ts';

const table = { table: 'leads', idColumn: 'id', numberColumns: [], missing: [] };

describe('what a format cannot hold of a card', () => {
	it('is named for the card that has it, and not for one that has not', () => {
		expect(notHeld('points.csv', touchCard)).toEqual(['bounds', 'gates']);
		expect(notHeld('scoring.sql', touchCard)).toEqual(['touches', 'touch-decay']);
		expect(notHeld('ml-logistic-regression.json', touchCard)).toEqual([
			'bounds',
			'gates',
			'touches',
			'decay'
		]);
		const { features: _, ...plain } = { ...touchCard, groups: [touchCard.groups[0]] };
		expect(notHeld('scoring.sql', plain)).toEqual([]);
	});

	it('stands in the note of each rule of a table', () => {
		const [fair, opens, demo] = rulesOf(touchCard).map((rule) => ruleNotes(rule, touchCard));
		expect(fair).toBe('');
		expect(opens).toBe(
			'touch:opens = count of touches with type open, made by the lead; losing 25 % every 7 days, each touch by its own age'
		);
		expect(demo).toContain('50 % from day 5 on, by touch:demo');
	});

	it('stands at the top of a query, with what its table has to hold', () => {
		const head = scoringSql(touchCard, table, duckdb).split('SELECT')[0];
		expect(head).toContain('creation + 14 days');
		expect(head).toContain('"touch:demo" = whole days since the last of touches with type demo');
		expect(head).toContain('"left:opens" = sum over every touch of "touch:opens"');
	});
});
