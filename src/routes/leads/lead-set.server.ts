import { parseLeadSet, type LeadSet } from '#lib/domain/query/lead-set.ts';

/** The leads an address asks for; null where it names none that are known. */
export function leadSetOf({ searchParams }: URL): LeadSet | null {
	return parseLeadSet(searchParams.get('set') ?? '');
}

/** Leads a file of them holds at most. */
export const MOST_IN_FILE = 1_000_000;
