import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { SourceVerdict } from '#lib/domain/sources/compare-sources.ts';
import type { SourceRung } from '#lib/domain/sources/source-ladder.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { Cell } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';

/** A ladder as it is drawn: its rungs in order, under the names readers know. */
export interface DrawnLadder {
	rungs: (SourceRung & { name: string })[];
	rankedBy: 'shrunk' | 'lower-bound';
	overall: Measured<Rate>;
	/** Null where nothing has a date: rates of all leads. */
	ageDays: number | null;
	/** Sources in all, of which these are some. */
	sources: number;
}

/** A rung with the rate that is drawn large. */
export interface DrawnRung {
	name: string;
	verdict: SourceVerdict | null;
	rate: number;
	lo: number;
	hi: number;
	raw: number;
	wins: number;
	leads: number;
}

/** Rungs that have a rate, in order. */
export function drawnRungs({ rungs }: DrawnLadder): DrawnRung[] {
	return rungs.flatMap(({ name, verdict, raw, shrunk }) => {
		if (!raw.measured) return [];
		const { rate, lo, hi } = shrunk.measured ? shrunk : raw;
		return [{ name, verdict, rate, lo, hi, raw: raw.rate, wins: raw.wins, leads: raw.leads }];
	});
}

export const rungHeight = 26;
export const headingHeight = 30;

/** Verdicts in the order of the ladder that have a rung. */
export function ladderGroups(rungs: DrawnRung[]): { verdict: SourceVerdict; rungs: DrawnRung[] }[] {
	const order: SourceVerdict[] = ['better', 'cannot-tell', 'worse'];
	return order
		.map((verdict) => ({
			verdict,
			rungs: rungs.filter((rung) => (rung.verdict ?? 'cannot-tell') === verdict)
		}))
		.filter((group) => group.rungs.length > 0);
}

/** Room of a ladder on a page. */
export function ladderHeight(ladder: DrawnLadder): number {
	const rungs = drawnRungs(ladder);
	return 96 + ladderGroups(rungs).length * headingHeight + rungs.length * rungHeight;
}

export function verdictWord(verdict: SourceVerdict | null, locale: Locale): string {
	const word = {
		better: m.sources_better,
		worse: m.sources_worse,
		'cannot-tell': m.sources_cannot_tell
	};
	return word[verdict ?? 'cannot-tell']({}, { locale });
}

/** What a ladder says in words and numbers. */
export function sourceLadderFacts(ladder: DrawnLadder, locale: Locale): Facts {
	const text = (message: (inputs: object, options: { locale: Locale }) => string) =>
		message({}, { locale });
	return {
		title: countsOf(ladder, locale),
		note: noteOf(ladder, locale),
		table: {
			columns: [
				{ label: text(m.sources_source), kind: 'text' },
				{ label: text(m.sources_verdict), kind: 'text' },
				{ label: text(m.sources_customers), kind: 'count', sum: true },
				{ label: text(m.sources_mature), kind: 'count', sum: true },
				{ label: text(m.sources_raw_rate), kind: 'rate' },
				{ label: text(m.sources_shrunk_rate), kind: 'rate' },
				{ label: text(m.chart_interval_low), kind: 'rate' },
				{ label: text(m.chart_interval_high), kind: 'rate' },
				{ label: text(m.sources_others_rate), kind: 'rate' },
				{ label: text(m.sources_adjusted_p), kind: 'decimal', digits: 4 }
			],
			rows: ladder.rungs.map((rung) => rowOf(rung, locale))
		},
		file: 'source-ladder'
	};
}

function rowOf(
	{ name, verdict, raw, shrunk, others }: DrawnLadder['rungs'][number],
	locale: Locale
): Cell[] {
	const shown = shrunk.measured ? shrunk : raw;
	return [
		name,
		raw.measured ? verdictWord(verdict, locale) : null,
		raw.measured ? raw.wins : null,
		raw.measured ? raw.leads : null,
		raw.measured ? raw.rate : null,
		shrunk.measured ? shrunk.rate : null,
		shown.measured ? shown.lo : null,
		shown.measured ? shown.hi : null,
		others.measured ? others.others.wins / others.others.leads : null,
		others.measured ? others.pAdjusted : null
	];
}

function countsOf(ladder: DrawnLadder, locale: Locale): string {
	const rungs = drawnRungs(ladder);
	if (rungs.length === 0) return m.sources_ladder_none({}, { locale });
	const count = (verdict: SourceVerdict) => {
		const group = ladderGroups(rungs).find((each) => each.verdict === verdict);
		return numbersIn(locale).count(group?.rungs.length ?? 0);
	};
	const said = { better: count('better'), worse: count('worse'), open: count('cannot-tell') };
	return m.sources_ladder_title(said, { locale });
}

/** Which sources are better and which are worse, by name: the finding of the page. */
export function sourceLadderHeadline(ladder: DrawnLadder, locale: Locale): string {
	const groups = ladderGroups(drawnRungs(ladder));
	const names = (verdict: SourceVerdict) =>
		groups.find((group) => group.verdict === verdict)?.rungs.map(({ name }) => name) ?? [];
	const [better, worse] = [names('better'), names('worse')];
	if (groups.length === 0) return m.sources_ladder_none({}, { locale });
	const words = { better: listed(better, locale), worse: listed(worse, locale) };
	if (better.length > 0 && worse.length > 0) return m.sources_ladder_both(words, { locale });
	if (better.length > 0) return m.sources_ladder_better(words, { locale });
	if (worse.length > 0) return m.sources_ladder_worse(words, { locale });
	return m.sources_ladder_alike({ sources: numbersIn(locale).count(ladder.sources) }, { locale });
}

/** "A, B and C"; of more than four, how many more there are. */
export function listed(names: string[], locale: Locale): string {
	const shown = names.length > 4 ? names.slice(0, 3) : names;
	const more = names.length - shown.length;
	const all =
		more > 0
			? [...shown, m.sources_more({ count: numbersIn(locale).count(more) }, { locale })]
			: shown;
	return new Intl.ListFormat(locale === 'de' ? 'de-DE' : 'en-GB', { type: 'conjunction' }).format(
		all
	);
}

function noteOf(ladder: DrawnLadder, locale: Locale): string {
	const numbers = numbersIn(locale);
	const { overall, rankedBy, ageDays, rungs, sources } = ladder;
	const of = overall.measured
		? m.sources_ladder_note(
				{
					wins: numbers.count(overall.wins),
					leads: numbers.count(overall.leads),
					rate: numbers.percent(overall.rate)
				},
				{ locale }
			)
		: '';
	const age =
		ageDays === null
			? m.sources_note_undated({}, { locale })
			: m.sources_note_age({ days: numbers.count(ageDays) }, { locale });
	const method =
		rankedBy === 'shrunk'
			? m.sources_note_shrunk({}, { locale })
			: m.sources_note_raw({}, { locale });
	const part =
		rungs.length < sources
			? m.sources_note_part(
					{ shown: numbers.count(rungs.length), sources: numbers.count(sources) },
					{ locale }
				)
			: '';
	return [of, age, method, part].filter(Boolean).join(' ');
}
