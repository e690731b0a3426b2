import { randomBytes } from 'node:crypto';

export interface Occasion {
	method: string;
	/** The route's pattern, e.g. `/datasets/[id]`: an address may hold names of people. */
	route: string | null;
}

/** Writes the whole story of an unexpected error to the log, and returns the short id it stands under. */
export function reportDefect(error: unknown, { method, route }: Occasion): string {
	const id = randomBytes(4).toString('hex');
	const story = withoutPersonalValues(inFull(error));
	console.error(`${new Date().toISOString()} ${id} ${method} ${route ?? '(no route)'}\n${story}`);
	return id;
}

/** An error with its stack and all its causes. */
function inFull(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const own = error.stack ?? `${error.name}: ${error.message}`;
	return error.cause === undefined ? own : `${own}\ncaused by ${inFull(error.cause)}`;
}

/**
 * Takes out what an engine or a parser may have quoted from a user's file: anything in quotes, e-mail
 * addresses, long numbers. Paths and line numbers of the stack stay.
 *
 * @example withoutPersonalValues(`Could not convert string 'a@b.de' to INT32`) // "Could not convert string '…' to INT32"
 */
export function withoutPersonalValues(text: string): string {
	return text
		.replace(/^(\s*Original Line:).*$/gm, '$1 …')
		.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (quoted) => `${quoted[0]}…${quoted[0]}`)
		.replace(/[^\s<>()"'=,;:]+@[^\s<>()"',;:/]+\.[^\s<>()"',;:/]+/g, '…@…')
		.replace(/\+?\d[\d ()/-]{7,}\d/g, '…');
}
