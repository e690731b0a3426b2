/** What an import is doing. */
export type ImportStage = 'reading' | 'loading' | 'checking' | 'writing';

/** Told while an import goes on. */
export interface Progress {
	stage: ImportStage;
	/** Of the whole work, 0..1; it never goes back. */
	share: number;
}

const PARTS: Record<ImportStage, [from: number, to: number]> = {
	reading: [0, 0.35],
	loading: [0.35, 0.85],
	checking: [0.85, 0.95],
	writing: [0.95, 1]
};

/** Turns the progress within a stage into the progress of the whole. */
export function overall(tell: (progress: Progress) => void) {
	let reached = 0;
	return (stage: ImportStage, share: number) => {
		const [from, to] = PARTS[stage];
		reached = Math.max(reached, from + (to - from) * Math.min(Math.max(share, 0), 1));
		tell({ stage, share: reached });
	};
}
