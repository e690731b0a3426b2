import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { skipCholesky } from './skip-cholesky.ts';

/** What is drawn with replacement, leads or accounts, and what each adds to the derivative of the log likelihood. */
export interface PullParts {
	/** Terms of the derivative. */
	size: number;
	/** Row by row, one a kind of part. */
	rows: Float64Array;
	/** Parts of each kind. */
	count: Float64Array;
}

/** Draws how much the derivative of a bootstrap sample differs from that of all leads. */
export type PullDraw = (next: () => number) => Float64Array;

/**
 * Draws as many parts with replacement as there are: an exact bootstrap sample.
 *
 * @throws Error where the parts do not add up to a whole number
 * @example drawnPull(parts)(random(1)) // Float64Array [0.4, -1.2]
 */
export function drawnPull({ size, rows, count }: PullParts): PullDraw {
	const drawn = new Float64Array(count.length);
	const draw = count.every(Number.isInteger) ? pickParts(count) : shareOut(count);
	return (next) => {
		draw(next, drawn);
		const change = new Float64Array(size);
		for (let i = 0; i < count.length; i++) {
			const more = drawn[i] - count[i];
			if (more === 0) continue;
			for (let j = 0; j < size; j++) change[j] += more * rows[i * size + j];
		}
		return change;
	};
}

/**
 * What drawing comes to where parts are many: a normal of the same covariance, whatever their number.
 *
 * @param covariance - of the sum over one sample, row by row; its lower triangle counts
 * @example normalPull(pullCovariance(parts), 2)(random(1)) // Float64Array [0.3, -1.1]
 */
export function normalPull(covariance: Float64Array, size: number): PullDraw {
	const lower = Float64Array.from(covariance);
	skipCholesky(lower, size);
	return (next) => {
		const change = new Float64Array(size);
		for (let j = 0; j < size; j++) {
			const standard = normal(next);
			for (let i = j; i < size; i++) change[i] += lower[i * size + j] * standard;
		}
		return change;
	};
}

type Draw = (next: () => number, drawn: Float64Array) => void;

function pickParts(count: Float64Array): Draw {
	const total = count.reduce((sum, value) => sum + value, 0);
	const kind = new Uint32Array(total);
	let at = 0;
	count.forEach((parts, i) => {
		kind.fill(i, at, (at += parts));
	});
	return (next, drawn) => {
		drawn.fill(0);
		for (let i = 0; i < total; i++) drawn[kind[Math.floor(total * next())]]++;
	};
}

/** Shares of a multinomial, one kind after the other: each is binomial given what is left. */
function shareOut(count: Float64Array): Draw {
	const total = Math.round(count.reduce((sum, value) => sum + value, 0) * 1e6) / 1e6;
	if (!Number.isInteger(total)) throw new Error(`drawnPull: ${total} parts`);
	return (next, drawn) => {
		let [trials, left] = [total, total];
		count.forEach((parts, i) => {
			drawn[i] = parts > 0 ? drawBinomial(next, trials, Math.min(1, parts / left)) : 0;
			trials -= drawn[i];
			left -= parts;
		});
	};
}

/** Box and Muller (1958), the cosine half. */
function normal(next: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
