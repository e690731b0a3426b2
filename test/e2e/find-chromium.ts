import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const usualPaths = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/opt/google/chrome/chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

const usualNames = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome'
];

/** The path of a Chrome or Chromium that starts: the one CHROME_PATH names, else one of the usual. */
export function findChromium(): string | undefined {
	if (process.env.CHROME_PATH) return [process.env.CHROME_PATH].find(starts);
	const named = usualNames.map((name) => firstLine(spawnSync('which', [name])));
	return [...usualPaths, ...named, chromium.executablePath()].find(starts);
}

/** Installs one where that is possible, and says exactly what to do where it is not. */
export function installChromium(): string | undefined {
	if (process.env.CHROME_PATH) {
		console.error(
			`CHROME_PATH=${process.env.CHROME_PATH} is not a Chrome or Chromium that starts.`
		);
		return;
	}
	console.log('\n— No Chrome or Chromium found; installing one');
	const found = (isDebianRoot() && withApt()) || withPlaywright();
	if (!found) console.error(whatToDo);
	return found || undefined;
}

const whatToDo = `The browser tests need Chrome or Chromium, and it could not be installed.
Do one of these and run the tests again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y chromium
  elsewhere:       npx playwright-core install chromium
  installed:       CHROME_PATH=/path/to/chrome npm test`;

function isDebianRoot() {
	return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

function withApt() {
	return (
		run('apt-get', ['update']) && run('apt-get', ['install', '-y', 'chromium']) && findChromium()
	);
}

function withPlaywright() {
	return run('npx', ['playwright-core', 'install', 'chromium']) && findChromium();
}

function run(command: string, args: string[]) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

/** A path may be there and still hold only a stub that asks for another installer. */
function starts(path: string | undefined) {
	return !!path && existsSync(path) && spawnSync(path, ['--version']).status === 0;
}

function firstLine({ stdout }: { stdout: Buffer | null }) {
	return stdout?.toString().split('\n')[0].trim() || undefined;
}
