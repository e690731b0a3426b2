import { expect, it } from 'vitest';
import { standardFields } from '#lib/domain/mapping/standard-fields.ts';

it('finds the usual fields of a lead by English and German names', () => {
	expect(
		standardFields([
			'First Name',
			'Job Title',
			'Abteilung',
			'Firma',
			'Anzahl Mitarbeiter',
			'Branche',
			'E-Mail-Adresse',
			'Telefonnummer',
			'PLZ',
			'Opt-in'
		])
	).toEqual({
		name: 'First Name',
		jobTitle: 'Job Title',
		department: 'Abteilung',
		company: 'Firma',
		size: 'Anzahl Mitarbeiter',
		industry: 'Branche',
		email: 'E-Mail-Adresse',
		phone: 'Telefonnummer',
		address: 'PLZ',
		optIn: 'Opt-in'
	});
});

it('takes no mail address for an address, and no refusal of mail for a mail address', () => {
	const found = standardFields(['Email Address', 'Do Not Email']);
	expect(found).toMatchObject({ email: 'Email Address', address: null, optIn: 'Do Not Email' });
	expect(standardFields([])).toMatchObject({ name: null });
});
