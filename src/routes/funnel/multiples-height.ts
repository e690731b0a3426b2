/** Height of the small funnels at a width, as `charts/funnel-multiples.ts` draws them: known before its code is there. */
export function multiplesHeight(parts: number, stages: number, width: number): number {
	const columns = Math.max(1, Math.floor((width + 24) / 324));
	return Math.ceil(parts / columns) * (24 + stages * 18 + 22);
}
