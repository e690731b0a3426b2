import { wordList } from './word-list.ts';
import { headerWords } from '#lib/domain/mapping/header-words.ts';

/** What a column of a table of rules holds. */
export type TableRole =
	| 'group'
	| 'kind'
	| 'label'
	| 'field'
	| 'activity'
	| 'condition'
	| 'operator'
	| 'value'
	| 'points'
	| 'grade'
	| 'cap'
	| 'ruleMin'
	| 'ruleMax'
	| 'groupMin'
	| 'groupMax'
	| 'atMost'
	| 'locked'
	| 'sign'
	| 'id';

const HEADERS: Record<TableRole, string[]> = {
	group: wordList(`
		group, rule group, category, scoring category, bucket, section, block, dimension,
		gruppe, regelgruppe, kategorie, bereich, abschnitt, themenblock
	`),
	kind: wordList(
		`kind, group kind, art, gruppenart, art der gruppe, score type, scoreart, score art`
	),
	label: wordList(`
		rule, rule name, name, label, description, title, comment, note, notes, regel,
		regelname, bezeichnung, beschreibung, bemerkung, kommentar, titel
	`),
	field: wordList(`
		field, field name, property, property name, attribute, column, contact property,
		crm field, data point, profile criteria, profile criterion, variable, trait, feld,
		feldname, eigenschaft, attribut, spalte, merkmal, kontakteigenschaft, crm feld,
		datenfeld, profilkriterium, profilkriterien
	`),
	activity: wordList(`
		activity, activities, action, event, behavior, behaviour, signal, prospect activity,
		scoring rule, interaction, trigger, activity type, engagement, aktivitaet,
		aktivitaeten, aktion, ereignis, verhalten, interaktion, ausloeser
	`),
	condition: wordList(`
		condition, conditions, criterion, criteria, filter, if, rule criteria, definition,
		bedingung, bedingungen, kriterium, kriterien, wenn, regeldefinition
	`),
	operator: wordList(
		`operator, comparison, op, comparator, vergleich, vergleichsoperator, is, ist`
	),
	value: wordList(`
		value, values, option, options, match, matches, attribute value, answer, wert, werte,
		auspraegung, auspraegungen, optionen, antwort, feldwert
	`),
	points: wordList(`
		points, point, score, scores, score change, points today, weight, pts, score value,
		point value, scoring, lead score, default score, points per event, value points,
		punkte, punkt, punktzahl, punktwert, punktewert, pkt, gewicht, gewichtung, scorewert,
		punkte heute, wertung, lead score punkte, scorepunkte, bewertung, punkte je ereignis
	`),
	grade: wordList(`
		grade, grade change, letter grade, grade adjustment, letters, letter, note,
		notenstufe, notenstufen, grad, buchstabe, notenaenderung
	`),
	cap: wordList(`
		cap, max, maximum, limit, max points, maximum points, point limit, score limit,
		obergrenze, deckel, hoechstpunkte, hoechstwert, max punkte, maximale punkte,
		hoechstens punkte, deckelung, maximalpunkte
	`),
	ruleMin: wordList(`rule min, min points of rule, regel min, mindestpunkte der regel`),
	ruleMax: wordList(`rule max, rule cap, max points of rule, regel max, hoechstpunkte der regel`),
	groupMin: wordList(`group min, gruppe min, mindestpunkte der gruppe`),
	groupMax: wordList(`
		group max, group cap, group limit, gruppe max, hoechstpunkte der gruppe,
		gruppenobergrenze, obergrenze der gruppe, gruppendeckel
	`),
	atMost: wordList(`
		max events, max times, at most, max count, frequency, max frequency, times, repeat,
		hoechstens, max anzahl, haeufigkeit, maximale anzahl, wiederholungen
	`),
	locked: wordList(`locked, fixed, gesperrt, fest, fixiert`),
	sign: wordList(`sign, vorzeichen`),
	id: wordList(`id, rule id, key, regel id, schluessel`)
};

const ROLE_OF = new Map(
	Object.entries(HEADERS).flatMap(([role, all]) =>
		all.map((words) => [words, role as TableRole] as const)
	)
);

/** Which column plays which role. */
export type TableColumns = Partial<Record<TableRole, number>>;

/**
 * The roles of a header row, in English or German; null where the row is none, because it names no points, or nothing to give
 * them for.
 *
 * @example tableColumns(['Feld', 'Operator', 'Wert', 'Punkte']) // { field: 0, operator: 1, value: 2, points: 3 }
 */
export function tableColumns(cells: readonly string[]): TableColumns | null {
	const columns: TableColumns = {};
	cells.forEach((cell, c) => {
		const role = roleOf(cell);
		if (role && columns[role] === undefined) columns[role] = c;
	});
	// A column of notes is one of grades where nothing else says how much.
	if (columns.points === undefined && columns.grade === undefined) return null;
	const about = ['field', 'activity', 'condition', 'label'] as const;
	return about.some((role) => columns[role] !== undefined) ? columns : null;
}

function roleOf(cell: string): TableRole | undefined {
	const words = headerWords(cell.replace(/\(.*\)\s*$/, ''));
	return ROLE_OF.get(words) ?? ROLE_OF.get(headerWords(cell));
}

const GERMAN =
	/^(gruppe|regel|feld|wert|werte|punkte|punktzahl|bedingung|eigenschaft|merkmal|aktivitaet|kriterium|bezeichnung|kategorie)\b/;

/** Whether a header is written in German: its numbers have a decimal comma then. */
export function isGermanHeader(cells: readonly string[]): boolean {
	return cells.some((cell) => GERMAN.test(headerWords(cell)));
}
