/** How long somebody waited, and whether the wait has ended or only the time of looking. */
export interface PlainWait {
	time: number;
	through: boolean;
}

export interface PlainStep {
	time: number;
	share: number;
	lo: number;
	hi: number;
}

/**
 * The product-limit estimate, straight from its definition: of all who still waited at a time, who was through then. Bounds by
 * Greenwood's variance on the log-log scale. It ends before fewer than so many wait.
 */
export function plainSurvival(waits: PlainWait[], fewest: number): PlainStep[] {
	const times = waits.filter(({ through }) => through).map(({ time }) => time);
	const steps: PlainStep[] = [];
	let [left, variance] = [1, 0];
	for (const time of [...new Set(times)].sort((a, b) => a - b)) {
		const atRisk = waits.filter((wait) => wait.time >= time).length;
		if (atRisk < fewest) break;
		const ended = times.filter((each) => each === time).length;
		left *= 1 - ended / atRisk;
		variance += ended / (atRisk * (atRisk - ended));
		const bound = (z: number) =>
			1 - left ** Math.exp((z * Math.sqrt(variance)) / Math.abs(Math.log(left)));
		steps.push({
			time,
			share: 1 - left,
			lo: bound(-1.959963984540054),
			hi: bound(1.959963984540054)
		});
	}
	return steps;
}

/** The first time by which a share was through, and the first times at which its bounds are; null where it never was. */
export function plainQuantile(steps: PlainStep[], share: number) {
	const first = (of: (step: PlainStep) => number) =>
		steps.find((step) => of(step) >= share - 1e-12)?.time ?? null;
	return {
		time: first((step) => step.share),
		lo: first(({ hi }) => hi),
		hi: first(({ lo }) => lo)
	};
}
