import type { Design } from '#lib/domain/logistic/design.ts';
import { collapseDesign } from '#lib/domain/points/collapse-design.ts';

/**
 * The same leads with equal rows merged, where rules left out of a fit have made rows equal; offsets are kept.
 *
 * @example mergedCells(fitted.design).n.length <= fitted.design.n.length // true
 */
export function mergedCells({ offset, ...design }: Design): Design {
	if (!offset) return collapseDesign(design);
	const merged = collapseDesign({
		...design,
		names: [...design.names, 'offset'],
		columns: [...design.columns, offset]
	});
	const last = merged.columns.length - 1;
	return {
		...merged,
		names: merged.names.slice(0, last),
		columns: merged.columns.slice(0, last),
		offset: merged.columns[last]
	};
}
