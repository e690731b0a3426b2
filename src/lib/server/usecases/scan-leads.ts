import { equalCountEdges } from '#lib/domain/leakage/equal-count-edges.ts';
import type { LeakageScan } from '#lib/domain/leakage/leakage-scan.ts';
import { scanColumn, type ColumnScan } from '#lib/domain/leakage/scan-column.ts';
import type { ColumnLevels } from '#lib/domain/leakage/column-levels.ts';
import {
	candidatesOf,
	compareWithOthers,
	unsuspectedOf
} from '#lib/domain/leakage/scan-columns.ts';
import { knownAfterwards, whoAndWhen } from '#lib/domain/mapping/known-afterwards.ts';
import { binOf } from '#lib/domain/query/column-levels-query.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { raw, type Sql } from '#lib/domain/query/sql.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Column, Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource, SourceColumn } from '#lib/server/queries/leads-source.ts';
import { readColumnDates } from '#lib/server/queries/read-column-dates.ts';
import { readColumnFill } from '#lib/server/queries/read-column-fill.ts';
import { readColumnLevels } from '#lib/server/queries/read-column-levels.ts';
import { readSampledLeads } from '#lib/server/queries/read-sampled-leads.ts';
import { planLeads, type LeadSettings, type PlannedLeads } from './plan-leads.ts';

/** A column that is looked at, and how its values are told apart. */
interface Looked {
	source: SourceColumn;
	/** NULL is the empty field. */
	value: Sql;
}

/**
 * Looks for columns that know what became of a lead, among all that the mapping does not give to the outcome, the id or
 * the creation date. One small query a column; leads one by one only where a column must be compared with all others.
 *
 * @param settings - with window and horizon: what is known when depends on them
 * @param onStep - told how far the scan is, 0..1
 */
export async function scanLeads(
	engine: Engine,
	source: LeadsSource,
	settings: LeadSettings & { windowDays: number; horizonDays: number },
	onStep: (share: number) => void = () => {}
): Promise<LeakageScan> {
	const planned = await planLeads(engine, source, cardWithoutRules(settings), settings);
	onStep(0.1);
	const columns = scannedColumns(source);
	const scan = new Scan(engine, source, planned);
	const looked = await scan.look(columns);
	onStep(0.2);
	const single = await scan.singly(looked, (share) => onStep(0.2 + 0.7 * share));
	const { scans, sampled } = await scan.together(looked, single);
	onStep(1);
	const { plan, status, cut } = planned;
	return {
		windowDays: plan.windowDays,
		horizonDays: plan.horizonDays,
		dataDate: plan.dataDate,
		maturityKnown: plan.maturityKnown,
		split: cut.ordering,
		leads: status.usable.leads,
		wins: status.usable.wins,
		sampled,
		columns: scans
	};
}

/** Columns that a rule may look at and that nothing has said to be known afterwards. */
export function scannedColumns({ columns, mapping }: LeadsSource): SourceColumn[] {
	const known = new Set([...knownAfterwards(mapping), ...whoAndWhen(mapping)]);
	return columns.filter(({ name }) => !known.has(name));
}

/** A card that excludes nobody: what a column knows does not depend on the rules of today. */
export function cardWithoutRules(settings: { windowDays: number; horizonDays: number }): Scorecard {
	return {
		leadgauge: 1,
		name: '',
		signalWindowDays: settings.windowDays,
		horizonDays: settings.horizonDays,
		groups: [],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

interface SingleScans {
	scans: ColumnScan[];
	levels: ColumnLevels[];
}

class Scan {
	readonly #engine: Engine;
	readonly #source: LeadsSource;
	readonly #planned: PlannedLeads;

	constructor(engine: Engine, source: LeadsSource, planned: PlannedLeads) {
		this.#engine = engine;
		this.#source = source;
		this.#planned = planned;
	}

	/** Numbers fall into twenty bins of equally many earlier leads; dates count as days since creation. */
	async look(columns: SourceColumn[]): Promise<Looked[]> {
		const numbers = columns.filter(({ type }) => type !== 'text');
		const values = numbers.map((column) => this.#number(column));
		const rows = values.length > 0 ? await this.#sample(values) : null;
		return columns.map((source) => {
			const at = numbers.indexOf(source);
			if (at === -1 || !rows) return { source, value: raw(source.column) };
			const training = present(rows.values[at]).filter((_, row) => rows.test[row] === 0);
			const edges = equalCountEdges(training.filter((value) => value !== null));
			return { source, value: binOf(values[at], edges) };
		});
	}

	/** Every column for itself. */
	async singly(looked: Looked[], onStep: (share: number) => void): Promise<SingleScans> {
		const { plan, cut } = this.#planned;
		const sources = looked.map(({ source }) => source);
		const fills = await readColumnFill(this.#engine, this.#source, plan, sources);
		const dated = this.#source.mapping.createdAt !== null;
		const times = dated ? sources.filter(({ type }) => type === 'timestamp') : [];
		const dates = await readColumnDates(this.#engine, this.#source, plan, times);
		const found: SingleScans = { scans: [], levels: [] };
		for (const [i, { source, value }] of looked.entries()) {
			const levels = await readColumnLevels(this.#engine, this.#source, plan, cut, value);
			const own = times.indexOf(source);
			const counted = { fill: fills[i], levels, dates: own === -1 ? null : dates[own] };
			found.levels.push(levels);
			found.scans.push(scanColumn({ column: source.name, ...counted }));
			onStep((i + 1) / looked.length);
		}
		return found;
	}

	/** The strong ones among them beside all others. */
	async together(looked: Looked[], { scans, levels }: SingleScans) {
		if (candidatesOf(scans).length === 0) return { scans, sampled: null };
		const wanted = unsuspectedOf(scans);
		const rows = await this.#sample(wanted.map((i) => looked[i].value));
		const columns = wanted.map((i, at) => {
			const level = levelOfRows(rows.values[at], levels[i]);
			return [i, { levels: levels[i], level }] as const;
		});
		const leads = { test: rows.test, won: rows.won };
		const compared = compareWithOthers(scans, { leads, columns: new Map(columns) });
		return { scans: compared, sampled: rows.won.length };
	}

	#sample(values: Sql[]) {
		const { plan, cut, status } = this.#planned;
		const usable = status.usable.leads;
		return readSampledLeads(this.#engine, this.#source, plan, cut, values, usable);
	}

	#number({ column, type }: SourceColumn): Sql {
		const value = raw(column);
		if (type === 'number' || this.#source.mapping.createdAt === null) {
			return type === 'number' ? value : duckdb.dayNumber(value);
		}
		return duckdb.daysBetween(raw('created_at'), value);
	}
}

/** Which level each row stands for: values that were rare among training leads are all one. */
function levelOfRows(column: Column, { kind, label }: ColumnLevels): Uint32Array {
	const [empty, rare] = [kind.indexOf('empty'), kind.indexOf('rare')];
	const numbers = new Map(label.map((each, i) => [each, i]));
	const values = column.kind === 'text' ? column.values : present(column).map(asText);
	return Uint32Array.from(values, (value) =>
		value === null ? empty : (numbers.get(value) ?? rare)
	);
}

function present(column: Column): (number | null)[] {
	if (column.kind !== 'number') throw new Error(`scanLeads: a ${column.kind} column is no number`);
	return Array.from(column.values, (value, row) => (column.nulls?.[row] ? null : value));
}

function asText(value: number | null): string | null {
	return value === null ? null : String(value);
}
