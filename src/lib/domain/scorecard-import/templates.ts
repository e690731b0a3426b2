import type { Cap, Group, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { LooksFor, OperatorRead, RulesRead } from './rules-read.ts';

/** A card that still has to be given its columns (`models/templates`). */
export interface Template {
	name: Texts;
	description: Texts;
	signalWindowDays: number;
	horizonDays: number;
	thresholds: Scorecard['thresholds'];
	groups: { kind: Group['kind']; label: Texts; cap?: Cap; rules: TemplateRule[] }[];
}

export interface TemplateRule {
	label: Texts;
	/** What the column is usually called. */
	field: Texts;
	/**
	 * `criterion`: answered with yes, no, unknown or a rating. `once`, `each`: something that happens. Else a comparison whose
	 * values are written with a decimal point.
	 */
	asks: 'criterion' | 'once' | 'each' | { operator: OperatorRead; values: string[] };
	points: number;
	/** Of something that happens: how often it counts at most. */
	atMost?: number;
}

export type Texts = Record<'en' | 'de', string>;

/**
 * A template as rules that wait for their columns: instantiating it is what `cardFromRules` does with any rules.
 * @example templateRules(bant, 'de').groups[0].rules[2].label // 'Bedarf'
 */
export function templateRules(template: Template, language: 'en' | 'de'): RulesRead {
	const { signalWindowDays, horizonDays, thresholds } = template;
	return {
		dialect: 'template',
		name: template.name[language],
		groups: template.groups.map(({ kind, label, cap, rules }) => ({
			id: '',
			label: label[language],
			kind,
			...(cap ? { cap } : {}),
			rules: rules.map((rule) => ({
				line: 0,
				id: '',
				label: rule.label[language],
				points: rule.points,
				looksFor: asked(rule, rule.field[language])
			}))
		})),
		exclusions: [],
		rest: {
			description: template.description[language],
			signalWindowDays,
			horizonDays,
			thresholds
		},
		decimals: 'point',
		unread: [],
		issues: []
	};
}

function asked({ asks, atMost }: TemplateRule, field: string): LooksFor {
	if (asks === 'criterion') return { kind: 'criterion', field };
	if (asks === 'once' || asks === 'each') {
		return { kind: 'event', field, count: asks, per: 1, atMost: atMost ?? null, after: 0 };
	}
	const { operator } = asks;
	const values = asks.values.map((text) => ({ text, marked: false }));
	const parts = operator === 'contains' ? values.map((value) => [value]) : [values];
	const of = parts.map((some) => ({ field, operator, values: some }));
	return { kind: 'conditions', join: of.length > 1 ? 'any' : 'all', of };
}
