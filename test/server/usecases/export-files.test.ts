import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { exportFile } from '#lib/server/usecases/export-files.ts';
import { openLeads } from '#lib/server/usecases/open-leads.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { readBaseline, readRows, readText } from '../../domain/sample/read-sample.ts';
import { conditionState } from '../../domain/sample/rule-state.ts';

it('hands over a query that gives every lead of the sample the calibrated points, in DuckDB', async () => {
	const mapping: unknown = JSON.parse(readText('data/sample/mapping.json'));
	const opened = await openLeads('data/sample/leads.csv', mapping, '2026-01-01T00:00:00Z');
	const card = readBaseline();
	const { calibration } = await calibrateLeads(opened.engine, opened.leads, card);
	const query = exportFile('scoring.sql', card, calibration, opened.leads);
	await opened.close();

	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(
		`CREATE TABLE leads AS SELECT * FROM read_csv('data/sample/leads.csv', all_varchar = true)`
	);
	const result = await connection.runAndReadAll(query);
	const names = result.columnNames();
	const points = new Map(
		result.getRows().map((row) => [row[names.indexOf('lead_id')], row[names.indexOf('points')]])
	);
	connection.closeSync();

	const next = calibratedScorecard(card, calibration);
	const rows = readRows('leads.csv');
	expect(points.size).toBe(rows.length);
	let excluded = 0;
	for (const text of rows) {
		const row = Object.fromEntries(
			Object.entries(text).map(([name, value]) => [name, value === '' ? null : value])
		);
		const out = next.exclusions.some(({ when }) => conditionState(when, row) === 1);
		const found = points.get(text.lead_id);
		if (out) excluded++;
		if ((found === null ? null : Number(found)) !== (out ? null : cardPoints(next, row))) {
			expect({ lead: text.lead_id, points: found }).toEqual({
				lead: text.lead_id,
				points: out ? null : cardPoints(next, row)
			});
		}
	}
	expect(excluded).toBe(323);
});
