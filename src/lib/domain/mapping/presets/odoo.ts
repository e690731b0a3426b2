import { STAGES_LOST, STAGES_WON, type CrmPreset } from './crm-preset.ts';

const CLOSED = ['Closed Date', 'Abgeschlossen am', 'Geschlossen am', 'date_closed'];

/**
 * Exports of lists: labels in the reader's language, or field names where they are meant for import. Leads and
 * opportunities stand in one table.
 */
export const ODOO: CrmPreset[] = [
	{
		crm: 'odoo',
		object: 'leads',
		signature: [
			['Sales Team', 'Verkaufsteam', 'Vertriebsteam', 'team_id'],
			['Salesperson', 'Verkäufer', 'Vertriebsmitarbeiter', 'user_id'],
			['Won/Lost', 'Gewonnen/Verloren', 'won_status', 'Is Won', 'Ist gewonnen'],
			['Assignment Date', 'Zuweisungsdatum', 'Zuordnungsdatum', 'date_open'],
			['Lost Reason', 'Verlustgrund', 'lost_reason_id', 'lost_reason'],
			CLOSED,
			['Conversion Date', 'Umwandlungsdatum', 'date_conversion'],
			['Days to Assign', 'Days to Close', 'Tage bis zum Abschluss', 'day_close', 'day_open']
		],
		usual: [
			['Opportunity', 'Verkaufschance', 'Chance', 'name'],
			['Stage', 'Phase', 'stage_id'],
			['Expected Revenue', 'Erwarteter Umsatz', 'expected_revenue', 'planned_revenue'],
			['Probability', 'Wahrscheinlichkeit', 'probability'],
			['Created on', 'Erstellt am', 'Angelegt am', 'create_date'],
			['Source', 'Quelle', 'source_id'],
			['Medium', 'medium_id'],
			['Campaign', 'Kampagne', 'campaign_id']
		],
		roles: {
			id: ['External ID', 'Externe ID', 'ID', 'id'],
			createdAt: ['Created on', 'Erstellt am', 'Angelegt am', 'create_date'],
			source: ['Source', 'Quelle', 'source_id'],
			value: ['Expected Revenue', 'Erwarteter Umsatz', 'expected_revenue', 'planned_revenue'],
			currency: ['Currency', 'Währung', 'company_currency'],
			account: [
				'Company Name',
				'Unternehmensname',
				'partner_name',
				'Customer',
				'Kunde',
				'partner_id'
			],
			owner: ['Salesperson', 'Verkäufer', 'Vertriebsmitarbeiter', 'user_id'],
			email: ['Email', 'E-Mail', 'email_from'],
			acceptedAt: ['Conversion Date', 'Umwandlungsdatum', 'date_conversion'],
			closedAt: CLOSED,
			stage: ['Stage', 'Phase', 'stage_id'],
			rejectedReason: ['Lost Reason', 'Verlustgrund', 'lost_reason_id', 'lost_reason'],
			lead: ['Email', 'E-Mail', 'email_from', 'Customer', 'Kunde', 'partner_id']
		},
		outcomes: [
			{
				column: ['Won/Lost', 'Gewonnen/Verloren', 'won_status'],
				won: ['won', 'gewonnen'],
				lost: ['lost', 'verloren'],
				at: CLOSED
			},
			{ column: ['Stage', 'Phase', 'stage_id'], won: STAGES_WON, lost: STAGES_LOST, at: CLOSED }
		]
	},
	{
		crm: 'odoo',
		object: 'activities',
		signature: [
			['res_model', 'Related Document Model', 'Dokumentmodell', 'Zugehöriges Dokumentmodell'],
			['res_id', 'Related Document ID', 'Dokument-ID', 'Zugehörige Dokument-ID'],
			['activity_type_id', 'Activity Type', 'Aktivitätstyp'],
			['date_deadline', 'Due Date', 'Fälligkeitsdatum', 'date_done', 'Done Date'],
			['Document Name', 'Dokumentenname', 'res_name']
		],
		usual: [
			['summary', 'Summary', 'Zusammenfassung'],
			['user_id', 'Assigned to', 'Zugewiesen an'],
			['create_date', 'Created on', 'Erstellt am'],
			['note', 'Note', 'Notiz']
		],
		roles: {
			id: ['External ID', 'Externe ID', 'ID', 'id'],
			lead: [
				'res_id',
				'Related Document ID',
				'Dokument-ID',
				'Zugehörige Dokument-ID',
				'res_name',
				'Document Name'
			],
			at: [
				'date_done',
				'Done Date',
				'date_deadline',
				'Due Date',
				'Fälligkeitsdatum',
				'create_date'
			],
			type: ['activity_type_id', 'Activity Type', 'Aktivitätstyp'],
			detail: ['summary', 'Summary', 'Zusammenfassung'],
			owner: ['user_id', 'Assigned to', 'Zugewiesen an']
		},
		outcomes: []
	}
];
