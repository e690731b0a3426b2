import { describeError, sentence } from '#lib/server/sentences.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';

export interface Explained {
	text: string;
	exitCode: 1 | 2;
}

/** What the terminal shows of a failure: a sentence and what to do, or the whole story of a defect. */
export function explain(error: unknown): Explained {
	if (isWorkbenchError(error)) {
		const { message, hint } = describeError(error, 'en');
		const found = error.issues.map((each) => `- ${sentence(each, 'en')}`);
		return { text: [message, ...found, ...(hint ? [hint] : [])].join('\n'), exitCode: 1 };
	}
	if (isWrongCall(error)) return { text: error.message, exitCode: 1 };
	const story = error instanceof Error ? error.stack : String(error);
	return { text: `This is a defect of Leadgauge.\n${story}`, exitCode: 2 };
}

/** What `parseArgs` says of an option it does not know. */
function isWrongCall(error: unknown): error is Error {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return code.startsWith('ERR_PARSE_ARGS');
}
