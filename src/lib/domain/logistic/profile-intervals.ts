import { aliasedTerms } from './aliased-terms.ts';
import { INTERCEPT, type Design } from './design.ts';
import { dotProduct } from './dot-product.ts';
import { firthObjective } from './firth-objective.ts';
import type { FirthFit } from './fit-firth.ts';
import { fitLogistic, type LogisticFit } from './fit-logistic.ts';
import { functionalObjective } from './functional-objective.ts';
import { logits } from './logits.ts';
import { normalReach } from '#lib/domain/intervals/normal-interval.ts';
import { logisticObjective, type Objective } from './objective.ts';
import { profileInterval, type ProfileInterval, type ProfileStart } from './profile-interval.ts';
import { scaleCoefficients, scaleDesign, scaleMap } from './scale-design.ts';
import { selectTerms } from './select-terms.ts';
import type { Separation } from './separation-certificate.ts';

/** A profile-likelihood interval with the name of its coefficient. */
export type NamedProfileInterval = { name: string } & ProfileInterval;

type Separated = Extract<Separation, { separated: true }>;

/**
 * Profile-likelihood intervals of all coefficients of a fit, intercept first; of a Firth fit, penalised ones (Heinze &
 * Schemper 2002).
 *
 * @param design - as it was fitted, without aliased columns
 * @param only - coefficients that are wanted, 0 for the intercept; all unless told
 * @throws Error for a fit that did not converge
 * @example profileIntervals(design, fitLogistic(design))[1] // { name: 'gre', lower: { limit: 'finite', value: 0.00014 }, … }
 */
export function profileIntervals(
	design: Design,
	fit: LogisticFit | FirthFit,
	level = 0.95,
	only: readonly number[] = [...fit.names.keys()]
): NamedProfileInterval[] {
	if (!fit.converged) throw new Error('profileIntervals: the fit did not converge');
	const { design: scaled, scale } = scaleDesign(design);
	const firth = 'penalisedLogLikelihood' in fit;
	const objective = firth ? firthObjective(scaled) : logisticObjective(scaled);
	const coefficients = scaleCoefficients(fit.coefficients, scale);
	// The determinant of the information, and with it Firth's penalty, changes with the units of the columns.
	const highest = firth ? objective(coefficients).logLikelihood : fit.logLikelihood;
	const map = scaleMap(scale);
	return only.map((j) => {
		const from = { highest, coefficients, reach: normalReach(level) * fit.standardErrors[j] };
		return { name: fit.names[j], ...along(objective, design.n, map[j], from, level) };
	});
}

/**
 * The same where the outcome is separated. The likelihood then only approaches its highest value, that of the leads on
 * the border fitted alone; intervals are taken from there. A coefficient that runs off has an interval without an end on
 * that side, but the other end is a real bound; one that does not has the interval of the border's fit.
 *
 * @param separation - certificate of the design
 * @example separatedProfileIntervals(design, certificate)[1] // { name: 'NV', lower: { … 1.28 }, upper: { limit: 'none' } }
 */
export function separatedProfileIntervals(
	design: Design,
	separation: Separated,
	level = 0.95
): NamedProfileInterval[] {
	const { design: scaled, scale } = scaleDesign(design);
	const border = borderFit(scaled, separation.border);
	const objective = logisticObjective(scaled);
	const direction = scaleCoefficients(separation.direction, scale);
	const coefficients = farAlong(scaled, direction, separation.border, border.coefficients);
	return scaleMap(scale).map((functional, j) => {
		const name = j === 0 ? INTERCEPT : design.names[j - 1];
		const running = separation.terms.find(({ term }) => term === j - 1);
		if (!running) return { name, ...border.interval(functional, level) };
		const reach = Math.abs(dotProduct(functional, coefficients)) || 1;
		const from = { highest: border.highest, coefficients, reach, endless: running.towards };
		return { name, ...along(objective, design.n, functional, from, level) };
	});
}

/** The interval of a weighted sum of the coefficients. */
function along(
	objective: Objective,
	counts: Float64Array,
	functional: number[],
	from: ProfileStart,
	level: number
): ProfileInterval {
	const changed = functionalObjective(objective, functional);
	const start = { ...from, coefficients: changed.coordinates(from.coefficients) };
	return profileInterval(changed.objective, counts, changed.index, start, level);
}

/** The fit of the leads on the border, which identifies some of the coefficients; the others stand at 0. */
function borderFit(design: Design, border: Uint8Array) {
	const coefficients = new Float64Array(design.columns.length + 1);
	if (!border.includes(1)) return { highest: 0, coefficients, interval: never };
	const n = design.n.map((leads, c) => leads * border[c]);
	const onBorder = { ...design, n, k: design.k.map((wins, c) => wins * border[c]) };
	const dependent = new Set(aliasedTerms(onBorder).map(({ term }) => term));
	const kept = [...design.columns.keys()].filter((term) => !dependent.has(term));
	const part = selectTerms(onBorder, kept);
	const fit = fitLogistic(part);
	const indexes = [0, ...kept.map((term) => term + 1)];
	indexes.forEach((index, j) => (coefficients[index] = fit.coefficients[j]));
	const interval = (functional: number[], level: number) => {
		const weights = indexes.map((index) => functional[index]);
		const spread = fit.covariance.map((row) => dotProduct(row, weights));
		const reach = normalReach(level) * Math.sqrt(dotProduct(weights, spread));
		const from = { highest: fit.logLikelihood, coefficients: fit.coefficients, reach };
		return along(logisticObjective(part), n, weights, from, level);
	};
	return { highest: fit.logLikelihood, coefficients, interval };
}

function never(): ProfileInterval {
	throw new Error('separatedProfileIntervals: complete separation leaves no finite coefficient');
}

/** So far along the direction of separation that every parted lead is fitted well. */
function farAlong(
	design: Design,
	direction: Float64Array,
	border: Uint8Array,
	from: Float64Array
): Float64Array {
	const now = logits(design, from);
	const moves = logits({ ...design, offset: undefined }, direction);
	const needed = moves.reduce((most, move, c) => {
		if (border[c] || design.n[c] === 0) return most;
		return Math.max(most, (5 - Math.sign(move) * now[c]) / Math.abs(move));
	}, 0);
	return from.map((value, j) => value + needed * direction[j]);
}
