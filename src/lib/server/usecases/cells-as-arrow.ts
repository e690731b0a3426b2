import type { Cells } from '#lib/domain/cells/cells.ts';
import { encodeCells } from '#lib/wire/cells-arrow.ts';

/** Most cells that travel to a browser (design §1). */
const MOST_CELLS = 300_000;

/** Cells as the bytes of an Arrow stream; null where they are too many to travel. */
export function cellsAsArrow(cells: Cells): Uint8Array<ArrayBuffer> | null {
	return cells.length > MOST_CELLS ? null : new Uint8Array(encodeCells(cells));
}
