import { describe, expect, it } from 'vitest';
import { tellingName } from '#lib/domain/leakage/telling-name.ts';

describe('a name that tells', () => {
	it.each([
		'Deal Stage',
		'ClosedDate',
		'deal_amount',
		'Owner',
		'Tags',
		'Lost Reason',
		'Wahrscheinlichkeit (%)',
		'Auftragswert',
		'Verlustgrund',
		'Vertragsende Abschluss'
	])('is %s', (name) => expect(tellingName(name)).toBe(true));

	it.each([
		'Lead Origin',
		'Lead Source',
		'TotalVisits',
		'Specialization',
		'City',
		'Annual Revenue',
		'Firma Umsatz',
		'Newsletter',
		'storage',
		'Border'
	])('is not %s', (name) => expect(tellingName(name)).toBe(false));
});
