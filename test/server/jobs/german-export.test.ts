import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvRow } from '#lib/domain/ingest/csv-row.ts';
import { random } from '#lib/domain/random.ts';
import { DatasetFiles } from './dataset-files.ts';

/** The same rows once as a German system exports them, once in ISO form. */
interface Table {
	name: string;
	header: string[];
	german: string[][];
	iso: string[][];
}

const MAPPING = {
	leadgauge: 1,
	leads: {
		id: 'Nummer',
		createdAt: 'Angelegt',
		email: 'E-Mail',
		source: 'Quelle',
		outcome: { from: 'deals' },
		score: 'Punkte'
	},
	touches: {
		lead: { column: 'Adresse', by: 'email' },
		at: 'Zeitpunkt',
		type: 'Art',
		detail: 'Betreff',
		byUs: { column: 'Von uns', yes: ['ja', 'yes'] }
	},
	stages: { lead: 'Nummer', stage: 'Phase', at: 'Seit', reason: 'Grund' },
	deals: {
		lead: 'Nummer',
		deal: 'Auftrag',
		amount: 'Betrag',
		currency: { code: 'EUR' },
		closedAt: 'Abschluss',
		outcome: { column: 'Gewonnen', won: ['ja', 'yes'], lost: ['nein', 'no'] }
	},
	costs: {
		day: 'Monat',
		source: 'Quelle',
		amount: 'Kosten',
		clicks: 'Klicks',
		currency: { code: 'EUR' }
	},
	lookups: [{ file: 'Quellen.csv', key: 'Quelle', leadColumn: 'Quelle' }]
};

const next = random(11);
const pick = <T>(list: T[]): T => list[Math.floor(next() * list.length)];
const two = (n: number) => String(n).padStart(2, '0');

function day(): { german: string; iso: string } {
	const [year, month, date] = [2025, 1 + Math.floor(next() * 12), 13 + Math.floor(next() * 15)];
	return {
		german: `${two(date)}.${two(month)}.${year}`,
		iso: `${year}-${two(month)}-${two(date)}`
	};
}

function time(): { german: string; iso: string } {
	const { german, iso } = day();
	const clock = `${two(Math.floor(next() * 24))}:${two(Math.floor(next() * 60))}`;
	return { german: `${german} ${clock}`, iso: `${iso}T${clock}:00Z` };
}

function money(): { german: string; iso: string } {
	const cents = Math.floor(next() * 10_000_000);
	const euros = Math.floor(cents / 100);
	const grouped = String(euros).replace(/\B(?=([0-9]{3})+$)/g, '.');
	return {
		german: `${grouped},${two(cents % 100)} €`,
		iso: `${euros}.${two(cents % 100)}`
	};
}

const flag = (yes: boolean) => ({ german: yes ? 'ja' : 'nein', iso: yes ? 'yes' : 'no' });
const same = (text: string) => ({ german: text, iso: text });

function table(name: string, header: string[], rows: { german: string; iso: string }[][]): Table {
	return {
		name,
		header,
		german: rows.map((row) => row.map(({ german }) => german)),
		iso: rows.map((row) => row.map(({ iso }) => iso))
	};
}

const SOURCES = ['Messe München', 'Empfehlung – Köln', 'Anzeige „Größe“'];
const NOTES = ['zwei\r\nZeilen', 'Preis; 5 €', 'sagt "ja"', ''];
const MONTHS = ['Januar', 'März', 'Dezember'];
const LEADS = Array.from({ length: 200 }, (_, i) => `00${i}`);

const TABLES: Table[] = [
	table(
		'Leads.csv',
		['Nummer', 'Angelegt', 'E-Mail', 'Quelle', 'Punkte', 'Notiz'],
		LEADS.map((id) => [
			same(id),
			time(),
			same(`Kontakt.${id}@Firma.example`),
			same(pick(SOURCES)),
			same(String(Math.floor(next() * 100))),
			same(pick(NOTES))
		])
	),
	table(
		'Aktivitäten.csv',
		['Adresse', 'Zeitpunkt', 'Art', 'Betreff', 'Von uns'],
		LEADS.flatMap((id) => [
			[
				same(`kontakt.${id}@firma.example`),
				time(),
				same(pick(['Öffnung', 'Klick'])),
				same(pick(NOTES)),
				flag(next() < 0.5)
			]
		])
	),
	table(
		'Phasen.csv',
		['Nummer', 'Phase', 'Seit', 'Grund'],
		LEADS.map((id) => [same(id), same('Qualifiziert'), day(), same(pick(NOTES))])
	),
	table(
		'Aufträge.csv',
		['Auftrag', 'Nummer', 'Betrag', 'Abschluss', 'Gewonnen'],
		LEADS.slice(0, 120).map((id, i) => [same(`A${i}`), same(id), money(), day(), flag(i % 3 === 0)])
	),
	table(
		'Kosten.csv',
		['Monat', 'Quelle', 'Kosten', 'Klicks'],
		SOURCES.flatMap((source) =>
			MONTHS.map((month, i) => [
				{ german: `${month} 2025`, iso: `2025-${two([1, 3, 12][i])}` },
				same(source),
				money(),
				same(String(i))
			])
		)
	),
	table(
		'Quellen.csv',
		['Quelle', 'Anteil'],
		SOURCES.map((source, i) => [same(source), { german: `${i},5`, iso: `${i}.5` }])
	)
];

function germanRow(cells: string[]): string {
	return cells
		.map((cell) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
		.join(';');
}

const ROLES = ['leads', 'touches', 'stages', 'deals', 'costs', 'lookup'] as const;

let files: DatasetFiles;
beforeEach(async () => {
	files = new DatasetFiles();
	await files.open();
});
afterEach(() => files.close());

async function imported(write: (each: Table) => Uint8Array): Promise<Record<string, string[]>> {
	for (const [i, each] of TABLES.entries()) await files.add(ROLES[i], each.name, write(each));
	const manifest = await files.check(MAPPING);
	for (const { rejected } of manifest.files ?? []) expect(rejected).toBe(0);
	return {
		leads: await files.rows(
			'id, created_at, c2, source, c4, c5, c6, won, won_at, lost_at, value_cents',
			'leads ORDER BY row_number'
		),
		touches: await files.rows('lead, "at", type, detail, by_us', 'touches'),
		stages: await files.rows('lead, stage, "at", reason', 'stages'),
		deals: await files.rows('lead, deal, amount, currency, closed_at, won', 'deals'),
		costs: await files.rows('day, until, source, kind, amount, clicks', 'costs'),
		types: manifest.schema.map(({ name, type }) => `${name} ${type}`)
	};
}

describe('an export of six German files', () => {
	it('semicolons, decimal commas, Windows-1252, dd.mm.yyyy, ja and nein, euro signs, line breaks, equals the ISO one', async () => {
		const german = await imported(({ header, german: rows }) =>
			iconv.encode([header, ...rows].map((row) => germanRow(row)).join('\r\n'), 'windows-1252')
		);
		await files.close();
		files = new DatasetFiles();
		await files.open();
		const iso = await imported(({ header, iso: rows }) =>
			Buffer.from([header, ...rows].map((row) => csvRow(row)).join('\n'))
		);
		expect(german.leads).toHaveLength(200);
		expect(german.touches).toHaveLength(200);
		expect(german.deals).toHaveLength(120);
		expect(german).toEqual(iso);
	});
});
