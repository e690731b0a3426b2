import { STAGES_LOST, STAGES_WON, YES, type CrmPreset } from './crm-preset.ts';

const CUSTOMER = ['customer', 'kunde', 'evangelist', 'fürsprecher'];

/** Exports of views: headers are the labels of properties, or their internal names. */
export const HUBSPOT: CrmPreset[] = [
	{
		crm: 'hubspot',
		object: 'contacts',
		signature: [
			['Lifecycle Stage', 'lifecyclestage', 'Lifecycle-Phase'],
			[
				'Original Source',
				'Original Traffic Source',
				'hs_analytics_source',
				'Original-Quelle',
				'Ursprüngliche Quelle',
				'Originalquelle',
				'Original-Traffic-Quelle'
			],
			[
				'Contact owner',
				'Zuständiger Mitarbeiter für Kontakt',
				'Für Kontakt zuständiger Mitarbeiter'
			],
			['Marketing contact status', 'Marketingkontaktstatus', 'Marketingkontakt-Status'],
			[
				'Became a Customer Date',
				'Datum der Konversion zum Kunden',
				'Datum der Konversion zum Kunde',
				'hs_lifecyclestage_customer_date'
			],
			[
				'Became a Marketing Qualified Lead Date',
				'Datum der Konversion zum Marketing-Qualified-Lead',
				'hs_lifecyclestage_marketingqualifiedlead_date'
			],
			['HubSpot Score', 'hubspotscore', 'HubSpot-Score', 'HubSpot-Bewertung'],
			['Number of Form Submissions', 'num_conversion_events', 'Anzahl der Formulareinsendungen']
		],
		usual: [
			['Record ID', 'Contact ID', 'Datensatz-ID', 'hs_object_id', 'Datensatz-ID – Kontakt'],
			['Create Date', 'createdate', 'Erstellungsdatum', 'Erstelldatum'],
			['Lead Status', 'hs_lead_status', 'Lead-Status'],
			['Last Activity Date', 'Datum der letzten Aktivität'],
			['Associated Company', 'Zugeordnetes Unternehmen', 'Primary Associated Company ID'],
			['Number of Pageviews', 'hs_analytics_num_page_views', 'Anzahl der Seitenaufrufe']
		],
		roles: {
			id: ['Record ID', 'Contact ID', 'Datensatz-ID', 'Datensatz-ID – Kontakt', 'hs_object_id'],
			createdAt: ['Create Date', 'createdate', 'Erstellungsdatum', 'Erstelldatum'],
			source: [
				'Original Source',
				'Original Traffic Source',
				'hs_analytics_source',
				'Original-Quelle',
				'Ursprüngliche Quelle',
				'Originalquelle',
				'Original-Traffic-Quelle'
			],
			value: ['Recent Deal Amount', 'Total Revenue', 'Betrag des letzten Deals', 'Gesamtumsatz'],
			account: [
				'Primary Associated Company ID',
				'Associated Company ID',
				'Associated Company',
				'Zugeordnetes Unternehmen',
				'Company Name',
				'Company',
				'Name des Unternehmens',
				'Unternehmensname'
			],
			owner: [
				'Contact owner',
				'Zuständiger Mitarbeiter für Kontakt',
				'Für Kontakt zuständiger Mitarbeiter'
			],
			email: ['Email', 'E-Mail', 'E-Mail-Adresse'],
			workedAt: [
				'First Outreach Date',
				'hs_first_outreach_date',
				'Date of first engagement',
				'Datum der ersten Kontaktaufnahme',
				'Datum der ersten Interaktion'
			],
			acceptedAt: [
				'Became a Sales Qualified Lead Date',
				'hs_lifecyclestage_salesqualifiedlead_date',
				'Datum der Konversion zum Sales-Qualified-Lead',
				'Became an Opportunity Date',
				'hs_lifecyclestage_opportunity_date',
				'Datum der Konversion zur Opportunity'
			],
			rejectedReason: ['Disqualification reason', 'Unqualified reason', 'Disqualifizierungsgrund'],
			optIn: [
				'Opted out of all email',
				'Unsubscribed from all email',
				'Alle E-Mails abbestellt',
				"Legal basis for processing contact's data"
			],
			score: ['HubSpot Score', 'hubspotscore', 'HubSpot-Score', 'HubSpot-Bewertung']
		},
		outcomes: [
			{
				wonAt: [
					'Became a Customer Date',
					'hs_lifecyclestage_customer_date',
					'Datum der Konversion zum Kunden',
					'Datum der Konversion zum Kunde'
				],
				lostAt: []
			},
			{
				column: ['Lifecycle Stage', 'lifecyclestage', 'Lifecycle-Phase'],
				won: CUSTOMER,
				lost: []
			}
		]
	},
	{
		crm: 'hubspot',
		object: 'deals',
		signature: [
			['Deal Name', 'dealname', 'Deal-Name', 'Dealname'],
			['Deal Stage', 'dealstage', 'Deal-Phase'],
			['Is Closed Won', 'hs_is_closed_won', 'Ist abgeschlossen und gewonnen'],
			['Closed Lost Reason', 'closed_lost_reason', 'Grund für verlorenen Abschluss'],
			['Deal Type', 'dealtype', 'Deal-Typ'],
			['Amount in company currency', 'Betrag in Unternehmenswährung']
		],
		usual: [
			['Record ID', 'Deal ID', 'Datensatz-ID', 'hs_object_id'],
			['Pipeline'],
			['Close Date', 'closedate', 'Abschlussdatum'],
			['Amount', 'Betrag'],
			['Create Date', 'createdate', 'Erstellungsdatum'],
			['Deal owner', 'Zuständiger Mitarbeiter für Deal', 'Für Deal zuständiger Mitarbeiter'],
			['Associated Contact', 'Associated Contact IDs', 'Zugeordneter Kontakt']
		],
		roles: {
			id: ['Record ID', 'Deal ID', 'Datensatz-ID', 'hs_object_id'],
			createdAt: ['Create Date', 'createdate', 'Erstellungsdatum'],
			source: ['Original Source', 'Original Traffic Source', 'Original-Quelle', 'Originalquelle'],
			value: ['Amount in company currency', 'Betrag in Unternehmenswährung', 'Amount', 'Betrag'],
			currency: ['Currency', 'Währung'],
			account: ['Associated Company IDs', 'Associated Company', 'Zugeordnetes Unternehmen'],
			owner: ['Deal owner', 'Zuständiger Mitarbeiter für Deal', 'Für Deal zuständiger Mitarbeiter'],
			closedAt: ['Close Date', 'closedate', 'Abschlussdatum'],
			stage: ['Deal Stage', 'dealstage', 'Deal-Phase'],
			lead: [
				'Associated Contact IDs',
				'Associated Contact ID',
				'IDs der zugeordneten Kontakte',
				'Associated Contact',
				'Zugeordneter Kontakt'
			],
			product: ['Product', 'Produkt', 'Deal Type', 'Deal-Typ'],
			rejectedReason: ['Closed Lost Reason', 'closed_lost_reason']
		},
		outcomes: [
			{
				column: ['Deal Stage', 'dealstage', 'Deal-Phase'],
				won: STAGES_WON,
				lost: STAGES_LOST,
				at: ['Close Date', 'closedate', 'Abschlussdatum']
			},
			{
				column: ['Is Closed Won', 'hs_is_closed_won', 'Ist abgeschlossen und gewonnen'],
				won: YES,
				lost: []
			}
		]
	},
	{
		crm: 'hubspot',
		object: 'activities',
		signature: [
			['Activity date', 'hs_timestamp', 'Aktivitätsdatum', 'Datum der Aktivität'],
			['Activity assigned to', 'Aktivität zugewiesen zu', 'Aktivität zugewiesen an'],
			['Associated Contact IDs', 'IDs der zugeordneten Kontakte', 'Associated Contact'],
			['Engagement type', 'hs_engagement_type', 'Call outcome', 'Anrufergebnis', 'Meeting outcome'],
			['Email send status', 'Email direction', 'Call direction', 'Anrufrichtung']
		],
		usual: [
			['Record ID', 'Datensatz-ID', 'hs_object_id'],
			['Activity type', 'Aktivitätstyp', 'Engagement type'],
			['Create date', 'Erstellungsdatum'],
			['Call Title', 'Email subject', 'Meeting name', 'Task Title', 'E-Mail-Betreff']
		],
		roles: {
			id: ['Record ID', 'Datensatz-ID', 'hs_object_id'],
			lead: [
				'Associated Contact IDs',
				'Associated Contact ID',
				'IDs der zugeordneten Kontakte',
				'Associated Contact',
				'Email'
			],
			at: ['Activity date', 'hs_timestamp', 'Aktivitätsdatum', 'Datum der Aktivität'],
			type: ['Activity type', 'Aktivitätstyp', 'Engagement type', 'hs_engagement_type'],
			detail: ['Email subject', 'E-Mail-Betreff', 'Call Title', 'Meeting name', 'Task Title'],
			direction: ['Email direction', 'Call direction', 'Anrufrichtung'],
			owner: ['Activity assigned to', 'Aktivität zugewiesen zu', 'Aktivität zugewiesen an']
		},
		outcomes: []
	}
];
