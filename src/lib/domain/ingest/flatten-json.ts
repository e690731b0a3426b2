/** The fields of one JSON object as texts, in its order; null is a missing value. */
export type FlatObject = Map<string, string | null>;

/**
 * Reads one JSON object as a row: objects inside it are flattened one level (`company.name`), what is nested deeper
 * and lists stay JSON text. Numbers keep their digits as they are written, so that none beyond 2^53 is rounded.
 *
 * @returns null where the text is not one well-formed JSON object
 * @example flattenJson('{"id": 9007199254740993, "company": {"name": "X"}}')?.get('company.name') // 'X'
 */
export function flattenJson(text: string): FlatObject | null {
	const reader = new JsonReader(text);
	const row: FlatObject = new Map();
	const whole = reader.object((key) => {
		if (!reader.at('{')) return put(row, key, reader.value());
		const start = reader.position;
		let inner = 0;
		const read = reader.object((name) => {
			inner++;
			return put(row, `${key}.${name}`, reader.value());
		});
		if (read && inner === 0) row.set(key, text.slice(start, reader.position));
		return read;
	});
	return whole && reader.isAtEnd() ? row : null;
}

function put(row: FlatObject, key: string, value: string | null | undefined): boolean {
	if (value === undefined) return false;
	row.set(key, value);
	return true;
}

/** Walks through a JSON text; every step says whether the text is well formed so far. */
class JsonReader {
	position = 0;
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	at(character: string): boolean {
		this.#skipBlanks();
		return this.#text[this.position] === character;
	}

	isAtEnd(): boolean {
		this.#skipBlanks();
		return this.position === this.#text.length;
	}

	/** Reads an object, leaving each value to the caller, who must read it. */
	object(read: (key: string) => boolean): boolean {
		if (!this.#take('{')) return false;
		if (this.#take('}')) return true;
		for (;;) {
			const key = this.at('"') ? this.#string() : null;
			if (key === null || !this.#take(':') || !read(key)) return false;
			if (this.#take('}')) return true;
			if (!this.#take(',')) return false;
		}
	}

	/** The text of a value: a string's characters, digits as written, JSON for what is nested; undefined if broken. */
	value(): string | null | undefined {
		this.#skipBlanks();
		const start = this.#text[this.position];
		if (start === '"') return this.#string() ?? undefined;
		if (start === '{' || start === '[') return this.#nested();
		SCALAR.lastIndex = this.position;
		const found = SCALAR.exec(this.#text)?.[0];
		if (found === undefined) return undefined;
		this.position += found.length;
		return found === 'null' ? null : found;
	}

	#string(): string | null {
		const start = this.position;
		let end = this.#text.indexOf('"', start + 1);
		while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
		if (end < 0) return null;
		this.position = end + 1;
		const inside = this.#text.slice(start + 1, end);
		if (!inside.includes('\\')) return inside;
		try {
			return JSON.parse(this.#text.slice(start, end + 1));
		} catch {
			return null;
		}
	}

	#isEscaped(position: number): boolean {
		let slashes = 0;
		while (this.#text[position - 1 - slashes] === '\\') slashes++;
		return slashes % 2 === 1;
	}

	#nested(): string | undefined {
		const start = this.position;
		let depth = 0;
		for (;;) {
			const character = this.#text[this.position];
			if (character === undefined) return undefined;
			if (character === '"') {
				if (this.#string() === null) return undefined;
				continue;
			}
			this.position++;
			if (character === '{' || character === '[') depth++;
			if ((character === '}' || character === ']') && --depth === 0) break;
		}
		const text = this.#text.slice(start, this.position);
		return isJson(text) ? text : undefined;
	}

	#take(character: string): boolean {
		if (!this.at(character)) return false;
		this.position++;
		return true;
	}

	#skipBlanks(): void {
		while (' \n\r\t'.includes(this.#text[this.position] ?? 'x')) this.position++;
	}
}

const SCALAR =
	/(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![A-Za-z0-9.])/y;

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
