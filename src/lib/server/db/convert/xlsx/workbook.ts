import { posix } from 'node:path';
import { excelFormat, type ExcelFormat } from '#lib/domain/ingest/excel-format.ts';
import { unescapeCell } from '#lib/domain/ingest/excel-cell.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Archive } from './archive.ts';
import { readXml } from './read-xml.ts';

/** A sheet as the workbook lists it. */
export interface Sheet {
	name: string;
	hidden: boolean;
	/** Its place in the archive. */
	path: string;
}

export interface Workbook {
	sheets: Sheet[];
	from1904: boolean;
	sharedStringsPath: string | null;
	stylesPath: string | null;
}

/** Characters of texts that all cells share; they are kept in memory. */
const MOST_SHARED_CHARACTERS = 300_000_000;

/** @throws WorkbenchError file-binary where the archive is no workbook of this kind */
export async function openWorkbook(archive: Archive, name: string): Promise<Workbook> {
	const root = await relations(archive, '_rels/.rels', '');
	const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target;
	if (main === undefined || !archive.has(main)) {
		throw new WorkbenchError('file-binary', { name, format: formatOf(archive) });
	}
	if (!main.endsWith('.xml')) throw new WorkbenchError('file-binary', { name, format: 'xlsb' });
	const folder = posix.dirname(main);
	const own = await relations(
		archive,
		posix.join(folder, '_rels', `${posix.basename(main)}.rels`),
		folder
	);
	const ofType = (kind: string) =>
		own.find(({ type, target }) => type.endsWith(`/${kind}`) && archive.has(target))?.target ??
		null;
	const sheets: Sheet[] = [];
	let from1904 = false;
	await readXml(archive.read(main), {
		open: (tag, attribute) => {
			if (tag === 'workbookPr') from1904 = isTrue(attribute('date1904'));
			if (tag !== 'sheet') return;
			const target = own.find(({ id }) => id === attribute('id'));
			if (!target?.type.endsWith('/worksheet')) return;
			const hidden = (attribute('state') ?? 'visible') !== 'visible';
			sheets.push({ name: attribute('name') ?? '', hidden, path: target.target });
		}
	});
	return {
		sheets,
		from1904,
		sharedStringsPath: ofType('sharedStrings'),
		stylesPath: ofType('styles')
	};
}

/** The texts that cells refer to by number. */
export async function sharedStrings(
	archive: Archive,
	{ sharedStringsPath }: Workbook,
	name: string
): Promise<string[]> {
	const texts: string[] = [];
	if (!sharedStringsPath) return texts;
	let text = '';
	let inText = false;
	let spoken = 0;
	let characters = 0;
	await readXml(archive.read(sharedStringsPath), {
		open: (tag) => {
			if (tag === 'si') text = '';
			if (tag === 'rPh') spoken++;
			inText = tag === 't' && spoken === 0;
		},
		text: (part) => {
			if (inText) text += part;
		},
		close: (tag) => {
			if (tag === 't') inText = false;
			if (tag === 'rPh') spoken--;
			if (tag !== 'si') return;
			characters += text.length;
			if (characters > MOST_SHARED_CHARACTERS) {
				const megabytes = MOST_SHARED_CHARACTERS / 1e6;
				throw new WorkbenchError('file-unpacks-too-large', { name, megabytes });
			}
			texts.push(unescapeCell(text));
		}
	});
	return texts;
}

/** The number format of every cell style, by the number under which cells refer to it. */
export async function cellFormats(
	archive: Archive,
	{ stylesPath }: Workbook
): Promise<ExcelFormat[]> {
	const codes = new Map<number, string>();
	const formats: ExcelFormat[] = [];
	let inCellStyles = false;
	if (!stylesPath) return formats;
	await readXml(archive.read(stylesPath), {
		open: (tag, attribute) => {
			const id = Number(attribute('numFmtId'));
			if (tag === 'numFmt') codes.set(id, attribute('formatCode') ?? '');
			if (tag === 'cellXfs') inCellStyles = true;
			if (tag === 'xf' && inCellStyles) formats.push(excelFormat(id, codes.get(id) ?? null));
		},
		close: (tag) => {
			if (tag === 'cellXfs') inCellStyles = false;
		}
	});
	return formats;
}

interface Relation {
	id: string;
	type: string;
	target: string;
}

/** What a part of the archive refers to, as places in the archive. */
async function relations(archive: Archive, path: string, folder: string): Promise<Relation[]> {
	const found: Relation[] = [];
	await readXml(archive.read(path), {
		open: (tag, attribute) => {
			const target = attribute('Target');
			if (tag !== 'Relationship' || target === undefined) return;
			if (attribute('TargetMode') === 'External') return;
			const place = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
			found.push({ id: attribute('Id') ?? '', type: attribute('Type') ?? '', target: place });
		}
	}).catch((error: unknown) => {
		if (archive.has(path)) throw error;
	});
	return found;
}

function formatOf(archive: Archive): string {
	return archive.has('mimetype') && archive.has('content.xml') ? 'ods' : 'zip';
}

function isTrue(text: string | undefined): boolean {
	return text === '1' || text === 'true';
}
