/** A value that is bound, never spliced. Timestamps are ISO 8601 UTC texts. */
export type SqlValue =
	| { type: 'text'; value: string }
	| { type: 'number'; value: number }
	| { type: 'timestamp'; value: string };

/** A piece of SQL: fixed text with values between. Only the `sql` tag and the functions of this file make one. */
export interface Sql {
	readonly texts: readonly string[];
	/** One fewer than texts. */
	readonly values: readonly SqlValue[];
}

/**
 * SQL text as a template. Interpolations are other pieces, which are joined in, or texts and numbers, which
 * become bound values: a bare string can never be spliced.
 *
 * @example sql`SELECT ${1} + ${raw('x')}`.values.length // 1
 */
export function sql(texts: TemplateStringsArray, ...parts: (Sql | string | number)[]): Sql {
	const builder = new Builder(texts[0]);
	parts.forEach((part, i) => {
		if (typeof part === 'object') builder.piece(part);
		else builder.value(boundValue(part));
		builder.text(texts[i + 1]);
	});
	return builder.done();
}

/** A timestamp as a bound value. @example timestamp('2026-01-31T00:00:00Z').values[0].type // 'timestamp' */
export function timestamp(iso: string): Sql {
	return { texts: ['', ''], values: [{ type: 'timestamp', value: iso }] };
}

/** Fixed SQL text written by a programmer, for pieces chosen from a list. Never give it text from outside. */
export function raw(text: string): Sql {
	return { texts: [text], values: [] };
}

/** Pieces with a separator between. @example join([raw('a'), raw('b')], ', ').texts[0] // 'a, b' */
export function join(pieces: readonly Sql[], separator: string): Sql {
	const builder = new Builder('');
	pieces.forEach((piece, i) => {
		if (i > 0) builder.text(separator);
		builder.piece(piece);
	});
	return builder.done();
}

/**
 * SQL text with numbered parameters and the values to bind, in order.
 * @example parameterized(sql`SELECT ${7}`) // { text: 'SELECT $1', values: [{ type: 'number', value: 7 }] }
 */
export function parameterized(query: Sql): { text: string; values: SqlValue[] } {
	const text = query.texts.reduce((all, next, i) => `${all}$${i}${next}`);
	return { text, values: [...query.values] };
}

class Builder {
	#texts: string[];
	#values: SqlValue[] = [];
	constructor(text: string) {
		this.#texts = [text];
	}
	text(text: string): void {
		this.#texts[this.#texts.length - 1] += text;
	}
	value(value: SqlValue): void {
		this.#values.push(value);
		this.#texts.push('');
	}
	piece(piece: Sql): void {
		this.text(piece.texts[0]);
		piece.values.forEach((value, i) => {
			this.value(value);
			this.text(piece.texts[i + 1]);
		});
	}
	done(): Sql {
		return { texts: this.#texts, values: this.#values };
	}
}

function boundValue(value: string | number): SqlValue {
	if (typeof value === 'string') return { type: 'text', value };
	if (Number.isFinite(value)) return { type: 'number', value };
	throw new Error(`sql: ${value} is not a finite number`);
}
