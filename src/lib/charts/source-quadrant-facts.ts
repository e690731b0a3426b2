import type { Quadrant } from '#lib/domain/sources/quadrant.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { listed } from '#lib/charts/source-ladder-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** A source by number and quality of its leads. */
export interface QuadrantPoint {
	name: string;
	leads: number;
	/** What its rate can be believed to be, 0..1. */
	rate: number;
	quadrant: Quadrant;
}

export interface DrawnQuadrants {
	points: QuadrantPoint[];
	/** Leads from which on a source counts as one of many. */
	manyFrom: number | null;
	/** Rate of all leads; null where there is none. */
	overall: number | null;
	ageDays: number | null;
}

const CORNERS: Quadrant[] = ['many-better', 'few-better', 'many-worse', 'few-worse', 'cannot-tell'];

export function quadrantWord(quadrant: Quadrant, locale: Locale): string {
	const word = {
		'many-better': m.sources_many_better,
		'few-better': m.sources_few_better,
		'many-worse': m.sources_many_worse,
		'few-worse': m.sources_few_worse,
		'cannot-tell': m.sources_cannot_tell
	};
	return word[quadrant]({}, { locale });
}

/** Volume against quality in words and numbers. */
export function sourceQuadrantFacts(drawn: DrawnQuadrants, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const rows = CORNERS.flatMap((corner) =>
		drawn.points.filter(({ quadrant }) => quadrant === corner)
	);
	return {
		title: titleOf(drawn, locale),
		note: m.sources_quadrant_note(
			{ leads: drawn.manyFrom === null ? '–' : numbers.count(drawn.manyFrom) },
			{ locale }
		),
		table: {
			columns: [
				{ label: m.sources_source({}, { locale }), kind: 'text' },
				{ label: m.sources_mature({}, { locale }), kind: 'count', sum: true },
				{ label: m.sources_believed_rate({}, { locale }), kind: 'rate' },
				{ label: m.sources_quadrant({}, { locale }), kind: 'text' }
			],
			rows: rows.map(({ name, leads, rate, quadrant }) => [
				name,
				leads,
				rate,
				quadrantWord(quadrant, locale)
			])
		},
		file: 'source-quadrant'
	};
}

function titleOf({ points }: DrawnQuadrants, locale: Locale): string {
	const names = (corner: Quadrant) =>
		points.filter(({ quadrant }) => quadrant === corner).map(({ name }) => name);
	const [grow, many] = [names('few-better'), names('many-worse')];
	const words = { grow: listed(grow, locale), many: listed(many, locale) };
	if (grow.length > 0 && many.length > 0) return m.sources_quadrant_both(words, { locale });
	if (grow.length > 0) return m.sources_quadrant_grow(words, { locale });
	if (many.length > 0) return m.sources_quadrant_many(words, { locale });
	return m.sources_quadrant_none({}, { locale });
}
