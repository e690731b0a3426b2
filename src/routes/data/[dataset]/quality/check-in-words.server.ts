import type { Issue } from '#lib/domain/issue.ts';
import type { ColumnScan } from '#lib/domain/leakage/scan-column.ts';
import type { LeakEntry, LeakageRecord } from '#lib/domain/leakage/leakage-record.ts';
import { tellingName } from '#lib/domain/leakage/telling-name.ts';
import { knownAfterwards } from '#lib/domain/mapping/known-afterwards.ts';
import { standardFields, type StandardField } from '#lib/domain/mapping/standard-fields.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import type { DatasetCheck } from '#lib/server/usecases/check-dataset-leads.ts';

type Locale = App.Locals['locale'];

/** Fewer wins or losses than needed: said of the data, not of the column. */
const OF_THE_DATA = ['few-wins', 'few-losses'];

/** A check as the page reads it: figures, and a sentence where the server knows the words. */
export function checkInWords(
	{ scan, lag, quality }: DatasetCheck,
	record: LeakageRecord,
	manifest: DatasetManifest,
	locale: Locale
) {
	const states = new Map(record.columns.map(({ column, state }) => [column, state]));
	const refused = scan.columns.every(({ strength }) => !strength.measured);
	return {
		scan: {
			leads: scan.leads,
			wins: scan.wins,
			windowDays: scan.windowDays,
			horizonDays: scan.horizonDays,
			dataDate: scan.dataDate,
			maturityKnown: scan.maturityKnown,
			split: scan.split,
			sampled: scan.sampled,
			columns: scan.columns.map((each) => columnFigures(each, states)),
			refused: refused ? refusalOf(scan.columns, locale) : null
		},
		entries: record.columns.map((entry) => entryInWords(entry, locale)),
		overrides: record.overrides,
		telling: scan.columns
			.map(({ column }) => column)
			.filter((name) => !states.has(name) && tellingName(name)),
		afterwards: knownAfterwards(manifest.mapping),
		markable: manifest.schema
			.map(({ name }) => name)
			.filter((name) => !states.has(name) && !knownAfterwards(manifest.mapping).includes(name)),
		lag: lag.measured ? lag : null,
		lagRefused: lag.measured ? null : reasonSentence(lag, locale),
		quality: {
			...quality,
			columns: quality.columns.map((each, i) => ({ ...each, roles: manifest.schema[i].roles }))
		},
		sameId: sameIds(manifest),
		mergedAtImport: mergedAtImport(manifest),
		standard: Object.entries(standardOf(manifest)).map(([field, column]) => ({
			field,
			column,
			filled: quality.columns.find((each) => each.column === column)?.filled ?? null
		}))
	};
}

function columnFigures(
	{ column, won, lost, open, strength }: ColumnScan,
	states: Map<string, LeakEntry['state']>
) {
	return {
		column,
		state: states.get(column) ?? null,
		won,
		lost,
		open,
		auc: strength.measured ? strength.auc : null,
		explained: strength.measured ? strength.explained : null,
		ci: strength.measured ? strength.explainedCi : null
	};
}

function entryInWords({ column, state, evidence, at }: LeakEntry, locale: Locale) {
	const sentences = evidence.map((each) => sentence(rounded(each), locale));
	return { column, state, at, sentences };
}

/** Ratios and areas to two significant digits: their intervals are wider than a third would tell. */
function rounded(evidence: Issue): Issue {
	const round = ([name, value]: [string, string | number]) => {
		const plain = typeof value !== 'number' || Number.isInteger(value) || name.endsWith('Rate');
		return [name, plain ? value : Number(value.toPrecision(2))];
	};
	return { ...evidence, params: Object.fromEntries(Object.entries(evidence.params).map(round)) };
}

function refusalOf(columns: ColumnScan[], locale: Locale): string | null {
	const [reason] = columns.flatMap(({ strength }) =>
		!strength.measured && OF_THE_DATA.includes(strength.reason) ? [strength] : []
	);
	return reason ? reasonSentence(reason, locale) : null;
}

/** Rows that were rejected for an id that an earlier row has. */
function sameIds({ issues }: DatasetManifest): { column: string; rows: number } | null {
	const found = issues.find(({ code }) => code === 'rejected-duplicate-id');
	return found ? { column: found.column ?? '', rows: Number(found.params.rows) } : null;
}

/** What the mapping says goes before what the names suggest. */
function standardOf({ schema, mapping }: DatasetManifest): Record<StandardField, string | null> {
	const { email, account, optIn } = mapping;
	const named = standardFields(schema.map(({ name }) => name));
	return {
		...named,
		email: email ?? named.email,
		company: named.company ?? account ?? null,
		optIn: optIn ?? named.optIn
	};
}

function mergedAtImport({ mapping }: DatasetManifest) {
	return Object.entries(mapping.merges ?? {}).flatMap(([column, spellings]) =>
		[...new Set(Object.values(spellings))].map((to) => ({
			column,
			from: Object.keys(spellings).filter((text) => spellings[text] === to),
			to
		}))
	);
}
