import { closestName } from '#lib/domain/closest-name.ts';
import { issue } from '#lib/domain/issue.ts';
import type { Cap, Group } from '#lib/domain/scorecard/scorecard.ts';
import { namedKind } from './group-kind.ts';
import { findOperator, operatorNamed, PHRASE_LIST } from './operator-words.ts';
import { plainWords } from './plain-words.ts';
import { readCap } from './read-cap.ts';
import { readNumber, type Decimals } from './read-number.ts';
import { pointsOf, readPoints } from './read-points.ts';
import { readSentence } from './read-sentence.ts';
import { readBareValue, readTest, type TestRead } from './read-test.ts';
import type { RulesBasket } from './rules-basket.ts';
import type { GroupRead, RuleRead } from './rules-read.ts';
import { oneValue } from './value-list.ts';
import type { TableRow } from './split-table.ts';
import { tableColumns, type TableColumns, type TableRole } from './table-headers.ts';

const TOTAL =
	/^(grand )?(totals?|sum|summe|gesamt(summe|punkte|punktzahl|score)?|insgesamt|zwischensumme|subtotal|maximum score)( (score|points|punkte))?:?$/;
const KINDS: Group['kind'][] = ['fit', 'engagement', 'negative', 'framework'];
const YES = /^(yes|ja|true|wahr|x|1|locked|gesperrt)$/i;

/** How a row is read: the header above it, the group it belongs to, what points and commas mean. */
interface Place {
	columns: TableColumns;
	/** Cells of the header. */
	width: number;
	group: string;
	decimals: Decimals;
	/** Points a third of a letter counts. */
	pointsPerThird: number;
}

/** Reads the rows of a table into a basket; gives the title above it, empty where there is none. */
export function readTable(
	rows: TableRow[],
	basket: RulesBasket,
	{ decimals, pointsPerThird }: Pick<Place, 'decimals' | 'pointsPerThird'>
): string {
	let place: Place | null = null;
	let title = '';
	const capped: Capped[] = [];
	for (const row of rows) {
		const header = tableColumns(row.cells);
		const filled = row.cells.filter(Boolean);
		if (header) {
			const width = row.cells.findLastIndex((cell) => cell !== '') + 1;
			place = { columns: header, width, group: '', decimals, pointsPerThird };
		} else if (!place) {
			if (title === '' && filled.length === 1) title = filled[0];
			else basket.miss(textOf(row), 'row-above-header', {}, 'info');
		} else if (isHeading(row, place)) place.group = headingGroup(filled[0], basket);
		else if (!basket.takeThreshold(filled.join(' '))) capped.push(...readRow(row, place, basket));
	}
	settleCaps(capped, basket);
	return title;
}

function textOf({ line, cells }: TableRow) {
	return { line, text: cells.filter(Boolean).join(' · ') };
}

/** A row of one text and no points is the name of the group below it. */
function isHeading({ cells }: TableRow, { columns }: Place): boolean {
	const filled = cells.flatMap((cell, c) => (cell === '' ? [] : [c]));
	if (filled.length !== 1 || filled[0] !== Math.min(...Object.values(columns), 0)) return false;
	return filled[0] !== columns.points && !TOTAL.test(plainWords(cells[filled[0]]));
}

function headingGroup(text: string, basket: RulesBasket): string {
	const { label, cap } = readCap(text);
	return basket.group(label, null, cap).label;
}

/** A group may name its bound beside its name, unless that has a column of its own. */
function groupOfCell(text: string, { columns }: Place, basket: RulesBasket): string {
	if (columns.groupMax === undefined) return headingGroup(text, basket);
	return basket.group(text).label;
}

type CellOf = (role: TableRole) => string;
type Capped = { group: GroupRead; rule: RuleRead; cap: number };

function readRow(row: TableRow, place: Place, basket: RulesBasket): Capped[] {
	const { columns } = place;
	const of: CellOf = (role) => row.cells[columns[role] ?? -1] ?? '';
	if (of('group')) place.group = groupOfCell(of('group'), place, basket);
	const found = ruleOfRow(row.line, of, place);
	if ('trouble' in found) {
		const cells = row.cells.findLastIndex((cell) => cell !== '') + 1;
		const tooMany = cells > place.width && found.trouble !== 'row-total';
		const params = tooMany ? { expected: place.width, found: cells } : found.params;
		const severity = found.trouble === 'row-total' ? 'info' : 'warning';
		basket.miss(textOf(row), tooMany ? 'row-cells' : found.trouble, params, severity);
		return [];
	}
	if (found.graded) basket.grades++;
	if (!found.excludes) return placeRule(found.rule, of, place, basket);
	basket.exclusions.push(found.rule);
	return [];
}

type RowRead =
	| { rule: RuleRead; graded: boolean; excludes: boolean }
	| { trouble: string; params: Record<string, string | number> };

function ruleOfRow(line: number, of: CellOf, { decimals, pointsPerThird }: Place): RowRead {
	const name = of('label') || of('activity') || of('field') || of('condition') || of('group');
	if (TOTAL.test(plainWords(name)) && !of('operator') && !of('value'))
		return { trouble: 'row-total', params: {} };
	const points = of('points')
		? readPoints(of('points'), decimals)
		: readPoints(of('grade'), decimals, true);
	if (points.kind === 'none') return { trouble: 'row-points-missing', params: {} };
	if (points.kind === 'broken')
		return { trouble: 'row-points-broken', params: { found: points.found } };
	const test = testOfRow(of, decimals);
	if ('trouble' in test) return test;
	const rule: RuleRead = {
		line,
		id: of('id'),
		label: labelOf(of),
		looksFor: test.looksFor,
		points: pointsOf(points, pointsPerThird)
	};
	return { rule, graded: points.kind === 'thirds', excludes: points.kind === 'exclusion' };
}

/** Bounds, wishes and the group of a rule; gives a bound of which only the whole table says whose it is. */
function placeRule(
	rule: RuleRead,
	of: CellOf,
	{ group: label, decimals }: Place,
	basket: RulesBasket
): Capped[] {
	const whole = (role: TableRole) => {
		const value = readNumber(of(role), decimals);
		return value !== null && Number.isInteger(value) ? value : undefined;
	};
	const own = capOf(whole('ruleMin'), whole('ruleMax'));
	if (own) rule.cap = own;
	if (YES.test(of('locked'))) rule.locked = true;
	const sign = /^(positive?|\+|negative?|-|−)$/i.exec(of('sign'))?.[1];
	if (sign) rule.sign = /^(p|\+)/i.test(sign) ? 'positive' : 'negative';
	const times = whole('atMost');
	if (times && rule.looksFor.kind === 'event') {
		rule.looksFor = { ...rule.looksFor, count: 'each', atMost: Math.min(100, times) };
	}
	const named = plainWords(of('kind'));
	const kind = KINDS.find((each) => each === named) ?? namedKind(of('kind'));
	const group = basket.add(rule, label, kind);
	const groupCap = capOf(whole('groupMin'), whole('groupMax'));
	if (groupCap) group.cap = { ...group.cap, ...groupCap };
	const cap = whole('cap');
	return cap === undefined ? [] : [{ group, rule, cap }];
}

function capOf(min: number | undefined, max: number | undefined): Cap | null {
	if (min === undefined && max === undefined) return null;
	return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/**
 * A bound in a column that says no more than "cap" is the group's where all rows of a group that have one have the same, and it
 * is above the points of any of them; else it is the rule's own.
 */
function settleCaps(capped: Capped[], basket: RulesBasket): void {
	for (const group of new Set(capped.map((each) => each.group))) {
		const here = capped.filter((each) => each.group === group);
		const [{ cap }] = here;
		const same = here.every((each) => each.cap === cap);
		const above = group.rules.length > 1 && group.rules.every(({ points }) => points <= cap);
		const events = here.some(({ rule }) => rule.looksFor.kind === 'event' && here.length === 1);
		if (same && above && !events) {
			group.cap = { ...group.cap, max: cap };
			basket.issues.push(issue('cap-of-group', 'info', { group: group.label, cap }));
			continue;
		}
		for (const each of here) each.rule.cap = boundOf(each.rule, each.cap);
	}
}

function boundOf({ points, cap }: RuleRead, bound: number): Cap {
	return points < 0 ? { ...cap, min: -Math.abs(bound) } : { ...cap, max: bound };
}

function testOfRow(of: CellOf, decimals: Decimals): TestRead {
	const field = oneValue(of('field')).text;
	const value = of('value');
	if (of('operator')) return withOperator(field || of('label'), of('operator'), value, decimals);
	if (of('condition')) return ofCondition(field, of('condition'), value, decimals);
	if (of('activity')) return ofActivity(of('activity'), field, value, decimals);
	if (field) return value ? readBareValue(field, value, decimals) : readSentence(field, decimals);
	if (of('label')) {
		return value
			? readBareValue(of('label'), value, decimals)
			: readSentence(of('label'), decimals);
	}
	return { trouble: 'row-field-missing', params: {} };
}

function withOperator(
	field: string,
	operator: string,
	value: string,
	decimals: Decimals
): TestRead {
	if (!field) return { trouble: 'row-field-missing', params: {} };
	const plain = plainWords(operator);
	const named = operatorNamed(plain);
	if (named) return readTest(field, named, value, decimals);
	const found = findOperator(`x ${operator}`);
	if (found?.before === 'x') {
		return readTest(
			field,
			found.operator,
			[found.behind, value].filter(Boolean).join('; '),
			decimals
		);
	}
	const near = closestName(plain, [...PHRASE_LIST]) ?? '';
	const trouble = near ? 'row-operator-unknown-near' : 'row-operator-unknown';
	return { trouble, params: { found: operator, near } };
}

/** A condition is a whole sentence, or what is asked of the field beside it. */
function ofCondition(
	field: string,
	condition: string,
	value: string,
	decimals: Decimals
): TestRead {
	if (!field) {
		return value && !findOperator(condition)
			? readBareValue(condition, value, decimals)
			: readSentence([condition, value].filter(Boolean).join(' '), decimals);
	}
	const known = operatorNamed(plainWords(condition)) ?? findOperator(`x ${condition}`);
	return known || value
		? withOperator(field, condition, value, decimals)
		: readBareValue(field, condition, decimals);
}

function ofActivity(activity: string, field: string, value: string, decimals: Decimals): TestRead {
	if (field) return readSentence(field, decimals);
	return readSentence(value ? `${activity}: ${value}` : activity, decimals);
}

function labelOf(of: CellOf): string {
	const parts = [of('field') || of('activity'), of('condition') || of('operator'), of('value')];
	return (of('label') || parts.filter(Boolean).join(' ')).slice(0, 200);
}
