import gammaln from '@stdlib/math-base-special-gammaln';
import type { Share } from '#lib/domain/intervals/rate.ts';

/** What is believed of the rates of all sources: points of a grid, each with its weight; the weights add up to 1. */
export interface RateSpread {
	/** The rate that sources have on average. */
	mean: Float64Array;
	/** How alike they are: as good as so many leads seen before the first. */
	size: Float64Array;
	weight: Float64Array;
}

/**
 * Log density below the top from which on there is nothing of it, about 7 standard errors, and nothing to weigh,
 * about 5.5.
 */
const FAR = 25;
const WEIGHTLESS = 15;

/** Beyond so many leads' worth all sources are one, and differences of log gammas are lost in rounding. */
const MOST = 1e10;

/** Points while looking for the top, in each direction. */
const COARSE = 12;

/**
 * Rows and points a row at the end. With many sources the posterior is nearly normal, and points a standard error
 * apart are exact to 1e-8.
 */
const finePoints = (sources: number) =>
	sources < 50 ? { rows: 48, across: 16 } : { rows: 14, across: 14 };

/**
 * The joint posterior of mean and spread of the sources' rates under the beta-binomial model (statistics 22): a
 * source's rate is drawn from Beta(mean x size, (1 - mean) x size), its wins are binomial.
 *
 * Prior: the mean uniform on 0..1, size^(-1/2) uniform on 0..1 (Gelman et al., Bayesian Data Analysis, 5.3, made
 * proper by size >= 1: rates spread no wider than from a prior that is worth one lead). Integrated on a grid whose
 * rows are drawn each around its own top and then refined, so that it serves five sources of ten leads as well as
 * thousands of millions.
 *
 * @param sources - with leads
 * @throws Error where no source has leads
 * @example rateSpread([{ wins: 3, leads: 20 }, { wins: 9, leads: 30 }]).weight.length // up to 1024
 */
export function rateSpread(sources: Share[]): RateSpread {
	const used = sources.filter(({ leads }) => leads > 0);
	if (used.length === 0) throw new Error('rateSpread: no source has leads');
	const seen = counted(used);
	const { rows, across } = finePoints(used.length);
	let near: Range | null = null;
	const rowAt = (root: number, points: number) => {
		const row = rowOf(root, seen, points, near);
		near = row.range;
		return row;
	};
	const roots = zoomed({ from: 0, to: 1 }, (root) => rowAt(root, COARSE).sum);
	const grid = middles(roots, rows).map((root) => rowAt(root, across));
	const top = Math.max(...grid.flatMap(({ logs }) => logs));
	const points = grid.flatMap(({ size, means, logs }) =>
		logs
			.map((log, i) => ({ size, mean: means[i], log }))
			.filter(({ log }) => log > top - WEIGHTLESS)
	);
	const sum = points.reduce((total, { log }) => total + Math.exp(log - top), 0);
	return {
		mean: Float64Array.from(points, ({ mean }) => mean),
		size: Float64Array.from(points, ({ size }) => size),
		weight: Float64Array.from(points, ({ log }) => Math.exp(log - top) / sum)
	};
}

/**
 * Sources by their wins, by their other leads and by all of them: the likelihood is a sum over each, and many are
 * alike.
 */
interface Counted {
	sources: number;
	won: [count: number, sources: number][];
	lost: [count: number, sources: number][];
	leads: [count: number, sources: number][];
}

function counted(sources: Share[]): Counted {
	const by = (of: (source: Share) => number) => {
		const found = new Map<number, number>();
		for (const source of sources) found.set(of(source), (found.get(of(source)) ?? 0) + 1);
		return [...found];
	};
	return {
		sources: sources.length,
		won: by(({ wins }) => wins),
		lost: by(({ wins, leads }) => leads - wins),
		leads: by(({ leads }) => leads)
	};
}

/** All means at one size. */
interface Row {
	size: number;
	means: number[];
	/** Log of the posterior weight of each point, up to a constant of the grid. */
	logs: number[];
	/** Log of the weight of the whole row. */
	sum: number;
	/** Log-odds of the mean between which the row has weight. */
	range: Range;
}

/**
 * @param root - the square root of size^(-1/2): even steps of it are close enough where sources are nearly alike
 * @param near - where a row nearby has its weight, to begin looking there
 */
function rowOf(root: number, seen: Counted, points: number, near: Range | null): Row {
	const size = Math.min(MOST, root ** -4);
	const jacobian = Math.log(root);
	const density = (logit: number) => logDensity(1 / (1 + Math.exp(-logit)), size, seen) + jacobian;
	const range = rangeOfRow(density, near);
	const logits = middles(range, points);
	const width = Math.log((range.to - range.from) / points);
	const logs = logits.map((logit) => density(logit) + width);
	const top = Math.max(...logs);
	return {
		size,
		means: logits.map((logit) => 1 / (1 + Math.exp(-logit))),
		logs,
		sum: top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0)),
		range
	};
}

function rangeOfRow(density: (logit: number) => number, near: Range | null): Range {
	if (near) {
		const wide = near.to - near.from;
		const start = { from: near.from - wide / 2, to: near.to + wide / 2 };
		const found = zoomed(start, density);
		if (found.from > start.from && found.to < start.to) return found;
	}
	return zoomed({ from: -14, to: 14 }, density);
}

/** Log posterior density of the log-odds of the mean, up to a constant; its Jacobian is the mean x (1 - mean). */
function logDensity(mean: number, size: number, { sources, won, lost, leads }: Counted): number {
	const a = mean * size;
	const b = (1 - mean) * size;
	const sum = (counts: [number, number][], more: number) =>
		counts.reduce((total, [count, times]) => total + times * gammaln(count + more), 0);
	const before = sources * (gammaln(a) + gammaln(b) - gammaln(size));
	return Math.log(mean * (1 - mean)) + sum(won, a) + sum(lost, b) - sum(leads, size) - before;
}

interface Range {
	from: number;
	to: number;
}

/** The part of a range where a log density is, found by looking closer until it no longer gets much smaller. */
function zoomed(range: Range, density: (x: number) => number): Range {
	for (let i = 0; i < 20; i++) {
		const { from, to } = range;
		const width = (to - from) / COARSE;
		const logs = middles(range, COARSE).map(density);
		const top = Math.max(...logs);
		const first = logs.findIndex((log) => log > top - FAR);
		const last = logs.findLastIndex((log) => log > top - FAR);
		range = {
			from: Math.max(from, from + (first - 0.5) * width),
			to: Math.min(to, from + (last + 1.5) * width)
		};
		if (range.to - range.from > 0.6 * (to - from)) break;
	}
	return range;
}

/** Middles of equal parts of a range. */
function middles({ from, to }: Range, parts: number): number[] {
	return Array.from({ length: parts }, (_, i) => from + ((to - from) * (i + 0.5)) / parts);
}
