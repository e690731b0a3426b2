/**
 * Colours with a fixed meaning, as `app.css` names them. On a page a picture uses the custom property and so
 * follows the theme; a picture that leaves the page carries these light values.
 */
export const palette = {
	paper: '#fdfdfb',
	ink: '#15181c',
	muted: '#535a63',
	faint: '#646b74',
	rule: '#dddfdd',
	edge: '#858b93',
	today: '#c27a00',
	'today-text': '#8a5300',
	calibrated: '#00847a',
	'calibrated-text': '#00706a',
	fitted: '#4a4fb8',
	'fitted-text': '#4a4fb8',
	first: '#1f6fb5',
	second: '#a3307f',
	third: '#66701c',
	won: '#15181c',
	lost: '#858c94',
	warning: '#cf4a0c',
	'warning-text': '#b03d06'
} as const;

export type ColourName = keyof typeof palette;

/** @example colour('today') // 'var(--today)' */
export function colour(name: ColourName): string {
	return `var(--${name})`;
}

/** A score of the comparison, told apart by colour and by the stroke. */
export type ScoreName = 'current' | 'calibrated' | 'fitted';

/** How a score is drawn. */
export interface Stroke {
	colour: string;
	dash?: string;
	width: number;
}

export const strokes: Record<ScoreName, Stroke> = {
	current: { colour: colour('today'), dash: '7 3', width: 2 },
	calibrated: { colour: colour('calibrated'), width: 2.5 },
	fitted: { colour: colour('fitted'), dash: '1.5 3', width: 2 }
};

/** Colours of scores that have none of their own, by their place in a comparison; the dash tells places apart in any colour. */
const places: Stroke[] = [
	{ colour: colour('first'), width: 2.5 },
	{ colour: colour('second'), dash: '7 3', width: 2 },
	{ colour: colour('third'), dash: '1.5 3', width: 2 }
];

/**
 * How a score of a comparison is drawn: a score with a meaning of its own keeps its colour, every other has that of its place.
 *
 * @example strokeAt(1, 'calibrated') // teal, dashed
 */
export function strokeAt(place: number, score: ScoreName | null): Stroke {
	const own = score ? { colour: strokes[score].colour } : {};
	return { ...places[place % places.length], ...own };
}
