import { describe, expect, it } from 'vitest';
import { checkStages, stageKind, suggestStages, type Stage } from '#lib/domain/funnel/stages.ts';

describe('stages', () => {
	it.each([
		['Lead', 'lead'],
		['Marketing Qualified Lead', 'mql'],
		['mql', 'mql'],
		['SAL', 'accepted'],
		['Vom Vertrieb angenommen', 'accepted'],
		['Sales-ready lead', 'sql'],
		['Verkaufschance', 'opportunity'],
		['Closed Won', 'customer'],
		['Kunde', 'customer'],
		['Disqualified', 'rejected'],
		['abgelehnt', 'rejected'],
		['PQL', 'pql'],
		['BANT lead', 'bant'],
		['Pilot', 'other']
	])('%s means %s', (name, kind) => {
		expect(stageKind(name)).toBe(kind);
	});

	it('are suggested in their usual order; others stay behind the one they followed', () => {
		const names = ['Customer', 'Lead', 'Rejected', 'MQL', 'Pilot', 'Opportunity'];
		expect(suggestStages(names).map(({ id }) => id)).toEqual([
			'Lead',
			'MQL',
			'Pilot',
			'Opportunity',
			'Customer'
		]);
	});

	it('are checked: too few, twice, unnamed, a rejection as a step, out of order', () => {
		const stage = (id: string, kind: Stage['kind'] = 'other') => ({ id, label: id, kind });
		const codes = (stages: Stage[]) => checkStages(stages).map(({ code }) => code);
		expect(codes([])).toEqual(['funnel-too-few-stages']);
		expect(codes([stage('a'), stage('a')])).toEqual(['funnel-stage-twice']);
		expect(codes([stage('a'), stage(' ')])).toEqual(['funnel-stage-unnamed']);
		expect(codes([stage('a'), stage('no', 'rejected')])).toEqual(['funnel-rejection-as-step']);
		expect(checkStages([stage('won', 'customer'), stage('new', 'lead')])).toMatchObject([
			{
				code: 'funnel-stages-out-of-order',
				severity: 'warning',
				params: { stage: 'new', before: 'won' }
			}
		]);
		expect(codes(suggestStages(['Lead', 'MQL', 'Customer']))).toEqual([]);
	});
});
