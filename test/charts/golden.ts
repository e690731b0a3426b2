import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/**
 * Compares a text with the golden file of that name. A changed text is written beside the golden as `.changed.…`, so
 * that a person can look at both; a missing golden is written, except in CI, where it fails.
 */
export function expectGolden(name: string, text: string): void {
	const golden = fileURLToPath(new URL(`../snapshots/${name}`, import.meta.url));
	const changed = golden.replace(/(\.\w+)$/, '.changed$1');
	mkdirSync(dirname(golden), { recursive: true });
	if (!existsSync(golden)) {
		if (process.env.CI) expect.fail(`${name} has no golden in test/snapshots`);
		writeFileSync(golden, text);
		return;
	}
	if (readFileSync(golden, 'utf8') !== text) {
		writeFileSync(changed, text);
		expect.fail(`${name} has changed: compare test/snapshots/${name} with ${changed}`);
	}
	rmSync(changed, { force: true });
}

/** A picture as text that can be compared line by line: one element a line, two decimals. */
export function svgText(svg: SVGSVGElement): string {
	return `${svg.outerHTML
		.replaceAll('><', '>\n<')
		.replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))}\n`;
}
