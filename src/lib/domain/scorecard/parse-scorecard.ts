import { issue, type Issue } from '#lib/domain/issue.ts';
import { brokenLinks } from './broken-links.ts';
import { scorecardSchema } from './schema.ts';
import { rulesOf, type Scorecard } from './scorecard.ts';

/**
 * A scorecard from parsed JSON, or what is wrong with it: each issue names the path of the field, what was
 * expected and what was found. Most rules a card may have: 2,000.
 *
 * @example parseScorecard({}).scorecard // null
 */
export function parseScorecard(json: unknown): { scorecard: Scorecard | null; issues: Issue[] } {
	const parsed = scorecardSchema.safeParse(json, { reportInput: true });
	if (!parsed.success) {
		return { scorecard: null, issues: parsed.error.issues.flatMap((each) => describe(each, json)) };
	}
	const { $schema: _, ...scorecard } = parsed.data;
	const issues = [
		...duplicateIds(scorecard),
		...tooManyRules(scorecard),
		...brokenLinks(scorecard),
		...gateOrder(scorecard)
	];
	const broken = issues.some((each) => each.severity === 'error');
	return { scorecard: broken ? null : scorecard, issues };
}

interface SchemaIssue {
	code: string;
	path: PropertyKey[];
	message: string;
	expected?: string;
	input?: unknown;
	keys?: string[];
	errors?: SchemaIssue[][];
}

function describe(found: SchemaIssue, json: unknown, at: PropertyKey[] = []): Issue[] {
	const path = [...at, ...found.path];
	if (found.code === 'invalid_union' && found.errors?.some((each) => each.length > 0)) {
		return closest(found.errors).flatMap((each) => describe(each, json, path));
	}
	if (found.code === 'unrecognized_keys') {
		return (found.keys ?? []).map((key) =>
			broken([...path, key], 'no such field', valueAt(json, [...path, key]))
		);
	}
	return [broken(path, found.message, valueAt(json, path))];
}

/** Of the shapes a value could have had, the one with the fewest troubles. */
function closest(shapes: SchemaIssue[][]): SchemaIssue[] {
	const weight = (shape: SchemaIssue[]) => shape.reduce((sum, each) => sum + troubleOf(each), 0);
	return shapes.reduce((best, shape) => (weight(shape) < weight(best) ? shape : best));
}

/** A value that names no shape at all is further off than one whose parts are wrong. */
function troubleOf({ code, errors = [] }: SchemaIssue): number {
	if (code === 'unrecognized_keys') return 10;
	return code === 'invalid_union' && errors.length === 0 ? 5 : 1;
}

function broken(path: PropertyKey[], expected: string, found: unknown): Issue {
	return issue('scorecard-field', 'error', {
		path: pathText(path),
		expected: expected
			.replace(/^(Invalid|Too)[^:.]*[:.] /, '')
			.replace(/^expected /i, '')
			.replace(/, received.*$/, ''),
		found: foundText(found)
	});
}

function pathText(path: PropertyKey[]): string {
	const text = path
		.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
		.join('');
	return text.replace(/^\./, '') || '(file)';
}

function foundText(value: unknown): string {
	if (value === undefined) return 'nothing';
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function valueAt(json: unknown, path: PropertyKey[]): unknown {
	return path.reduce<unknown>((value, key) => {
		if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
		return (value as Record<PropertyKey, unknown>)[key];
	}, json);
}

function duplicateIds(scorecard: Scorecard): Issue[] {
	const seen = new Set<string>();
	return rulesOf(scorecard).flatMap((rule) => {
		if (seen.has(rule.id)) return [issue('rule-id-twice', 'error', { rule: rule.id })];
		seen.add(rule.id);
		return [];
	});
}

function tooManyRules(scorecard: Scorecard): Issue[] {
	const rules = rulesOf(scorecard).length;
	return rules > 2000 ? [issue('too-many-rules', 'error', { rules, most: 2000 })] : [];
}

function gateOrder(scorecard: Scorecard): Issue[] {
	const { mql, sql } = scorecard.thresholds;
	return mql !== null && sql !== null && sql < mql
		? [issue('gates-crossed', 'warning', { mql, sql })]
		: [];
}
