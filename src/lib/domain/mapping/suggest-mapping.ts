import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { columnByWords } from './column-by-words.ts';
import { headerWords } from './header-words.ts';
import { isDated, outcomeColumns, type Mapping } from './mapping.ts';
import { presetColumns } from './presets/preset-columns.ts';
import { presetOutcome } from './presets/preset-outcome.ts';
import { recogniseExport, type RecognisedExport } from './presets/recognise-export.ts';
import { LOST_VALUES, OUTCOME_WORDS, ROLE_WORDS, WON_VALUES, type Role } from './role-words.ts';

/** A mapping that a person may correct; without a column that tells won from lost there is no outcome yet. */
export interface SuggestedMapping {
	mapping: Omit<Mapping, 'outcome'> & { outcome: Mapping['outcome'] | null };
	/** One entry for every role that got a column. */
	reasons: SuggestionReason[];
	/** Whose export the file seems to be; null where it is nobody's that is known. */
	recognised: RecognisedExport | null;
}

export interface SuggestionReason {
	role: Role | 'outcome' | 'missing';
	/** The column; for `missing` the text. */
	column: string;
	/** How sure it is, 0..1. */
	confidence: number;
	/** What it rests on: a recognised export, the name of the column, its values, or that no other column could be it. */
	because: 'preset' | 'name' | 'name-and-values' | 'values' | 'only-one';
	/** The most frequent values of the column, at most three; empty for `missing`. */
	samples: string[];
}

const SAMPLES = 3;
/** Roles that stand in a mapping only where there is a column for them. */
const FURTHER = ['email', 'owner', 'rejectedReason', 'optIn', 'scoreAt', 'score'] as const;

/**
 * Suggests which column plays which role: as the export of a known system has it where the file is one; else from header
 * words in English and German, the type of the columns and their values. A column plays one role only. Dated outcomes come
 * before flags; without a creation date nothing is taken for an order, because only the owner of the data knows whether its
 * rows are in order.
 *
 * @param missing texts that mean "no value" in this file, see `missingTokens`
 * @example suggestMapping(profiles).mapping.createdAt // 'Created at'
 */
export function suggestMapping(columns: ColumnProfile[], missing: string[] = []): SuggestedMapping {
	const roles = new RolesOfColumns(columns);
	const outcome = roles.outcomeOfExport();
	const dated = outcome ?? roles.datedOutcome();
	const createdAt = roles.take('createdAt') ?? roles.onlyFilledDate();
	const workedAt = roles.take('workedAt');
	const acceptedAt = roles.take('acceptedAt');
	const id = roles.take('id') ?? 'row';
	const mapping = {
		id,
		createdAt,
		source: null,
		outcome: dated ?? roles.flag(),
		value: null,
		order: null,
		missing,
		account: null,
		workedAt,
		acceptedAt
	};
	for (const text of missing) roles.noteMissing(text);
	return {
		mapping: {
			...mapping,
			source: roles.take('source'),
			value: roles.take('value'),
			account: roles.take('account'),
			...roles.further()
		},
		reasons: roles.reasons,
		recognised: roles.recognised
	};
}

type Found = Omit<SuggestionReason, 'role' | 'samples'>;

class RolesOfColumns {
	readonly reasons: SuggestionReason[] = [];
	readonly recognised: RecognisedExport | null;
	readonly #preset: ReturnType<typeof presetColumns>;
	readonly #columns: ColumnProfile[];
	readonly #taken = new Set<string>();

	constructor(columns: ColumnProfile[]) {
		const names = columns.map(({ name }) => name);
		this.#columns = columns;
		this.recognised = recogniseExport(names);
		this.#preset = this.recognised ? presetColumns(names, this.recognised) : {};
	}

	/** The column of a role: of the preset if it fits, else the one with the best name. */
	take(role: Role): string | null {
		const found = this.#ofPreset(role) ?? this.#byWords(role);
		return found && this.#give(role, found);
	}

	outcomeOfExport(): Mapping['outcome'] | null {
		const { recognised } = this;
		const outcome = recognised && presetOutcome(this.#columns, recognised);
		if (!recognised || !outcome) return null;
		const [first, second] = outcomeColumns(outcome);
		const found = { confidence: confidenceOf(recognised), because: 'preset' } as const;
		this.#give(isDated(outcome) ? 'wonAt' : 'outcome', { column: first, ...found });
		if (second && isDated(outcome)) this.#give('lostAt', { column: second, ...found });
		else if (second) this.#taken.add(second);
		return outcome;
	}

	datedOutcome(): Mapping['outcome'] | null {
		const lostAt = this.take('lostAt');
		const wonAt = this.take('wonAt');
		if (wonAt === null) return null;
		const closing = !lostAt && CLOSING.test(headerWords(wonAt));
		const flag = closing ? bestFlag(this.#free(), true) : null;
		if (!flag) return { wonAt, lostAt };
		const { won, lost, ...reason } = flag;
		return { column: this.#give('outcome', reason), won, lost, at: wonAt };
	}

	flag(): Mapping['outcome'] | null {
		const found = bestFlag(this.#free(), false);
		if (!found) return null;
		const { won, lost, ...reason } = found;
		return {
			column: this.#give('outcome', reason),
			won,
			...(lost.length > 0 ? { lost } : {})
		};
	}

	/** Without a telling name, the one date that every row has. */
	onlyFilledDate(): string | null {
		const dates = this.#free().filter(
			({ type, filled, rows }) => type === 'timestamp' && filled === rows
		);
		if (dates.length !== 1) return null;
		return this.#give('createdAt', {
			column: dates[0].name,
			confidence: 0.4,
			because: 'only-one'
		});
	}

	further(): Partial<Record<(typeof FURTHER)[number], string>> {
		const found = FURTHER.map((role) => [role, this.take(role)] as const);
		return Object.fromEntries(found.filter(([, column]) => column !== null));
	}

	noteMissing(text: string): void {
		this.reasons.push({
			role: 'missing',
			column: text,
			confidence: 0.9,
			because: 'values',
			samples: []
		});
	}

	#ofPreset(role: Role): Found | null {
		if (!this.recognised || role === 'wonAt' || role === 'lostAt' || role === 'scoreAt')
			return null;
		const confidence = confidenceOf(this.recognised);
		for (const name of this.#preset[role] ?? []) {
			const own = this.#free().filter((each) => each.name === name);
			// Any name will do: the preset knows this one.
			const fitting = columnByWords({ ...ROLE_WORDS[role], patterns: [/^/], not: undefined }, own);
			if (fitting) return { column: name, confidence, because: 'preset' };
		}
		return null;
	}

	#byWords(role: Role): Found | null {
		const found = columnByWords(ROLE_WORDS[role], this.#free());
		return found && { column: found.column.name, confidence: found.confidence, because: 'name' };
	}

	#free(): ColumnProfile[] {
		return this.#columns.filter(({ name }) => !this.#taken.has(name));
	}

	#give(role: SuggestionReason['role'], found: Found): string {
		this.#taken.add(found.column);
		const values = this.#columns.find(({ name }) => name === found.column)?.values ?? [];
		const samples = values.slice(0, SAMPLES).map(({ text }) => text);
		this.reasons.push({ role, ...found, samples });
		return found.column;
	}
}

/** A preset is surer than any name; the more of its headers are there, the surer. */
function confidenceOf({ confidence }: RecognisedExport): number {
	return 0.9 + 0.1 * confidence;
}

/** A date that won and lost deals share. */
const CLOSING = /\b(close|closed|closing|abschluss|abschlussdatum|schlussdatum)\b/;

/** @param both only a column that names losses as well as wins */
function bestFlag(
	columns: ColumnProfile[],
	both: boolean
): (Found & { won: string[]; lost: string[] }) | null {
	for (const [rank, pattern] of OUTCOME_WORDS.entries()) {
		const named = columns.filter(
			({ name, type }) => type !== 'timestamp' && pattern.test(headerWords(name))
		);
		for (const { name, values } of named) {
			const won = wonValues(values);
			const lost = meaning(values, LOST_VALUES);
			if (won.length === 0 || (both && lost.length === 0)) continue;
			const found = { won, lost: won.length + lost.length < values.length || both ? lost : [] };
			return { column: name, confidence: 0.95 - 0.2 * rank, because: 'name-and-values', ...found };
		}
	}
	return null;
}

/** Values that mean won, if there are others beside them. */
function wonValues(values: ColumnProfile['values']): string[] {
	const won = meaning(values, WON_VALUES);
	return won.length < values.length || values.length === 1 ? won : [];
}

function meaning(values: ColumnProfile['values'], words: Set<string>): string[] {
	return values.map(({ text }) => text).filter((text) => words.has(text.trim().toLowerCase()));
}
