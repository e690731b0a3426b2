import { raw } from './sql.ts';

/**
 * What `way` holds: for counted leads three times the number of stages reached plus how it ended (0 open, 1 dropped,
 * 2 arrived), for others one of the numbers below 0.
 */
export const IN_WAY = { immature: -1, beforeEntry: -2, undated: -3, later: -4 } as const;

/** Conditions over `way`. @example countedReached(1).texts // ['way >= 6'] */
export const COUNTED = raw('way >= 0');
export const IMMATURE = raw(`way = ${IN_WAY.immature}`);
export const NOT_LATER = raw(`way <> ${IN_WAY.later}`);
export const countedReached = (stage: number) => raw(`way >= ${3 * (stage + 1)}`);
