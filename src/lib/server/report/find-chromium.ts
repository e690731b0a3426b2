import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const NAMES = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
	'microsoft-edge'
];

const USUAL = [
	'/opt/google/chrome/chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

/**
 * Path of a Chromium that prints: the one LEADGAUGE_CHROMIUM names, else one of the usual names and places.
 *
 * @throws WorkbenchError `chromium-named-missing`, `chromium-missing`
 */
export async function findChromium(environment = process.env): Promise<string> {
	const named = environment.LEADGAUGE_CHROMIUM?.trim();
	const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
	if (named) {
		const path = isAbsolute(named) || named.includes('/') ? resolve(named) : null;
		const found = await firstOf(path ? [path] : folders.map((folder) => join(folder, named)));
		if (!found) throw new WorkbenchError('chromium-named-missing', { path: named });
		return found;
	}
	const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
	const found = await firstOf([...places, ...NAMES.map((name) => `/usr/bin/${name}`), ...USUAL]);
	if (!found) throw new WorkbenchError('chromium-missing');
	return found;
}

async function firstOf(paths: string[]): Promise<string | null> {
	for (const path of paths) {
		const runs = await access(path, constants.X_OK).then(
			() => true,
			() => false
		);
		if (runs) return path;
	}
	return null;
}
