/** What an import is doing. */
export type ImportStage = 'converting' | 'reading' | 'loading' | 'checking' | 'writing';

/** Told while an import goes on. */
export interface Progress {
	stage: ImportStage;
	/** Of the whole work, 0..1; it never goes back. */
	share: number;
}

const PARTS: Record<Exclude<ImportStage, 'converting'>, [from: number, to: number]> = {
	reading: [0, 0.35],
	loading: [0.35, 0.85],
	checking: [0.85, 0.95],
	writing: [0.95, 1]
};

/** Turns the progress within a stage into the progress of the whole. */
export function overall(tell: (progress: Progress) => void) {
	let reached = 0;
	return (stage: keyof typeof PARTS, share: number) => {
		const [from, to] = PARTS[stage];
		reached = Math.max(reached, from + (to - from) * Math.min(Math.max(share, 0), 1));
		tell({ stage, share: reached });
	};
}

/** Share of the whole work that making a CSV text of another file takes. */
const CONVERTING = 0.4;

/**
 * Progress of work that may begin with a conversion. Several steps of one conversion each begin anew; what is told
 * never goes back.
 */
export function afterConversion(tell: (progress: Progress) => void) {
	let converted = 0;
	return {
		converting(share: number): void {
			converted = Math.max(converted, CONVERTING * Math.min(Math.max(share, 0), 1));
			tell({ stage: 'converting', share: converted });
		},
		then({ stage, share }: Progress): void {
			const from = converted > 0 ? CONVERTING : 0;
			tell({ stage, share: from + (1 - from) * share });
		}
	};
}
