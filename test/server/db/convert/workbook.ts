import { crc32, deflateRawSync } from 'node:zlib';

/** A cell: its value, as the workbook writes it. */
export type Cell =
	| string
	| number
	| boolean
	| null
	| { error: string }
	| { formula: string; value?: string }
	| { date: number; style?: number }
	| { inline: string };

export interface SheetOfTest {
	name: string;
	/** Rows by their number. */
	rows: Map<number, Cell[]>;
	hidden?: boolean;
}

export const STYLES = { general: 0, date: 1, dateTime: 2, postcode: 3, time: 4, percent: 5 };

/** Makes a workbook as spreadsheet programs write it: shared strings, styles, relations. */
export function workbook(sheets: SheetOfTest[], { from1904 = false } = {}): Buffer {
	const strings: string[] = [];
	const parts: [string, string][] = sheets.map((sheet, i) => [
		`xl/worksheets/sheet${i + 1}.xml`,
		sheetXml(sheet, strings)
	]);
	const list = sheets
		.map(
			({ name, hidden }, i) =>
				`<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${hidden ? ' state="hidden"' : ''}/>`
		)
		.join('');
	const relations = sheets
		.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`))
		.concat(
			relation(90, 'sharedStrings', 'sharedStrings.xml'),
			relation(91, 'styles', 'styles.xml')
		);
	const main = `<workbook xmlns="m" xmlns:r="r"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${list}</sheets></workbook>`;
	return zip([
		['_rels/.rels', relationsXml([relation(1, 'officeDocument', 'xl/workbook.xml')])],
		['xl/workbook.xml', main],
		['xl/_rels/workbook.xml.rels', relationsXml(relations)],
		['xl/styles.xml', STYLES_XML],
		['xl/sharedStrings.xml', stringsXml(strings)],
		...parts
	]);
}

const STYLES_XML = `<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs></styleSheet>`;

function sheetXml({ rows }: SheetOfTest, strings: string[]): string {
	const body = [...rows].map(([number, cells]) => {
		const inside = cells.map((cell, c) => cellXml(cell, `${letters(c)}${number}`, strings));
		return `<row r="${number}">${inside.join('')}</row>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="m"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, at: string, strings: string[]): string {
	if (cell === null) return `<c r="${at}" s="1"/>`;
	if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
	if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
	if (typeof cell === 'string') {
		let index = strings.indexOf(cell);
		if (index < 0) index = strings.push(cell) - 1;
		return `<c r="${at}" t="s"><v>${index}</v></c>`;
	}
	if ('error' in cell) return `<c r="${at}" t="e"><v>${cell.error}</v></c>`;
	if ('inline' in cell)
		return `<c r="${at}" t="inlineStr"><is><r><t>${escaped(cell.inline)}</t></r></is></c>`;
	if ('date' in cell)
		return `<c r="${at}" s="${cell.style ?? STYLES.date}"><v>${cell.date}</v></c>`;
	const value = cell.value === undefined ? '' : `<v>${escaped(cell.value)}</v>`;
	return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f>${value}</c>`;
}

function stringsXml(strings: string[]): string {
	const items = strings.map((text) =>
		text.length > 3
			? `<si><r><t xml:space="preserve">${escaped(text.slice(0, 2))}</t></r><r><t xml:space="preserve">${escaped(text.slice(2))}</t></r><rPh><t>x</t></rPh></si>`
			: `<si><t xml:space="preserve">${escaped(text)}</t></si>`
	);
	return `<sst xmlns="m">${items.join('')}</sst>`;
}

function relation(id: number, type: string, target: string): string {
	return `<Relationship Id="rId${id}" Type="http://x/relationships/${type}" Target="${target}"/>`;
}

function relationsXml(relations: string[]): string {
	return `<Relationships xmlns="p">${relations.join('')}</Relationships>`;
}

function letters(column: number): string {
	const rest = Math.floor(column / 26) - 1;
	return `${rest >= 0 ? letters(rest) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

function escaped(text: string): string {
	const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
	return text.replace(/[&<>"]/g, (mark) => marks[mark]).replaceAll('\n', '&#10;');
}

/** A zip archive of texts. */
export function zip(entries: [string, string | Buffer][]): Buffer {
	const pieces: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of entries) {
		const bytes = Buffer.from(content);
		const packed = deflateRawSync(bytes);
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(20, 0);
		fields.writeUInt16LE(8, 4);
		fields.writeUInt32LE(crc32Of(bytes), 10);
		fields.writeUInt32LE(packed.length, 14);
		fields.writeUInt32LE(bytes.length, 18);
		fields.writeUInt16LE(Buffer.byteLength(name), 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		central.push(
			Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name)])
		);
		pieces.push(local);
		offset += local.length;
	}
	const list = Buffer.concat(central);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries.length, 4);
	end.writeUInt16LE(entries.length, 6);
	end.writeUInt32LE(list.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...pieces, list, Buffer.from('PK\x05\x06'), end]);
}

/** Node 20.15 and later have it. */
function crc32Of(bytes: Buffer): number {
	return crc32(bytes);
}
