import type { pointsJson } from './points-json.ts';
import { figure, textTable } from './text-table.ts';

/** A card of whole points as a table, with what it costs. */
export function pointsText(
	found: ReturnType<typeof pointsJson>,
	{ min, max }: { min: number; max: number }
): string {
	const scoring = Object.entries(found.points).filter(([, points]) => points !== 0);
	const share =
		found.gapShare === null
			? ''
			: ` (${figure(found.gapShare * 100, 3)} % of what can be explained)`;
	const ofBound = found.auc === null ? null : found.auc + (found.aucGap ?? 0);
	return [
		textTable([['term', 'points'], ...scoring.map(([term, points]) => [term, String(points)])]),
		'',
		`${found.n} leads, ${found.events} wins${found.omitted > 0 ? `, ${found.omitted} left out` : ''}; ${found.rules} terms with points from ${min} to ${max}`,
		`log loss ${found.logLoss.toFixed(3)} nats, at least ${found.bound.toFixed(3)} for any card: gap ${found.gap.toFixed(3)}${share}`,
		found.certified
			? 'It is proven that no card is better: these points are optimal.'
			: 'The best card found; whether it is optimal is not proven.',
		`AUC ${figure(found.auc)}, that of the bound ${figure(ofBound)}; points to double the odds: ${figure(found.pointsToDoubleOdds, 3)}`,
		`chance of a win = 1 / (1 + exp(-(${figure(found.intercept)} + ${figure(found.slope)} x score)))`
	].join('\n');
}
