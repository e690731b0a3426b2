import { issue } from '#lib/domain/issue.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { Exclusion, Rule } from '#lib/domain/scorecard/scorecard.ts';
import type { ReadyTest, RuleRead, RulesRead } from './rules-read.ts';

/** A scorecard file as rules whose fields may still be given other columns. A file that breaks the schema gives its issues and no rule. */
export function readJsonCard(text: string): RulesRead {
	const blank: RulesRead = {
		dialect: 'json',
		name: '',
		groups: [],
		exclusions: [],
		rest: {},
		decimals: 'point',
		unread: [],
		issues: []
	};
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { ...blank, issues: [issue('rules-not-json', 'error', { found: reason })] };
	}
	const { scorecard, issues } = parseScorecard(json);
	if (!scorecard) return { ...blank, issues };
	const { name, groups, exclusions, leadgauge: _, ...rest } = scorecard;
	return {
		...blank,
		name,
		rest,
		issues,
		groups: groups.map(({ rules, ...group }) => ({ ...group, rules: rules.map(ruleRead) })),
		exclusions: exclusions.map((each) => ruleRead({ ...each, points: 0 }))
	};
}

function ruleRead(rule: Rule | (Exclusion & { points: number })): RuleRead {
	const { id, label, points, ...other } = rule;
	const { cap, locked, sign, limit, decay, missing, ...what } = other as Partial<Rule>;
	const more = given({ limit, decay, missing });
	return {
		line: 0,
		id,
		label,
		points,
		looksFor: { kind: 'ready', what: what as ReadyTest },
		...given({ cap, locked, sign }),
		...(Object.keys(more).length > 0 ? { more } : {})
	};
}

function given<T extends object>(fields: T): Partial<T> {
	const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(kept) as Partial<T>;
}
