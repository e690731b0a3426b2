import type { FieldWords } from './column-by-words.ts';

/** A role a column can play, as far as header words can tell. */
export type Role =
	| 'id'
	| 'createdAt'
	| 'wonAt'
	| 'lostAt'
	| 'source'
	| 'value'
	| 'account'
	| 'workedAt'
	| 'acceptedAt'
	| 'email'
	| 'owner'
	| 'rejectedReason'
	| 'optIn'
	| 'score'
	| 'scoreAt';

/** Roles that stand in a mapping only where a column plays them. */
export const FURTHER_ROLES = [
	'email',
	'owner',
	'rejectedReason',
	'optIn',
	'scoreAt',
	'score'
] as const satisfies Role[];

export type FurtherRole = (typeof FURTHER_ROLES)[number];

/** English and German header words of every role. Presets of single CRM systems stand beside these, not among them. */
export const ROLE_WORDS: Record<Role, FieldWords> = {
	id: {
		type: 'any',
		unique: true,
		patterns: [
			/^(lead|prospect|contact|person|record|kontakt|interessent|interessenten|datensatz) ?(id|uuid|guid|key|nr|no|number|nummer|kennung)$/,
			/^(id|uuid|guid|record id|object id|kennung)$/,
			/\b(id|uuid|guid|nr|nummer|number)$/
		],
		not: /\b(account|company|firma|campaign|kampagne|owner|user|phone|telefon|house|haus)\b/
	},
	createdAt: {
		type: 'timestamp',
		patterns: [
			/^(lead )?(created|create|creation|erstellt|angelegt|erfasst)( (at|on|date|time|am|datum|zeit))*$/,
			/\b(created|create|creation|erstell|erstellt|erstellung|erstelldatum|erstellungsdatum|angelegt|anlagedatum|eingang|eingangsdatum|erfasst|erfassungsdatum)\b/,
			/^(date|datum|timestamp|lead date|lead datum|inquiry date|anfragedatum|registered|signup|sign up)( (at|on|date|am))?$/
		],
		not: /\b(deal|account|opportunity|verkaufschance|won|lost|closed|close|modified|updated|geaendert)\b/
	},
	wonAt: {
		type: 'timestamp',
		patterns: [
			/\b(won|gewonnen)\b/,
			/\b(converted|conversion|customer since|became a customer|kunde seit|kauf|kaufdatum|purchase|purchased)\b/,
			/\b(close date|closed at|closed on|abschluss|abschlussdatum|vertragsbeginn)\b/
		],
		not: /\b(lost|verloren|created|create|erstellt)\b/
	},
	lostAt: {
		type: 'timestamp',
		patterns: [/\b(lost|verloren)\b/, /\b(disqualified|rejected|abgelehnt|abgesagt)\b/]
	},
	source: {
		type: 'text',
		patterns: [
			/^(lead |original )?(source|quelle|leadquelle|herkunft|lead herkunft)$/,
			/\b(utm source|source|quelle|leadquelle|herkunft)\b/,
			/\b(channel|kanal)\b/
		],
		not: /\b(detail|details|id|drill|data)\b/
	},
	value: {
		type: 'number',
		patterns: [
			/\b(deal|order|won|auftrags|abschluss)? ?(value|amount|betrag|wert|auftragswert|dealwert)( (eur|euro|usd|chf))?$/,
			/\b(value|amount|revenue|umsatz|betrag|auftragswert|price|preis)\b/
		],
		not: /\b(cents|score|rank|annual|jahresumsatz|company|count|anzahl|total visits)\b/
	},
	account: {
		type: 'text',
		patterns: [
			/^(account|company|firma|unternehmen|organisation|organization)( (id|name|nr|number|nummer))?$/,
			/\b(account|company|firma|unternehmen|organisation|organization) (id|name|nr|nummer)$/,
			/\b(firmenname|firmennummer|kundenkonto)\b/
		],
		not: /\b(size|type|owner|manager|country|industry|groesse|branche)\b/
	},
	workedAt: {
		type: 'timestamp',
		patterns: [
			/\b(worked|bearbeitet)\b/,
			/\bfirst (contact|contacted|call|called|sales|response|touch|activity|outreach)\b/,
			/\b(contacted|erstkontakt|kontaktiert|erstanruf)\b/
		]
	},
	acceptedAt: {
		type: 'timestamp',
		patterns: [
			/^(lead )?(sql|sal|sales (accepted|qualified)( lead)?|accepted|angenommen|qualified|qualifiziert)( (at|on|date|time|am|datum|zeit))*$/,
			/\b(sql|sal|sales accepted|sales qualified|accepted|angenommen|qualified|qualifiziert|qualifizierungsdatum|qualification date)\b/,
			/\b(opportunity|opportunities|verkaufschance)\b.*\b(created|create|creation|opened|open|start|date|erstellt|angelegt|eroeffnet|datum|am|seit)\b/
		],
		not: /\b(marketing|mql|privacy|datenschutz|terms|agb|consent|einwilligung|gdpr|dsgvo|cookie|cookies|invitation|offer|quote|angebot|close|closed|abschluss|won|lost|modified|updated|geaendert)\b/
	},
	email: {
		type: 'text',
		patterns: [/^(e ?mail|mail)( address| adresse)?$/, /\be ?mail( address| adresse)?$/],
		not: /\b(opt|kind|type|typ|status|domain|count|clicks?|opens?|sent|do not|second|zweit)\b/
	},
	owner: {
		type: 'text',
		patterns: [
			/^((lead|contact|record|account|deal|kontakt) ?)?(owner|besitzer|inhaber|eigentuemer)( (name|alias))?$/,
			/^(sales (agent|rep|person)|salesperson|verkaeufer|vertriebsmitarbeiter|zustaendig|zustaendiger|bearbeiter|betreuer|assigned to|zugewiesen an)$/
		]
	},
	rejectedReason: {
		type: 'text',
		patterns: [
			/\b(rejected|rejection|disqualified|disqualification|unqualified|lost|loss|ablehnungs|absage|verlust)\b.*\b(reason|grund)\b/,
			/\b(ablehnungsgrund|absagegrund|verlustgrund|disqualifizierungsgrund|lost reason|reason)\b/
		]
	},
	optIn: {
		type: 'any',
		patterns: [
			/\b(opt in|email opt in|marketing consent|werbeeinwilligung|einwilligung|consent|newsletter)\b/
		],
		not: /\b(at|date|datum|am|out)\b/
	},
	score: {
		type: 'number',
		patterns: [
			/^((lead|crm|hubspot|total|current|today|pardot|aktueller|gesamt) ?)?(score|punkte|punktestand|scoring)$/,
			/\b(lead|hubspot|crm) ?score\b/
		],
		not: /\b(index|activity|profile|credit|nps)\b/
	},
	scoreAt: {
		type: 'timestamp',
		patterns: [
			/\b(score|scored|scoring|punkte)\b.*\b(at|on|date|time|updated|changed|datum|am|stand)\b/
		]
	}
};

/** Header words of an outcome that is a flag or a stage, best first. */
export const OUTCOME_WORDS: RegExp[] = [
	/\b(converted|conversion|won|gewonnen|outcome|ergebnis|is customer|ist kunde|abgeschlossen)\b/,
	/\b(stage|phase|deal stage|lead status|status|lifecycle stage|result)\b/,
	/^(y|target|label|class|kunde|customer|closed|subscribed|deal)$/
];

/** Values that mean won, in lower case. */
export const WON_VALUES = new Set([
	'1',
	'1.0',
	'true',
	'wahr',
	'yes',
	'y',
	'ja',
	'j',
	'won',
	'closed won',
	'closedwon',
	'gewonnen',
	'customer',
	'kunde',
	'converted',
	'success',
	'abgeschlossen'
]);

/** Values that mean lost, in lower case. */
export const LOST_VALUES = new Set([
	'lost',
	'closed lost',
	'closedlost',
	'verloren',
	'abgelehnt',
	'abgesagt',
	'disqualified',
	'disqualifiziert',
	'unqualified',
	'rejected',
	'no sale'
]);

/** Values that mean "no value" wherever they stand alone in a cell; `unknown` is an answer until somebody says otherwise. */
export const MISSING_TOKENS = [
	'Select',
	'N/A',
	'n/a',
	'#N/A',
	'NULL',
	'null',
	'(null)',
	'NaN',
	'nan',
	'-',
	'--',
	'–',
	'k. A.',
	'k.A.',
	'keine Angabe'
];
