import type { ComparedScores, ScoreDifference } from '#lib/domain/comparison/compared-scores.ts';
import { numbersIn, tagOf, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a comparison found. */
export interface ComparedSentence {
	/** One sentence with its number. */
	headline: string;
	/** The other pairs, how sure, and how several tests were held together. */
	details: string[];
}

/**
 * The finding of a comparison in words (statistics 15).
 *
 * @param names - of the scores, in their order
 */
export function comparedSentence(
	compared: ComparedScores,
	names: readonly string[],
	locale: Locale
): ComparedSentence {
	const words = wordsOf(compared, names, locale);
	const { finding, differences } = compared;
	const together = differences.length > 1 ? [m.compared_together({}, { locale })] : [];
	const others = (shown: readonly number[]) =>
		[...differences.keys()].filter((i) => !shown.includes(i)).map(words.detail);
	if (finding.kind === 'few-wins') {
		return { headline: words.fewWins(finding), details: [...others([]), ...together] };
	}
	if (finding.kind === 'alike') return { headline: words.alike(), details: [] };
	if (differences.length === 1) {
		const headline = finding.kind === 'better' ? words.better(0) : words.noneOfTwo();
		return { headline, details: words.sureness(0) };
	}
	if (finding.kind === 'no-difference') {
		return { headline: words.none(), details: [...others([]), ...together] };
	}
	const best = bestOf(differences, finding.pairs);
	if (best !== null) return { headline: words.best(best), details: [...others([]), ...together] };
	const [first] = finding.pairs;
	return {
		headline: words.better(first),
		details: [...words.sureness(first), ...others([first]), ...together]
	};
}

/** Names in quotation marks of the language, joined as it joins them. */
export function quoted(name: string, locale: Locale): string {
	return m.compared_quoted({ name }, { locale });
}

/** The score that is better than both others beyond chance. */
function bestOf(differences: readonly ScoreDifference[], proven: readonly number[]): number | null {
	const betters = proven.map((i) => {
		const { first, second, auc } = differences[i];
		return auc.difference > 0 ? first : second;
	});
	return betters.find((score, i) => betters.indexOf(score) !== i) ?? null;
}

function wordsOf(
	{ scores, differences, leads, wins }: ComparedScores,
	names: readonly string[],
	locale: Locale
) {
	const numbers = numbersIn(locale);
	const auc = (score: number) => numbers.decimal(scores[score].evaluation.auc, 3);
	const name = (score: number) => quoted(names[score], locale);
	const list = (words: string[]) => new Intl.ListFormat(tagOf(locale)).format(words);
	const all = [...scores.keys()];
	const onLeads = { leads: numbers.count(leads) };
	const p = (value: number) =>
		value < 0.001
			? m.compare_p_below({}, { locale })
			: m.compared_p_equals({ p: numbers.decimal(value, 3) }, { locale });
	/** A pair with the better score first. */
	const pair = (i: number) => {
		const { first, second, auc: found } = differences[i];
		const [better, worse] = found.difference >= 0 ? [first, second] : [second, first];
		const ends = found.difference >= 0 ? found.ci : [-found.ci[1], -found.ci[0]];
		return {
			...onLeads,
			first: name(better),
			second: name(worse),
			firstAuc: auc(better),
			secondAuc: auc(worse),
			difference: numbers.decimal(Math.abs(found.difference), 3),
			interval: numbers.interval(ends as [number, number], (end) => numbers.decimal(end, 3)),
			p: found.adjustedP === null ? '' : p(found.adjustedP),
			proven: (found.adjustedP ?? 1) < 0.05,
			tested: found.adjustedP !== null
		};
	};
	return {
		better: (i: number) => m.compared_better(pair(i), { locale }),
		noneOfTwo: () => m.compared_none_two(pair(0), { locale }),
		none: () =>
			m.compared_none_three(
				{ ...onLeads, names: list(all.map(name)), aucs: list(all.map(auc)) },
				{ locale }
			),
		alike: () =>
			m.compared_alike({ ...onLeads, names: list(all.map(name)), auc: auc(0) }, { locale }),
		fewWins: ({ needed }: { needed: number }) =>
			m.compared_few_wins(
				{ ...onLeads, wins: numbers.count(wins), needed: numbers.count(needed) },
				{ locale }
			),
		best(score: number) {
			const [second, third] = all
				.filter((each) => each !== score)
				.sort((a, b) => scores[b].evaluation.auc - scores[a].evaluation.auc);
			return m.compared_best(
				{
					...onLeads,
					first: name(score),
					firstAuc: auc(score),
					second: name(second),
					secondAuc: auc(second),
					third: name(third),
					thirdAuc: auc(third)
				},
				{ locale }
			);
		},
		sureness(i: number) {
			const words = pair(i);
			return words.tested ? [m.compared_detail_p(words, { locale })] : [];
		},
		detail(i: number) {
			const words = pair(i);
			if (!words.tested) return m.compared_detail_untested(words, { locale });
			return words.proven
				? m.compared_detail_of_best(words, { locale })
				: m.compared_detail_open(words, { locale });
		}
	};
}
