import { FULL } from '#lib/domain/scorecard/decay.ts';
import { decaysPerTouch } from '#lib/domain/scorecard/rule-levels.ts';
import { conditionFields } from '#lib/domain/scorecard/conditions.ts';
import {
	fieldsOf,
	isStepped,
	rulesOf,
	type Rule,
	type Scorecard,
	type TouchFeature
} from '#lib/domain/scorecard/scorecard.ts';
import { featureType, touchField } from '#lib/domain/scorecard/touch-feature.ts';
import { decayParts } from './decay-parts.ts';
import type { Dialect } from './dialect.ts';
import { asNumber, partsField, stepsOf, truth, type FieldLookup } from './rule-state.ts';
import { join, raw, sql, type Sql } from './sql.ts';
import type { TouchFigure } from './touches-by-lead.ts';

/** A column a card needs beside those of the lead file, under the field its rules use. */
export interface AddedColumn {
	field: string;
	type: 'text' | 'number';
}

/** What a card asks of its leads beyond the columns of the lead file. */
export interface CardColumns {
	/** Figures over touches, and the field each of them is. */
	figures: (TouchFigure & AddedColumn)[];
	/** Rules whose points wear off by a field with days: each adds what is left of it. */
	decaying: (AddedColumn & { rule: Rule })[];
}

/**
 * What rules and exclusions ask beyond the columns of the lead file: only the touch features that are used, each once.
 * @example cardColumns(card).figures.length // 0 for a card that asks nothing about touches
 */
export function cardColumns(
	scorecard: Pick<Scorecard, 'groups' | 'features' | 'exclusions'>
): CardColumns {
	const rules = rulesOf(scorecard as Scorecard);
	const features = new Map(scorecard.features?.map((each) => [touchField(each.id), each]));
	const asked = new Set([
		...rules.flatMap((rule) => (decaysPerTouch(rule) ? [] : fieldsOf(rule))),
		...scorecard.exclusions.flatMap(({ when }) => conditionFields(when))
	]);
	const figures = [...features]
		.filter(([field]) => asked.has(field))
		.map(([field, feature]) => ({ field, type: featureType(feature), feature, left: null }));
	const left = rules.filter(decaysPerTouch).map((rule) => leftOf(rule, features));
	const byAge = rules
		.filter((rule) => rule.decay && !decaysPerTouch(rule))
		.map((rule) => ({ field: partsField(rule), type: 'number' as const, rule }));
	return { figures: [...figures, ...onceEach(left)], decaying: onceEach(byAge) };
}

function leftOf(rule: Rule, features: Map<string, TouchFeature>): TouchFigure & AddedColumn {
	const feature = isStepped(rule) && features.get(rule.each.field);
	if (!feature || !rule.decay) throw new Error(`cardColumns: rule ${rule.id} counts no touches`);
	const left = { each: rule.each, decay: rule.decay };
	return { field: partsField(rule), type: 'number', feature, left };
}

function onceEach<Column extends AddedColumn>(columns: Column[]): Column[] {
	return [...new Map(columns.map((each) => [each.field, each])).values()];
}

/**
 * The leads with the columns a card needs beside those of the file: `added_0`, `added_1`, … in the order of its figures, then
 * of its decaying rules. A lead without touches has 0 of what is counted; one without a creation date has no decision time,
 * so nothing about touches can be said of it.
 *
 * @param touched - relation of `touchesByLead` over the same figures; null where there are none
 * @param lookup - of the columns of the lead file
 */
export function leadRelation(
	leads: Sql,
	touched: Sql | null,
	{ figures, decaying }: CardColumns,
	lookup: FieldLookup,
	dialect: Dialect
): Sql {
	const counted = figures.map((figure, i) => sql`${ofLead(figure, i)} AS ${raw(`added_${i}`)}`);
	const withTouches = touched
		? sql`(SELECT lead_row.*, ${join(counted, ', ')}
	FROM ${leads} AS lead_row LEFT JOIN ${touched} AS of_touches ON of_touches.lead = lead_row.row_number)`
		: leads;
	if (decaying.length === 0) return withTouches;
	const all: FieldLookup = (field) => {
		const i = figures.findIndex((each) => each.field === field);
		return i < 0 ? lookup(field) : { expression: raw(`added_${i}`), type: figures[i].type };
	};
	const left = decaying.map(
		({ rule }, i) =>
			sql`${partsLeftOf(rule, all, dialect)} AS ${raw(`added_${figures.length + i}`)}`
	);
	return sql`(SELECT *, ${join(left, ', ')} FROM ${withTouches} AS touched_leads)`;
}

function ofLead({ feature, left }: TouchFigure, i: number): Sql {
	const figure = raw(`of_touches.figure_${i}`);
	const isCount = left !== null || feature.kind === 'count' || feature.kind === 'distinct-days';
	if (!isCount) return figure;
	return sql`CASE WHEN lead_row.created_at IS NULL THEN NULL ELSE COALESCE(${figure}, 0) END`;
}

/** What is left of a rule by a field with days, in parts; NULL where it cannot be evaluated. */
function partsLeftOf(rule: Rule, lookup: FieldLookup, dialect: Dialect): Sql {
	const { decay } = rule;
	if (!decay?.age) throw new Error(`leadRelation: rule ${rule.id} names no age`);
	const age = asNumber(lookup(decay.age), dialect);
	const events = isStepped(rule)
		? stepsOf(rule.each, lookup, dialect)
		: sql`CASE WHEN ${truth(rule.when, lookup, dialect, rule.missing)} THEN 1
			WHEN ${truth(rule.when, lookup, dialect, rule.missing)} IS NULL THEN NULL ELSE 0 END`;
	// No age is needed to know that nothing is left of nothing.
	return sql`CAST(CASE WHEN (${events}) = 0 THEN 0 ELSE (${events}) * ${wornOff(rule, age)} END AS BIGINT)`;
}

function wornOff({ decay }: Rule, age: Sql): Sql {
	if (!decay) return raw(String(FULL));
	return sql`(CASE WHEN ${age} IS NULL THEN NULL ELSE ${decayParts(decay, sql`floor(${age})`)} END)`;
}
