import { headerWords } from '#lib/domain/mapping/header-words.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { fieldsOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { conditionFields } from '#lib/domain/scorecard/conditions.ts';

/** What the law on equal treatment names (§ 1 AGG; directives 2000/43, 2000/78, 2004/113/EC). */
export type ProtectedGround =
	'age' | 'gender' | 'origin' | 'religion' | 'disability' | 'orientation';

const GROUNDS: Record<ProtectedGround, { words: RegExp; not?: RegExp }> = {
	age: {
		words:
			/\b(age|alter|lebensalter|birth ?(day|date|year)|date of birth|geburtsdatum|geburtstag|geburtsjahr|jahrgang|altersgruppe|alterskategorie|age group|generation)\b/,
		not: /\b(company|firma|firmen\w*|unternehmen\w*|lead|leads|account|deal|domain|contract|vertrag\w*|konto|website|record|datensatz|business|geschaeft\w*|days|tage|lead ?alter)\b/
	},
	gender: {
		words:
			/\b(gender|sex|geschlecht|anrede|salutation|male|female|maennlich|weiblich|mr mrs|herr frau)\b/
	},
	origin: {
		words:
			/\b(nationality|nationalitaet|citizenship|staatsangehoerigkeit|staatsbuergerschaft|ethnic\w*|ethnie|ethnisch\w*|race|rasse|herkunft|herkunftsland|country of (birth|origin)|geburtsland|geburtsort|place of birth|migration\w*|muttersprache|native language|mother tongue|national origin)\b/,
		not: /\b(lead|leads|quelle|source|leadherkunft|kampagne\w*|campaign|kanal|channel|traffic|daten|data)\b/
	},
	religion: {
		words:
			/\b(religion|religioes\w*|religious|konfession|belief|weltanschauung|glaube|denomination|faith|church|kirche)\b/
	},
	disability: {
		words: /\b(disability|disabled|handicap\w*|behinderung|schwerbehind\w*|impairment)\b/
	},
	orientation: {
		words: /\b(sexual orientation|sexuelle (identitaet|orientierung)|sexual identity)\b/
	}
};

/**
 * The ground a name speaks of; null for none. It goes by names alone: a lead's age or origin, a firm's age are none.
 * @example protectedGround('Staatsangehörigkeit') // 'origin'
 */
export function protectedGround(name: string): ProtectedGround | null {
	const words = headerWords(name);
	const found = Object.entries(GROUNDS).find(
		([, { words: some, not }]) => some.test(words) && !not?.test(words)
	);
	return found ? (found[0] as ProtectedGround) : null;
}

/** A warning for every rule and exclusion on what the law on equal treatment may forbid to score by: its field or its name says so. */
export function protectedRules(scorecard: Scorecard): Issue[] {
	const rules = rulesOf(scorecard).map((rule) => ({ rule: rule.label, fields: fieldsOf(rule) }));
	const exclusions = scorecard.exclusions.map(({ label, when }) => ({
		rule: label,
		fields: conditionFields(when)
	}));
	return protectedNames([...rules, ...exclusions]);
}

/** The same for rules that have a name and fields but no column yet; one warning a rule. */
export function protectedNames(rules: { rule: string; fields: string[] }[]): Issue[] {
	const told = new Set<string>();
	return rules.flatMap(({ rule, fields }) => {
		const field = [...fields, rule].find((name) => protectedGround(name) !== null);
		if (field === undefined || told.has(rule)) return [];
		told.add(rule);
		const ground = protectedGround(field)!;
		return [issue('rule-protected-ground', 'warning', { rule, field, ground })];
	});
}
