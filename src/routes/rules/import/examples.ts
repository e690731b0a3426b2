import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/charts/numbers.ts';

/** What rules may look like, in the language of the page. */
export function examplesIn(locale: Locale): { name: string; text: string }[] {
	const [table, list, activities] = TEXTS[locale];
	return [
		{ name: m.pasted_example_table(), text: table },
		{ name: m.pasted_example_list(), text: list },
		{ name: m.pasted_example_activities(), text: activities }
	];
}

const TEXTS: Record<Locale, [string, string, string]> = {
	en: [
		`Group | Field | Operator | Value | Points | Group cap
Fit | Industry | is any of | Software; Logistics | 15 | 40
 | Employees | is between | 50 and 499 | 20 |
Engagement | Pricing page views | each | 1 (at most 3 times) | 8 |
Negative | Unsubscribed | is | yes | -20 |`,
		`Positive attributes
Industry is any of Software; Logistics +15
Job title contains any of CEO; Head of +20
Number of employees is at least 50 AND country is Germany +10
Negative attributes
Email is a free e-mail -10`,
		`Form submission 50
Page view 1
File access (max 5 times) 3
Industry: Manufacturing; Logistics +1/3 letter`
	],
	de: [
		`Gruppe | Feld | Operator | Wert | Punkte | Gruppenobergrenze
Fit | Branche | ist eines von | Software; Logistik | 15 | 40
 | Mitarbeiter | zwischen | 50 und 499 | 20 |
Engagement | Preisseite | je | 1 (höchstens 3-mal) | 8 |
Negativ | Abgemeldet | ist | ja | -20 |`,
		`Positive Kriterien
Branche ist eines von Software; Logistik +15
Berufsbezeichnung enthält eines von Geschäftsführ; Leiter +20
Anzahl Mitarbeiter mindestens 50 UND Land ist Deutschland +10
Negative Kriterien
E-Mail ist eine Freemail-Adresse -10`,
		`Formulareinsendung 50
Seitenaufruf 1
Datei abgerufen (höchstens 5-mal) 3
Branche: Maschinenbau; Logistik +1/3 Note`
	]
};
