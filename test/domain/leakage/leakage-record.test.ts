import { describe, expect, it } from 'vitest';
import { issue } from '#lib/domain/issue.ts';
import type { LeakageScan } from '#lib/domain/leakage/leakage-scan.ts';
import {
	columnsIn,
	EMPTY_RECORD,
	overriddenBy,
	withDecision,
	withOverrides,
	withScan
} from '#lib/domain/leakage/leakage-record.ts';
import { leakingColumns, leakingRules, leaksOf } from '#lib/domain/leakage/leaking-rules.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured } from '#lib/domain/units.ts';

const none = { leads: 0, filled: 0 };
const scanOf = (suspects: Record<string, boolean>): LeakageScan => ({
	windowDays: 0,
	horizonDays: 90,
	dataDate: null,
	maturityKnown: false,
	split: 'random',
	leads: 0,
	wins: 0,
	sampled: null,
	columns: Object.entries(suspects).map(([column, suspected]) => ({
		column,
		won: none,
		lost: none,
		open: none,
		strength: notMeasured('few-wins'),
		evidence: suspected ? [issue('leak-dates-after', 'warning', {}, { column })] : []
	}))
});
const states = (record: typeof EMPTY_RECORD) =>
	Object.fromEntries(record.columns.map(({ column, state }) => [column, state]));

describe('what is thought of the columns of a dataset', () => {
	it('begins with suspects, never with a verdict', () => {
		const record = withScan(EMPTY_RECORD, scanOf({ Tags: true, City: false }), '2026-01-01');
		expect(states(record)).toEqual({ Tags: 'suspected' });
		expect(record).toMatchObject({ scannedAt: '2026-01-01' });
		expect(record.columns[0]).toMatchObject({ at: '2026-01-01', evidence: [{ column: 'Tags' }] });
	});

	it('keeps decisions through later scans and forgets suspicions that are gone', () => {
		let record = withScan(EMPTY_RECORD, scanOf({ a: true, b: true, c: true }), '1');
		record = withDecision(record, 'a', 'leaking', '2');
		record = withDecision(record, 'b', 'cleared', '3');
		record = withScan(record, scanOf({ a: false, b: true, c: false, d: true }), '4');
		expect(states(record)).toEqual({ a: 'leaking', b: 'cleared', d: 'suspected' });
		expect(record.columns.map(({ at }) => at)).toEqual(['2', '3', '4']);
		expect(record.columns[0].evidence).toEqual([]);
	});

	it('lets any column be marked, and decisions be taken back to what the evidence says', () => {
		let record = withScan(EMPTY_RECORD, scanOf({ a: true }), '1');
		record = withDecision(record, 'mine', 'leaking', '2');
		expect(columnsIn(record, 'leaking')).toEqual(['mine']);
		record = withDecision(withDecision(record, 'a', 'leaking', '3'), 'a', null, '4');
		record = withDecision(record, 'mine', null, '5');
		expect(states(record)).toEqual({ a: 'suspected' });
		expect(withDecision(record, 'never', null, '6')).toEqual(record);
	});

	it('notes once that a card may use a column', () => {
		let record = withOverrides(EMPTY_RECORD, 'card', ['a', 'b'], '1');
		record = withOverrides(record, 'card', ['a'], '2');
		record = withOverrides(record, 'other', ['a'], '3');
		expect(record.overrides).toHaveLength(3);
		expect(overriddenBy(record, 'card')).toEqual(['a', 'b']);
	});
});

describe('rules on such columns', () => {
	const mapping: Mapping = {
		id: 'id',
		createdAt: 'created',
		source: null,
		outcome: { wonAt: 'won', lostAt: null },
		value: 'money',
		order: null,
		missing: []
	};
	const rule = (label: string, field: string) => ({
		id: label,
		label,
		points: 5,
		when: { field, operator: 'is-set' as const }
	});
	const card: Scorecard = {
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 0,
		horizonDays: 90,
		groups: [
			{
				id: 'fit',
				label: 'Fit',
				kind: 'fit',
				rules: [rule('Tagged', 'Tags'), rule('Town', 'City'), rule('Paid', 'money')]
			}
		],
		exclusions: [{ id: 'x', label: 'Lost', when: { field: 'Reason', operator: 'is-set' } }],
		thresholds: { mql: null, sql: null }
	};

	it('are named where somebody or the mapping says so, and apart where only evidence does', () => {
		let record = withScan(EMPTY_RECORD, scanOf({ Tags: true, Reason: true }), '1');
		record = withDecision(record, 'Reason', 'leaking', '2');
		expect(leakingRules(card, mapping, record).map(({ code, params }) => [code, params])).toEqual([
			['rule-leak-suspected', { rule: 'Tagged', field: 'Tags' }],
			['rule-leaks', { rule: 'Paid', field: 'money' }],
			['rule-leaks', { rule: 'Lost', field: 'Reason' }]
		]);
		expect(leaksOf(card, mapping, record)).toEqual(['money', 'Reason']);
		expect(leakingColumns(mapping, record)).toEqual(['won', 'money', 'Reason']);
	});

	it('are not where the suspicion was cleared', () => {
		let record = withScan(EMPTY_RECORD, scanOf({ Tags: true }), '1');
		record = withDecision(record, 'Tags', 'cleared', '2');
		expect(leakingRules(card, mapping, record).map(({ params }) => params.field)).toEqual([
			'money'
		]);
	});
});
