import {
	isStepped,
	type Band,
	type Cap,
	type Exclusion,
	type GradeAxis,
	type GradeMatrix,
	type Group,
	type Limit,
	type Rule,
	type Scorecard,
	type TouchFeature
} from '#lib/domain/scorecard/scorecard.ts';
import { conditionDraft, type ConditionDraft } from './condition-draft.ts';
import { decayDraft, type DecayDraft } from './decay-draft.ts';
import { writeDecimal, type Locale } from './decimal-text.ts';

/**
 * A scorecard as it stands in the fields of the page: every number a text, because what is typed need not be one.
 * Keys name rows while they move; the card never sees them.
 */
export interface CardDraft {
	name: string;
	description: string;
	windowDays: string;
	horizonDays: string;
	cap: CapDraft;
	/** No score, rather than 0, for a lead whom no rule gives points. */
	noScore: boolean;
	mql: string;
	sql: string;
	mqlGrades: string[];
	sqlGrades: string[];
	matrix: MatrixDraft | null;
	bands: BandDraft[];
	features: FeatureDraft[];
	groups: GroupDraft[];
	exclusions: ExclusionDraft[];
}

export interface GroupDraft {
	key: string;
	id: string;
	label: string;
	kind: Group['kind'];
	cap: CapDraft;
	limits: LimitDraft[];
	rules: RuleDraft[];
}

export interface RuleDraft {
	key: string;
	/** Empty: made from the name. */
	id: string;
	/** Empty: made from the condition. */
	label: string;
	points: string;
	cap: CapDraft;
	/** Id of a limit of the group; empty: none. */
	limit: string;
	decay: DecayDraft;
	missing: NonNullable<Rule['missing']>;
	/** What calibration has to keep to: the points stay; empty sign: either. */
	locked: boolean;
	sign: '' | NonNullable<Rule['sign']>;
	condition: ConditionDraft;
}

export interface ExclusionDraft {
	key: string;
	id: string;
	label: string;
	condition: ConditionDraft;
}

export interface CapDraft {
	min: string;
	max: string;
}

/** A touch feature: what rules may ask about a lead's touches. */
export interface FeatureDraft {
	key: string;
	id: string;
	label: string;
	kind: TouchFeature['kind'];
	types: string[];
	details: string[];
	channels: string[];
	byUs: '' | 'yes' | 'no';
	withinDays: string;
}

export interface LimitDraft {
	key: string;
	id: string;
	label: string;
	cap: CapDraft;
}

/** Fit and engagement as letter and number; bounds as texts such as "60; 30". */
export interface MatrixDraft {
	letter: GradeMatrix['letter'];
	fit: AxisDraft;
	engagement: AxisDraft;
}

export interface AxisDraft {
	groups: string[];
	from: string;
}

export interface BandDraft {
	key: string;
	label: string;
	/** Empty: the lowest band. */
	from: string;
}

/** The fields that show a card. */
export function draftOf(card: Scorecard, locale: Locale): CardDraft {
	return {
		name: card.name,
		description: card.description ?? '',
		windowDays: String(card.signalWindowDays),
		horizonDays: String(card.horizonDays),
		cap: capDraft(card.cap, locale),
		mql: wholeText(card.thresholds.mql, locale),
		sql: wholeText(card.thresholds.sql, locale),
		mqlGrades: card.thresholds.mqlGrades ?? [],
		sqlGrades: card.thresholds.sqlGrades ?? [],
		noScore: card.nothingMatched === 'no-score',
		matrix: card.matrix ? matrixDraft(card.matrix, locale) : null,
		bands: (card.bands ?? []).map((band, b) => bandDraft(band, `b${b}`, locale)),
		features: (card.features ?? []).map((each, f) => featureDraft(each, `f${f}`)),
		groups: card.groups.map((group, g) => groupDraft(group, `g${g}`, locale)),
		exclusions: card.exclusions.map((each, e) => exclusionDraft(each, `e${e}`, locale))
	};
}

function groupDraft(group: Group, key: string, locale: Locale): GroupDraft {
	const { id, label, kind, cap, limits = [], rules } = group;
	return {
		key,
		id,
		label,
		kind,
		cap: capDraft(cap, locale),
		limits: limits.map((limit, l) => limitDraft(limit, `${key}l${l}`, locale)),
		rules: rules.map((rule, r) => ruleDraft(rule, `${key}r${r}`, locale))
	};
}

function ruleDraft(rule: Rule, key: string, locale: Locale): RuleDraft {
	const { id, label, points, cap, limit, decay, missing, locked, sign } = rule;
	const condition = conditionDraft(
		isStepped(rule) ? { each: rule.each } : { when: rule.when },
		locale
	);
	return {
		key,
		id,
		label,
		points: wholeText(points, locale),
		cap: capDraft(cap, locale),
		limit: limit ?? '',
		decay: decayDraft(decay, locale),
		missing: missing ?? 'own-state',
		locked: locked ?? false,
		sign: sign ?? '',
		condition
	};
}

function exclusionDraft(
	{ id, label, when }: Exclusion,
	key: string,
	locale: Locale
): ExclusionDraft {
	return { key, id, label, condition: conditionDraft({ when }, locale) };
}

/** The fields that show a touch feature. */
export function featureDraft(feature: TouchFeature, key: string): FeatureDraft {
	const { id, label, kind, types = [], details = [], channels = [], byUs, withinDays } = feature;
	return {
		key,
		id,
		label,
		kind,
		types,
		details,
		channels,
		byUs: byUs === undefined ? '' : byUs ? 'yes' : 'no',
		withinDays: withinDays === undefined ? '' : String(withinDays)
	};
}

function limitDraft({ id, label, cap }: Limit, key: string, locale: Locale): LimitDraft {
	return { key, id, label, cap: capDraft(cap, locale) };
}

function matrixDraft({ letter, fit, engagement }: GradeMatrix, locale: Locale): MatrixDraft {
	const axis = ({ groups, from }: GradeAxis) => ({
		groups,
		from: from.map((least) => writeDecimal(least, locale)).join('; ')
	});
	return { letter, fit: axis(fit), engagement: axis(engagement) };
}

function bandDraft({ label, from }: Band, key: string, locale: Locale): BandDraft {
	return { key, label, from: from === null ? '' : writeDecimal(from, locale) };
}

function capDraft(cap: Cap | undefined, locale: Locale): CapDraft {
	return { min: wholeText(cap?.min ?? null, locale), max: wholeText(cap?.max ?? null, locale) };
}

function wholeText(value: number | null, locale: Locale): string {
	return value === null ? '' : writeDecimal(value, locale);
}
