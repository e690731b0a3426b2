import { issue, type Issue } from '#lib/domain/issue.ts';
import { headerWords } from '#lib/domain/mapping/header-words.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type {
	Exclusion,
	Group,
	Rule,
	Scorecard,
	TouchFeature
} from '#lib/domain/scorecard/scorecard.ts';
import { touchField } from '#lib/domain/scorecard/touch-feature.ts';
import type { ColumnContents } from './column-contents.ts';
import { fieldsOfRule, fieldsOfRules } from './fields-of-rules.ts';
import { protectedNames } from './protected-ground.ts';
import { allRules, type RuleRead, type RulesRead } from './rules-read.ts';
import { testsOnColumns, type TestOnColumns } from './tests-on-columns.ts';

/** Where a field of the rules is found: in a column, or in how often a type of touch came. */
export type FieldChoice = { column: string } | { touches: string };

export interface CardWishes {
	name: string;
	/** What each field stands for; a field without an entry is left out. */
	fields: ReadonlyMap<string, FieldChoice>;
	/** What the chosen columns hold, by name; unknown ones are taken as they are written. */
	columns: ReadonlyMap<string, ColumnContents>;
	/** Days that rules which say nothing of them are judged by. */
	signalWindowDays: number;
	horizonDays: number;
}

export interface CardMade {
	/** Null where no rule is left, or the card breaks a rule of the file format. */
	scorecard: Scorecard | null;
	/** Line of the text by id of the rule; 0 where there is none. */
	lines: Map<string, number>;
	issues: Issue[];
}

/**
 * A scorecard of rules as they were read, on the columns that were chosen for their fields. Rules on a field without a column are
 * left out and named, and so is everything that is read otherwise than it was written.
 */
export function cardFromRules(read: RulesRead, wishes: CardWishes): CardMade {
	const maker = new CardMaker(wishes, read.decimals, read.rest.features ?? []);
	const groups = read.groups.flatMap((group) => maker.group(group));
	const exclusions = read.exclusions.flatMap((each) => maker.exclusion(each));
	const law = protectedNames(namesOf(read, wishes.fields));
	const issues = [...law, ...leftOut(read, wishes.fields), ...maker.issues];
	if (groups.length === 0) return { scorecard: null, lines: maker.lines, issues };
	const { rest } = read;
	const { scorecard, issues: broken } = parseScorecard({
		leadgauge: 1,
		signalWindowDays: wishes.signalWindowDays,
		horizonDays: wishes.horizonDays,
		...rest,
		...(maker.features.length > 0 ? { features: maker.features } : {}),
		name: wishes.name,
		groups,
		exclusions
	});
	return { scorecard, lines: maker.lines, issues: [...issues, ...broken] };
}

/** One issue for every field that has no column, with the rules it costs. */
function leftOut(read: RulesRead, chosen: CardWishes['fields']): Issue[] {
	const rules = allRules(read);
	return fieldsOfRules(read)
		.filter((field) => !chosen.has(field))
		.map((field) => {
			const on = rules.filter((rule) => fieldsOfRule(rule).includes(field)).length;
			return issue('field-left-out', 'warning', { field, rules: on });
		});
}

/** What a rule says it looks at, and the columns it will, whether it is left out or not: a proxy is found by either. */
function namesOf(read: RulesRead, chosen: CardWishes['fields']) {
	return allRules(read).map((rule) => {
		const fields = fieldsOfRule(rule);
		const columns = fields.flatMap((field) => {
			const choice = chosen.get(field);
			return choice && 'column' in choice ? [choice.column] : [];
		});
		return { rule: rule.label, fields: [...fields, ...columns] };
	});
}

class CardMaker {
	readonly issues: Issue[] = [];
	readonly lines = new Map<string, number>();
	readonly features: TouchFeature[];
	readonly #wishes: CardWishes;
	readonly #decimals: RulesRead['decimals'];
	readonly #groupIds = new Set<string>();

	constructor(wishes: CardWishes, decimals: RulesRead['decimals'], features: TouchFeature[]) {
		this.#wishes = wishes;
		this.#decimals = decimals;
		this.features = [...features];
	}

	/** The group with the rules that have their columns; none where no rule is left. */
	group({ id, label, kind, cap, limits, rules }: RulesRead['groups'][number]): Group[] {
		const made = rules.flatMap((rule) => this.#rules(rule));
		if (made.length === 0) return [];
		const free = idFrom(id || label, this.#groupIds, 'group');
		this.#groupIds.add(free);
		return [{ id: free, label: named(label, kind), kind, ...given({ cap, limits }), rules: made }];
	}

	exclusion(rule: RuleRead): Exclusion[] {
		return this.#tests(rule).flatMap((test) => {
			if ('when' in test)
				return [{ id: this.#id(rule), label: named(test.label, 'rule'), when: test.when }];
			const { field, per } = test.each;
			const when = { field, operator: 'at-least' as const, value: per };
			return [{ id: this.#id(rule), label: named(test.label, 'rule'), when }];
		});
	}

	#rules(rule: RuleRead): Rule[] {
		const { cap, locked, sign, more } = rule;
		return this.#tests(rule).map(({ label, points, ...test }) => {
			const head = { id: this.#id({ ...rule, label }), label: named(label, 'rule'), points };
			return { ...head, ...given({ cap, locked, sign, ...this.#aged(more) }), ...test } as Rule;
		});
	}

	#tests(rule: RuleRead): TestOnColumns[] {
		const { fields, columns } = this.#wishes;
		if (fieldsOfRule(rule).some((field) => !fields.has(field))) return [];
		return testsOnColumns(rule, {
			fieldOf: (field) => this.#column(field),
			contentsOf: (field) => columns.get(field) ?? null,
			decimals: this.#decimals,
			issues: this.issues
		});
	}

	/** The column a field stands for; a count of touches is made for a type of touch. */
	#column(field: string): string {
		const choice = this.#wishes.fields.get(field);
		if (!choice) return field;
		if ('column' in choice) return choice.column;
		const { touches: type } = choice;
		const there = this.features.find(
			({ kind, types }) => kind === 'count' && types?.length === 1 && types[0] === type
		);
		if (there) return touchField(there.id);
		const id = idFrom(type, new Set(this.features.map((each) => each.id)), 'touches');
		this.features.push({ id, label: named(type, 'touches'), kind: 'count', types: [type] });
		return touchField(id);
	}

	#aged(more: RuleRead['more']): RuleRead['more'] {
		const age = more?.decay?.age;
		if (!more?.decay || age === undefined) return more;
		return { ...more, decay: { ...more.decay, age: this.#column(age) } };
	}

	#id({ id, label, line }: RuleRead): string {
		const free = idFrom(id || label, this.lines, 'rule');
		this.lines.set(free, line);
		return free;
	}
}

function named(label: string, otherwise: string): string {
	return label.trim().slice(0, 200) || otherwise;
}

/** An id of the file format that is not taken yet; one that is such an id already stays. */
function idFrom(name: string, taken: { has(id: string): boolean }, otherwise: string): string {
	const own = /^[a-z0-9][a-z0-9._-]{0,79}$/.test(name);
	const plain = own ? name : headerWords(name).replaceAll(' ', '-').slice(0, 70).replace(/-+$/, '');
	const id = plain || otherwise;
	let free = id;
	for (let number = 2; taken.has(free); number++) free = `${id.slice(0, 70)}-${number}`;
	return free;
}

function given<T extends object>(fields: T): Partial<T> {
	const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(kept) as Partial<T>;
}
