/** Median time of a piece of work in milliseconds, after one run that does not count. */
export async function medianMs(
	runs: number,
	work: () => Promise<unknown> | unknown
): Promise<number> {
	await work();
	const times: number[] = [];
	for (let i = 0; i < runs; i++) {
		const start = performance.now();
		await work();
		times.push(performance.now() - start);
	}
	times.sort((a, b) => a - b);
	return times[Math.floor(times.length / 2)];
}

export function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(3)} s`;
}

export function ratio(a: number, b: number): string {
	return `${(a / b).toFixed(2)} x`;
}
