import { parentPort } from 'node:worker_threads';
import { calibrateCells, type CountedLeads } from '#lib/server/usecases/calibrate-cells.ts';
import type { CalculatorReply } from './calculator.ts';

/** The entry of the calculating thread: one calibration after the other, for as long as the process runs. */
parentPort!.on('message', (leads: CountedLeads) => {
	const tell = (reply: CalculatorReply) => parentPort!.postMessage(reply);
	try {
		const calibration = calibrateCells(leads, (share) => tell({ kind: 'progress', share }));
		tell({ kind: 'done', calibration });
	} catch (error) {
		const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
		tell({ kind: 'defect', message, stack });
	}
});
