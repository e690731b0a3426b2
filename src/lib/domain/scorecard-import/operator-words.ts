import { maskedMarks } from './masked-marks.ts';
import { wordList } from './word-list.ts';
import type { OperatorRead } from './rules-read.ts';

/** What a phrase between field and value asks for. */
export type OperatorWord = OperatorRead | 'each' | 'once';

/** Phrases that stand between a field and a value in tools and tables, as `plainWords` has them. */
export const OPERATOR_WORDS: Record<OperatorWord, string[]> = {
	equals: wordList(`
		equals, is equal to, equal to, is exactly, matches exactly, is, =, ==, eq,
		ist gleich, gleich, entspricht, ist genau, lautet, ist
	`),
	'one-of': wordList(`
		is any of, is one of, is equal to any of, equals any of, any of, one of, one-of,
		is in list, in list, is in, in, picklist is, is one of the following, ist eines von,
		ist einer von, ist eine von, ist eins von, ist eines der folgenden, ist eines aus,
		ist gleich einem von, ist ein beliebiges von, ist eine der optionen, eines von,
		einer von, eine von, ist in, in der liste, ist enthalten in
	`),
	contains: wordList(`
		contains, contains any of, contains one of, includes, includes any of, like,
		enthaelt, enthaelt eines von, enthaelt eine von, enthaelt einen von, beinhaltet,
		enthaelt ein beliebiges von
	`),
	'starts-with': wordList(`
		starts with, begins with, starts with any of, starts-with, beginnt mit,
		faengt an mit, startet mit
	`),
	between: wordList(`
		is between, between, is in range, ranges from, liegt zwischen, ist zwischen,
		zwischen, im bereich, reicht von, range
	`),
	'at-least': wordList(`
		is greater than or equal to, greater than or equal to, greater or equal, at least,
		is at least, at-least, is greater or equal to, no less than, minimum, >=, ≥, gte,
		is more than or equal to, ist groesser oder gleich, groesser oder gleich, ab,
		ist groesser als oder gleich, groesser als oder gleich, groesser gleich, mindestens,
		ist mindestens, min, wenigstens, ist groesser gleich
	`),
	'at-most': wordList(`
		is less than or equal to, less than or equal to, less or equal, at most, is at most,
		at-most, no more than, up to, maximum, <=, ≤, lte, is less or equal to,
		ist kleiner oder gleich, kleiner oder gleich, ist kleiner als oder gleich,
		hoechstens, kleiner als oder gleich, kleiner gleich, ist hoechstens, maximal, bis zu,
		bis
	`),
	above: wordList(`
		is greater than, greater than, is more than, more than, exceeds, above, over, >, gt,
		is above, ist groesser als, groesser als, groesser, ist mehr als, mehr als, ueber,
		ist hoeher als, uebersteigt
	`),
	below: wordList(`
		is less than, less than, fewer than, is fewer than, below, under, <, lt, is below,
		is smaller than, ist kleiner als, kleiner als, kleiner, weniger als, ist weniger als,
		unter, ist niedriger als
	`),
	'is-set': wordList(`
		is known, is set, is-set, is not empty, has any value, is filled, exists, known,
		is not blank, is not null, is present, has a value, is filled in, is provided,
		is not unknown, ist bekannt, ist gesetzt, ist gefuellt, ist ausgefuellt, bekannt,
		hat einen wert, hat einen beliebigen wert, ist nicht leer, ist vorhanden, vorhanden,
		ist angegeben, ist nicht unbekannt, gefuellt, ausgefuellt
	`),
	'is-missing': wordList(`
		is unknown, is missing, is-missing, is empty, is blank, is null, has no value,
		is not set, is not known, unknown, missing, ist unbekannt, fehlt, ist leer,
		hat keinen wert, ist nicht gesetzt, ist nicht bekannt, ist nicht vorhanden,
		unbekannt, ist nicht ausgefuellt, leer
	`),
	'business-mail': wordList(`
		is a business e-mail, is a business email, is business e-mail, business e-mail,
		is a company e-mail, ist eine geschaeftliche e-mail, ist geschaeftlich,
		business email, ist eine geschaeftliche e-mail-adresse, ist eine firmenadresse,
		business-mail
	`),
	'free-mail': wordList(`
		is a free e-mail, is a free email, is freemail, is a freemail address, freemail,
		is a free e-mail provider, is a personal e-mail, is a personal email, free-mail,
		ist eine freemail-adresse, ist freemail, ist ein freemailer, ist eine private e-mail
	`),
	each: wordList(`
		each, per, per event, each time, for each, je, pro, fuer je, jedes mal, je ereignis,
		pro ereignis, every
	`),
	once: wordList(`once, first only, happened, einmal, einmalig, nur beim ersten mal, ist passiert`),
	'not-equals': wordList(`
		is not equal to, not equal to, is not, isn't, does not equal, doesn't equal, !=, <>,
		not equals, not-equals, ≠, ist nicht gleich, ungleich, ist nicht, ist ungleich
	`),
	'not-one-of': wordList(`
		is not any of, is none of, none of, is not in, not in, is not one of, not-one-of,
		is not in list, ist keines von, ist keiner von, ist keine von, ist nicht eines von,
		ist nicht in, nicht in, keines von, ist nicht einer von
	`),
	'not-contains': wordList(`
		does not contain, doesn't contain, does not contain any of, doesn't contain any of,
		not contains, not-contains, does not include, enthaelt nicht, enthaelt keines von,
		enthaelt keine von
	`),
	'not-starts-with': wordList(`
		does not start with, doesn't start with, does not begin with, not-starts-with,
		beginnt nicht mit, startet nicht mit
	`)
};

/** Phrases that are words of everyday text too, or parts of names: found inside a sentence only where nothing else is. */
const WEAK = new Set(
	wordList(`
		in, ab, bis, min, over, under, above, below, ueber, unter, range, like, per, pro, je,
		each, every, once, gt, lt, eq, gte, lte, known, unknown, missing, leer, vorhanden,
		bekannt, unbekannt, minimum, maximum, maximal, exists, einmal, einmalig, gleich,
		kleiner, groesser, happened, gefuellt, ausgefuellt, freemail, business email,
		business e-mail, up to, bis zu
	`)
);

interface Phrase {
	words: string;
	operator: OperatorWord;
}

const PHRASES: Phrase[] = Object.entries(OPERATOR_WORDS)
	.flatMap(([operator, all]) => all.map((words) => ({ words, operator: operator as OperatorWord })))
	.sort((a, b) => b.words.length - a.words.length);

const BY_WORDS = new Map(PHRASES.map(({ words, operator }) => [words, operator]));

/** Every phrase, for "did you mean". */
export const PHRASE_LIST: readonly string[] = [...BY_WORDS.keys()];

/** The operator a cell of a table names; undefined where it is none. @example operatorNamed('Ist eines von') // 'one-of' */
export function operatorNamed(plain: string): OperatorWord | undefined {
	return BY_WORDS.get(plain) ?? BY_WORDS.get(plain.replaceAll('_', ' '));
}

/** Where an operator stands in a sentence. */
export interface FoundPhrase {
	operator: OperatorWord;
	/** Text before and behind it, as it was written. */
	before: string;
	behind: string;
}

/**
 * The first operator of a sentence with something before it, the longest phrase where several begin at the same place. Words
 * that are part of everyday text count only where there is no other operator and a value follows them.
 *
 * @example findOperator('Job title contains Head of').before // 'Job title'
 */
export function findOperator(sentence: string): FoundPhrase | null {
	const masked = maskedMarks(sentence);
	return firstOf(sentence, masked, false) ?? firstOf(sentence, masked, true);
}

function firstOf(sentence: string, masked: string, weak: boolean): FoundPhrase | null {
	let best: (FoundPhrase & { at: number; length: number }) | null = null;
	for (const { words, operator } of PHRASES) {
		if (WEAK.has(words) !== weak) continue;
		const match = patternOf(words).exec(masked);
		if (!match || sentence.slice(0, match.index).trim() === '') continue;
		const [at, length] = [match.index, match[0].length];
		if (best && (best.at < at || (best.at === at && best.length >= length))) continue;
		const before = sentence.slice(0, at).trim();
		best = { at, length, operator, before, behind: sentence.slice(at + length).trim() };
	}
	return best;
}

const patterns = new Map<string, RegExp>();

/** A phrase wherever it stands as words of its own, umlauts written either way. */
function patternOf(words: string): RegExp {
	const known = patterns.get(words);
	if (known) return known;
	const spelled = words
		.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
		.replace(/ae/g, '(?:ae|ä)')
		.replace(/oe/g, '(?:oe|ö)')
		.replace(/ue/g, '(?:ue|ü)')
		.replace(/ss/g, '(?:ss|ß)')
		.replace(/'/g, "['’`]")
		.replace(/ /g, '\\s+');
	const [start, end] = [/^\p{L}/u.test(words), /\p{L}$/u.test(words)];
	const source = `${start ? '(?<![\\p{L}\\p{N}_-])' : '(?<![<>=!])'}${spelled}${end ? '(?![\\p{L}\\p{N}_-])' : '(?![<>=])'}`;
	const made = new RegExp(source, 'iu');
	patterns.set(words, made);
	return made;
}
