import {
	cardFromRules,
	type CardMade,
	type FieldChoice
} from '#lib/domain/scorecard-import/card-from-rules.ts';
import type { ColumnContents } from '#lib/domain/scorecard-import/column-contents.ts';
import { fieldsOfRule, fieldsOfRules } from '#lib/domain/scorecard-import/fields-of-rules.ts';
import { matchFields, type FieldMatch } from '#lib/domain/scorecard-import/match-fields.ts';
import { allRules, type RulesRead } from '#lib/domain/scorecard-import/rules-read.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { knownAfterwards, whoAndWhen } from '#lib/domain/mapping/known-afterwards.ts';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { touchTypes } from '#lib/server/queries/touch-types.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import type { Workbench } from '#lib/server/workbench.ts';
import { countEditedRules, type EditedCounts } from './count-edited-rules.ts';

/** Signal window where touches are scored (statistics 3) and nobody has said another. */
const USUAL_WINDOW_DAYS = 14;
/** A column of more values is no choice of a person: its values are taken as they are written. */
const MOST_VALUES = 1_000;

export interface RulesPreview {
	fields: FieldOfRules[];
	made: CardMade;
	/** Leads and wins behind each rule of the card; null where there is no card. */
	counts: EditedCounts | null;
}

/** A field of the rules, what it stands for, and why. */
export interface FieldOfRules {
	field: string;
	/** Rules that look at it. */
	rules: number;
	choice: FieldChoice | null;
	suggested: FieldChoice | null;
	/** What names alone suggest. */
	match: FieldMatch;
}

export interface PreviewWishes {
	name: string;
	/** What somebody has chosen for each field, null for leaving it out; without it, what names suggest. */
	choices: Map<string, FieldChoice | null> | null;
	signalWindowDays: number;
	horizonDays: number;
}

/**
 * Rules as they would stand in a card on a dataset: the column each field means, leads and wins behind each rule. Nothing is saved.
 *
 * @throws WorkbenchError `dataset-not-found`, `setting-invalid`, `field-unknown`
 */
export async function previewRules(
	bench: Workbench,
	url: URL,
	dataset: string,
	read: RulesRead,
	wishes: PreviewWishes
): Promise<RulesPreview> {
	const { source } = await bench.source(dataset);
	const types = await typesOf(bench, source);
	const fields = chosenFields(read, source, types, wishes.choices);
	const chosen = new Map(
		fields.flatMap(({ field, choice }) => (choice ? [[field, choice] as const] : []))
	);
	const { horizonDays, name } = wishes;
	const touched = [...chosen.values()].some((choice) => 'touches' in choice);
	const signalWindowDays = wishes.signalWindowDays || (touched ? USUAL_WINDOW_DAYS : 0);
	const columns = await contentsOf(bench, source, [...chosen.values()]);
	const made = cardFromRules(read, {
		name,
		fields: chosen,
		columns,
		signalWindowDays,
		horizonDays
	});
	const { scorecard } = made;
	const counts = scorecard && (await countEditedRules(bench, url, JSON.stringify(scorecard)));
	return { fields, made, counts };
}

/** What each field stands for. Columns that know the outcome, or say who and when, are suggested for no field. */
function chosenFields(
	read: RulesRead,
	source: LeadsSource,
	types: string[],
	choices: PreviewWishes['choices']
): FieldOfRules[] {
	const fields = fieldsOfRules(read);
	const rules = allRules(read);
	const not = new Set([...knownAfterwards(source.mapping), ...whoAndWhen(source.mapping)]);
	const names = source.columns.map(({ name }) => name);
	const known = new Set(names);
	const matches = matchFields(
		fields,
		names.filter((name) => !not.has(name))
	);
	const suggested = read.dialect === 'template' ? onceEach(matches) : matches;
	const touches = matchFields(fields, types);
	const events = new Set(eventFields(read));
	return fields.map((field, f) => {
		const happens = events.has(field) && touches[f].confidence > suggested[f].confidence;
		const match = happens ? touches[f] : suggested[f];
		const own = read.dialect === 'json' && known.has(field) ? field : match.column;
		const usual = own === null ? null : happens ? { touches: own } : { column: own };
		const wanted = choices?.has(field) ? choices.get(field)! : usual;
		const gone =
			wanted && ('column' in wanted ? !known.has(wanted.column) : !types.includes(wanted.touches));
		const on = rules.filter((rule) => fieldsOfRule(rule).includes(field)).length;
		return { field, rules: on, choice: gone ? null : wanted, suggested: usual, match };
	});
}

/** Types of touches a rule may count: those of leads that have a creation date to count them from. */
async function typesOf(
	{ workspace: { engine } }: Workbench,
	source: LeadsSource
): Promise<string[]> {
	if (source.mapping.createdAt === null) return [];
	return (await touchTypes(engine, source)).map(({ type }) => type);
}

/** Fields of rules about something that happens. */
function eventFields(read: RulesRead): string[] {
	return allRules(read).flatMap(({ looksFor }) =>
		looksFor.kind === 'event' ? [looksFor.field] : []
	);
}

/** Slots of a template mean different things: a column is suggested for the one it fits best. */
function onceEach(matches: FieldMatch[]): FieldMatch[] {
	return matches.map((match, m) => {
		const rival = matches.some(
			(other, o) =>
				other.column === match.column &&
				(other.confidence > match.confidence || (other.confidence === match.confidence && o < m))
		);
		return match.column !== null && rival
			? { ...match, column: null, confidence: 0, because: 'nothing' }
			: match;
	});
}

async function contentsOf(
	{ workspace: { engine } }: Workbench,
	source: LeadsSource,
	choices: FieldChoice[]
): Promise<Map<string, ColumnContents>> {
	const names = [...new Set(choices.flatMap((each) => ('column' in each ? [each.column] : [])))];
	const contents = new Map<string, ColumnContents>();
	for (const facts of await columnSummaries(engine, source, names)) {
		const top =
			facts.type === 'text' ? await topValues(engine, source, facts.name, MOST_VALUES) : [];
		const levels = top.map(({ value, leads }) => ({ value: String(value), leads }));
		const personal = personalKind(
			facts.name,
			levels.map(({ value }) => value)
		);
		// A value is offered for one that is spelled otherwise; that of a person is not.
		contents.set(facts.name, { ...facts, levels: personal ? [] : levels });
	}
	return contents;
}
