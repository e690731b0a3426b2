import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { nameFrom } from './condition-words.ts';
import { readDecimal, writeDecimal, type Locale } from './decimal-text.ts';
import { firstOf, type ComparisonDraft, type ConditionDraft } from './condition-draft.ts';
import type { DecayDraft } from './decay-draft.ts';
import type {
	AxisDraft,
	BandDraft,
	CapDraft,
	CardDraft,
	ExclusionDraft,
	FeatureDraft,
	GroupDraft,
	LimitDraft,
	MatrixDraft,
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
	| 'days'
	| 'percent'
	| 'decay-steps'
	| 'grades'
	| 'bands'
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
			...this.#features(draft.features),
			groups: draft.groups.map((group, g) => this.#group(group, `groups[${g}]`, ids, seen)),
			...(cap && { cap }),
			...(draft.noScore && { nothingMatched: 'no-score' }),
			exclusions: draft.exclusions.map((each, e) => this.#exclusion(each, `exclusions[${e}]`)),
			thresholds: {
				mql: this.#wholeOrNull(draft.mql, 'thresholds.mql'),
				sql: this.#wholeOrNull(draft.sql, 'thresholds.sql'),
				...(draft.mqlGrades.length > 0 && { mqlGrades: [...draft.mqlGrades] }),
				...(draft.sqlGrades.length > 0 && { sqlGrades: [...draft.sqlGrades] })
			},
			...(draft.matrix && { matrix: this.#matrix(draft.matrix) }),
			...this.#bands(draft.bands)
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
			...this.#limits(group.limits, path),
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
			...(rule.limit && { limit: rule.limit }),
			...this.#decay(rule.decay, `${path}.decay`),
			...(rule.missing !== 'own-state' && { missing: rule.missing }),
			...(rule.locked && { locked: true }),
			...(rule.sign && { sign: rule.sign }),
			...this.#looksFor(rule.condition, path)
		};
	}

	#features(features: FeatureDraft[]) {
		if (features.length === 0) return {};
		const ids = new Set<string>();
		const read = features.map((feature, f) => {
			const path = `features[${f}]`;
			const label = this.#text(feature.label, `${path}.label`, 200);
			const id = this.#id(feature.id.trim() || idFrom(label, ids), `${path}.id`);
			if (ids.has(id)) this.#found(`${path}.id`, 'id-twice');
			ids.add(id);
			const { kind, types, details, channels, byUs, withinDays } = feature;
			const listed = { types, details, channels };
			const named = Object.entries(listed).filter(([, texts]) => texts.length > 0);
			const within = withinDays.trim()
				? { withinDays: this.#whole(withinDays, `${path}.withinDays`, [1, 36_500, 'days']) }
				: {};
			return {
				id,
				label,
				kind,
				...Object.fromEntries(named.map(([key, texts]) => [key, [...texts]])),
				...(byUs && { byUs: byUs === 'yes' }),
				...within
			};
		});
		return { features: read };
	}

	#limits(limits: LimitDraft[], path: string) {
		if (limits.length === 0) return {};
		const ids = new Set<string>();
		const read = limits.map((limit, l) => {
			const at = `${path}.limits[${l}]`;
			const label = this.#text(limit.label, `${at}.label`, 200);
			const id = this.#id(limit.id.trim() || idFrom(label, ids), `${at}.id`);
			ids.add(id);
			return { id, label, cap: this.#cap(limit.cap, `${at}.cap`) ?? {} };
		});
		return { limits: read };
	}

	#matrix({ letter, fit, engagement }: MatrixDraft) {
		return {
			letter,
			fit: this.#axis(fit, 'matrix.fit'),
			engagement: this.#axis(engagement, 'matrix.engagement')
		};
	}

	#axis({ groups, from }: AxisDraft, path: string) {
		const bounds = from
			.split(';')
			.filter((each) => each.trim())
			.map((each) => readDecimal(each, this.#reading.locale));
		const falls = bounds.every(
			(bound, i) => bound !== null && (i === 0 || bound < (bounds[i - 1] ?? -Infinity))
		);
		if (!falls || bounds.length > 25) this.#found(`${path}.from`, 'grades');
		const kept = groups.filter((id) => this.#groupIds.has(id));
		if (kept.length === 0) this.#found(`${path}.groups`, 'missing');
		return { groups: kept, from: bounds };
	}

	#bands(bands: BandDraft[]) {
		if (bands.length === 0) return {};
		const read = bands.map(({ label, from }, b) => ({
			label: this.#text(label, `bands[${b}].label`, 200),
			from: from.trim() ? this.#number(from, `bands[${b}].from`) : null
		}));
		read.forEach(({ from }, b) => {
			const before = b === 0 ? null : read[b - 1].from;
			const rises = b === 0 || (from !== null && Number(from) > Number(before ?? -Infinity));
			if (!rises) this.#found(`bands[${b}].from`, 'bands');
		});
		return { bands: read };
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
		const first = firstOf(condition);
		if (first.operator !== 'each') return { when: this.#condition(condition, `${path}.when`) };
		const at = `${path}.each`;
		const field = this.#text(first.field, `${at}.field`, 256);
		const per = this.#number(first.per, `${at}.per`);
		if (typeof per === 'number' && per <= 0) this.#found(`${at}.per`, 'above-zero');
		const atMost = this.#whole(first.atMost, `${at}.atMost`, [1, 100, 'steps']);
		const after = this.#whole(first.after.trim() || '0', `${at}.after`, [0, 1_000_000, 'whole']);
		return { each: { field, per, atMost, ...(after !== 0 && { after }) } };
	}

	/** One comparison stands for itself; several are joined, those in brackets the other way. */
	#condition({ join, parts }: ConditionDraft, path: string): object {
		if (parts.length === 1 && parts[0].length === 1) return this.#comparison(parts[0][0], path);
		const other = join === 'all' ? 'any' : 'all';
		const joined = parts.map((part, p) => {
			const at = `${path}.${join}[${p}]`;
			if (part.length === 1) return this.#comparison(part[0], at);
			return { [other]: part.map((each, i) => this.#comparison(each, `${at}.${other}[${i}]`)) };
		});
		return { [join]: joined };
	}

	#comparison(comparison: ComparisonDraft, path: string): object {
		const field = this.#text(comparison.field, `${path}.field`, 256);
		return { field, ...this.#compared(comparison, path) };
	}

	#compared(comparison: ComparisonDraft, path: string): object {
		const { operator } = comparison;
		switch (operator) {
			case 'equals':
			case 'not-equals':
				return { operator, value: this.#value(comparison.value, comparison, `${path}.value`) };
			case 'one-of':
			case 'not-one-of':
				if (comparison.values.length === 0) this.#found(`${path}.values`, 'missing');
				return {
					operator,
					values: comparison.values.map((value) => this.#value(value, comparison, `${path}.values`))
				};
			case 'contains':
			case 'not-contains':
			case 'starts-with':
			case 'not-starts-with':
				return { operator, value: this.#filled(comparison.value, `${path}.value`) };
			case 'email-kind':
				return { operator, value: comparison.value === 'freemail' ? 'freemail' : 'business' };
			case 'between':
				return { operator, ...this.#range(comparison, path) };
			case 'at-least':
			case 'at-most':
			case 'above':
			case 'below':
				return { operator, value: this.#number(comparison.value, `${path}.value`) };
			default:
				return { operator };
		}
	}

	#decay(decay: DecayDraft, path: string) {
		const { kind } = decay;
		if (kind === '') return {};
		const days = (text: string, at: string) => this.#whole(text, at, [1, 36_500, 'days']);
		const age = decay.age.trim() ? { age: decay.age } : {};
		if (kind === 'expiry')
			return { decay: { kind, days: days(decay.days, `${path}.days`), ...age } };
		if (kind === 'step') return { decay: { kind, steps: this.#steps(decay.steps, path), ...age } };
		const percent = this.#number(decay.percent, `${path}.percent`);
		if (typeof percent === 'number' && !(percent >= 0.01 && percent <= 100)) {
			this.#found(`${path}.percent`, 'percent');
		}
		const everyDays = days(decay.everyDays, `${path}.everyDays`);
		return { decay: { kind, percent, everyDays, ...age } };
	}

	/** "30: 50; 90: 0": days and what is left from then on. */
	#steps(text: string, path: string) {
		const steps = text
			.split(';')
			.filter((each) => each.trim())
			.map((each) => {
				const [days = '', left = ''] = each.split(':');
				const read = (part: string) =>
					readDecimal(part.trim().replace(/ ?%$/, ''), this.#reading.locale);
				return { afterDays: read(days), leftPercent: read(left) };
			});
		const isStep = ({ afterDays, leftPercent }: (typeof steps)[number], i: number) =>
			afterDays !== null &&
			leftPercent !== null &&
			Number.isInteger(afterDays) &&
			afterDays >= 1 &&
			leftPercent >= 0 &&
			leftPercent <= 100 &&
			(i === 0 ||
				(afterDays > (steps[i - 1].afterDays ?? 0) &&
					leftPercent < (steps[i - 1].leftPercent ?? 0)));
		if (steps.length === 0 || !steps.every(isStep)) this.#found(`${path}.steps`, 'decay-steps');
		return steps;
	}

	#range(condition: ComparisonDraft, path: string) {
		const from = this.#number(condition.from, `${path}.from`);
		const to = this.#number(condition.to, `${path}.to`);
		if (typeof from === 'number' && typeof to === 'number' && from > to) {
			this.#found(`${path}.to`, 'order');
		}
		return { from, to };
	}

	/** A number where the column holds numbers and the text is one. */
	#value(text: string, comparison: ComparisonDraft, path: string): string | number {
		const { types, locale } = this.#reading;
		const { field, numbers, given } = comparison;
		const type = types.get(field);
		const written = (value: string | number) =>
			typeof value === 'number' ? writeDecimal(value, locale) : value;
		const unedited = type ? undefined : given.find((value) => written(value) === text);
		if (unedited !== undefined) return unedited;
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
