/** What only changes which new gates one may choose between; the report tells today's gate and those of equal volume. */
const GATE_TERMS = ['gate', 'capacity', 'precision', 'value', 'margin', 'cost', 'qualify-cost'];

/** The address whose calibration the report tells: another margin is no reason to calibrate anew. */
export function calibrationAddress(url: URL): URL {
	const address = new URL(url);
	for (const key of GATE_TERMS) address.searchParams.delete(key);
	return address;
}
