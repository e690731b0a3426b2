import { findOperator } from './operator-words.ts';
import { plainWords } from './plain-words.ts';
import { namedKind } from './group-kind.ts';
import { readCap } from './read-cap.ts';
import type { Decimals } from './read-number.ts';
import { pointsOf, readPoints, type PointsRead } from './read-points.ts';
import { nameOfSentence, readSentence } from './read-sentence.ts';
import type { RulesBasket } from './rules-basket.ts';

const BULLET = /^(?:[•*▪◦·☐☑✓]\s*|[-–—]\s+(?!\d)|\d{1,3}[.)]\s+(?=\D))+/;
const HEADING = /^(#{1,6}\s+|\*\*(?=.*\*\*:?$))/;
const SIGNED = String.raw`[+\-−–]\s?\d+(?:[.,]\d+)?`;
const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const UNIT = String.raw`(?:points?|pts?\.?|punkten?|punkte?|pkt\.?)`;
const LETTER = String.raw`(?:letters?(?:\s+grades?)?|grades?|noten?(?:stufen?)?|buchstaben?)`;
/** Points at the end of a line: signed, with their unit, in brackets, or set apart; never the value of a comparison. */
const TRAILING = new RegExp(
	String.raw`(?:[\s:=→|,]|=>|->|\t)+\(?(` +
		String.raw`${SIGNED}(?:\s*${UNIT})?|${NUMBER}\s*${UNIT}|[+\-−–]?\s?\d\/3(?:\s+(?:of an?\s+)?${LETTER})?|[+\-−–]?\s?(?:one|two|a|eine|zwei|\d)\s+(?:full\s+|ganze\s+)?${LETTER}` +
		String.raw`|exclude|do not score|ausschlie(?:ß|ss)en|ausschluss)\)?\.?$`,
	'i'
);
const BRACKETED = new RegExp(String.raw`\s*[([](${NUMBER})[)\]]$`);
const SET_APART = new RegExp(
	String.raw`(?:\t+|\s{2,}|\s*(?::|=|→|=>|->|\|)\s*|\s[–—-]\s)(${NUMBER})$`
);
const LEADING = new RegExp(
	String.raw`^\(?(${SIGNED}|${NUMBER}\s*${UNIT})(?:\s*${UNIT})?\)?\s*[:|–—-]?\s+(?=\S)`,
	'i'
);
const GIVEN =
	/[\s,;:]+(?:then\s+|dann\s+)?(add|give|award|plus|subtract|deduct|minus|addiere|gib|vergib|ziehe|abziehen|addieren)\s+(\d+(?:[.,]\d+)?)\s*(?:points?|pts?|punkte?|pkt\.?)?(?:\s+(?:ab|hinzu|dazu))?$/i;
const TAKES = /^(subtract|deduct|minus|ziehe|abziehen)$/i;
const TOTAL =
	/^(total|sum|summe|gesamt(summe|punkte|punktzahl|score)?|insgesamt)( (score|points|punkte))?:?$/;

interface Place {
	group: string;
	/** Points that a heading gives to the lines below it. */
	points: number | null;
	/** Whether what stands below takes points, whatever its sign. */
	negative: boolean;
}

/**
 * Reads a list, a rule a line, into a basket: sentences as HubSpot, Dynamics or Zoho show them, activities as Account Engagement
 * does, and headings with their bounds. Blank lines part nothing.
 */
export function readList(
	text: string,
	basket: RulesBasket,
	{ decimals, pointsPerThird }: { decimals: Decimals; pointsPerThird: number }
): void {
	let place: Place = { group: '', points: null, negative: false };
	for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
		const line = raw.trim();
		if (line === '' || /^[-=_*|:\s]+$/.test(line)) continue;
		if (basket.takeThreshold(line)) continue;
		const heading = headingOf(line);
		if (heading) place = placeOf(heading, basket);
		else readLine({ line: i + 1, text: line }, place, basket, { decimals, pointsPerThird });
	}
}

/** A line that names what stands below it: marked as a heading, ending in a colon, or a kind of rules and nothing more. */
function headingOf(line: string): string | null {
	const marked = HEADING.test(line);
	const text = line
		.replace(HEADING, '')
		.replace(/\*\*:?$/, '')
		.trim();
	if (marked) return text;
	if (/:$/.test(text) && !findOperator(text)) return text;
	const { label, cap } = readCap(text);
	const words = plainWords(label).split(' ');
	const rated = /^(.*?)\s*\(?[+\-−–]\s?\d+\)?$/.exec(label)?.[1] ?? label;
	const kindOnly = namedKind(rated) !== null && words.length <= 4 && !findOperator(label);
	const says =
		/\b(attributes?|attribute|score|criteria|kriterien|rules?|regeln|signals?|signale|fit|engagement|negative?|verhalten|profil)\b/i;
	return kindOnly && (cap !== undefined || says.test(rated)) && rated.length <= 60 ? text : null;
}

function placeOf(heading: string, basket: RulesBasket): Place {
	const { label: named, cap } = readCap(heading.replace(/:$/, ''));
	const rated = /\s*\(?([+\-−–]\s?\d+)(?:\s*(?:points?|punkte?|pts?))?\)?$/i.exec(named);
	const label = rated && rated.index > 0 ? named.slice(0, rated.index).trim() : named;
	const points = rated ? readPoints(rated[1], 'point') : null;
	basket.group(label, null, cap);
	return {
		group: label,
		points: points?.kind === 'points' ? points.points : null,
		negative: namedKind(label) === 'negative'
	};
}

function readLine(
	row: { line: number; text: string },
	place: Place,
	basket: RulesBasket,
	{ decimals, pointsPerThird }: { decimals: Decimals; pointsPerThird: number }
): void {
	const text = row.text.replace(BULLET, '');
	const { sentence, points, signed } = splitPoints(text, decimals);
	if (TOTAL.test(plainWords(sentence))) return basket.miss(row, 'row-total', {}, 'info');
	const worth: PointsRead =
		points.kind === 'none' && place.points !== null
			? { kind: 'points', points: place.points }
			: points;
	if (worth.kind === 'none') return basket.miss(row, 'row-points-missing');
	if (worth.kind === 'broken') return basket.miss(row, 'row-points-broken', { found: worth.found });
	const test = readSentence(sentence, decimals);
	if ('trouble' in test) return basket.miss(row, test.trouble, test.params);
	if (worth.kind === 'thirds') basket.grades++;
	const size = pointsOf(worth, pointsPerThird);
	const rule = {
		line: row.line,
		id: '',
		label: nameOfSentence(sentence),
		looksFor: test.looksFor,
		points: place.negative && !signed && size > 0 ? -size : size
	};
	if (worth.kind === 'exclusion') basket.exclusions.push(rule);
	else basket.add(rule, place.group);
}

interface Split {
	sentence: string;
	points: PointsRead;
	/** Whether the line itself says that the points are given or taken. */
	signed: boolean;
}

/** A line without its points, and these; `none` where the line gives none that cannot be the value of a comparison. */
function splitPoints(text: string, decimals: Decimals): Split {
	const given = GIVEN.exec(text);
	if (given) {
		const points = readPoints(`${TAKES.test(given[1]) ? '-' : ''}${given[2]}`, decimals);
		return { sentence: text.slice(0, given.index), points, signed: true };
	}
	const split = (sentence: string, points: string) => ({
		sentence,
		points: readPoints(points, decimals),
		signed: /^[+\-−–]/.test(points)
	});
	for (const pattern of [TRAILING, BRACKETED, SET_APART]) {
		const found = pattern.exec(text);
		if (!found || found.index === 0) continue;
		const sentence = text.slice(0, found.index);
		if (!isValue(sentence, text, pattern)) return split(sentence, found[1]);
	}
	const leading = LEADING.exec(text);
	if (leading) return split(text.slice(leading[0].length), leading[1]);
	const bare = findOperator(text) ? null : /\s(\d+)$/.exec(text);
	if (bare) return split(text.slice(0, bare.index), bare[1]);
	return { sentence: text, points: { kind: 'none' }, signed: false };
}

const WITHOUT_VALUE = ['is-set', 'is-missing', 'business-mail', 'free-mail', 'once', 'each'];

/** Whether a number behind a comparison is all there is to compare with: "employees = 50". */
function isValue(sentence: string, text: string, pattern: RegExp): boolean {
	const whole = findOperator(text);
	if (!whole || pattern === BRACKETED || WITHOUT_VALUE.includes(whole.operator)) return false;
	const found = findOperator(sentence);
	return !found || found.behind.replace(/[:=]/g, '').trim() === '';
}
