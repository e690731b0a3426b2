import { vi } from 'vitest';
import { explain } from '#cli/explain.ts';

/** How a command ended: exit code, what it printed, what the terminal would make of its failure. */
export interface Ended {
	code: number;
	out: string;
	err: string;
}

/** A command without a process of its own. */
export async function runHere(
	command: (args: string[]) => Promise<void>,
	args: string[]
): Promise<Ended> {
	const lines: string[] = [];
	const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
	try {
		await command(args);
		return { code: 0, out: lines.join('\n'), err: '' };
	} catch (error) {
		const { text, exitCode } = explain(error);
		return { code: exitCode, out: lines.join('\n'), err: text };
	} finally {
		log.mockRestore();
	}
}
