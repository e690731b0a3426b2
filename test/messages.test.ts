import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as compiled from '#lib/paraglide/messages.js';

const root = new URL('../', import.meta.url);
const languages = ['en', 'de'] as const;

type Message = string | { declarations?: string[]; match: Record<string, string> }[];

const filesOf = (language: string) =>
	readdirSync(new URL(`src/messages/${language}/`, root)).sort();

/** All messages of a language as [key, message], in the order of the files. */
function messagesOf(language: string): [string, Message][] {
	return filesOf(language).flatMap((file) => {
		const text = readFileSync(new URL(`src/messages/${language}/${file}`, root), 'utf8');
		return Object.entries<Message>(JSON.parse(text)).filter(([key]) => key !== '$schema');
	});
}

/** The texts of a message: one, or one for each case (of a number, say). */
function textsOf(message: Message) {
	return typeof message === 'string' ? [message] : message.flatMap((m) => Object.values(m.match));
}

/** Names in braces and inputs of declarations, each once, in order. */
function parametersOf(message: Message) {
	const inText = textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)]);
	const declarations =
		typeof message === 'string' ? [] : message.flatMap((m) => m.declarations ?? []);
	const declared = declarations.flatMap((text) => [...text.matchAll(/^input (\w+)$/g)]);
	const locals = declarations.flatMap((text) => /^local (\w+)/.exec(text)?.[1] ?? []);
	const names = new Set([...inText, ...declared].map((match) => match[1]));
	return [...names].filter((name) => !locals.includes(name)).sort();
}

describe('messages', () => {
	it('are all listed in the project settings, so that they are compiled', () => {
		const settings = readFileSync(new URL('project.inlang/settings.json', root), 'utf8');
		for (const file of filesOf('en')) expect(settings).toContain(`./src/messages/{locale}/${file}`);
	});

	it('are compiled, every one', () => {
		const keys = messagesOf('en').map(([key]) => key);
		expect(keys.length).toBeGreaterThan(0);
		for (const key of keys) expect(compiled.m, key).toHaveProperty([key]);
	});

	it.each(languages)('stand under one name each (%s)', (language) => {
		const keys = messagesOf(language).map(([key]) => key);
		expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
	});

	it('stand in the same files under the same names in both languages', () => {
		expect(filesOf('de')).toEqual(filesOf('en'));
		const [en, de] = languages.map((language) => messagesOf(language).map(([key]) => key));
		expect([...de].sort()).toEqual([...en].sort());
	});

	it('take the same parameters in both languages', () => {
		const [en, de] = languages.map((language) =>
			Object.fromEntries(messagesOf(language).map(([key, m]) => [key, parametersOf(m)]))
		);
		expect(de).toEqual(en);
	});

	it.each(languages)('are never empty (%s)', (language) => {
		const empty = messagesOf(language).filter(([, m]) =>
			textsOf(m).some((text) => typeof text !== 'string' || !text.trim())
		);
		expect(empty.map(([key]) => key)).toEqual([]);
	});
});
