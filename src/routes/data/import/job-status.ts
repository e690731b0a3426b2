import type { Trouble } from '../trouble.ts';

/** How far a job on an uploaded file has come. */
export interface JobStatus {
	id: string;
	kind: 'inspect' | 'check' | 'check-group';
	state: 'running' | 'done' | 'failed';
	stage: 'converting' | 'reading' | 'loading' | 'checking' | 'writing';
	/** Of the whole work, 0..1. */
	share: number;
	elapsedSeconds: number;
	/** Why it has failed. */
	trouble: Trouble | null;
}
