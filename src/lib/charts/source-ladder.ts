import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import {
	drawnRungs,
	headingHeight,
	ladderGroups,
	ladderHeight,
	rungHeight,
	sourceLadderFacts,
	verdictWord,
	type DrawnLadder,
	type DrawnRung
} from '#lib/charts/source-ladder-facts.ts';
import * as m from '#lib/paraglide/messages.js';

type Placed = DrawnRung & { y: number };

/** Width under which there is no room for the counts beside the intervals. */
const NARROW = 520;

/** Sources by what their rate can be believed to be: better ones, those that cannot be told, worse ones. */
export function sourceLadder(ladder: DrawnLadder, surface: Surface): SVGSVGElement {
	const { locale, width } = surface;
	const numbers = numbersIn(locale);
	const { rungs, headings, depth } = placed(drawnRungs(ladder));
	const narrow = width < NARROW;
	const marginLeft = narrow ? 108 : Math.min(220, Math.round(width * 0.26));
	const marginRight = narrow ? 14 : 96;
	const highest = Math.max(0.01, ...rungs.flatMap(({ hi, raw }) => [hi, raw]));
	const told = ({ verdict }: Placed) => verdict === 'better' || verdict === 'worse';
	const name = (d: Placed) => shortened(d.name, Math.floor((marginLeft - 4) / 6.8));
	const label = { fill: colour('ink'), fontSize: 12, textAnchor: 'start' as const };
	return frame(
		{
			title: sourceLadderFacts(ladder, locale).title,
			height: ladderHeight(ladder),
			x: {
				label: m.sources_rate_axis({}, { locale }),
				tick: (rate) => numbers.percent(rate, 0),
				domain: [0, Math.min(1, highest * 1.04)],
				ticks: narrow ? 3 : 6
			},
			y: { label: '', tick: () => '', domain: [-depth, 0], ticks: 0 },
			key: [
				{
					label:
						ladder.rankedBy === 'shrunk'
							? m.sources_key_shrunk({}, { locale })
							: m.sources_key_interval({}, { locale }),
					colour: colour('ink'),
					mark: 'dot'
				},
				...(ladder.rankedBy === 'shrunk'
					? [
							{
								label: m.sources_key_raw({}, { locale }),
								colour: colour('edge'),
								mark: 'square' as const
							}
						]
					: [])
			],
			marks: [
				...(ladder.overall.measured
					? [ruleX([ladder.overall.rate], { stroke: colour('ink'), strokeDasharray: '3 3' })]
					: []),
				ruleY(rungs, { y: 'y', x1: 'lo', x2: 'hi', stroke: colour('ink'), strokeWidth: 1.5 }),
				dot(ladder.rankedBy === 'shrunk' ? rungs : [], {
					x: 'raw',
					y: 'y',
					r: 3,
					symbol: 'square',
					fill: colour('paper'),
					stroke: colour('edge'),
					strokeWidth: 1.5
				}),
				dot(rungs, {
					x: 'rate',
					y: 'y',
					r: 4.5,
					fill: (d: Placed) => (told(d) ? colour('ink') : colour('paper')),
					stroke: colour('ink'),
					strokeWidth: 1.75
				}),
				text(headings, {
					frameAnchor: 'left',
					y: 'y',
					dx: -marginLeft,
					text: (d: Heading) => verdictWord(d.verdict, locale),
					fontWeight: 600,
					...label
				}),
				text(rungs, {
					frameAnchor: 'left',
					y: 'y',
					dx: -marginLeft,
					text: name,
					...label
				}),
				text(narrow ? [] : rungs, {
					frameAnchor: 'right',
					y: 'y',
					dx: marginRight - 4,
					text: (d: Placed) => counts(d, surface),
					...label,
					textAnchor: 'end',
					fill: colour('muted')
				}),
				hint(
					rungs,
					({ rate }) => rate,
					({ y }) => y,
					(d) => inWords(d, surface)
				)
			],
			plot: { marginLeft, marginRight }
		},
		surface
	);
}

interface Heading {
	verdict: DrawnRung['verdict'];
	y: number;
}

/** Where everything stands, in pixels from the top counted downwards. */
function placed(all: DrawnRung[]) {
	const rungs: Placed[] = [];
	const headings: Heading[] = [];
	let depth = 0;
	for (const group of ladderGroups(all)) {
		headings.push({ verdict: group.verdict, y: -(depth + headingHeight * 0.66) });
		depth += headingHeight;
		for (const rung of group.rungs) {
			rungs.push({ ...rung, y: -(depth + rungHeight * 0.6) });
			depth += rungHeight;
		}
	}
	return { rungs, headings, depth: Math.max(depth, 1) };
}

function counts({ wins, leads }: DrawnRung, { locale }: Surface): string {
	const numbers = numbersIn(locale);
	return m.sources_wins_of({ wins: numbers.count(wins), leads: numbers.count(leads) }, { locale });
}

function inWords(rung: DrawnRung, { locale }: Surface): string {
	const numbers = numbersIn(locale);
	return m.sources_ladder_hint(
		{
			name: rung.name,
			rate: numbers.percent(rung.rate, 1),
			interval: numbers.interval([rung.lo, rung.hi], (end) => numbers.percent(end, 1)),
			raw: numbers.percent(rung.raw, 1),
			wins: numbers.count(rung.wins),
			leads: numbers.count(rung.leads)
		},
		{ locale }
	);
}

function shortened(name: string, most: number): string {
	return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
