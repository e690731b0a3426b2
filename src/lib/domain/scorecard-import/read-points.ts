import { readNumber, type Decimals } from './read-number.ts';

/** Points as they were written: a whole number, thirds of a letter of a grade, or that a lead is not scored at all. */
export type PointsRead =
	| { kind: 'points'; points: number }
	| { kind: 'thirds'; thirds: number }
	| { kind: 'exclusion' }
	| { kind: 'broken'; found: string }
	| { kind: 'none' };

const EXCLUSION =
	/^(exclude[ds]?|exclusion|do not score|not scored|no score|ausschluss|ausschlie(ß|ss)en|ausgeschlossen|nicht bewerten)$/i;
const UNIT = /\s*(points?|pts?\.?|punkte?n?|pkt\.?|p\.?)$/i;
const GRADE =
	/^([+-])?\s*(?:(\d)\s*\/\s*3|(one|two|a|eine?|zwei|\d)(?:\s+(?:full|ganze))?)\s*(?:of an?\s+)?(?:letters?(?:\s+grades?)?|grades?|noten?(?:stufen?)?|buchstaben?)?$/i;
const COUNTS: Record<string, number> = { one: 1, a: 1, ein: 1, eine: 1, two: 2, zwei: 2 };

/**
 * Points in a cell or at the end of a line, German or English: +10, −5 Punkte, 2/3 letter, exclude.
 *
 * @param grades - whether a bare number means letters of a grade: in a column that is called grade
 * @example readPoints('−5 Punkte', 'comma') // { kind: 'points', points: -5 }
 */
export function readPoints(text: string, decimals: Decimals, grades = false): PointsRead {
	const plain = text
		.trim()
		.replace(/^\((.*)\)$/, '$1')
		.replace(/[−–—]/g, '-')
		.replace(/^\+\s*(?=\d)/, '');
	if (plain === '') return { kind: 'none' };
	if (EXCLUSION.test(plain)) return { kind: 'exclusion' };
	const grade = GRADE.exec(plain);
	if (grade && (grades || /\/\s*3|[a-z]{3}/i.test(plain.replace(/points?/i, '')))) {
		return { kind: 'thirds', thirds: thirdsOf(grade) };
	}
	const value = readNumber(plain.replace(UNIT, '').replace(/^-\s+/, '-'), decimals);
	if (value === null) return { kind: 'broken', found: text.trim() };
	return Number.isInteger(value)
		? { kind: 'points', points: value + 0 }
		: { kind: 'broken', found: text.trim() };
}

/** What the points of a rule are that were read as any of these; 0 for an exclusion. */
export function pointsOf(read: PointsRead, pointsPerThird: number): number {
	if (read.kind === 'thirds') return read.thirds * pointsPerThird;
	return read.kind === 'points' ? read.points : 0;
}

function thirdsOf([, sign, thirds, letters]: RegExpExecArray): number {
	const size = thirds ? Number(thirds) : 3 * (COUNTS[letters.toLowerCase()] ?? Number(letters));
	return sign === '-' ? -size : size;
}
