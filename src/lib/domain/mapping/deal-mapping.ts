import type { LeadKey } from './lead-key.ts';
import type { SideFile } from './side-file.ts';

/** Which column of a file of deals plays which role; a row is one deal of one lead. */
export interface DealMapping extends SideFile {
	lead: LeadKey;
	/** Its id; null takes every row for a deal of its own. */
	deal: string | null;
	amount: string | null;
	/** Column with the currency of each amount, or the one currency of all. */
	currency: string | { code: string } | null;
	/** When it was won or lost; what stands there for an open deal is a plan and not kept. */
	closedAt: string | null;
	/** Values that mean won and lost, every other one means open; null takes every row with a closing date for won. */
	outcome: DealResult | null;
	product: string | null;
}

export interface DealResult {
	column: string;
	won: string[];
	lost: string[];
}
