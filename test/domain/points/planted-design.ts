import type { Design } from '#lib/domain/logistic/design.ts';
import { random } from '#lib/domain/random.ts';
import { collapseDesign } from '#lib/domain/points/collapse-design.ts';

/** Leads on which rules of planted weights fire independently, each on 30 % of them; collapsed to cells. */
export function plantedDesign(
	weights: readonly number[],
	leads: number,
	seed: number,
	intercept = -1
): Design {
	const next = random(seed);
	const rows = Array.from({ length: leads }, () => weights.map(() => (next() < 0.3 ? 1 : 0)));
	const won = rows.map((row) => {
		const logit = row.reduce<number>((sum, value, j) => sum + value * weights[j], intercept);
		return next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
	});
	return collapseDesign({
		names: weights.map((_, j) => `rule ${j + 1}`),
		columns: weights.map((_, j) => Float64Array.from(rows, (row) => row[j])),
		n: new Float64Array(leads).fill(1),
		k: Float64Array.from(won)
	});
}
