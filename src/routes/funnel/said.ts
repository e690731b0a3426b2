import type { FunnelBelow } from '#lib/domain/funnel/funnel-report.ts';
import type { Measured } from '#lib/domain/units.ts';

/** A part of the page, or why it is not there, in words. */
export type Said<T> = { found: T; reason: null } | { found: null; reason: string; code: string };

type SaidParts<T> = { [key in keyof T]: T[key] extends Measured<infer M> ? Said<M> : never };

/** What stands below the first screen, reasons in the language of the page. */
export type BelowInWords = SaidParts<Omit<FunnelBelow, 'depth'>> & SaidParts<FunnelBelow['depth']>;
