import type { NotMeasured } from '#lib/domain/units.ts';
import type { CrossCheck } from './calibration.ts';

/** How weights are fitted: `auto` = maximum likelihood, or ridge where a rule has few wins or losses behind it (statistics 10). */
export type FitMethod = 'auto' | 'maximum-likelihood' | 'ridge' | 'firth';

/**
 * Which whole points become the calibrated card: `fewest` = the fewest edits within a share of explained loss, `best` =
 * the least loss, `rounded` = weight / b rounded (statistics 9, 14).
 */
export type CardChoice = 'fewest' | 'best' | 'rounded';

/** Everything a user may wish of a calibration; what is left out has its default. */
export interface CalibrateOptions {
	/** Lowest and highest points the CRM can hold. */
	min: number;
	max: number;
	fit?: FitMethod;
	card?: CardChoice;
	/** Points are multiples of this; default 1. */
	multipleOf?: number;
	/** Most rules whose points may change; default: all. */
	maxChanged?: number;
	/** Share of explained loss that fewer edits may cost; default 0.05. */
	within?: number;
	/** What the gates have to keep to. */
	gates?: GateWishes;
	/** Seed of everything that is drawn; default 1. */
	seed?: number;
	/** Bootstrap samples; default 1000. */
	draws?: number;
	/** The independent cross-check, run beforehand where it was wanted. */
	crossCheck?: CrossCheck | NotMeasured;
	/** Told how far the work is, 0..1. */
	onStep?: (share: number) => void;
}

/**
 * How the gates of the calibrated card are chosen: `same-volume` = as many leads pass as today (default), `capacity` = what
 * sales can work in a week, `cost` = leads that pay, `precision` = a floor under the conversion rate, `joint` = both gates
 * together for the most profit.
 */
export type GateRule = 'same-volume' | 'capacity' | 'cost' | 'precision' | 'joint';

/** What a gate has to keep to; a gate is chosen for each wish that is given (statistics 18). */
export interface GateWishes {
	/** Which gates go on the calibrated card; default: those of the same volume as today. */
	rule?: GateRule;
	/** Leads sales can work in a week. */
	capacity?: number;
	/** Lowest conversion rate that is promised, between 0 and 1. */
	precision?: number;
	/** Revenue of a win in cents; default: the mean of the data, where it has values. */
	valueCents?: number;
	/** Share of the revenue that is earned, 0..1. */
	margin?: number;
	/** Cost of working a lead, in cents. */
	costCents?: number;
	/** Cost of qualifying a lead before sales takes it, in cents. */
	qualifyCents?: number;
}
