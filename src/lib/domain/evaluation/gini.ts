/**
 * Gini coefficient of a score, also called accuracy ratio or Somers' D: 2 AUC - 1. -1 to 1; 0 ranks no better than chance.
 *
 * @param auc - area under the ROC curve, ties counted half
 * @example gini(0.75) // 0.5
 */
export function gini(auc: number): number {
	return 2 * auc - 1;
}
