import { CHOSEN_READINGS, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { similarNames } from './similar-names.ts';

/**
 * Reads an object of a mapping file field by field. Every trouble becomes an issue with its path, what is expected
 * and what was found; the value read is then harmless and of the right type, so that all troubles are named at once.
 *
 * `expected` is a code: object, outcome, column, column-or-null, values, values-or-none, text, one-of.
 */
export class JsonFields {
	readonly #object: Record<string, unknown>;

	/** @param keys all fields there can be; another one is an issue */
	static of(
		json: unknown,
		path: string,
		keys: readonly string[],
		issues: Issue[]
	): JsonFields | null {
		if (!isObject(json)) return wrong(path, 'object', json, issues);
		for (const key of Object.keys(json)) {
			if (keys.includes(key)) continue;
			const close = similarNames(key, keys).join(', ');
			const code = close ? 'mapping-unknown-field-near' : 'mapping-unknown-field';
			issues.push(issue(code, 'error', { path: inside(path, key), close }));
		}
		return new JsonFields(json, path, issues);
	}

	private constructor(
		json: object,
		readonly path: string,
		readonly issues: Issue[]
	) {
		this.#object = Object.assign(Object.create(null), json);
	}

	has(key: string): boolean {
		return this.#object[key] !== undefined && this.#object[key] !== null;
	}

	raw(key: string): unknown {
		return this.#object[key];
	}

	column(key: string): string | null {
		return this.#text(key, 'column');
	}

	columnOrNull(key: string): string | null {
		return this.has(key) ? this.#text(key, 'column-or-null') : null;
	}

	/** Texts; numbers and flags are taken as the text a file would hold. */
	texts(key: string, atLeast: number): string[] {
		const json = this.#object[key];
		const expected = atLeast > 0 ? 'values' : 'values-or-none';
		if (!Array.isArray(json) || json.length < atLeast) return this.wrong(key, expected) ?? [];
		return json.map((each, i) => plainText(each) ?? this.#wrongAt(`${key}[${i}]`, 'text', each));
	}

	textsOrNone(key: string): string[] {
		return this.has(key) ? this.texts(key, 0) : [];
	}

	oneOf<T extends string>(key: string, codes: readonly T[]): T | null {
		const json = this.#object[key];
		const found = codes.find((each) => each === json);
		return found ?? this.wrong(key, codes.join(', '));
	}

	child(key: string, keys: readonly string[]): JsonFields | null {
		return JsonFields.of(this.#object[key], inside(this.path, key), keys, this.issues);
	}

	/** The objects of a list; one object alone is a list of one. */
	children(key: string, keys: readonly string[]): JsonFields[] {
		if (!this.has(key)) return [];
		const json = this.#object[key];
		const list: unknown[] = Array.isArray(json) ? json : [json];
		const at = (i: number) =>
			inside(this.path, Array.isArray(json) && list.length > 1 ? `${key}[${i}]` : key);
		return list.flatMap((each, i) => JsonFields.of(each, at(i), keys, this.issues) ?? []);
	}

	/** Texts by name, such as one spelling for another. */
	textByName(key: string): Record<string, string> {
		const json = this.#object[key];
		if (!isObject(json)) return this.wrong(key, 'object') ?? {};
		const entries = Object.entries(json).flatMap(([name, value]): [string, string][] => {
			const text = plainText(value);
			if (text !== null && name !== '') return [[name, text]];
			this.#wrongAt(inside(key, name), 'text', value);
			return [];
		});
		return Object.fromEntries(entries);
	}

	readings(key: string): Record<string, Reading> {
		const json = this.#object[key];
		if (!isObject(json)) return this.wrong(key, 'object') ?? {};
		const isReading = (each: unknown): each is Reading => CHOSEN_READINGS.includes(each as Reading);
		const entries = Object.entries(json).filter(([column, reading]) => {
			if (isReading(reading)) return true;
			const params = { path: inside(inside(this.path, key), column), found: shown(reading) };
			const expected = CHOSEN_READINGS.join(', ');
			this.issues.push(issue('mapping-type', 'error', { ...params, expected }));
			return false;
		});
		return Object.fromEntries(entries);
	}

	wrong(key: string, expected: string): null {
		return wrong(inside(this.path, key), expected, this.#object[key], this.issues);
	}

	#text(key: string, expected: string): string | null {
		const json = this.#object[key];
		return typeof json === 'string' && json !== '' ? json : this.wrong(key, expected);
	}

	#wrongAt(key: string, expected: string, found: unknown): string {
		wrong(inside(this.path, key), expected, found, this.issues);
		return '';
	}
}

/** A path with one more step. */
export function inside(path: string, key: string): string {
	return path ? `${path}.${key}` : key;
}

function isObject(json: unknown): json is object {
	return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function plainText(json: unknown): string | null {
	const plain = ['string', 'number', 'boolean'].includes(typeof json);
	return plain && !String(json).includes('\0') ? String(json) : null;
}

function wrong(path: string, expected: string, found: unknown, issues: Issue[]): null {
	const params = { path: path || '$', expected, found: shown(found) };
	issues.push(issue('mapping-field', 'error', params));
	return null;
}

function shown(found: unknown): string {
	const text = found === undefined ? '' : JSON.stringify(found);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
