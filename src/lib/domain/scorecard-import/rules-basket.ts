import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Cap, Group } from '#lib/domain/scorecard/scorecard.ts';
import { kindOfRule, namedKind } from './group-kind.ts';
import type { GroupRead, RuleRead, UnreadRow } from './rules-read.ts';

/** What groups are called that the text gives no name, in the language of whoever reads it. */
export type GroupNames = Record<Group['kind'], string>;

const THRESHOLD =
	/^(mql|sql)(?:[\s-]*(?:threshold|score|gate|cut-?off|schwelle|schwellenwert))?\s*(?:[:=≥|\s]|>=|from|at|ab|is|ist)+\s*\+?(\d{1,6})(?:\s*(?:points?|pts?|punkten?|pkt\.?))?$/i;

/** Collects rules into their groups as they are read, and what could not be read. */
export class RulesBasket {
	readonly #names: GroupNames;
	readonly #groups = new Map<string, GroupRead & { said: Group['kind'] | null }>();
	readonly exclusions: RuleRead[] = [];
	readonly unread: UnreadRow[] = [];
	readonly issues: Issue[] = [];
	/** Rules that give letters of a grade instead of points. */
	grades = 0;
	readonly thresholds: { mql: number | null; sql: number | null } = { mql: null, sql: null };

	constructor(names: GroupNames) {
		this.#names = names;
	}

	/** @param label - empty: a group is chosen by what the rule looks for */
	add(rule: RuleRead, label: string, kind: Group['kind'] | null = null): GroupRead {
		const group = label === '' ? this.#unnamed(kind ?? kindOfRule(rule)) : this.group(label, kind);
		group.rules.push(rule);
		return group;
	}

	/** The group of this name, made where there is none yet. */
	group(label: string, kind: Group['kind'] | null = null, cap?: Cap): GroupRead {
		const key = label.toLowerCase();
		const there = this.#groups.get(key);
		const said = there?.said ?? kind ?? namedKind(label);
		const group = there ?? { id: '', label, kind: 'fit' as const, rules: [], said };
		Object.assign(group, { said, ...(cap ? { cap: { ...group.cap, ...cap } } : {}) });
		this.#groups.set(key, group);
		return group;
	}

	/** Takes a line that says from which total on a lead is an MQL or SQL; false for any other line. */
	takeThreshold(line: string): boolean {
		const found = THRESHOLD.exec(line.trim());
		if (!found) return false;
		this.thresholds[found[1].toLowerCase() as 'mql' | 'sql'] = Number(found[2]);
		return true;
	}

	/** Names a line that cannot be read. */
	miss(
		{ line, text }: { line: number; text: string },
		code: string,
		params: Record<string, string | number> = {},
		severity: Issue['severity'] = 'warning'
	): void {
		const shown = text.length > 200 ? `${text.slice(0, 199)}…` : text;
		this.unread.push({
			line,
			text: shown,
			issue: issue(code, severity, { text: shown, ...params }, { line })
		});
	}

	/** Groups in the order in which they came, those without a rule left out. */
	groups(): GroupRead[] {
		return [...this.#groups.values()]
			.filter(({ rules }) => rules.length > 0)
			.map(({ said, ...group }) => ({ ...group, kind: said ?? majority(group.rules) }));
	}

	#unnamed(kind: Group['kind']): GroupRead {
		return this.group(this.#names[kind], kind);
	}
}

/** What most of its rules are, the first of equals. */
function majority(rules: RuleRead[]): Group['kind'] {
	const counts = new Map<Group['kind'], number>();
	for (const rule of rules) {
		const kind = kindOfRule(rule);
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
