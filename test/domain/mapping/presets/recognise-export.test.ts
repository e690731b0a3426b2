import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { CRM_PRESETS } from '#lib/domain/mapping/presets/crm-presets.ts';
import { presetColumns } from '#lib/domain/mapping/presets/preset-columns.ts';
import { recogniseExport } from '#lib/domain/mapping/presets/recognise-export.ts';
import { suggestDeals } from '#lib/domain/mapping/suggest-deals.ts';
import { suggestRole } from '#lib/domain/mapping/suggest-role.ts';
import { suggestTouches } from '#lib/domain/mapping/suggest-touches.ts';
import { suggestMapping } from '#lib/domain/mapping/suggest-mapping.ts';

const split = (header: string) => header.split('|');

/** Headers as the systems write them; what a company adds of its own stands among them. */
const EXPORTS: [crm: string, object: string, language: string, header: string][] = [
	[
		'salesforce',
		'leads',
		'field names',
		'Id|IsDeleted|LastName|FirstName|Title|Company|Country|Phone|Email|LeadSource|Status|Industry|Rating|AnnualRevenue|NumberOfEmployees|OwnerId|IsConverted|ConvertedDate|ConvertedAccountId|ConvertedContactId|ConvertedOpportunityId|CreatedDate|Region__c'
	],
	[
		'salesforce',
		'leads',
		'English',
		'Lead ID|Lead Owner|First Name|Last Name|Company / Account|Email|Lead Source|Lead Status|Create Date|Converted|Converted Date|Rating'
	],
	[
		'salesforce',
		'leads',
		'German',
		'Lead-ID|Vorname|Nachname|Firma/Account|Lead-Quelle|Lead-Inhaber|Lead-Status|Erstelldatum|Letzte Aktivität|Konvertierungsdatum|Opportunity-ID|Erstellt von'
	],
	[
		'salesforce',
		'deals',
		'field names',
		'Id|IsDeleted|AccountId|Name|StageName|Amount|Probability|CloseDate|Type|LeadSource|IsClosed|IsWon|ForecastCategory|ForecastCategoryName|OwnerId|CreatedDate|FiscalQuarter'
	],
	[
		'salesforce',
		'deals',
		'English',
		'Opportunity Owner|Account Name|Opportunity Name|Stage|Fiscal Period|Amount|Probability (%)|Age|Close Date|Created Date|Lead Source|Type'
	],
	[
		'salesforce',
		'deals',
		'German',
		'Opportunity-Inhaber|Accountname|Opportunity-Name|Phase|Betrag|Wahrscheinlichkeit (%)|Schlusstermin|Erstelldatum|Lead-Quelle'
	],
	[
		'salesforce',
		'activities',
		'field names',
		'Id|WhoId|WhatId|Subject|ActivityDate|Status|Priority|OwnerId|TaskSubtype|IsClosed|CreatedDate'
	],
	[
		'hubspot',
		'contacts',
		'English',
		'Record ID|First Name|Last Name|Email|Phone Number|Contact owner|Last Activity Date|Lead Status|Marketing contact status|Create Date|Lifecycle Stage|Original Source|Became a Customer Date|HubSpot Score|Favourite colour'
	],
	[
		'hubspot',
		'contacts',
		'German',
		'Datensatz-ID|Vorname|Nachname|E-Mail|Zuständiger Mitarbeiter für Kontakt|Erstellungsdatum|Lifecycle-Phase|Original-Quelle|Lead-Status|Datum der Konversion zum Kunden'
	],
	[
		'hubspot',
		'deals',
		'English',
		'Record ID|Deal Name|Deal Stage|Pipeline|Close Date|Amount|Deal owner|Create Date|Closed Lost Reason|Associated Contact IDs'
	],
	[
		'hubspot',
		'deals',
		'German',
		'Datensatz-ID|Deal-Name|Deal-Phase|Pipeline|Abschlussdatum|Betrag|Zuständiger Mitarbeiter für Deal|Erstellungsdatum'
	],
	[
		'hubspot',
		'activities',
		'English',
		'Record ID|Activity type|Activity date|Activity assigned to|Call outcome|Associated Contact IDs|Create date'
	],
	[
		'pipedrive',
		'deals',
		'English',
		'Deal - ID|Deal - Title|Deal - Value|Deal - Currency|Deal - Pipeline|Deal - Stage|Deal - Status|Deal - Owner|Deal - Organization|Deal - Contact person|Deal - Expected close date|Deal - Deal created|Deal - Won time|Deal - Lost time|Deal - Lost reason|Person - Email'
	],
	[
		'pipedrive',
		'deals',
		'German',
		'Deal - Titel|Deal - Organisation|Deal - Wert|Deal - Status|Deal - Verlustgrund|Deal - Besitzer|Deal - Deal erstellt|Deal - Datum des verlorenen Deals|Deal - Phase|Deal - Kontaktperson|Deal - Deal abgeschlossen am|Deal - ID|Deal - Label|Deal - Pipeline|Deal - Datum des gewonnenen Deals'
	],
	[
		'pipedrive',
		'leads',
		'English',
		'Lead - ID|Lead - Title|Lead - Owner|Lead - Label|Lead - Lead created|Lead - Contact person|Lead - Organization|Lead - Source|Person - Email'
	],
	[
		'pipedrive',
		'activities',
		'English',
		'Activity - ID|Activity - Subject|Activity - Type|Activity - Due date|Activity - Done|Activity - Assigned to user|Activity - Contact person'
	],
	[
		'zoho',
		'leads',
		'English',
		'Record Id|Lead Owner.id|Lead Owner|Company|First Name|Last Name|Designation|Email|Phone|Lead Source|Lead Status|No. of Employees|Rating|Email Opt Out|Skype ID|Created Time|Modified Time|Is Converted|Last Activity Time'
	],
	[
		'zoho',
		'deals',
		'English',
		'Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name|Stage|Expected Revenue|Lead Source|Contact Name|Created Time|Reason For Loss|Sales Cycle Duration'
	],
	[
		'dynamics-365',
		'leads',
		'English',
		'(Do Not Modify) Lead|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Name|Topic|Status Reason|Created On|Lead Source|Rating|Owner'
	],
	[
		'dynamics-365',
		'leads',
		'German',
		'(Nicht ändern) Lead|(Nicht ändern) Zeilenprüfsumme|(Nicht ändern) Geändert am|Name|Thema|Statusgrund|Erstellt am|Leadquelle|Status|Besitzer'
	],
	[
		'dynamics-365',
		'deals',
		'English',
		'(Do Not Modify) Opportunity|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Topic|Potential Customer|Est. Close Date|Actual Close Date|Actual Revenue|Status|Created On|Owner'
	],
	[
		'odoo',
		'leads',
		'English',
		'External ID|Opportunity|Stage|Salesperson|Sales Team|Expected Revenue|Probability|Created on|Closed Date|Lost Reason|Email|Source|Medium|Campaign'
	],
	[
		'odoo',
		'leads',
		'field names',
		'id|name|stage_id/id|user_id/id|team_id/id|expected_revenue|probability|create_date|date_closed|lost_reason_id/id|email_from|source_id/id'
	],
	[
		'odoo',
		'leads',
		'German',
		'Externe ID|Verkaufschance|Phase|Verkäufer|Verkaufsteam|Erwarteter Umsatz|Wahrscheinlichkeit|Erstellt am|Abgeschlossen am|Verlustgrund|Quelle|Kampagne'
	]
];

describe('an export of a CRM', () => {
	it.each(EXPORTS)('of %s %s is recognised by its headers in %s', (crm, object, _, header) => {
		const found = recogniseExport(split(header));
		expect(found).toMatchObject({ crm, object });
		expect(found!.found.every((name) => split(header).includes(name))).toBe(true);
		expect(found!.confidence).toBeGreaterThan(0.3);
		expect(found!.confidence).toBeLessThanOrEqual(1);
	});

	it.each(EXPORTS)('of %s %s is recognised whatever the order of its columns', (...given) => {
		const [crm, object, , header] = given;
		fc.assert(
			fc.property(
				fc.shuffledSubarray(split(header), { minLength: split(header).length }),
				(names) => {
					expect(recogniseExport(names)).toMatchObject({ crm, object });
				}
			),
			{ numRuns: 5 }
		);
	});

	it.each(EXPORTS)('of %s %s has a column for who, when and what in %s', (...given) => {
		const [, object, , header] = given;
		const names = split(header);
		const roles = presetColumns(names, recogniseExport(names)!);
		const wanted = object === 'activities' ? ['lead', 'at', 'type'] : ['createdAt', 'owner'];
		for (const role of wanted) expect(roles).toHaveProperty(role);
		for (const role of wanted) expect(roles[role as 'at']!.length, role).toBeGreaterThan(0);
	});

	it('names the headers it was told by, as the file spells them', () => {
		const names = [
			'Favourite colour',
			'record id',
			'LIFECYCLE STAGE',
			'Contact Owner',
			'Create date'
		];
		expect(recogniseExport(names)).toEqual({
			crm: 'hubspot',
			object: 'contacts',
			confidence: 4 / 14,
			found: names.slice(1),
			of: 14
		});
	});

	it('is not seen in files that only share usual words', () => {
		for (const header of [
			'Prospect ID|Lead Number|Lead Origin|Lead Source|Do Not Email|Converted|TotalVisits|Country|Tags',
			'opportunity_id|sales_agent|product|account|deal_stage|engage_date|close_date|close_value',
			'lead_id|created_at|won_at|lost_at|source|company|deal_value',
			'Name|E-Mail|Firma|Status|Betrag|Phase',
			'age;job;marital',
			''
		]) {
			expect(recogniseExport(split(header)), header).toBeNull();
		}
	});

	it('has no header twice among those that tell, and every preset at least five of them', () => {
		for (const { crm, object, signature, usual } of CRM_PRESETS) {
			expect(signature.length + usual.length, `${crm} ${object}`).toBeGreaterThanOrEqual(5);
			for (const spellings of signature) {
				expect(new Set(spellings).size, spellings.join()).toBe(spellings.length);
			}
		}
	});
});

const READINGS: Record<string, Reading> = {
	date: 'iso-time',
	number: 'point-number',
	text: 'text'
};

function column(name: string, kind: string, texts: string[] = []): ColumnProfile {
	const reading = READINGS[kind] ?? 'text';
	const distinct = kind === 'id' ? 100 : Math.max(texts.length, 3);
	const values = texts.map((text) => ({ text, leads: 10 }));
	return { name, type: typeOf(reading), reading, rows: 100, filled: 100, distinct, values };
}

describe('the mapping of a recognised export', () => {
	it('has the roles of HubSpot contacts, and says that it is sure of them', () => {
		const { mapping, reasons, recognised } = suggestMapping([
			column('Record ID', 'id'),
			column('Email', 'text'),
			column('Contact owner', 'text', ['Ada', 'Bo']),
			column('Create Date', 'date'),
			column('Close Date', 'date'),
			column('Lifecycle Stage', 'text', ['Lead', 'Customer', 'Opportunity']),
			column('Original Source', 'text', ['Organic Search', 'Offline Sources']),
			column('Associated Company', 'text'),
			column('Became an Opportunity Date', 'date'),
			column('Became a Customer Date', 'date'),
			column('HubSpot Score', 'number')
		]);
		expect(recognised).toMatchObject({ crm: 'hubspot', object: 'contacts' });
		expect(mapping).toEqual({
			id: 'Record ID',
			createdAt: 'Create Date',
			source: 'Original Source',
			outcome: { wonAt: 'Became a Customer Date', lostAt: null },
			value: null,
			order: null,
			missing: [],
			account: 'Associated Company',
			workedAt: null,
			acceptedAt: 'Became an Opportunity Date',
			email: 'Email',
			owner: 'Contact owner',
			score: 'HubSpot Score'
		});
		const source = reasons.find(({ role }) => role === 'source');
		expect(source).toMatchObject({
			because: 'preset',
			samples: ['Organic Search', 'Offline Sources']
		});
		expect(source!.confidence).toBeGreaterThan(0.9);
	});

	it('takes an open stage for open, and the closing date for that of closed deals alone', () => {
		const { mapping } = suggestMapping([
			column('Opportunity-Inhaber', 'text'),
			column('Opportunity-Name', 'text'),
			column('Phase', 'text', ['Angebot', 'Geschlossen und gewonnen', 'Geschlossen und verloren']),
			column('Betrag', 'number'),
			column('Wahrscheinlichkeit (%)', 'number'),
			column('Schlusstermin', 'date'),
			column('Erstelldatum', 'date'),
			column('Lead-Quelle', 'text', ['Messe', 'Web'])
		]);
		expect(mapping).toMatchObject({
			createdAt: 'Erstelldatum',
			source: 'Lead-Quelle',
			value: 'Betrag',
			outcome: {
				column: 'Phase',
				won: ['Geschlossen und gewonnen'],
				lost: ['Geschlossen und verloren'],
				at: 'Schlusstermin'
			}
		});
	});

	it('takes the two dates of Pipedrive, with a lost date as the end of a lost deal', () => {
		const { mapping } = suggestMapping([
			column('Deal - ID', 'id'),
			column('Deal - Title', 'text'),
			column('Deal - Deal created', 'date'),
			column('Deal - Status', 'text', ['open', 'won', 'lost']),
			column('Deal - Won time', 'date'),
			column('Deal - Lost time', 'date'),
			column('Deal - Value', 'number'),
			column('Deal - Organization', 'text')
		]);
		expect(mapping.outcome).toEqual({ wonAt: 'Deal - Won time', lostAt: 'Deal - Lost time' });
		expect(mapping).toMatchObject({ value: 'Deal - Value', account: 'Deal - Organization' });
	});

	it('leaves a column alone whose values are not of the kind its role needs', () => {
		const { mapping } = suggestMapping([
			column('Record ID', 'id'),
			column('Create Date', 'text', ['soon']),
			column('Lifecycle Stage', 'text', ['lead', 'customer']),
			column('Lead Status', 'text'),
			column('Contact owner', 'text')
		]);
		expect(mapping.createdAt).toBeNull();
		expect(mapping.outcome).toEqual({ column: 'Lifecycle Stage', won: ['customer'] });
	});
});

describe('files beside the leads', () => {
	const activities = [
		column('Activity - ID', 'id'),
		column('Activity - Subject', 'text'),
		column('Activity - Type', 'text', ['call', 'email']),
		column('Activity - Due date', 'date'),
		column('Activity - Marked as done time', 'date'),
		column('Activity - Contact person ID', 'text', ['17', '18']),
		column('Activity - Assigned to user', 'text', ['Bo'])
	];
	const deals = [
		column('Record ID', 'id'),
		column('Deal Name', 'text'),
		column('Deal Stage', 'text', ['Closed won', 'Closed lost', 'Offer']),
		column('Pipeline', 'text'),
		column('Amount', 'number'),
		column('Create Date', 'date'),
		column('Close Date', 'date'),
		column('Associated Contact IDs', 'text', ['1', '2'])
	];

	it('are touches where the export is of activities, with the time they were done', () => {
		expect(suggestRole({ name: 'export.csv', columns: activities })[0].role).toBe('touches');
		expect(suggestTouches(activities, null).mapping).toMatchObject({
			lead: { column: 'Activity - Contact person ID', by: 'id' },
			at: 'Activity - Marked as done time',
			type: 'Activity - Type',
			detail: 'Activity - Subject'
		});
	});

	it('are deals where the export is of deals, with what won and lost are called', () => {
		expect(suggestRole({ name: 'export.csv', columns: deals })[0].role).toBe('deals');
		expect(suggestDeals(deals, null).mapping).toMatchObject({
			lead: { column: 'Associated Contact IDs', by: 'id' },
			deal: 'Record ID',
			amount: 'Amount',
			closedAt: 'Close Date',
			outcome: { column: 'Deal Stage', won: ['Closed won'], lost: ['Closed lost'] }
		});
	});

	it('find their leads by address where the export has it, never by the name of a person', () => {
		const [, subject, type, due, done] = activities;
		const named = [
			subject,
			type,
			due,
			done,
			column('Activity - Contact person', 'text', ['Ada L'])
		];
		expect(suggestTouches(named, null).mapping).toBeNull();
		const addressed = [...deals.slice(0, 7), column('Associated Contact', 'text', ['a@b.de'])];
		expect(suggestDeals(addressed, null).mapping?.lead).toEqual({
			column: 'Associated Contact',
			by: 'email'
		});
	});
});
