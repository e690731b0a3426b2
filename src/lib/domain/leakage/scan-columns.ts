import { beatsOthers, isCandidate, type SampledColumn, type SampledLeads } from './beats-others.ts';
import type { ColumnScan } from './scan-column.ts';

/** The sampled leads, with the columns that were read of them by their place in the scan. */
export interface SampledScan {
	leads: SampledLeads;
	columns: Map<number, SampledColumn>;
}

/** Each comparison fits all other columns anew; what beats them all is among the strongest. */
const MOST_CANDIDATES = 12;

/** The strongest columns, which must be compared with all others together before they are free of suspicion. */
export function candidatesOf(scans: ColumnScan[]): number[] {
	const strong = [...scans.keys()].filter((i) => unsuspected(scans[i]) && isStrong(scans[i]));
	return strong.sort((a, b) => aucOf(scans[b]) - aucOf(scans[a])).slice(0, MOST_CANDIDATES);
}

/** Columns under no suspicion: what a candidate is compared with. */
export function unsuspectedOf(scans: ColumnScan[]): number[] {
	return [...scans.keys()].filter((i) => unsuspected(scans[i]) && scans[i].strength.measured);
}

/**
 * The scan, with candidates that beat all other columns together suspected too; the strongest first, and each without those
 * suspected before it.
 */
export function compareWithOthers(scans: ColumnScan[], sampled: SampledScan): ColumnScan[] {
	const found = [...scans];
	for (const i of candidatesOf(scans)) {
		const own = sampled.columns.get(i);
		const others = unsuspectedOf(found).filter((other) => other !== i);
		const columns = others.flatMap((other) => sampled.columns.get(other) ?? []);
		const evidence = own && beatsOthers(own, columns, sampled.leads);
		if (!evidence) continue;
		const { column } = found[i];
		found[i] = { ...found[i], evidence: [...found[i].evidence, { ...evidence, column }] };
	}
	return found;
}

function unsuspected({ evidence }: ColumnScan): boolean {
	return evidence.length === 0;
}

function isStrong({ strength }: ColumnScan): boolean {
	return strength.measured && isCandidate(strength);
}

function aucOf({ strength }: ColumnScan): number {
	return strength.measured ? strength.auc : 0;
}
