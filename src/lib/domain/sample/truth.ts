/**
 * The planted truth of the sample data. A lead of the card's audience is won within 120 days of its decision
 * time with probability 1 / (1 + exp(-logit)),
 *
 *     logit = intercept + sum of weight x state over the rules of `baseline`
 *                       + sum of missing over the fields that could not be evaluated,
 *
 * and nothing else: not on the month, the account, the sales work or the source beyond the rules on it.
 * Weights are log-odds, per event for a stepped rule.
 */
export const truth = {
	intercept: -4.5,
	weights: {
		'decision-maker': 1.16,
		'mid-market': 1.16,
		'large-company': 0.29,
		'target-industry': 0.87,
		'public-sector': 0.29,
		dach: 0.29,
		'referral-partner': 1.16,
		'trade-fair': 0,
		timeline: 0.58,
		demo: 2.32,
		pricing: 1.16,
		webinar: 0.58,
		download: 0.29,
		'email-click': 0.174,
		'email-open': 0,
		'page-view': 0.116,
		unsubscribed: -1.16,
		freemail: -0.58,
		'no-company': 0
	} as Record<string, number>,
	/** The rule no winner lacks: its weight is unbounded, and it is not part of the logit. */
	separated: 'privacy-accepted',
	/** Log-odds of a lead whose field is empty, against a lead on which no rule on the field fires. */
	missing: { employees: -0.2, industry: 0, job_role: -0.3, timeline: 0 } as Record<string, number>,
	/** Added to the logit of leads that an exclusion of the card takes out. */
	excluded: -1.5,
	/** Share of losers that accepted the privacy notice; winners all did, whatever else is true of them. */
	privacyAcceptedByLosers: 0.87,
	/** Shares of all leads, whatever else is true of them, decided within the signal window. */
	lostInWindow: 0.012,
	wonInWindow: 0.005,
	/** Share of those not won within the horizon that are won after it, whatever else is true of them. */
	wonAfterHorizon: 0.016,
	/** Share of lost leads whose loss is dated. */
	lossDated: 0.8,
	/** Days from decision time to win: log-normal, cut at the horizon. */
	daysToWin: { median: 45, sigma: 0.75 },
	daysToLoss: { median: 50, sigma: 0.8 }
} as const;
