import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issue } from '#lib/domain/issue.ts';
import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { withoutPersonal } from '#lib/domain/mapping/without-personal.ts';

describe('a column that says who a person is', () => {
	it.each([
		['Email', 'email'],
		['E-Mail-Adresse', 'email'],
		['emailaddress1', 'email'],
		['email_address', 'email'],
		['Person - Email - Work', 'email'],
		['First Name', 'name'],
		['LastName', 'name'],
		['Name', 'name'],
		['Vorname', 'name'],
		['Ansprechpartner', 'name'],
		['Lead - Contact person', 'name'],
		['Deal - Kontaktperson', 'name'],
		['telephone1', 'phone'],
		['Person - Name', 'name'],
		['Phone Number', 'phone'],
		['Telefon', 'phone'],
		['Mobile Phone', 'phone']
	])('is told by its name: %s', (name, kind) => {
		expect(personalKind(name)).toBe(kind);
	});

	it.each([
		'Company Name',
		'Campaign Name',
		'Deal - Stage Name',
		'Organization - Name',
		'Stage Name',
		'Product name',
		'Do Not Email',
		'Marketing emails clicked',
		'Number of emails',
		'Email Opt Out',
		'Email domain',
		'Phone type',
		'Has phone',
		'Contact ID',
		'Lead Source',
		'Owner',
		'mobile_visits',
		'Title'
	])('is not seen in %s', (name) => {
		expect(personalKind(name)).toBeNull();
	});

	it('is told by its values where its name says nothing', () => {
		expect(personalKind('Kontakt', ['a@b.de', 'c@d.com', 'x'])).toBe('mixed');
		expect(personalKind('Kontakt', ['a@b.de', 'x', 'y'])).toBeNull();
		expect(personalKind('Erreichbar', ['+49 170 1234567', '030 / 901820'])).toBe('mixed');
		expect(personalKind('Kunden-Nr', ['00123456', '1234567'])).toBeNull();
		expect(personalKind('Datum', ['2025-01-31', '01.02.2025'])).toBeNull();
	});

	it('has addresses wherever they stand in a text', () => {
		fc.assert(
			fc.property(fc.emailAddress(), fc.lorem(), (address, text) => {
				expect(holdsPersonal(`${text} ${address}`)).toBe(true);
				expect(holdsPersonal(text)).toBe(false);
			})
		);
	});
});

describe('an issue', () => {
	it('does not quote an address, nor any value of a column of names', () => {
		const duplicate = issue('rejected-duplicate-id', 'info', { found: 'ada@example.com', rows: 2 });
		expect(withoutPersonal(duplicate).params).toEqual({ found: '•••', rows: 2 });
		const mixed = issue('column-mixed', 'info', { example: '030' }, { column: 'Phone' });
		expect(withoutPersonal(mixed).params.example).toBe('•••');
		const amount = issue(
			'rejected-unreadable-value',
			'info',
			{ found: '12 EUR' },
			{ column: 'Deal' }
		);
		expect(withoutPersonal(amount)).toEqual(amount);
	});
});
