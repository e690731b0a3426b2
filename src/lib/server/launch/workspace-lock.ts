import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../workbench-error.ts';

/**
 * Takes the workspace for this process, or refuses because a living one has it; what a dead one left
 * behind is taken over. Returns the function that gives it back. (The engine's own lock on the
 * catalogue is the wall; this one comes before it, with a sentence a person can act on.)
 */
export function lockWorkspace(home: string, origin: string): () => void {
	mkdirSync(home, { recursive: true, mode: 0o700 });
	const path = join(home, 'server.lock');
	const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid), origin });
	if (!create(path, own)) {
		const holder = readHolder(path);
		if (holder && isAlive(holder)) {
			// A command has it for a while and answers nowhere.
			if (holder.origin === '') throw new WorkbenchError('workspace-busy');
			throw new WorkbenchError('workspace-in-use', { home, origin: holder.origin });
		}
		rmSync(path, { force: true });
		if (!create(path, own)) return lockWorkspace(home, origin);
	}
	return () => {
		if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
	};
}

interface Holder {
	pid: number;
	/** When the process started, as the system counts it; null where it does not tell. */
	started: string | null;
	/** Where it answers. */
	origin: string;
}

/** A process number is given out again: only the same start makes it the same process. */
function isAlive({ pid, started }: Holder) {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	return started === null || started === startOf(pid);
}

function startOf(pid: number) {
	try {
		// The name in field 2 may hold spaces and brackets; field 22 is counted from behind it.
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
		return fields?.[19] ?? null;
	} catch {
		return null;
	}
}

function create(path: string, content: string) {
	try {
		writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function readHolder(path: string): Holder | null {
	try {
		const { pid, started = null, origin = '' } = JSON.parse(readFileSync(path, 'utf8'));
		return Number.isInteger(pid) && pid > 0 ? { pid, started, origin } : null;
	} catch {
		return null;
	}
}
