import { conditionFields } from '#lib/domain/scorecard/conditions.ts';
import { touchId } from '#lib/domain/scorecard/touch-feature.ts';
import { allRules, type RuleRead, type RulesRead } from './rules-read.ts';

/** The fields a rule looks at as they are written, touch features of a scorecard file left out. */
export function fieldsOfRule({ looksFor, more }: RuleRead): string[] {
	const age = more?.decay?.age;
	const named = [...askedFields(looksFor), ...(age === undefined ? [] : [age])];
	return [...new Set(named)].filter((field) => touchId(field) === null);
}

/** All fields of the rules, each once, in the order in which they come. */
export function fieldsOfRules(read: RulesRead): string[] {
	return [...new Set(allRules(read).flatMap(fieldsOfRule))];
}

function askedFields(looksFor: RuleRead['looksFor']): string[] {
	switch (looksFor.kind) {
		case 'conditions':
			return looksFor.of.map(({ field }) => field);
		case 'ready':
			return 'each' in looksFor.what
				? [looksFor.what.each.field]
				: conditionFields(looksFor.what.when);
		default:
			return [looksFor.field];
	}
}
