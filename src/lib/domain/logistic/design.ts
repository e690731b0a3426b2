/**
 * Grouped binomial data for a logistic fit: one row a cell, one numeric column a term. The intercept is never a
 * column; every fit puts it first. All columns have the length of `n`.
 *
 * A row stands for `n` leads of which `k` were won, so rows of a file are cells with `n = 1`. Fractional counts
 * are allowed (weighted leads); 0 <= k <= n.
 */
export interface Design {
	/** Names of the terms, in the order of `columns`. */
	names: string[];
	columns: Float64Array[];
	/** Known part of the log-odds of each cell; 0 where absent. */
	offset?: Float64Array;
	/** Leads in the cell. */
	n: Float64Array;
	/** Won leads in the cell. */
	k: Float64Array;
}

/** Name of the intercept wherever terms are listed by name. */
export const INTERCEPT = '(intercept)';
