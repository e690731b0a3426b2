import type { Condition, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { nameFrom } from './condition-words.ts';
import { readDecimal, type Locale } from './decimal-text.ts';
import type {
	CapDraft,
	CardDraft,
	ConditionDraft,
	ExclusionDraft,
	GroupDraft,
	RuleDraft
} from './draft.ts';
import { idFrom } from './id-from.ts';

/** What is wrong with a field, by the path it has in the scorecard file. */
export type Problem =
	| 'whole'
	| 'number'
	| 'missing'
	| 'order'
	| 'id'
	| 'id-twice'
	| 'above-zero'
	| 'steps'
	| 'window'
	| 'horizon'
	| 'long';

export interface CardInFields {
	/** The card; where a field has a problem its text stands there as it was typed. */
	card: Scorecard;
	/** By path, in order of the card. */
	problems: Map<string, Problem>;
}

export interface Reading {
	locale: Locale;
	/** Type of each column of the data, by name. */
	types: ReadonlyMap<string, 'text' | 'number' | 'timestamp'>;
}

/** The card that stands in the fields, and what cannot be saved of it. */
export function cardOf(draft: CardDraft, reading: Reading): CardInFields {
	return new CardReader(reading).read(draft);
}

class CardReader {
	readonly #reading: Reading;
	readonly #problems = new Map<string, Problem>();
	readonly #groupIds = new Set<string>();

	constructor(reading: Reading) {
		this.#reading = reading;
	}

	read(draft: CardDraft): CardInFields {
		const ids = new Set(draft.groups.flatMap(({ rules }) => rules.map(({ id }) => id.trim())));
		const seen = new Set<string>();
		const cap = this.#cap(draft.cap, 'cap');
		const card = {
			leadgauge: 1,
			name: this.#text(draft.name, 'name', 200),
			...(draft.description.trim() && { description: draft.description }),
			signalWindowDays: this.#whole(draft.windowDays, 'signalWindowDays', [0, 3650, 'window']),
			horizonDays: this.#whole(draft.horizonDays, 'horizonDays', [1, 3650, 'horizon']),
			groups: draft.groups.map((group, g) => this.#group(group, `groups[${g}]`, ids, seen)),
			...(cap && { cap }),
			exclusions: draft.exclusions.map((each, e) => this.#exclusion(each, `exclusions[${e}]`)),
			thresholds: {
				mql: this.#wholeOrNull(draft.mql, 'thresholds.mql'),
				sql: this.#wholeOrNull(draft.sql, 'thresholds.sql')
			}
		};
		return { card: card as Scorecard, problems: this.#problems };
	}

	#group(group: GroupDraft, path: string, ids: Set<string>, seen: Set<string>) {
		const cap = this.#cap(group.cap, `${path}.cap`);
		const label = this.#text(group.label, `${path}.label`, 200);
		const id = group.id.trim() || idFrom(label, this.#groupIds);
		this.#groupIds.add(id);
		return {
			id: this.#id(id, `${path}.id`),
			label,
			kind: group.kind,
			...(cap && { cap }),
			rules: group.rules.map((rule, r) => this.#rule(rule, `${path}.rules[${r}]`, ids, seen))
		};
	}

	#rule(rule: RuleDraft, path: string, ids: Set<string>, seen: Set<string>) {
		const label = this.#label(rule, path);
		const cap = this.#cap(rule.cap, `${path}.cap`);
		const given = rule.id.trim();
		const id = given ? this.#id(given, `${path}.id`) : idFrom(label, ids);
		if (seen.has(id)) this.#found(`${path}.id`, 'id-twice');
		seen.add(id);
		ids.add(id);
		return {
			id,
			label,
			points: this.#whole(rule.points, `${path}.points`),
			...(cap && { cap }),
			...(rule.locked && { locked: true }),
			...(rule.sign && { sign: rule.sign }),
			...this.#looksFor(rule.condition, path)
		};
	}

	#exclusion(exclusion: ExclusionDraft, path: string) {
		const label = this.#label(exclusion, path);
		const id = this.#id(exclusion.id.trim() || idFrom(label), `${path}.id`);
		return { id, label, ...this.#looksFor(exclusion.condition, path) };
	}

	/** The name, or one made from what it looks for. */
	#label(row: RuleDraft | ExclusionDraft, path: string): string {
		const name = row.label.trim() ? row.label : nameFrom(row.condition, this.#reading.locale);
		return this.#text(name, `${path}.label`, 200);
	}

	#looksFor(condition: ConditionDraft, path: string) {
		const part = condition.operator === 'each' ? 'each' : 'when';
		const field = this.#text(condition.field, `${path}.${part}.field`, 256);
		if (condition.operator !== 'each') {
			return { when: { field, ...this.#comparison(condition, `${path}.when`) } };
		}
		const per = this.#number(condition.per, `${path}.each.per`);
		if (typeof per === 'number' && per <= 0) this.#found(`${path}.each.per`, 'above-zero');
		const atMost = this.#whole(condition.atMost, `${path}.each.atMost`, [1, 100, 'steps']);
		return { each: { field, per, atMost } };
	}

	#comparison(condition: ConditionDraft, path: string): object {
		const operator = condition.operator as Condition['operator'];
		switch (operator) {
			case 'equals':
				return { operator, value: this.#value(condition.value, condition, `${path}.value`) };
			case 'one-of':
				if (condition.values.length === 0) this.#found(`${path}.values`, 'missing');
				return {
					operator,
					values: condition.values.map((value) => this.#value(value, condition, `${path}.values`))
				};
			case 'contains':
				return { operator, value: this.#filled(condition.value, `${path}.value`) };
			case 'between':
				return { operator, ...this.#range(condition, path) };
			case 'at-least':
			case 'at-most':
				return { operator, value: this.#number(condition.value, `${path}.value`) };
			default:
				return { operator };
		}
	}

	#range(condition: ConditionDraft, path: string) {
		const from = this.#number(condition.from, `${path}.from`);
		const to = this.#number(condition.to, `${path}.to`);
		if (typeof from === 'number' && typeof to === 'number' && from > to) {
			this.#found(`${path}.to`, 'order');
		}
		return { from, to };
	}

	/** A number where the column holds numbers and the text is one. */
	#value(text: string, { field, numbers }: ConditionDraft, path: string): string | number {
		const { types, locale } = this.#reading;
		const type = types.get(field);
		const number = (type ? type === 'number' : numbers) ? readDecimal(text, locale) : null;
		return number ?? this.#filled(text, path);
	}

	#cap(cap: CapDraft, path: string) {
		const min = this.#wholeOrNull(cap.min, `${path}.min`);
		const max = this.#wholeOrNull(cap.max, `${path}.max`);
		if (min === null && max === null) return undefined;
		if (typeof min === 'number' && typeof max === 'number' && min > max) {
			this.#found(`${path}.max`, 'order');
		}
		return { ...(min !== null && { min }), ...(max !== null && { max }) };
	}

	#id(text: string, path: string): string {
		if (!/^[a-z0-9][a-z0-9._-]{0,79}$/.test(text)) this.#found(path, 'id');
		return text;
	}

	#text(text: string, path: string, most: number): string {
		if (text.length > most) this.#found(path, 'long');
		return this.#filled(text, path);
	}

	#filled(text: string, path: string): string {
		if (!text.trim()) this.#found(path, 'missing');
		return text;
	}

	#wholeOrNull(text: string, path: string): number | string | null {
		return text.trim() ? this.#whole(text, path) : null;
	}

	#whole(
		text: string,
		path: string,
		[least, most, problem]: [number, number, Problem] = [-1_000_000, 1_000_000, 'whole']
	): number | string {
		const value = readDecimal(text, this.#reading.locale);
		if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
		this.#found(path, problem);
		return value ?? text;
	}

	#number(text: string, path: string): number | string {
		const value = readDecimal(text, this.#reading.locale);
		if (value === null) this.#found(path, 'number');
		return value ?? text;
	}

	/** The first problem of a field is the one that is told. */
	#found(path: string, problem: Problem): void {
		if (!this.#problems.has(path)) this.#problems.set(path, problem);
	}
}
