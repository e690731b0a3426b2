import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The commands a reader is told to type, one a line, as they stand in the fenced blocks. */
const told = [...read('README.md').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) =>
	block[1].trim().split('\n')
);

it('the machine that checks a change runs what the README tells to type, and nothing else', () => {
	const testing = told.filter((line) => line.includes('npm test'));
	expect(testing).toHaveLength(1);
	expect(read('.ci/run').split('\n')).toEqual([
		'#!/usr/bin/env bash',
		'set -e',
		'cd "$(dirname "$0")/.."',
		testing[0],
		''
	]);
});

it('every npm script the README names is there', () => {
	const { scripts } = JSON.parse(read('package.json'));
	const named = told.flatMap((line) => [...line.matchAll(/npm (?:run (?:-s )?)?([\w:]+)/g)]);
	const names = named.map((match) => match[1]).filter((name) => name !== 'ci');
	expect(names.length).toBeGreaterThan(0);
	for (const name of names) expect(scripts, name).toHaveProperty([name]);
});
