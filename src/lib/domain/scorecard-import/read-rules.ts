import { issue } from '#lib/domain/issue.ts';
import { decimalsIn, isDoubtfulNumber, type Decimals } from './read-number.ts';
import { readJsonCard } from './read-json-card.ts';
import { readList } from './read-list.ts';
import { readTable } from './read-table.ts';
import { RulesBasket, type GroupNames } from './rules-basket.ts';
import { allRules, type RulesRead } from './rules-read.ts';
import { splitTable, type TableRow } from './split-table.ts';
import { isGermanHeader, tableColumns } from './table-headers.ts';

export interface ReadOptions {
	/** What groups are called that the text gives no name. */
	groupNames: GroupNames;
	/** What points and commas mean where the text itself does not tell. */
	decimals?: Decimals;
	/** Points that a third of a letter of a grade counts. */
	pointsPerThird?: number;
}

/** A third of a letter, where nobody has said what it counts. */
export const POINTS_PER_THIRD = 5;
const MOST_CHARACTERS = 900_000;
const MOST_RULES = 2_000;

/**
 * Rules as people have them: a table with headers (tab, semicolon, comma, Markdown; English or German), a list of sentences or
 * activities, or a scorecard file. What cannot be read is named line by line; nothing is lost.
 *
 * @throws Error where the text is longer than 900,000 characters: callers refuse it before
 * @example readRules('Branche ist eines von Bau; Handel  +10', { groupNames }).groups[0].rules[0].points // 10
 */
export function readRules(
	text: string,
	{ groupNames, decimals = 'point', pointsPerThird = POINTS_PER_THIRD }: ReadOptions
): RulesRead {
	if (text.length > MOST_CHARACTERS) throw new Error(`readRules: ${text.length} characters`);
	const plain = text.replace(/^\uFEFF/, '');
	const read = /^\s*[{[]/.test(plain)
		? readJsonCard(plain)
		: readText(plain, groupNames, decimals, pointsPerThird);
	const rules = allRules(read).length;
	if (rules > MOST_RULES) {
		read.issues.push(issue('too-many-rules', 'error', { rules, most: MOST_RULES }));
	}
	if (rules === 0 && !read.issues.some(({ severity }) => severity === 'error')) {
		read.issues.unshift(issue('rules-none-read', 'error', { lines: read.unread.length }));
	}
	return read;
}

function readText(
	text: string,
	groupNames: GroupNames,
	usual: Decimals,
	pointsPerThird: number
): RulesRead {
	const basket = new RulesBasket(groupNames);
	const rows = splitTable(text);
	const numbers = rows ? numberCells(rows) : [text];
	const words = numbers.flatMap((cell) => cell.split(/[;|\s]+/));
	const evident = decimalsIn(words);
	const decimals = evident ?? (rows ? decimalsOfHeader(rows) : null) ?? usual;
	const title = rows ? readTable(rows, basket, { decimals, pointsPerThird }) : '';
	if (!rows) readList(text, basket, { decimals, pointsPerThird });
	const doubtful = evident === null ? words.filter(isDoubtfulNumber) : [];
	if (doubtful.length > 0) {
		basket.issues.push(issue('number-doubtful', 'warning', { found: doubtful[0], read: decimals }));
	}
	if (basket.grades > 0) {
		const params = { rules: basket.grades, points: pointsPerThird };
		basket.issues.push(issue('grades-as-points', 'warning', params));
	}
	const { mql, sql } = basket.thresholds;
	return {
		dialect: rows ? 'table' : 'list',
		name: title,
		groups: basket.groups(),
		exclusions: basket.exclusions,
		rest: mql === null && sql === null ? {} : { thresholds: { mql, sql } },
		decimals,
		unread: basket.unread,
		issues: basket.issues
	};
}

/** Cells of the columns that hold values and points. */
function numberCells(rows: TableRow[]): string[] {
	const columns = headerOf(rows);
	const wanted = [columns?.value, columns?.points, columns?.condition, columns?.operator];
	return rows.flatMap(({ cells }) =>
		wanted.flatMap((c) => (c === undefined ? [] : (cells[c] ?? [])))
	);
}

function decimalsOfHeader(rows: TableRow[]): Decimals {
	const header = rows.find(({ cells }) => tableColumns(cells) !== null);
	return header && isGermanHeader(header.cells) ? 'comma' : 'point';
}

function headerOf(rows: TableRow[]) {
	return rows.map(({ cells }) => tableColumns(cells)).find((columns) => columns !== null);
}
