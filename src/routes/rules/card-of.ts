import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { nameFrom } from './condition-words.ts';
import type { CardDraft, ExclusionDraft, GroupDraft, LimitDraft, RuleDraft } from './draft.ts';
import { FieldReader, type Problem, type Reading } from './field-reader.ts';
import { idFrom } from './id-from.ts';
import { readLooksFor } from './read-condition.ts';
import { readDecay } from './read-decay.ts';
import { readFeatures } from './read-features.ts';
import { readBands, readMatrix } from './read-grades.ts';

export type { Problem, Reading } from './field-reader.ts';

export interface CardInFields {
	/** The card; where a field has a problem its text stands there as it was typed. */
	card: Scorecard;
	/** By path, in order of the card. */
	problems: Map<string, Problem>;
}

/** The card that stands in the fields, and what cannot be saved of it. */
export function cardOf(draft: CardDraft, reading: Reading): CardInFields {
	return new CardReader(reading).read(draft);
}

class CardReader {
	readonly #fields: FieldReader;
	readonly #groupIds = new Set<string>();

	constructor(reading: Reading) {
		this.#fields = new FieldReader(reading);
	}

	read(draft: CardDraft): CardInFields {
		const ids = new Set(draft.groups.flatMap(({ rules }) => rules.map(({ id }) => id.trim())));
		const seen = new Set<string>();
		const cap = this.#fields.cap(draft.cap, 'cap');
		const card = {
			leadgauge: 1,
			name: this.#fields.text(draft.name, 'name', 200),
			...(draft.description.trim() && { description: draft.description }),
			signalWindowDays: this.#fields.whole(draft.windowDays, 'signalWindowDays', [
				0,
				3650,
				'window'
			]),
			horizonDays: this.#fields.whole(draft.horizonDays, 'horizonDays', [1, 3650, 'horizon']),
			...readFeatures(this.#fields, draft.features),
			groups: draft.groups.map((group, g) => this.#group(group, `groups[${g}]`, ids, seen)),
			...(cap && { cap }),
			...(draft.noScore && { nothingMatched: 'no-score' }),
			exclusions: draft.exclusions.map((each, e) => this.#exclusion(each, `exclusions[${e}]`)),
			thresholds: {
				mql: this.#fields.wholeOrNull(draft.mql, 'thresholds.mql'),
				sql: this.#fields.wholeOrNull(draft.sql, 'thresholds.sql'),
				...(draft.mqlGrades.length > 0 && { mqlGrades: [...draft.mqlGrades] }),
				...(draft.sqlGrades.length > 0 && { sqlGrades: [...draft.sqlGrades] })
			},
			...(draft.matrix && { matrix: readMatrix(this.#fields, this.#groupIds, draft.matrix) }),
			...readBands(this.#fields, draft.bands)
		};
		return { card: card as Scorecard, problems: this.#fields.problems };
	}

	#group(group: GroupDraft, path: string, ids: Set<string>, seen: Set<string>) {
		const cap = this.#fields.cap(group.cap, `${path}.cap`);
		const label = this.#fields.text(group.label, `${path}.label`, 200);
		const id = group.id.trim() || idFrom(label, this.#groupIds);
		this.#groupIds.add(id);
		return {
			id: this.#fields.id(id, `${path}.id`),
			label,
			kind: group.kind,
			...(cap && { cap }),
			...this.#limits(group.limits, path),
			rules: group.rules.map((rule, r) => this.#rule(rule, `${path}.rules[${r}]`, ids, seen))
		};
	}

	#rule(rule: RuleDraft, path: string, ids: Set<string>, seen: Set<string>) {
		const label = this.#label(rule, path);
		const cap = this.#fields.cap(rule.cap, `${path}.cap`);
		const given = rule.id.trim();
		const id = given ? this.#fields.id(given, `${path}.id`) : idFrom(label, ids);
		if (seen.has(id)) this.#fields.found(`${path}.id`, 'id-twice');
		seen.add(id);
		ids.add(id);
		return {
			id,
			label,
			points: this.#fields.whole(rule.points, `${path}.points`),
			...(cap && { cap }),
			...(rule.limit && { limit: rule.limit }),
			...readDecay(this.#fields, rule.decay, `${path}.decay`),
			...(rule.missing !== 'own-state' && { missing: rule.missing }),
			...(rule.locked && { locked: true }),
			...(rule.sign && { sign: rule.sign }),
			...readLooksFor(this.#fields, rule.condition, path)
		};
	}

	#limits(limits: LimitDraft[], path: string) {
		if (limits.length === 0) return {};
		const ids = new Set<string>();
		const read = limits.map((limit, l) => {
			const at = `${path}.limits[${l}]`;
			const label = this.#fields.text(limit.label, `${at}.label`, 200);
			const id = this.#fields.id(limit.id.trim() || idFrom(label, ids), `${at}.id`);
			ids.add(id);
			return { id, label, cap: this.#fields.cap(limit.cap, `${at}.cap`) ?? {} };
		});
		return { limits: read };
	}

	#exclusion(exclusion: ExclusionDraft, path: string) {
		const label = this.#label(exclusion, path);
		const id = this.#fields.id(exclusion.id.trim() || idFrom(label), `${path}.id`);
		return { id, label, ...readLooksFor(this.#fields, exclusion.condition, path) };
	}

	/** The name, or one made from what it looks for. */
	#label(row: RuleDraft | ExclusionDraft, path: string): string {
		const name = row.label.trim()
			? row.label
			: nameFrom(row.condition, this.#fields.reading.locale);
		return this.#fields.text(name, `${path}.label`, 200);
	}
}
