import { STAGES_LOST, STAGES_WON, type CrmPreset } from './crm-preset.ts';

const CHECKSUM = [
	'(Do Not Modify) Row Checksum',
	'(Nicht ändern) Zeilenprüfsumme',
	'(Nicht bearbeiten) Zeilenprüfsumme'
];
const MODIFIED = [
	'(Do Not Modify) Modified On',
	'(Nicht ändern) Geändert am',
	'(Nicht bearbeiten) Geändert am'
];

const CLOSED = [
	'Actual Close Date',
	'Tatsächliches Abschlussdatum',
	'Tats. Abschlussdatum',
	'actualclosedate'
];

/** Excel exports of views, with the hidden columns that lead them, and exports of logical names. */
export const DYNAMICS_365: CrmPreset[] = [
	{
		crm: 'dynamics-365',
		object: 'leads',
		signature: [
			['(Do Not Modify) Lead', '(Nicht ändern) Lead', '(Nicht bearbeiten) Lead', 'leadid'],
			[...CHECKSUM, 'leadqualitycode'],
			[...MODIFIED, 'leadsourcecode'],
			['Topic', 'Thema', 'qualifyingopportunityid'],
			['Status Reason', 'Statusgrund', 'statuscode']
		],
		usual: [
			['Created On', 'Erstellt am', 'createdon'],
			['Lead Source', 'Leadquelle', 'Lead-Quelle', 'leadsourcecode'],
			['Status', 'statecode'],
			['Rating', 'Bewertung', 'leadqualitycode'],
			['Company Name', 'Firmenname', 'companyname'],
			['Owner', 'Besitzer', 'ownerid'],
			['Job Title', 'Position', 'jobtitle']
		],
		roles: {
			id: ['(Do Not Modify) Lead', '(Nicht ändern) Lead', '(Nicht bearbeiten) Lead', 'leadid'],
			createdAt: ['Created On', 'Erstellt am', 'createdon'],
			source: ['Lead Source', 'Leadquelle', 'Lead-Quelle', 'leadsourcecode'],
			value: [
				'Actual Value',
				'Est. Value',
				'Geschätzter Wert',
				'estimatedvalue',
				'estimatedamount'
			],
			account: [
				'Company Name',
				'Firmenname',
				'companyname',
				'Parent Account for lead',
				'parentaccountid'
			],
			owner: ['Owner', 'Besitzer', 'ownerid'],
			email: ['Email', 'E-Mail', 'emailaddress1'],
			workedAt: ['First Response Sent On', 'Initial Communication', 'Erstkontakt am'],
			acceptedAt: ['Qualified On', 'Qualifiziert am', 'qualifiedon'],
			optIn: [
				'Do not allow Bulk Emails',
				'Do not allow Emails',
				'Keine E-Mails zulassen',
				'donotemail'
			],
			score: ['Lead Score', 'Leadbewertung', 'msdyn_leadscore', 'Lead-Score']
		},
		outcomes: [
			{
				column: ['Status', 'statecode'],
				won: ['qualified', 'qualifiziert', '1'],
				lost: ['disqualified', 'disqualifiziert', '2']
			},
			{
				column: ['Status Reason', 'Statusgrund', 'statuscode'],
				won: ['qualified', 'qualifiziert', '3'],
				lost: [
					'lost',
					'cannot contact',
					'no longer interested',
					'canceled',
					'verloren',
					'4',
					'5',
					'6',
					'7'
				]
			}
		]
	},
	{
		crm: 'dynamics-365',
		object: 'deals',
		signature: [
			[
				'(Do Not Modify) Opportunity',
				'(Nicht ändern) Verkaufschance',
				'(Nicht bearbeiten) Verkaufschance',
				'opportunityid'
			],
			CHECKSUM,
			MODIFIED,
			CLOSED,
			[
				'Est. Close Date',
				'Geschätztes Abschlussdatum',
				'Gesch. Abschlussdatum',
				'estimatedclosedate'
			],
			['Actual Revenue', 'Tatsächlicher Umsatz', 'Tats. Umsatz', 'actualvalue'],
			['Potential Customer', 'Potenzieller Kunde', 'customerid']
		],
		usual: [
			['Topic', 'Thema'],
			['Status', 'statecode'],
			['Status Reason', 'Statusgrund', 'statuscode'],
			['Est. Revenue', 'Geschätzter Umsatz', 'Gesch. Umsatz', 'estimatedvalue'],
			['Probability', 'Wahrscheinlichkeit', 'closeprobability'],
			['Created On', 'Erstellt am', 'createdon'],
			['Owner', 'Besitzer', 'ownerid']
		],
		roles: {
			id: [
				'(Do Not Modify) Opportunity',
				'(Nicht ändern) Verkaufschance',
				'(Nicht bearbeiten) Verkaufschance',
				'opportunityid'
			],
			createdAt: ['Created On', 'Erstellt am', 'createdon'],
			source: ['Lead Source', 'Leadquelle', 'Source Campaign', 'Quellkampagne'],
			value: ['Actual Revenue', 'Tatsächlicher Umsatz', 'Tats. Umsatz', 'actualvalue'],
			currency: ['Currency', 'Währung', 'transactioncurrencyid'],
			account: [
				'Account',
				'Firma',
				'parentaccountid',
				'Potential Customer',
				'Potenzieller Kunde',
				'customerid'
			],
			owner: ['Owner', 'Besitzer', 'ownerid'],
			closedAt: CLOSED,
			stage: ['Pipeline Phase', 'Sales Stage', 'Vertriebsphase', 'stepname', 'salesstage'],
			lead: [
				'Originating Lead',
				'Ursprünglicher Lead',
				'originatingleadid',
				'Contact',
				'Kontakt',
				'parentcontactid'
			],
			rejectedReason: ['Status Reason', 'Statusgrund', 'statuscode']
		},
		outcomes: [
			{
				column: ['Status', 'statecode'],
				won: [...STAGES_WON, '1'],
				lost: [...STAGES_LOST, '2'],
				at: CLOSED
			}
		]
	},
	{
		crm: 'dynamics-365',
		object: 'activities',
		signature: [
			[
				'(Do Not Modify) Activity',
				'(Nicht ändern) Aktivität',
				'(Nicht bearbeiten) Aktivität',
				'activityid'
			],
			[...CHECKSUM, 'activitytypecode'],
			[...MODIFIED, 'regardingobjectid'],
			['Regarding', 'Bezug'],
			['Actual End', 'Tatsächliches Ende', 'actualend']
		],
		usual: [
			['Activity Type', 'Aktivitätstyp', 'activitytypecode'],
			['Subject', 'Betreff'],
			['Activity Status', 'Aktivitätsstatus', 'statecode'],
			['Due Date', 'Fälligkeitsdatum', 'scheduledend'],
			['Owner', 'Besitzer', 'ownerid']
		],
		roles: {
			id: [
				'(Do Not Modify) Activity',
				'(Nicht ändern) Aktivität',
				'(Nicht bearbeiten) Aktivität',
				'activityid'
			],
			lead: ['regardingobjectid', 'Regarding', 'Bezug'],
			at: [
				'Actual End',
				'Tatsächliches Ende',
				'actualend',
				'Created On',
				'Erstellt am',
				'createdon'
			],
			type: ['Activity Type', 'Aktivitätstyp', 'activitytypecode'],
			detail: ['Subject', 'Betreff'],
			direction: ['Direction', 'Richtung', 'directioncode'],
			owner: ['Owner', 'Besitzer', 'ownerid']
		},
		outcomes: []
	}
];
