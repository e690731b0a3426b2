import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { columnByWords, type FieldWords } from './column-by-words.ts';
import { headerWords } from './header-words.ts';
import type { LeadKey } from './lead-key.ts';
import { personalKind } from './personal-kind.ts';
import type { CrmObject, PresetRole } from './presets/crm-preset.ts';
import { presetColumns } from './presets/preset-columns.ts';
import { recogniseExport } from './presets/recognise-export.ts';
import { ROLE_WORDS } from './role-words.ts';

/** Why a column was suggested for a field of a mapping. */
export interface FieldReason {
	field: string;
	column: string;
	/** How sure it is, 0..1. */
	confidence: number;
	/** `preset`: the export of a known system has it so; `same-name`: the leads have a column of this name. */
	because: 'preset' | 'name' | 'name-and-values' | 'values' | 'only-one' | 'same-name';
	/** The most frequent values of the column, at most three. */
	samples: string[];
}

/** A suggestion for a file beside the leads; null where a field it cannot be without is missing. */
export interface SuggestedSide<T> {
	mapping: T | null;
	reasons: FieldReason[];
}

/** What is known of the leads that other files belong to. */
export interface LeadsHeader {
	/** Name of the column with the id; null where leads are known by their row. */
	id: string | null;
	email: string | null;
	account: string | null;
	columns: ColumnProfile[];
}

const SAMPLES = 3;

/** Finds the columns of a file, one for each field. */
export class FieldFinder {
	readonly reasons: FieldReason[] = [];
	readonly #columns: ColumnProfile[];
	readonly #taken = new Set<string>();
	/** Columns by role, where the file is such an export of a known system. */
	readonly #preset: ReturnType<typeof presetColumns>;
	readonly #sure: number;

	/** @param object - what a row is: only an export of such rows tells what its columns mean */
	constructor(columns: ColumnProfile[], object?: CrmObject) {
		this.#columns = columns;
		const names = columns.map(({ name }) => name);
		const recognised = recogniseExport(names);
		const own = recognised?.object === object ? recognised : null;
		this.#preset = own ? presetColumns(names, own) : {};
		this.#sure = 0.9 + 0.1 * (own?.confidence ?? 0);
	}

	/** Columns that play no part yet. */
	get free(): ColumnProfile[] {
		return this.#columns.filter(({ name }) => !this.#taken.has(name));
	}

	/** The column whose name fits a field best, null where none does; a recognised export knows better than words. */
	byWords(field: string, words: FieldWords): ColumnProfile | null {
		const known = this.#ofPreset(PRESET_ROLES[field], words);
		if (known) return this.take(field, known, this.#sure, 'preset');
		const found = columnByWords(words, this.free);
		return found && this.take(field, found.column, found.confidence, 'name');
	}

	/** The only column of times that is left. */
	onlyTime(field: string): ColumnProfile | null {
		const times = this.free.filter(({ type, filled }) => type === 'timestamp' && filled > 0);
		return times.length === 1 ? this.take(field, times[0], 0.5, 'only-one') : null;
	}

	/** The column that names the lead: by the names of the leads' own columns, else by words. */
	leadKey(leads: LeadsHeader | null): LeadKey | null {
		const named = (name: string | null) =>
			this.free.find((each) => name !== null && headerWords(each.name) === headerWords(name));
		const id = named(leads?.id ?? null);
		if (id) return this.#key(id, 0.95, 'same-name', 'id');
		const known = this.#ofPreset('lead', LEAD_ID);
		if (known) {
			return this.#key(known, this.#sure, 'preset', holdsAddresses(known) ? 'email' : 'id');
		}
		const byId = columnByWords(LEAD_ID, this.free);
		if (byId) return this.#key(byId.column, byId.confidence, 'name', 'id');
		const email = named(leads?.email ?? null) ?? columnByWords(ROLE_WORDS.email, this.free)?.column;
		if (email) return this.#key(email, leads && !leads.email ? 0.5 : 0.85, 'name', 'email');
		const account = named(leads?.account ?? null);
		if (!account || !leads?.account) return null;
		return this.#key(account, 0.6, 'same-name', { column: leads.account });
	}

	take(
		field: string,
		column: ColumnProfile,
		confidence: number,
		because: FieldReason['because']
	): ColumnProfile {
		this.#taken.add(column.name);
		const samples = column.values.slice(0, SAMPLES).map(({ text }) => text);
		this.reasons.push({ field, column: column.name, confidence, because, samples });
		return column;
	}

	/** The first column of a role that is free and holds what the field needs; a name of a person finds no lead. */
	#ofPreset(role: PresetRole | undefined, { type }: FieldWords): ColumnProfile | null {
		const named = (role && this.#preset[role]) ?? [];
		const fitting = named.flatMap((name) => this.free.filter((each) => each.name === name));
		return (
			fitting.find(
				(each) =>
					(type === 'any' || each.type === type) &&
					each.filled > 0 &&
					(role !== 'lead' || holdsAddresses(each) || personalKind(each.name) !== 'name')
			) ?? null
		);
	}

	#key(
		column: ColumnProfile,
		confidence: number,
		because: FieldReason['because'],
		by: LeadKey['by']
	): LeadKey {
		return { column: this.take('lead', column, confidence, because).name, by };
	}
}

/** What fields of mappings are called in presets. */
const PRESET_ROLES: Record<string, PresetRole> = {
	deal: 'id',
	amount: 'value',
	currency: 'currency',
	closedAt: 'closedAt',
	product: 'product',
	at: 'at',
	type: 'type',
	detail: 'detail',
	byUs: 'direction'
};

/** E-mail addresses and nothing beside them, by which leads can be found. */
function holdsAddresses({ values }: ColumnProfile): boolean {
	return (
		values.length > 0 && values.every(({ text }) => /^\s*[^\s@]+@[^\s@]+\.[a-z]+\s*$/i.test(text))
	);
}

/** A column of ids of leads in another file; there a lead may stand in many rows. */
const LEAD_ID: FieldWords = {
	type: 'any',
	patterns: [
		/^(lead|prospect|contact|person|kontakt|interessent|interessenten)( record)? ?(id|uuid|guid|key|nr|no|number|nummer|kennung)$/,
		/^(associated|related|parent|converted|zugehoerige|zugehoeriger)( (lead|contact|kontakt))? ?(id|ids|nr|nummer)$/,
		/^(lead|prospect|kontakt|interessent|who id|record id|datensatz id)$/
	]
};
