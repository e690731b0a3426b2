import { readDecimal, type Locale } from './decimal-text.ts';
import type { CapDraft } from './draft.ts';

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

export interface Reading {
	locale: Locale;
	/** Type of each column of the data, by name. */
	types: ReadonlyMap<string, 'text' | 'number' | 'timestamp'>;
}

/** Reads texts of fields, and keeps what is wrong with them. */
export class FieldReader {
	readonly reading: Reading;
	/** By path, in the order in which they were found. */
	readonly problems = new Map<string, Problem>();

	constructor(reading: Reading) {
		this.reading = reading;
	}

	cap(cap: CapDraft, path: string) {
		const min = this.wholeOrNull(cap.min, `${path}.min`);
		const max = this.wholeOrNull(cap.max, `${path}.max`);
		if (min === null && max === null) return undefined;
		if (typeof min === 'number' && typeof max === 'number' && min > max) {
			this.found(`${path}.max`, 'order');
		}
		return { ...(min !== null && { min }), ...(max !== null && { max }) };
	}

	id(text: string, path: string): string {
		if (!/^[a-z0-9][a-z0-9._-]{0,79}$/.test(text)) this.found(path, 'id');
		return text;
	}

	text(text: string, path: string, most: number): string {
		if (text.length > most) this.found(path, 'long');
		return this.filled(text, path);
	}

	filled(text: string, path: string): string {
		if (!text.trim()) this.found(path, 'missing');
		return text;
	}

	wholeOrNull(text: string, path: string): number | string | null {
		return text.trim() ? this.whole(text, path) : null;
	}

	whole(
		text: string,
		path: string,
		[least, most, problem]: [number, number, Problem] = [-1_000_000, 1_000_000, 'whole']
	): number | string {
		const value = readDecimal(text, this.reading.locale);
		if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
		this.found(path, problem);
		return value ?? text;
	}

	number(text: string, path: string): number | string {
		const value = readDecimal(text, this.reading.locale);
		if (value === null) this.found(path, 'number');
		return value ?? text;
	}

	/** The first problem of a field is the one that is told. */
	found(path: string, problem: Problem): void {
		if (!this.problems.has(path)) this.problems.set(path, problem);
	}
}
