import type { CentsByKind } from './allocate-costs.ts';

export const NO_CENTS: Readonly<CentsByKind> = { marketing: 0, sales: 0, tool: 0 };

/** @example addCents({ marketing: 1, sales: 0, tool: 0 }, { marketing: 2, sales: 5, tool: 0 }) // { marketing: 3, sales: 5, tool: 0 } */
export function addCents(a: CentsByKind, b: CentsByKind): CentsByKind {
	return { marketing: a.marketing + b.marketing, sales: a.sales + b.sales, tool: a.tool + b.tool };
}

/** All kinds together. @example centsOf({ marketing: 3, sales: 5, tool: 0 }) // 8 */
export function centsOf({ marketing, sales, tool }: CentsByKind): number {
	return marketing + sales + tool;
}
