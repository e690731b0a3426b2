import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { mlLogisticRegressionModel } from '#lib/domain/export/ml-logistic-regression-model.ts';
import { modelJson } from '#lib/domain/export/model-json.ts';
import { pointsCsv } from '#lib/domain/export/points-csv.ts';
import { scoringSql } from '#lib/domain/export/scoring-sql.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { version } from '#lib/server/version.ts';

/** Names of the files a calibration is handed over as. */
export const EXPORT_FILES = [
	'model.json',
	'points.csv',
	'scoring.sql',
	'ml-logistic-regression.json'
] as const;

export type ExportFile = (typeof EXPORT_FILES)[number];

export const CONTENT_TYPES: Record<ExportFile, string> = {
	'model.json': 'application/json',
	'points.csv': 'text/csv; charset=utf-8',
	'scoring.sql': 'application/sql; charset=utf-8',
	'ml-logistic-regression.json': 'application/json'
};

/** The text of one export file; the same calibration gives the same bytes. */
export function exportFile(
	file: ExportFile,
	scorecard: Scorecard,
	calibration: Calibration,
	source: LeadsSource
): string {
	switch (file) {
		case 'model.json':
			return modelJson(scorecard, calibration, provenanceOf(source));
		case 'points.csv':
			return pointsCsv(scorecard, calibration);
		case 'scoring.sql':
			return scoringSql(calibratedScorecard(scorecard, calibration), scoredTable(source), duckdb);
		case 'ml-logistic-regression.json':
			return `${JSON.stringify(mlLogisticRegressionModel(calibration), null, '\t')}\n`;
	}
}

function provenanceOf({ fileSha256, rows, mapping, readAs = {} }: LeadsSource) {
	const merged = Object.keys(readAs).length > 0 ? { readAs } : {};
	return { version, fileSha256, rows, mapping, ...merged };
}

function scoredTable(source: LeadsSource) {
	const { columns, mapping } = source;
	const named = columns.some((each) => each.name === mapping.id);
	return {
		table: 'leads',
		idColumn: named ? mapping.id : null,
		numberColumns: columns.filter((each) => each.type === 'number').map((each) => each.name),
		missing: mapping.missing,
		readAs: allMerges(source)
	};
}

/** What spellings of the file are read as: merges of the import, then those that somebody has noted since. */
function allMerges({ columns, mapping, readAs = {} }: LeadsSource): Spellings {
	const merged = columns.flatMap(({ name, type }): [string, Map<string, string>][] => {
		const isText = type === 'text' && name !== mapping.id;
		const since = new Map(isText ? own(readAs, name) : []);
		const imported = own(mapping.merges ?? {}, name);
		const read = imported.map(([from, to]) => [from, since.get(to) ?? to] as const);
		return since.size + read.length > 0 ? [[name, new Map([...since, ...read])]] : [];
	});
	return Object.fromEntries(merged.map(([name, texts]) => [name, Object.fromEntries(texts)]));
}

function own(spellings: Spellings, column: string): [string, string][] {
	return Object.hasOwn(spellings, column) ? Object.entries(spellings[column]) : [];
}
