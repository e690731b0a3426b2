import type { CrmPreset } from './crm-preset.ts';

/** Exports of lists and the full export: the object, a dash, the field. */
export const PIPEDRIVE: CrmPreset[] = [
	{
		crm: 'pipedrive',
		object: 'leads',
		signature: [
			['Lead - Title', 'Lead - Titel'],
			[
				'Lead - Lead created',
				'Lead - Lead created on',
				'Lead - Lead erstellt',
				'Lead - Lead erstellt am'
			],
			['Lead - Owner', 'Lead - Besitzer', 'Lead - Eigentümer'],
			['Lead - Contact person', 'Lead - Kontaktperson'],
			['Lead - Organization', 'Lead - Organisation'],
			['Lead - Label', 'Lead - Labels']
		],
		usual: [
			['Lead - ID'],
			['Lead - Value', 'Lead - Wert'],
			[
				'Lead - Source',
				'Lead - Lead source',
				'Lead - Source origin',
				'Lead - Quelle',
				'Lead - Leadquelle'
			],
			['Lead - Archived', 'Lead - Archive status', 'Lead - Archiviert'],
			['Lead - Update time', 'Lead - Zeit der Aktualisierung']
		],
		roles: {
			id: ['Lead - ID'],
			createdAt: [
				'Lead - Lead created',
				'Lead - Lead created on',
				'Lead - Lead erstellt',
				'Lead - Lead erstellt am'
			],
			source: [
				'Lead - Source channel',
				'Lead - Lead source',
				'Lead - Source',
				'Lead - Source origin',
				'Lead - Quelle',
				'Lead - Leadquelle'
			],
			value: ['Lead - Value', 'Lead - Wert'],
			currency: ['Lead - Currency', 'Lead - Währung'],
			account: [
				'Lead - Organization ID',
				'Lead - Organisations-ID',
				'Lead - Organization',
				'Lead - Organisation'
			],
			owner: ['Lead - Owner', 'Lead - Besitzer', 'Lead - Eigentümer'],
			email: [
				'Person - Email',
				'Person - Email - Work',
				'Person - E-Mail',
				'Person - E-Mail - Arbeit'
			],
			score: ['Lead - Score', 'Lead - Lead score']
		},
		outcomes: [
			{
				wonAt: ['Deal - Won time', 'Deal - Datum des gewonnenen Deals'],
				lostAt: ['Deal - Lost time', 'Deal - Datum des verlorenen Deals']
			},
			{
				column: ['Lead - Status'],
				won: ['converted', 'konvertiert'],
				lost: ['archived', 'archiviert']
			}
		]
	},
	{
		crm: 'pipedrive',
		object: 'deals',
		signature: [
			['Deal - Title', 'Deal - Titel'],
			['Deal - Status'],
			['Deal - Won time', 'Deal - Datum des gewonnenen Deals', 'Deal - Gewonnen um'],
			['Deal - Lost time', 'Deal - Datum des verlorenen Deals', 'Deal - Verloren um'],
			[
				'Deal - Deal created',
				'Deal - Deal created on',
				'Deal - Deal erstellt',
				'Deal - Deal erstellt am'
			],
			['Deal - Contact person', 'Deal - Kontaktperson'],
			['Deal - Organization', 'Deal - Organisation']
		],
		usual: [
			['Deal - ID'],
			['Deal - Value', 'Deal - Deal value', 'Deal - Wert'],
			['Deal - Stage', 'Deal - Phase'],
			['Deal - Pipeline'],
			['Deal - Owner', 'Deal - Besitzer', 'Deal - Eigentümer'],
			['Deal - Lost reason', 'Deal - Verlustgrund'],
			['Deal - Expected close date', 'Deal - Erwartetes Abschlussdatum']
		],
		roles: {
			id: ['Deal - ID'],
			createdAt: [
				'Deal - Deal created',
				'Deal - Deal created on',
				'Deal - Deal erstellt',
				'Deal - Deal erstellt am'
			],
			source: ['Deal - Source channel', 'Deal - Source', 'Deal - Source origin', 'Deal - Quelle'],
			value: ['Deal - Value', 'Deal - Deal value', 'Deal - Wert'],
			currency: [
				'Deal - Currency of Value',
				'Deal - Currency',
				'Deal - Währung von Wert',
				'Deal - Währung'
			],
			account: [
				'Deal - Organization ID',
				'Deal - Organisations-ID',
				'Deal - Organization',
				'Deal - Organisation'
			],
			owner: ['Deal - Owner', 'Deal - Besitzer', 'Deal - Eigentümer'],
			email: [
				'Person - Email',
				'Person - Email - Work',
				'Person - E-Mail',
				'Person - E-Mail - Arbeit'
			],
			closedAt: [
				'Deal - Deal closed on',
				'Deal - Deal abgeschlossen am',
				'Deal - Won time',
				'Deal - Datum des gewonnenen Deals'
			],
			stage: ['Deal - Stage', 'Deal - Phase'],
			lead: [
				'Deal - Contact person ID',
				'Deal - Kontaktperson-ID',
				'Person - ID',
				'Person - Email',
				'Person - Email - Work',
				'Deal - Contact person',
				'Deal - Kontaktperson'
			],
			product: ['Deal - Product name', 'Deal - Produkt'],
			rejectedReason: ['Deal - Lost reason', 'Deal - Verlustgrund']
		},
		outcomes: [
			{
				wonAt: ['Deal - Won time', 'Deal - Datum des gewonnenen Deals', 'Deal - Gewonnen um'],
				lostAt: ['Deal - Lost time', 'Deal - Datum des verlorenen Deals', 'Deal - Verloren um']
			},
			{ column: ['Deal - Status'], won: ['won', 'gewonnen'], lost: ['lost', 'verloren'] }
		]
	},
	{
		crm: 'pipedrive',
		object: 'activities',
		signature: [
			['Activity - Subject', 'Aktivität - Betreff'],
			['Activity - Type', 'Aktivität - Typ', 'Aktivität - Art'],
			['Activity - Due date', 'Aktivität - Fälligkeitsdatum'],
			['Activity - Done', 'Aktivität - Erledigt'],
			[
				'Activity - Marked as done time',
				'Aktivität - Als erledigt markiert um',
				'Aktivität - Zeitpunkt der Erledigung'
			]
		],
		usual: [
			['Activity - ID', 'Aktivität - ID'],
			[
				'Activity - Assigned to user',
				'Aktivität - Zugewiesen an Benutzer',
				'Aktivität - Zugewiesen an'
			],
			['Activity - Contact person', 'Aktivität - Kontaktperson'],
			['Activity - Deal', 'Aktivität - Deal'],
			['Activity - Organization', 'Aktivität - Organisation'],
			['Activity - Add time', 'Aktivität - Erstellt um']
		],
		roles: {
			id: ['Activity - ID', 'Aktivität - ID'],
			lead: [
				'Activity - Lead ID',
				'Activity - Contact person ID',
				'Aktivität - Kontaktperson-ID',
				'Activity - Lead',
				'Aktivität - Lead',
				'Activity - Contact person',
				'Aktivität - Kontaktperson'
			],
			at: [
				'Activity - Marked as done time',
				'Aktivität - Als erledigt markiert um',
				'Aktivität - Zeitpunkt der Erledigung',
				'Activity - Due date',
				'Aktivität - Fälligkeitsdatum',
				'Activity - Add time'
			],
			type: ['Activity - Type', 'Aktivität - Typ', 'Aktivität - Art'],
			detail: ['Activity - Subject', 'Aktivität - Betreff'],
			owner: [
				'Activity - Assigned to user',
				'Aktivität - Zugewiesen an Benutzer',
				'Aktivität - Zugewiesen an'
			]
		},
		outcomes: []
	}
];
