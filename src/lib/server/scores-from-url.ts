import { issue, type Issue } from '#lib/domain/issue.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { Model } from './usecases/models.ts';

/** A score an address asks for. */
export type ChosenScore =
	| { kind: 'card' | 'calibrated' | 'fitted'; key: string; model: Model }
	| { kind: 'column'; key: string; column: string };

export interface ChosenScores {
	scores: ChosenScore[];
	/** What was asked for and is not compared, and why. */
	refused: Issue[];
	/** Column that says when the score columns were written. */
	stamp: string | null;
}

/** A picture of more than three scores tells nobody anything. */
export const MOST_SCORES = 3;

const COLUMN = 'column:';

/**
 * The scores an address names: `models=a,b~calibrated,c~fitted` or the key several times; `column:NAME` is a column of the data.
 * Every part is percent-encoded once more, so that names may hold commas.
 *
 * @param columns - names of the dataset's columns
 * @param usual - scores where the address names none
 * @returns what cannot be compared stands among the refusals: `comparison-unknown`, `comparison-twice`, `comparison-fields`,
 * `comparison-too-many`
 * @example scoresFromUrl(new URLSearchParams('models=a,b~calibrated'), models, []).scores[1].kind // 'calibrated'
 */
export function scoresFromUrl(
	query: URLSearchParams,
	models: readonly Model[],
	columns: readonly string[],
	usual: readonly string[] = []
): ChosenScores {
	const scores: ChosenScore[] = [];
	const refused: Issue[] = [];
	const asked = query
		.getAll('models')
		.flatMap((text) => text.split(','))
		.filter((text) => text.trim());
	for (const text of asked.length > 0 ? asked : usual) {
		const key = decoded(text.trim());
		const found = chosen(key, models, columns);
		if (!found) refused.push(issue('comparison-unknown', 'warning', { score: shown(key) }));
		else if (scores.some((each) => each.key === found.key)) {
			refused.push(issue('comparison-twice', 'warning', { score: nameOf(found) }));
		} else if (lacking(found, columns)) refused.push(lacking(found, columns) as Issue);
		else if (scores.length === MOST_SCORES) {
			const params = { score: nameOf(found), most: MOST_SCORES };
			refused.push(issue('comparison-too-many', 'warning', params));
		} else scores.push(found);
	}
	return { scores, refused, stamp: query.get('stamp') || null };
}

/**
 * How a score is written in an address.
 * @example scoreKey({ kind: 'column', column: 'Score, new' }) // 'column%3AScore%2C%20new'
 */
export function scoreKey(
	score: { kind: 'column'; column: string } | { kind: 'card' | 'calibrated' | 'fitted'; id: string }
): string {
	if (score.kind === 'column') return encodeURIComponent(COLUMN + score.column);
	return score.kind === 'card' ? score.id : `${score.id}~${score.kind}`;
}

/**
 * The scores that are compared where an address names none: the card at hand beside the next one that fits the data or,
 * where there is no other, beside its own calibrated points.
 *
 * @example usualScores(models, 'baseline', columns) // ['baseline', 'baseline~calibrated']
 */
export function usualScores(
	models: readonly Model[],
	current: string,
	columns: readonly string[]
): string[] {
	const fits = ({ scorecard }: Model) => unknownFields(scorecard, [...columns]).length === 0;
	const other = models.find((model) => model.id !== current && fits(model));
	return [current, other?.id ?? `${current}~calibrated`];
}

function chosen(
	key: string,
	models: readonly Model[],
	columns: readonly string[]
): ChosenScore | null {
	if (key.startsWith(COLUMN)) {
		const column = key.slice(COLUMN.length);
		if (!columns.includes(column)) return null;
		return { kind: 'column', key: scoreKey({ kind: 'column', column }), column };
	}
	const [id, variant = 'card', ...rest] = key.split('~');
	const kind = (['card', 'calibrated', 'fitted'] as const).find((each) => each === variant);
	const model = models.find((each) => each.id === id);
	if (!kind || !model || rest.length > 0) return null;
	return { kind, key: scoreKey({ kind, id }), model };
}

function lacking(score: ChosenScore, columns: readonly string[]): Issue | null {
	if (score.kind === 'column') return null;
	const [first] = unknownFields(score.model.scorecard, [...columns]);
	if (!first) return null;
	const { field } = first.params;
	return issue('comparison-fields', 'warning', { score: score.model.name, field });
}

function nameOf(score: ChosenScore): string {
	return score.kind === 'column' ? score.column : score.model.name;
}

/** What an address says, short enough for a sentence. */
function shown(key: string): string {
	return key.length > 80 ? `${key.slice(0, 80)} …` : key;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
