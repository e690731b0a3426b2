import type { RunRows } from './run-rows.ts';

/** What a pass over the cells gives without the second derivatives: a fraction of the cost of a `ScorePass`. */
export interface GradientPass {
	logLikelihood: number;
	/** First derivatives, intercept first. */
	gradient: Float64Array;
	/** Log-odds of each cell. */
	logit: Float64Array;
}

/**
 * Log likelihood and score vector of a logistic model on grouped cells; `scorePass` without the information.
 *
 * @param coefficients - intercept first, then one a column of `rows`
 * @example gradientPass(runRows([x], 2), n, k, null, Float64Array.of(0, 0)).logLikelihood // -n ln 2
 */
export function gradientPass(
	{ rows, first, head, tail, dense, headColumns, tailColumns }: RunRows,
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array | null,
	coefficients: Float64Array
): GradientPass {
	const ofHead = Float64Array.from(headColumns, (j) => coefficients[j + 1]);
	const ofTail = Float64Array.from(tailColumns, (j) => coefficients[j + 1]);
	const width = ofTail.length;
	const slopeOfHead = new Float64Array(ofHead.length);
	const slopeOfTail = new Float64Array(ofTail.length);
	const logit = new Float64Array(rows);
	let [logLikelihood, slope] = [0, 0];
	for (let r = 0; r < head.rows; r++) {
		let base = coefficients[0];
		for (let i = head.start[r]; i < head.start[r + 1]; i++) {
			base += head.value[i] * ofHead[head.column[i]];
		}
		let ofRun = 0;
		for (let c = first[r]; c < first[r + 1]; c++) {
			let eta = base + (offset ? offset[c] : 0);
			const [from, to] = [tail.start[c], tail.start[c + 1]];
			if (dense) for (let q = 0; q < width; q++) eta += dense[c * width + q] * ofTail[q];
			else for (let i = from; i < to; i++) eta += tail.value[i] * ofTail[tail.column[i]];
			logit[c] = eta;
			if (n[c] === 0) continue;
			const e = Math.exp(-Math.abs(eta));
			const p = (eta >= 0 ? 1 : e) / (1 + e);
			logLikelihood += k[c] * eta - n[c] * (Math.max(eta, 0) + Math.log1p(e));
			const residual = k[c] - n[c] * p;
			ofRun += residual;
			if (dense) for (let q = 0; q < width; q++) slopeOfTail[q] += residual * dense[c * width + q];
			else for (let i = from; i < to; i++) slopeOfTail[tail.column[i]] += residual * tail.value[i];
		}
		slope += ofRun;
		for (let i = head.start[r]; i < head.start[r + 1]; i++) {
			slopeOfHead[head.column[i]] += ofRun * head.value[i];
		}
	}
	const gradient = new Float64Array(coefficients.length);
	gradient[0] = slope;
	headColumns.forEach((j, at) => (gradient[j + 1] = slopeOfHead[at]));
	tailColumns.forEach((j, at) => (gradient[j + 1] = slopeOfTail[at]));
	return { logLikelihood, gradient, logit };
}
