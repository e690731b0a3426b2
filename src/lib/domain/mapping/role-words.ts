import type { ColumnType } from '#lib/domain/ingest/column-reading.ts';

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
	| 'acceptedAt';

export interface RoleWords {
	type: ColumnType | 'any';
	/** Patterns over `headerWords`, best first. */
	patterns: RegExp[];
	/** Names that look right but mean something else. */
	not?: RegExp;
	/** Whether every value must be different. */
	unique?: boolean;
}

/** English and German header words of every role. Presets of single CRM systems stand beside these, not among them. */
export const ROLE_WORDS: Record<Role, RoleWords> = {
	id: {
		type: 'any',
		unique: true,
		patterns: [
			/^(lead|prospect|contact|person|record|kontakt|interessent|interessenten|datensatz) ?(id|uuid|guid|key|nr|no|number|nummer)$/,
			/^(id|uuid|guid|record id|object id)$/,
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
