import { headerWords } from '#lib/domain/mapping/header-words.ts';
import { similarNames } from '#lib/domain/mapping/similar-names.ts';
import { meaningOf } from './field-concepts.ts';

/** The column a field of the rules most likely means. */
export interface FieldMatch {
	field: string;
	/** Null where no column is like it. */
	column: string | null;
	/** How sure that is, 0..1; 0 without a column. */
	confidence: number;
	/** What it rests on. */
	because: 'same' | 'same-words' | 'same-meaning' | 'words' | 'spelling' | 'nothing';
}

const LEAST = 0.5;
/** What stands in for a meaning no column has. */
const NEXT: Record<string, string> = {
	emailkind: 'email',
	visits: 'pageviews',
	pageviews: 'visits',
	competitor: 'email'
};

/**
 * A column for each field: the same name, the same words, the same meaning in English or German, most words in common, or nearly
 * the same spelling, in this order. Several fields may mean one column; no column is taken without a reason.
 *
 * @example matchFields(['Anzahl Mitarbeiter'], ['employees'])[0].column // 'employees'
 */
export function matchFields(fields: readonly string[], columns: readonly string[]): FieldMatch[] {
	const known = columns.map((name) => ({ name, spelled: headerWords(name), ...meaningOf(name) }));
	return fields.map((field) => {
		if (columns.includes(field)) return { field, column: field, confidence: 1, because: 'same' };
		const words = headerWords(field);
		const same = known.find((each) => each.spelled === words && words !== '');
		if (same) return { field, column: same.name, confidence: 0.95, because: 'same-words' };
		const meaning = meaningOf(field);
		const meant = known.find(({ concept }) => concept !== null && concept === meaning.concept);
		if (meant) return { field, column: meant.name, confidence: 0.85, because: 'same-meaning' };
		const near = known.find(
			({ concept }) => concept !== null && concept === NEXT[meaning.concept ?? '']
		);
		if (near) return { field, column: near.name, confidence: 0.6, because: 'same-meaning' };
		return byWords(field, meaning.words, known) ?? bySpelling(field, columns);
	});
}

function byWords(
	field: string,
	words: string[],
	known: { name: string; words: string[] }[]
): FieldMatch | null {
	let best: { column: string; share: number } | null = null;
	for (const { name, words: others } of known) {
		const share = shareInCommon(words, others);
		if (share >= LEAST && share > (best?.share ?? 0)) best = { column: name, share };
	}
	if (!best) return null;
	const confidence = Math.round((0.4 + 0.4 * best.share) * 100) / 100;
	return { field, column: best.column, confidence, because: 'words' };
}

/** Words two names have in common, as a share of all; words that begin alike are the same. */
function shareInCommon(a: string[], b: string[]): number {
	if (a.length === 0 || b.length === 0) return 0;
	const alike = (one: string, other: string) => {
		const least = Math.min(one.length, other.length);
		return one === other || (least >= 4 && one.slice(0, least) === other.slice(0, least));
	};
	const inCommon = a.filter((one) => b.some((other) => alike(one, other))).length;
	return (2 * inCommon) / (a.length + b.length);
}

function bySpelling(field: string, columns: readonly string[]): FieldMatch {
	const [near] = similarNames(field, columns);
	const close = near !== undefined && Math.abs(near.length - field.length) * 3 <= field.length;
	if (!close) return { field, column: null, confidence: 0, because: 'nothing' };
	return { field, column: near, confidence: 0.4, because: 'spelling' };
}
