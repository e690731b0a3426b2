/** What an import is doing. */
export type ImportStage = 'converting' | 'reading' | 'loading' | 'checking' | 'writing';

/** Told while an import goes on. */
export interface Progress {
	stage: ImportStage;
	/** Of the whole work, 0..1; it never goes back. */
	share: number;
}

/** Steps of an import; `joining` reads the files beside the leads. */
type Step = Exclude<ImportStage, 'converting'> | 'joining';

/** Share of the whole work up to which leads and other files are read. */
const READ_UNTIL = 0.85;
/** Share of it that is over when a file is read for the first time. */
const FIRST_LOOK = 0.4;

/**
 * Turns the progress within a step into the progress of the whole.
 *
 * @param leadsShare what part of all bytes is that of the leads
 */
export function overall(tell: (progress: Progress) => void, leadsShare = 1) {
	const leads = READ_UNTIL * leadsShare;
	const parts: Record<Step, [from: number, to: number]> = {
		reading: [0, FIRST_LOOK * leads],
		loading: [FIRST_LOOK * leads, leads],
		joining: [leads, READ_UNTIL],
		checking: [READ_UNTIL, 0.95],
		writing: [0.95, 1]
	};
	let reached = 0;
	return (step: Step, share: number) => {
		const [from, to] = parts[step];
		reached = Math.max(reached, from + (to - from) * Math.min(Math.max(share, 0), 1));
		tell({ stage: step === 'joining' ? 'loading' : step, share: reached });
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
