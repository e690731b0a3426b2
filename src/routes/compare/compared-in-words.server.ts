import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { ComparedScores } from '#lib/domain/comparison/compared-scores.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import { comparedSentence, quoted } from '#lib/charts/compared-sentence.ts';
import { differenceReasons } from '#lib/charts/difference-reasons.ts';
import { drawnGains } from '#lib/charts/gains-curve-facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { ScoreName } from '#lib/charts/palette.ts';
import { drawnRoc } from '#lib/charts/roc-curve-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import type { ComparisonRequest } from '#lib/server/comparisons.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import type { ColumnDifferences, ModelsCompared } from '#lib/server/usecases/compare-models.ts';
import type { Model } from '#lib/server/usecases/models.ts';
import { scoreLabel } from './score-labels.ts';

/** A comparison as the page reads it: figures, and a sentence where the server knows the words. */
export function comparedInWords(
	found: ModelsCompared,
	{ scores: asked, stamp }: ComparisonRequest,
	models: readonly Model[],
	current: string | null,
	locale: Locale
) {
	const labelOf = (key: string) => {
		const score = asked.find((each) => key === (each.kind === 'column' ? each.column : each.key));
		return score ? scoreLabel(score, models, locale) : key;
	};
	const roleOf = (key: string): ScoreName | null => {
		const score = asked.find((each) => each.key === key);
		if (!score || score.kind === 'column' || score.model.id !== current) return null;
		return score.kind === 'card' ? 'current' : score.kind;
	};
	const scores = found.scores.map(({ name, kind }) => ({
		label: labelOf(name),
		kind,
		role: kind === 'column' ? null : roleOf(name)
	}));
	const why = (part: Measured<object>) =>
		'reason' in part ? inWords(part, labelOf, locale) : null;
	const { comparison } = found;
	const columns = scores.filter(({ kind }) => kind === 'column').map(({ label }) => label);
	const names = scores.map(({ label }) => label);
	return {
		...findingOf(found, names, labelOf, why, locale),
		scores,
		comparison: comparison.measured ? light(comparison) : null,
		refused: comparison.measured ? refusalsOf(comparison, names, why, locale) : null,
		checks: found.checks.map(({ column, score, agreement, differences }) => ({
			column: labelOf(column),
			score: labelOf(score),
			agreement,
			refused: why(agreement),
			differences: differences && differencesIn(differences, why, locale),
			list: { column, score }
		})),
		unstamped: found.unstamped.map(labelOf),
		stamped: stamp && columns.length > 0 ? { columns, stamp } : null,
		leads: found.leads,
		leftOut: found.leftOut,
		split: found.split,
		cells: found.cells,
		aboutCards: inSentences(found.issues.filter(isAboutCards), locale),
		issues: inSentences(
			found.issues.filter((issue) => !isAboutCards(issue)),
			locale
		)
	};
}

/** Whether an issue is about the cards, as apart from the leads. */
function isAboutCards({ code }: Issue): boolean {
	return /^(comparison|card)-/.test(code);
}

/** Why they may differ, in sentences; or why nobody can tell. */
function differencesIn({ rules, explained, written }: ColumnDifferences, why: Why, locale: Locale) {
	if (!explained.measured) return [why(explained) ?? ''];
	return differenceReasons(rules, explained, written, locale);
}

function inSentences(issues: Issue[], locale: Locale) {
	return issues.map((issue) => ({ severity: issue.severity, text: sentence(issue, locale) }));
}

type Why = (part: Measured<object>) => string | null;

/** A refusal in words; where it is about one score, that score is named. */
function inWords(
	{ reason, params }: NotMeasured,
	labelOf: (key: string) => string,
	locale: Locale
): string {
	const text = reasonSentence({ reason, params }, locale);
	return typeof params.score === 'string'
		? `${quoted(labelOf(params.score), locale)}: ${text}`
		: text;
}

function findingOf(
	{ comparison, checks }: ModelsCompared,
	names: string[],
	labelOf: (key: string) => string,
	why: Why,
	locale: Locale
): { headline: string; details: string[] } {
	if (comparison.measured) return comparedSentence(comparison, names, locale);
	const check = checks.find(({ agreement }) => agreement.measured);
	if (comparison.reason === 'few-scores' && check?.agreement.measured) {
		const numbers = numbersIn(locale);
		const { leads, equal } = check.agreement;
		const words = {
			column: quoted(labelOf(check.column), locale),
			score: quoted(labelOf(check.score), locale),
			equal: numbers.count(equal),
			leads: numbers.count(leads)
		};
		return { headline: m.compared_headline_check(words, { locale }), details: [] };
	}
	return { headline: m.compared_refused({}, { locale }), details: [why(comparison) ?? ''] };
}

/** Why nothing is said about a threshold, or about both (null). */
interface RefusedGate {
	score: string;
	gate: 'mql' | 'sql' | null;
	text: string;
}

/** Why parts of a comparison were not measured. */
function refusalsOf(
	{ scores, equalVolume, worked }: ComparedScores,
	names: string[],
	why: Why,
	locale: Locale
) {
	const gates = scores.flatMap(({ gates: { mql, sql } }, i): RefusedGate[] => {
		const score = quoted(names[i], locale);
		const texts = { mql: why(mql.won), sql: why(sql.won) };
		if (texts.mql && texts.mql === texts.sql) return [{ score, gate: null, text: texts.mql }];
		return (['mql', 'sql'] as const).flatMap((gate) => {
			const text = texts[gate];
			return text ? [{ score, gate, text }] : [];
		});
	});
	const others = equalVolume.measured ? equalVolume.others : [];
	return {
		gates,
		equalVolume: why(equalVolume),
		swaps: others.map(({ swapSet, moreWins }) => ({
			swapSet: why(swapSet),
			asWorked: moreWins.measured ? why(moreWins.asWorked) : null
		})),
		worked: why(worked)
	};
}

/** Curves at the points that are drawn; nothing that is not shown. */
function light(comparison: ComparedScores): ComparedScores {
	const thinned = (evaluation: ScoreEvaluation): ScoreEvaluation => ({
		...evaluation,
		roc: drawnRoc(evaluation.roc),
		gains: drawnGains(evaluation.gains),
		histogram: []
	});
	return {
		...comparison,
		scores: comparison.scores.map(({ evaluation, gates }) => ({
			evaluation: thinned(evaluation),
			gates
		}))
	};
}
