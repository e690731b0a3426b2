import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '#lib/domain/issue.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import * as messages from '#lib/paraglide/messages.js';
import { projectRoot } from '#lib/server/project-root.ts';
import { describeError, sentence } from '#lib/server/sentences.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const ROOMS = ['engine', 'db', 'jobs'];
const USECASES = ['inspect-file', 'import-dataset', 'open-leads', 'delete-dataset'];
const server = join(projectRoot, 'src', 'lib', 'server');
const files = ROOMS.flatMap((room) =>
	readdirSync(join(server, room), { recursive: true }).map((name) => join(room, String(name)))
).filter((name) => name.endsWith('.ts'));
const sources = [...files, ...USECASES.map((name) => join('usecases', `${name}.ts`))]
	.map((name) => readFileSync(join(server, name), 'utf8'))
	.join('\n');

const codesIn = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map((m) => m[1]))];
const hasMessage = (key: string) => key.replaceAll('-', '_') in messages;

describe('what an import has to say', () => {
	it('has a sentence for every failure', () => {
		const codes = codesIn(/new WorkbenchError\(\s*'([a-z-]+)'/g);
		expect(codes.length).toBeGreaterThan(20);
		expect(codes.filter((code) => !hasMessage(`error_${code}`))).toEqual([]);
	});

	it('has a sentence for every issue', () => {
		const codes = [
			...codesIn(/\bissue\(\s*'([a-z-]+)'/g),
			'column-almost-number',
			'column-almost-timestamp',
			'no-wins',
			'no-win-dates',
			'no-wins-elsewhere',
			'mapping-needs-deals',
			'mapping-needs-stages',
			'mapping-needs-closing-dates',
			'mapping-field',
			'mapping-type',
			'cells-with-formulas',
			'cells-with-errors',
			'mapping-column',
			'mapping-column-near',
			'mapping-unknown-field',
			'mapping-unknown-field-near'
		];
		expect(codes.length).toBeGreaterThan(5);
		expect(codes.filter((code) => !hasMessage(`issue_${code}`))).toEqual([]);
	});

	it('has a sentence for every reason to reject a row', () => {
		const structure = readFileSync(
			join(projectRoot, 'src/lib/domain/ingest/csv-structure.ts'),
			'utf8'
		);
		const inScanner = [...structure.matchAll(/\| '([a-z-]+)'/g)].map((m) => m[1]);
		const inRows = codesIn(/'((?:missing|unreadable|duplicate|unmatched|won-without)-[a-z-]+)'/g);
		const codes = [...inScanner, ...inRows];
		expect(codes).toHaveLength(25);
		expect(codes.filter((code) => !hasMessage(`issue_rejected-${code}`))).toEqual([]);
	});

	it('says where, what was found, what was expected and how to mend it, in both languages', () => {
		const params = { rows: 1200, lines: '5, 9', found: 'soon', expected: '', firstLine: 0 };
		const date = issue('rejected-unreadable-date', 'warning', params, { line: 5, column: 'Datum' });
		expect(sentence(date, 'en')).toBe(
			'Rows with an unreadable date in "Datum": 1,200 (lines 5, 9). Found "soon"; expected dates such as 2026-01-31, 2026-01-31 14:05 or 31.01.2026.'
		);
		expect(sentence(date, 'de')).toBe(
			'Zeilen mit unlesbarem Datum in „Datum“: 1.200 (Zeilen 5, 9). Gefunden „soon“; erwartet werden Angaben wie 2026-01-31, 2026-01-31 14:05 oder 31.01.2026.'
		);
	});

	it('names the wrong field of a mapping and the column that may have been meant', () => {
		const { issues } = parseMapping(
			{ id: 'Nr', source: 'Quele', outcome: { column: 'won', won: [] } },
			['Nr', 'Quelle', 'won']
		);
		expect(issues.map((each) => sentence(each, 'en'))).toEqual([
			'Mapping, outcome.won: expected a list of at least one value; found: [].'
		]);
		const near = parseMapping(
			{ id: 'Nr', source: 'Quele', outcome: { column: 'won', won: ['1'] } },
			['Nr', 'Quelle', 'won']
		);
		expect(near.issues.map((each) => sentence(each, 'de'))).toEqual([
			'Die Zuordnung nennt bei source eine Spalte „Quele“, die es in der Datei nicht gibt. Meinten Sie: Quelle?'
		]);
		const far = parseMapping({ id: 'zzzzzz', outcome: { wonAt: 'won' } }, ['won']);
		expect(far.issues.map((each) => sentence(each, 'en'))).toEqual([
			'The mapping names a column "zzzzzz" at id, but the file has no such column.'
		]);
	});

	it('says what kind of file was given instead of a table', () => {
		const error = new WorkbenchError('file-binary', { name: 'leads.xls', format: 'xls' });
		expect(describeError(error, 'en')).toEqual({
			message: 'leads.xls is an old Excel workbook (.xls), or one with a password.',
			hint: 'Save or export the leads as CSV or as an Excel workbook (.xlsx) and load that file.'
		});
		const picture = new WorkbenchError('file-binary', { name: 'x', format: 'png' });
		expect(describeError(picture, 'de').message).toBe('x ist keine Textdatei.');
	});
});
