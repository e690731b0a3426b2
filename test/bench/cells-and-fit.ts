import { readFileSync } from 'node:fs';
import { part } from '#lib/domain/cells/cells.ts';
import { fitRules } from '#lib/domain/calibration/fit-rules.ts';
import { cellsQuery } from '#lib/domain/query/cells-query.ts';
import { parameterized, raw } from '#lib/domain/query/sql.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { leadsTable } from '#lib/server/queries/leads-source.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { openLeads } from '#lib/server/usecases/open-leads.ts';
import { planLeads } from '#lib/server/usecases/plan-leads.ts';
import { generatedLeads } from './generated-leads.ts';
import { medianMs, ratio, seconds } from './measure.ts';

/** Cells and fit with standard errors from a DuckDB table, beside the bare GROUP BY on the same rows. */
export async function benchCellsAndFit(leads: number): Promise<void> {
	const { scorecard } = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8')));
	if (!scorecard) throw new Error('models/baseline.json is broken');
	const mapping: unknown = JSON.parse(readFileSync('data/sample/mapping.json', 'utf8'));
	const opened = await openLeads(generatedLeads(leads), mapping, '2026-01-01T00:00:00Z');
	try {
		const { engine, leads: source } = opened;
		const planned = await planLeads(engine, source, scorecard, {});
		const everyLead = await bareGroupBy(opened, scorecard);
		const cells = await readCells(engine, source, planned.plan, planned.cut, scorecard);
		const cellsMs = await medianMs(5, () =>
			readCells(engine, source, planned.plan, planned.cut, scorecard)
		);
		const train = part(cells, 0);
		const fitMs = await medianMs(5, () => fitRules(train, scorecard, null));
		const planMs = await medianMs(3, () => planLeads(engine, source, scorecard, {}));
		const allMs = await medianMs(3, () =>
			calibrateLeads(engine, source, scorecard, { crossCheck: false })
		);
		const rules = rulesOf(scorecard).length;
		console.log(
			`cells + fit, ${leads} leads x ${rules} rules (${cells.length} cells): ${seconds(cellsMs + fitMs)} = cells ${seconds(cellsMs)} + fit with standard errors ${seconds(fitMs)}; bare GROUP BY ${seconds(everyLead)}, ratio ${ratio(cellsMs + fitMs, everyLead)}`
		);
		console.log(
			`  which leads count and where the later ones begin ${seconds(planMs)}; the whole calibration with every figure ${seconds(allMs)}`
		);
	} finally {
		await opened.close();
	}
}

async function bareGroupBy(
	{ engine, leads }: Awaited<ReturnType<typeof openLeads>>,
	scorecard: Scorecard
): Promise<number> {
	const table = leadsTable(leads);
	const from = {
		from: table.table,
		won: raw('CASE WHEN won THEN 1 ELSE 0 END'),
		test: raw('0'),
		where: raw('1 = 1')
	};
	const query = parameterized(cellsQuery(rulesOf(scorecard), from, table.lookup, table.dialect));
	return medianMs(5, () => engine.run(query));
}
