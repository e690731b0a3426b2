import { incidenceAt } from '#lib/domain/funnel/cumulative-incidence.ts';
import { curveLabel, type IncidenceChart } from '#lib/charts/incidence-facts.ts';
import type { LinkedMark } from '#lib/charts/link-marks.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour, type ColourName } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** How curves are told apart, by colour and by stroke; the last is the win. */
const STROKES: { colour: ColourName; dash?: string }[] = [
	{ colour: 'first' },
	{ colour: 'second', dash: '7 3' },
	{ colour: 'third', dash: '1.5 3' },
	{ colour: 'first', dash: '7 3 1.5 3' },
	{ colour: 'second', dash: '2 2' },
	{ colour: 'third', dash: '10 4' },
	{ colour: 'first', dash: '1.5 4' },
	{ colour: 'second' },
	{ colour: 'third' }
];

/** How a curve is drawn, by its place. */
export function strokeOf(curve: number, curves: number): (typeof STROKES)[number] {
	return curve === curves - 1 ? { colour: 'won' } : STROKES[curve % STROKES.length];
}

/** Points on the curves that lead to the leads counted by then. */
export function incidenceMarks(
	{ stages }: IncidenceChart,
	locale: Locale,
	hrefOf: (stage: string, day: number) => string
): LinkedMark[] {
	const { count, percent } = numbersIn(locale);
	return stages.flatMap((each, i) =>
		(each.marks ?? []).flatMap(({ day, leads }) => {
			const at = incidenceAt(each.incidence, day);
			if (!at || leads === 0) return [];
			const said = {
				stage: curveLabel(each, locale),
				days: count(day),
				leads: count(leads),
				share: percent(at.share, 1)
			};
			return [
				{
					x: day,
					y: at.share,
					colour: colour(strokeOf(i, stages.length).colour),
					words: m.incidence_mark(said, { locale }),
					href: hrefOf(each.stage.id, day)
				}
			];
		})
	);
}
