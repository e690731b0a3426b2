import { STAGES_LOST, STAGES_WON, YES, type CrmPreset } from './crm-preset.ts';

/** Exports of modules and data backups. */
export const ZOHO: CrmPreset[] = [
	{
		crm: 'zoho',
		object: 'leads',
		signature: [
			['Lead Owner', 'Lead Owner.id', 'Lead Owner Id', 'Lead-Besitzer', 'Lead-Eigentümer'],
			['Created Time', 'Erstellungszeit', 'Erstellt um', 'Created_Time'],
			['Modified Time', 'Änderungszeit', 'Geändert um', 'Zeit der Änderung'],
			['Is Converted', 'Converted Date Time', 'Lead Conversion Time', 'Konvertierungszeit'],
			['Skype ID', 'Skype-ID', 'Secondary Email', 'Sekundäre E-Mail'],
			['Last Activity Time', 'Letzte Aktivität Zeit', 'Letzte Aktivitätszeit'],
			['Converted Account', 'Converted Deal', 'Converted Contact', 'Konvertierter Abschluss']
		],
		usual: [
			['Record Id', 'Lead Id', 'Datensatz-ID', 'Datensatz-Id'],
			['Lead Source', 'Lead-Quelle', 'Leadquelle'],
			['Lead Status', 'Lead-Status', 'Leadstatus'],
			['Company', 'Firma', 'Unternehmen'],
			['No. of Employees', 'No of Employees', 'Anzahl der Mitarbeiter', 'Mitarbeiterzahl'],
			['Email Opt Out', 'E-Mail-Abmeldung', 'E-Mail Opt-Out', 'E-Mail abbestellt'],
			['Rating', 'Bewertung']
		],
		roles: {
			id: ['Record Id', 'Lead Id', 'Datensatz-ID', 'Datensatz-Id'],
			createdAt: ['Created Time', 'Erstellungszeit', 'Erstellt um'],
			source: ['Lead Source', 'Lead-Quelle', 'Leadquelle'],
			account: ['Company', 'Firma', 'Unternehmen'],
			owner: ['Lead Owner', 'Lead-Besitzer', 'Lead-Eigentümer', 'Lead Owner Id', 'Lead Owner.id'],
			email: ['Email', 'E-Mail'],
			workedAt: ['First Contacted Time', 'Erstkontaktzeit'],
			rejectedReason: ['Reason For Loss', 'Junk Reason', 'Verlustgrund'],
			optIn: ['Email Opt Out', 'E-Mail-Abmeldung', 'E-Mail Opt-Out', 'E-Mail abbestellt'],
			score: ['Score', 'Lead Score', 'Positive Score', 'Lead-Score', 'Punktzahl']
		},
		outcomes: [
			{ wonAt: ['Converted Date Time', 'Converted Time', 'Konvertierungszeit'], lostAt: [] },
			{ column: ['Is Converted', 'Converted', 'Konvertiert'], won: YES, lost: [] },
			{
				column: ['Lead Status', 'Lead-Status', 'Leadstatus'],
				won: ['converted', 'konvertiert', 'pre-qualified', 'vorqualifiziert'],
				lost: ['lost lead', 'junk lead', 'not qualified', 'verlorener lead', 'nicht qualifiziert']
			}
		]
	},
	{
		crm: 'zoho',
		object: 'deals',
		signature: [
			['Deal Owner', 'Deal Owner.id', 'Deal Owner Id', 'Deal-Besitzer', 'Abschluss-Besitzer'],
			['Closing Date', 'Abschlusstermin', 'Closing_Date'],
			['Reason For Loss', 'Verlustgrund'],
			['Sales Cycle Duration', 'Dauer des Verkaufszyklus'],
			['Overall Sales Duration', 'Lead Conversion Time', 'Gesamtverkaufsdauer'],
			['Created Time', 'Erstellungszeit', 'Erstellt um']
		],
		usual: [
			['Record Id', 'Deal Id', 'Datensatz-ID', 'Datensatz-Id'],
			['Deal Name', 'Deal-Name', 'Abschlussname'],
			['Amount', 'Betrag'],
			['Stage', 'Phase'],
			['Account Name', 'Account Name.id', 'Accountname', 'Kontoname'],
			['Contact Name', 'Contact Name.id', 'Kontaktname'],
			['Expected Revenue', 'Erwarteter Umsatz'],
			['Lead Source', 'Lead-Quelle', 'Leadquelle']
		],
		roles: {
			id: ['Record Id', 'Deal Id', 'Datensatz-ID', 'Datensatz-Id'],
			createdAt: ['Created Time', 'Erstellungszeit', 'Erstellt um'],
			source: ['Lead Source', 'Lead-Quelle', 'Leadquelle'],
			value: ['Amount', 'Betrag'],
			currency: ['Currency', 'Währung'],
			account: ['Account Name.id', 'Account Name', 'Accountname', 'Kontoname'],
			owner: ['Deal Owner', 'Deal-Besitzer', 'Abschluss-Besitzer', 'Deal Owner.id'],
			closedAt: ['Closing Date', 'Abschlusstermin'],
			stage: ['Stage', 'Phase'],
			lead: ['Contact Name.id', 'Contact Id', 'Contact Name', 'Kontaktname'],
			product: ['Product', 'Produkt', 'Type', 'Typ'],
			rejectedReason: ['Reason For Loss', 'Verlustgrund']
		},
		outcomes: [
			{
				column: ['Stage', 'Phase'],
				won: STAGES_WON,
				lost: STAGES_LOST,
				at: ['Closing Date', 'Abschlusstermin']
			}
		]
	},
	{
		crm: 'zoho',
		object: 'activities',
		signature: [
			['Task Owner', 'Call Owner', 'Event Owner', 'Aufgabenbesitzer', 'Anrufbesitzer'],
			['Call Start Time', 'Anrufbeginn', 'Closed Time', 'Start DateTime', 'Abgeschlossen um'],
			['Call Purpose', 'Anrufzweck', 'Call Result', 'Anrufergebnis'],
			['Related To', 'Related To.id', 'Bezug auf', 'Verknüpft mit'],
			['Created Time', 'Erstellungszeit', 'Erstellt um']
		],
		usual: [
			['Record Id', 'Datensatz-ID', 'Datensatz-Id'],
			['Subject', 'Betreff', 'Event Title'],
			['Contact Name', 'Contact Name.id', 'Kontaktname'],
			['Status', 'Call Type', 'Anruftyp'],
			['Due Date', 'Fälligkeitsdatum']
		],
		roles: {
			id: ['Record Id', 'Datensatz-ID', 'Datensatz-Id'],
			lead: ['Related To.id', 'Contact Name.id', 'Related To', 'Contact Name', 'Kontaktname'],
			at: [
				'Call Start Time',
				'Anrufbeginn',
				'Start DateTime',
				'Closed Time',
				'Abgeschlossen um',
				'Created Time',
				'Erstellungszeit'
			],
			type: ['Activity Type', 'Aktivitätstyp', 'Call Type', 'Anruftyp'],
			detail: ['Subject', 'Betreff', 'Event Title'],
			direction: ['Call Type', 'Anruftyp'],
			owner: ['Task Owner', 'Call Owner', 'Event Owner', 'Aufgabenbesitzer', 'Anrufbesitzer']
		},
		outcomes: []
	}
];
