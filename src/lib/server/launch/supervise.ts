import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { EXIT_FATAL_ENGINE } from '../engine/engine-error.ts';
import { restartRequest } from './restart-process.ts';

const stopGraceMs = 9_000;
const restartGraceMs = 3_000;
const restartsPerMinute = 5;

/**
 * Keeps a server running until it ends by itself or a signal asks it to; resolves to its exit code.
 * A server that asks for a fresh process gets one, but not without end.
 */
export async function supervise(start: () => ChildProcess): Promise<number> {
	let stopping = false;
	let child: ChildProcess;
	const stop = () => {
		if (!stopping) killAfter(child, stopGraceMs);
		stopping = true;
		child.kill('SIGTERM');
	};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.on(signal, stop);
	const restartsMs: number[] = [];
	for (;;) {
		child = start();
		const { code, wantsRestart } = await ended(child);
		if (stopping || !wantsRestart || tooMany(restartsMs)) {
			for (const signal of signals) process.off(signal, stop);
			return code;
		}
		console.error('The engine had to be given up; the workbench starts again.');
	}
}

function ended(child: ChildProcess) {
	let asked = false;
	child.on('message', (message) => {
		if (message !== restartRequest) return;
		asked = true;
		killAfter(child, restartGraceMs);
	});
	return new Promise<{ code: number; wantsRestart: boolean }>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (exitCode, signal) => {
			const code = exitCode ?? 128 + constants.signals[signal!];
			resolve({ code, wantsRestart: asked || code === EXIT_FATAL_ENGINE });
		});
	});
}

/** A process that hangs in its engine does not hear a signal it could ignore. */
function killAfter(child: ChildProcess, graceMs: number) {
	const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
	child.once('exit', () => clearTimeout(timer));
}

function tooMany(restartsMs: number[]) {
	const nowMs = Date.now();
	restartsMs.push(nowMs);
	return restartsMs.filter((ms) => nowMs - ms < 60_000).length > restartsPerMinute;
}
