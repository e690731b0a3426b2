import type { Calibrated } from '#lib/server/calibrations.ts';
import type { Workbench } from '#lib/server/workbench.ts';
import { ready } from './ready.server.ts';

/** The calibration of an address, or the page that shows how far it is. */
export async function readyCalibration(bench: Workbench, url: URL): Promise<Calibrated> {
	return ready(await bench.keptCalibration(url), url);
}
