import { STAGES_LOST, STAGES_WON, YES, type CrmPreset } from './crm-preset.ts';

const CLOSED = ['CloseDate', 'Close Date', 'Schlusstermin', 'Schlussdatum'];

/** Exports of field names (Data Export, Data Loader) and reports, whose headers are labels in the reader's language. */
export const SALESFORCE: CrmPreset[] = [
	{
		crm: 'salesforce',
		object: 'leads',
		signature: [
			['IsConverted', 'Converted', 'Konvertiert'],
			['ConvertedDate', 'Converted Date', 'Konvertierungsdatum'],
			['ConvertedOpportunityId', 'Opportunity ID', 'Converted Opportunity ID', 'Opportunity-ID'],
			['Lead ID', 'Lead-ID', 'ConvertedContactId', 'MasterRecordId'],
			['Company / Account', 'Firma/Account', 'Firma / Account'],
			['Lead-Inhaber', 'LastTransferDate', 'IsUnreadByOwner', 'Unread', 'Ungelesen']
		],
		usual: [
			['CreatedDate', 'Created Date', 'Create Date', 'Erstelldatum'],
			['LeadSource', 'Lead Source', 'Lead-Quelle', 'Leadquelle'],
			['Status', 'Lead Status', 'Lead-Status'],
			['OwnerId', 'Lead Owner', 'Lead-Inhaber'],
			['Company', 'Company / Account', 'Firma/Account', 'Firma'],
			[
				'NumberOfEmployees',
				'No. of Employees',
				'Employees',
				'Anzahl der Mitarbeiter',
				'Mitarbeiter'
			],
			['AnnualRevenue', 'Annual Revenue', 'Jahresumsatz'],
			['Rating', 'Bewertung']
		],
		roles: {
			id: ['Lead ID', 'Lead-ID', 'Id'],
			createdAt: ['CreatedDate', 'Created Date', 'Create Date', 'Erstelldatum'],
			source: ['LeadSource', 'Lead Source', 'Lead-Quelle', 'Leadquelle'],
			value: ['Opportunity Amount', 'Opportunity-Betrag'],
			account: ['Company / Account', 'Firma/Account', 'Company', 'Firma'],
			owner: ['OwnerId', 'Lead Owner', 'Lead-Inhaber'],
			email: ['Email', 'E-Mail'],
			workedAt: ['FirstCallDateTime', 'First Call Date', 'FirstEmailDateTime', 'First Email Date'],
			rejectedReason: ['Unqualified Reason', 'Disqualification Reason', 'Disqualifizierungsgrund'],
			optIn: ['HasOptedOutOfEmail', 'Email Opt Out', 'Kein E-Mail-Versand'],
			score: ['Lead Score', 'Score', 'Lead-Score', 'pi__score__c', 'Pardot Score']
		},
		outcomes: [
			{ wonAt: ['ConvertedDate', 'Converted Date', 'Konvertierungsdatum'], lostAt: [] },
			{ column: ['IsConverted', 'Converted', 'Konvertiert'], won: YES, lost: [] },
			{
				column: ['Lead Status', 'Lead-Status', 'Status'],
				won: ['closed - converted', 'converted', 'qualified', 'konvertiert', 'qualifiziert'],
				lost: ['closed - not converted', 'unqualified', 'nicht qualifiziert', 'unqualifiziert']
			}
		]
	},
	{
		crm: 'salesforce',
		object: 'deals',
		signature: [
			['StageName'],
			['Opportunity Name', 'Opportunity-Name', 'Opportunityname'],
			['Opportunity Owner', 'Opportunity-Inhaber', 'Opportunityinhaber'],
			['Opportunity ID', 'Opportunity-ID'],
			['IsWon', 'Won', 'Gewonnen'],
			['Fiscal Period', 'FiscalQuarter', 'Fiscal', 'Geschäftsperiode', 'ForecastCategoryName']
		],
		usual: [
			CLOSED,
			['CreatedDate', 'Created Date', 'Erstelldatum'],
			['Amount', 'Betrag'],
			['Stage', 'StageName', 'Phase'],
			['Probability', 'Probability (%)', 'Wahrscheinlichkeit (%)', 'Wahrscheinlichkeit'],
			['IsClosed', 'Closed', 'Geschlossen'],
			['AccountId', 'Account Name', 'Account-Name', 'Accountname'],
			['LeadSource', 'Lead Source', 'Lead-Quelle', 'Leadquelle']
		],
		roles: {
			id: ['Opportunity ID', 'Opportunity-ID', 'Id'],
			createdAt: ['CreatedDate', 'Created Date', 'Erstelldatum'],
			source: ['LeadSource', 'Lead Source', 'Lead-Quelle', 'Leadquelle'],
			value: ['Amount', 'Betrag'],
			currency: ['CurrencyIsoCode', 'Amount Currency', 'Opportunity Currency', 'Betrag Währung'],
			account: [
				'AccountId',
				'Account ID',
				'Account-ID',
				'Account Name',
				'Account-Name',
				'Accountname'
			],
			owner: ['OwnerId', 'Opportunity Owner', 'Opportunity-Inhaber', 'Opportunityinhaber'],
			closedAt: CLOSED,
			stage: ['StageName', 'Stage', 'Phase'],
			lead: ['ContactId', 'Lead ID', 'Lead-ID', 'Contact: Email', 'Email', 'E-Mail'],
			rejectedReason: ['Loss Reason', 'Closed Lost Reason', 'Verlustgrund']
		},
		outcomes: [
			{ column: ['StageName', 'Stage', 'Phase'], won: STAGES_WON, lost: STAGES_LOST, at: CLOSED },
			{ column: ['IsWon', 'Won', 'Gewonnen'], won: YES, lost: [] }
		]
	},
	{
		crm: 'salesforce',
		object: 'activities',
		signature: [
			['WhoId'],
			['WhatId'],
			['TaskSubtype', 'Task Subtype', 'EventSubtype'],
			['ActivityDate', 'Activity ID', 'Aktivitäts-ID'],
			['Company / Account', 'Firma/Account', 'CallDurationInSeconds']
		],
		usual: [
			['Subject', 'Betreff'],
			['Status'],
			['Priority', 'Priorität'],
			['Assigned', 'Assigned To', 'Zugewiesen', 'Zugewiesen zu', 'OwnerId'],
			['Task', 'Aufgabe', 'IsClosed'],
			['Type', 'Typ', 'CallType']
		],
		roles: {
			id: ['Activity ID', 'Aktivitäts-ID', 'Id'],
			lead: ['WhoId', 'Lead ID', 'Lead-ID', 'Contact ID', 'Email', 'E-Mail'],
			at: [
				'CompletedDateTime',
				'Completed Date',
				'ActivityDateTime',
				'ActivityDate',
				'Date',
				'Datum',
				'CreatedDate'
			],
			type: ['TaskSubtype', 'Task Subtype', 'Type', 'Typ', 'Activity Type', 'Aktivitätstyp'],
			detail: ['Subject', 'Betreff'],
			direction: ['CallType', 'Call Type', 'Anruftyp'],
			owner: ['OwnerId', 'Assigned', 'Assigned To', 'Zugewiesen zu', 'Zugewiesen']
		},
		outcomes: []
	}
];
