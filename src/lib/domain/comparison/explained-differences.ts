/** What makes a score column differ from the replay of a card, as far as the leads tell. Plain data. */
export interface ExplainedDifferences {
	/** Leads on which both differ. */
	differing: number;
	/** What holds for all leads of a kind, the one that explains most first; each on top of those before it. */
	reasons: DifferenceReason[];
	/** Rules that could explain single leads that are left, the most leads first, at most five; a lead may fit several. */
	possible: PossibleReason[];
	/** Leads that are left and fit none of them. */
	unexplained: number;
}

/**
 * `points`: where the rule fires the column gives `points` an event instead of the card's; `missing`: where it cannot be
 * evaluated the column gives `points` instead of 0; `offset`: every lead has `points` more; `uncapped`: the column is the
 * sum without any bounds; `ceiling` and `floor`: the column ends at `points`.
 */
export interface DifferenceReason {
	kind: 'points' | 'missing' | 'offset' | 'uncapped' | 'ceiling' | 'floor';
	/** In order of the card; null where it is no rule. */
	rule: number | null;
	points: number;
	/** Leads that differ and no longer do so with it; of rules found together, those of them it is about. */
	leads: number;
	/** Leads that would differ only with it. */
	against: number;
}

/** `not-counted`: the column is lower by what the rule gives; `counted`: higher by it although the rule does not fire. */
export interface PossibleReason {
	kind: 'not-counted' | 'counted';
	rule: number;
	leads: number;
}
