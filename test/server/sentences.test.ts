import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '#lib/domain/issue.ts';
import { describeError, reasonSentence, sentence } from '#lib/server/sentences.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const sources = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (entry.name === 'paraglide') return [];
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sources(path);
		return /\.(ts|svelte)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
	});
const all = sources('src').join('\n');
const codesIn = (pattern: RegExp) =>
	[...new Set([...all.matchAll(pattern)].map((match) => match[1]))].sort();

const issues = codesIn(/\bissue\(\s*'([a-z-]+)'/g);
const reasons = codesIn(/\bnotMeasured\(\s*'([a-z-]+)'/g);
const errors = codesIn(/\bWorkbenchError\(\s*'([a-z-]+)'/g);
const refusals = codesIn(/\breason: '([a-z-]+)'/g);
const separations = [
	'never-fires',
	'always-fires',
	'not-evaluable',
	'no-wins-with',
	'only-wins-with',
	'no-wins-without',
	'only-wins-without'
];

describe.each(['en', 'de'] as const)('in %s', (locale) => {
	it.each(issues)('the issue %s is a sentence', (code) => {
		expect(sentence(issue(code, 'info'), locale)).not.toMatch(/^[a-z-]+ \{/);
	});

	it.each([...separations, 'aliased', 'separated-jointly'])(
		'a rule that was refused as %s is told why',
		(code) => {
			expect(sentence(issue(`rule-${code}`, 'warning'), locale)).not.toMatch(/^[a-z-]+ \{/);
		}
	);

	it.each(reasons)('what was not measured because of %s says so', (reason) => {
		expect(reasonSentence({ reason, params: {} }, locale)).not.toMatch(/^[a-z-]+ \{/);
	});

	it.each(errors)('the failure %s has a message', (code) => {
		expect(describeError(new WorkbenchError(code), locale).message).not.toMatch(/^[a-z-]+ \{/);
	});
});

it('numbers stand in a sentence as the language writes them', () => {
	const found = issue('wins-excluded', 'warning', { wins: 12345 });
	expect(sentence(found, 'en')).toContain('12,345');
	expect(sentence(found, 'de')).toContain('12.345');
});

it('finds codes at all', () => {
	expect([issues.length, reasons.length, errors.length, refusals.length].every((n) => n > 0)).toBe(
		true
	);
});
