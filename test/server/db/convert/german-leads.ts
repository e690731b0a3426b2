import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { csvRow } from '#lib/domain/ingest/csv-row.ts';
import { random } from '#lib/domain/random.ts';
import { STYLES, workbook, type Cell } from './workbook.ts';

/** One lead with everything a German export can write otherwise than a machine would. */
export interface GermanLead {
	id: string;
	postcode: string;
	/** Milliseconds since 1970. */
	created: number;
	won: number | null;
	source: string;
	newsletter: boolean;
	amountCents: number | null;
	employees: number;
	discount: number;
	note: string;
}

export const NAMES = [
	'Lead-Nr',
	'PLZ',
	'Erstellt am',
	'Gewonnen am',
	'Quelle',
	'Newsletter',
	'Umsatz',
	'Mitarbeiter',
	'Rabatt',
	'Notiz für später'
];

export const MAPPING = {
	id: 'Lead-Nr',
	createdAt: 'Erstellt am',
	source: 'Quelle',
	outcome: { wonAt: 'Gewonnen am' },
	value: 'Umsatz',
	order: null,
	missing: []
};

const SOURCES = ['Messe München', 'Empfehlung', 'Anzeige – 50 € Gutschein', 'Web'];
const NOTES = [
	'',
	'sagt „ja“; ruft zurück',
	'zwei\nZeilen',
	'Preis: 5 €\nStraße "Am Öhr"',
	'Größe, Übermaß'
];

/** Seeded; the first one has an amount below 1,000, so that not every number has a point. */
export function germanLeads(count: number): GermanLead[] {
	const next = random(4);
	const day = 86_400_000;
	return Array.from({ length: count }, (_, i) => {
		const created = Date.UTC(2024, 0, 1) + Math.floor(next() * 700 * 24 * 60) * 60_000;
		const won =
			next() < 0.3 ? Math.floor(created / day) * day + Math.ceil(next() * 90) * day : null;
		return {
			id: `L-${String(i + 1).padStart(5, '0')}`,
			postcode: String(Math.floor(next() * 99_999)).padStart(5, '0'),
			created,
			won,
			source: SOURCES[Math.floor(next() * SOURCES.length)],
			newsletter: next() < 0.4,
			amountCents: next() < 0.8 ? Math.floor(next() * next() * 5_000_000) : null,
			employees: 1 + Math.floor(next() * next() * 20_000),
			discount: Math.floor(next() * 300) / 1000,
			note: NOTES[Math.floor(next() * NOTES.length)]
		};
	});
}

const iso = (ms: number) => new Date(ms).toISOString();

/** As a machine writes it. */
export function isoRow(lead: GermanLead): (string | null)[] {
	return [
		lead.id,
		lead.postcode,
		iso(lead.created).slice(0, 16).replace('T', ' '),
		lead.won === null ? null : iso(lead.won).slice(0, 10),
		lead.source,
		lead.newsletter ? 'ja' : 'nein',
		lead.amountCents === null ? null : String(lead.amountCents / 100),
		String(lead.employees),
		String(lead.discount),
		lead.note
	];
}

export function isoCsv(leads: GermanLead[]): string {
	return [NAMES, ...leads.map(isoRow)].map((row) => `${csvRow(row)}\n`).join('');
}

/** As a German spreadsheet writes it. */
export function germanCsv(leads: GermanLead[]): string {
	const rows = leads.map((lead) => [
		lead.id,
		lead.postcode,
		german(lead.created, true),
		lead.won === null ? '' : german(lead.won, false),
		lead.source,
		lead.newsletter ? 'ja' : 'nein',
		lead.amountCents === null ? '' : `${grouped(lead.amountCents / 100, 2)} €`,
		grouped(lead.employees, 0),
		`${grouped(lead.discount * 100, 1)} %`,
		lead.note
	]);
	return [NAMES, ...rows].map((row) => `${row.map(quoted).join(';')}\r\n`).join('');
}

function german(ms: number, clock: boolean): string {
	const [date, time] = iso(ms).split('T');
	const [year, month, day] = date.split('-');
	return `${day}.${month}.${year}${clock ? ` ${time.slice(0, 5)}` : ''}`;
}

function grouped(value: number, digits: number): string {
	return new Intl.NumberFormat('de-DE', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits
	}).format(value);
}

function quoted(cell: string): string {
	return /[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A title, a blank row, then the header; dates as serial numbers. */
export function germanWorkbook(leads: GermanLead[]): Buffer {
	const serial = (ms: number) => ms / 86_400_000 + 25_569;
	const cells = (lead: GermanLead): Cell[] => [
		lead.id,
		lead.postcode,
		{ date: serial(lead.created), style: STYLES.dateTime },
		lead.won === null ? null : { date: serial(lead.won) },
		lead.source,
		lead.newsletter ? 'ja' : 'nein',
		lead.amountCents === null ? null : lead.amountCents / 100,
		lead.employees,
		{ date: lead.discount, style: STYLES.percent },
		lead.note === '' ? null : lead.note
	];
	const rows = new Map<number, Cell[]>([
		[1, ['Auswertung']],
		[3, NAMES],
		...leads.map((lead, i): [number, Cell[]] => [i + 4, cells(lead)])
	]);
	return workbook([
		{ name: 'Deckblatt', rows: new Map([[1, ['nur ein Titel']]]) },
		{ name: 'Leads 2025', rows }
	]);
}

export function ndjson(leads: GermanLead[]): string {
	return leads.map((lead) => `${JSON.stringify(jsonOf(lead))}\n`).join('');
}

export function jsonOf(lead: GermanLead): object {
	const [, , created, won] = isoRow(lead);
	return {
		'Lead-Nr': lead.id,
		PLZ: lead.postcode,
		'Erstellt am': created,
		'Gewonnen am': won,
		Quelle: lead.source,
		Newsletter: lead.newsletter ? 'ja' : 'nein',
		Umsatz: lead.amountCents === null ? null : lead.amountCents / 100,
		Mitarbeiter: lead.employees,
		Rabatt: lead.discount,
		'Notiz für später': lead.note
	};
}

/** Written by the engine that others write it with, too. */
export async function parquet(leads: GermanLead[]): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-parquet-'));
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	try {
		const [csv, out] = [join(folder, 'leads.csv'), join(folder, 'leads.parquet')];
		const { writeFile } = await import('node:fs/promises');
		await writeFile(csv, isoCsv(leads));
		const types = `{'Lead-Nr': 'VARCHAR', 'PLZ': 'VARCHAR', 'Erstellt am': 'TIMESTAMP', 'Gewonnen am': 'DATE',
			'Quelle': 'VARCHAR', 'Newsletter': 'VARCHAR', 'Umsatz': 'DECIMAL(12,2)', 'Mitarbeiter': 'BIGINT',
			'Rabatt': 'DOUBLE', 'Notiz für später': 'VARCHAR'}`;
		await connection.run(
			`COPY (SELECT * FROM read_csv('${csv}', header = true, auto_detect = false, delim = ',', quote = '"', columns = ${types})) TO '${out}' (FORMAT parquet)`
		);
		return await readFile(out);
	} finally {
		connection.closeSync();
		instance.closeSync();
		await rm(folder, { recursive: true, force: true });
	}
}

export function encoded(text: string, encoding: string, mark = false): Buffer {
	return iconv.encode(text, encoding, { addBOM: mark });
}
