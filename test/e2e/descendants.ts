import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process has started, and those that they have started, and so on. */
export function descendants(pid: number): number[] {
	const parents = parentOfEach();
	const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
	return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Whether a process is there and not merely waiting to be counted out by its parent. */
export function isRunning(pid: number): boolean {
	return parentOfEach().has(pid);
}

function parentOfEach(): Map<number, number> {
	return process.platform === 'linux' ? fromProc() : fromPs();
}

function fromProc() {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return new Map(pids.flatMap((pid) => parentFromProc(pid)));
}

function parentFromProc(pid: string): [number, number][] {
	try {
		const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.split(') ')
			.at(-1)!
			.split(' ');
		return state === 'Z' ? [] : [[Number(pid), Number(parent)]];
	} catch {
		return [];
	}
}

function fromPs() {
	const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=']).toString().trim().split('\n');
	const rows = lines.map((line) => line.trim().split(/\s+/));
	const alive = rows.filter(([, , state]) => !state.startsWith('Z'));
	return new Map(alive.map(([pid, parent]) => [Number(pid), Number(parent)]));
}
