import type { Gate } from '#lib/domain/calibration/calibration.ts';
import type { GateChoice, GateChoices } from '#lib/domain/calibration/gate-choices.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { gateLabel, gateRuleLabel } from '#lib/charts/gate-label.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import type { Cell, Column, Table } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';

/** A gate in the table: its row, of which score it is, and whether it goes on the calibrated card. */
export interface GateRow {
	cells: Cell[];
	choice: GateChoice;
	score: 'current' | 'calibrated';
	onCard: boolean;
}

/** Where a column stands; the ends of an interval follow what they enclose. */
export interface GateTable {
	table: Table;
	rows: GateRow[];
	/** Columns whose cell shows an interval from the two columns behind it. */
	enclosed: number[];
	/** Columns of the two outcomes: a gate is judged by one. */
	outcomes: Partial<Record<number, 'accepted' | 'won'>>;
}

interface Part {
	column: Column;
	/** Whether two more columns hold its interval. */
	enclosed?: boolean;
	outcome?: 'accepted' | 'won';
	cells(row: Omit<GateRow, 'cells'>): Cell[];
}

/** Gates that were chosen and hold on later leads, MQL first, today's points above the new ones. */
export function gateTable(gates: GateChoices, locale: Locale): GateTable {
	const parts = partsOf(gates, locale);
	const rows = rowsOf(gates).map((row) => ({ ...row, cells: parts.flatMap((p) => p.cells(row)) }));
	const columns: Column[] = [];
	const found: Pick<GateTable, 'enclosed' | 'outcomes'> = { enclosed: [], outcomes: {} };
	for (const { column, enclosed, outcome } of parts) {
		if (enclosed) found.enclosed.push(columns.length);
		if (outcome) found.outcomes[columns.length] = outcome;
		const { label: what, ...kind } = column;
		const end = (label: string): Column => ({ ...kind, label, filesOnly: true });
		columns.push(column);
		if (enclosed) columns.push(end(m.gates_low({ what })), end(m.gates_high({ what })));
	}
	return { table: { columns, rows: rows.map(({ cells }) => cells) }, rows, ...found };
}

function rowsOf(gates: GateChoices): Omit<GateRow, 'cells'>[] {
	const rows = (['current', 'calibrated'] as const).flatMap((score) =>
		gates[score].map((choice) => ({ choice, score, onCard: isOnCard(gates, choice, score) }))
	);
	const order = ['card', 'same-volume', 'capacity', 'cost', 'precision', 'joint'];
	const place = ({ choice }: (typeof rows)[number]) =>
		(choice.gate === 'sql' ? order.length : 0) + order.indexOf(choice.rule);
	return rows
		.filter(({ choice: { later, outcome } }) => later?.[outcome]?.measured)
		.sort((a, b) => place(a) - place(b));
}

function isOnCard({ card }: GateChoices, choice: GateChoice, score: GateRow['score']): boolean {
	const found = card[choice.gate];
	return score === 'calibrated' && found.measured && found.rule === choice.rule;
}

function partsOf(gates: GateChoices, locale: Locale): Part[] {
	const { acceptanceKnown } = gates.terms;
	const all = [...gates.current, ...gates.calibrated];
	const some = (found: (choice: GateChoice) => unknown) => all.some((choice) => found(choice));
	return [
		...namesOf(locale),
		...(some(({ later }) => typeof later?.perWeek === 'number') ? [perWeek] : []),
		{
			column: { label: m.gates_col_pass(), kind: 'count' },
			cells: ({ choice }) => [choice.later!.passing]
		},
		...(acceptanceKnown ? [rateOf('accepted', m.gates_col_accepted())] : []),
		rateOf('won', m.calibrate_gate_precision()),
		ofWins(m.gates_col_recall(), 'rate', ({ recall }) => recall),
		ofWins(m.gates_col_missed(), 'count', ({ missedWins }) => missedWins),
		...(some(({ later }) => later?.profit) ? [profit] : [])
	];
}

function namesOf(locale: Locale): Part[] {
	return [
		{
			column: { label: m.gates_col_gate(), kind: 'text' },
			cells: ({ choice }) => [
				`${gateLabel(choice.gate, locale)} ${gateRuleLabel(choice.rule, locale)}`
			]
		},
		{
			column: { label: m.gates_col_score(), kind: 'text', filesOnly: true },
			cells: ({ score }) => [
				score === 'current' ? m.gates_score_current() : m.gates_score_calibrated()
			]
		},
		{
			column: { label: m.calibrate_gate_points(), kind: 'points' },
			enclosed: true,
			cells({ choice: { chosen } }) {
				if (!chosen.measured) return [null, null, null];
				const { threshold, interval } = chosen;
				return [threshold, ...(interval?.measured ? interval.ci : [null, null])];
			}
		}
	];
}

const perWeek: Part = {
	get column() {
		return { label: m.gates_col_week(), kind: 'decimal' as const, digits: 1 };
	},
	cells: ({ choice }) => [choice.later!.perWeek]
};

const profit: Part = {
	get column() {
		return { label: m.gates_col_profit(), kind: 'count' as const };
	},
	enclosed: true,
	cells({ choice }) {
		const found = choice.later!.profit;
		return found
			? [found.cents, ...found.ci].map((cents) => Math.round(cents / 100))
			: [null, null, null];
	}
};

function rateOf(outcome: 'accepted' | 'won', label: string): Part {
	return {
		column: { label, kind: 'rate', digits: 1 },
		enclosed: true,
		outcome,
		cells({ choice }) {
			const found = choice.later![outcome];
			return found?.measured ? [found.precision, ...found.precisionCi] : [null, null, null];
		}
	};
}

function ofWins(label: string, kind: 'rate' | 'count', of: (gate: Gate) => number): Part {
	return {
		column: { label, kind, ...(kind === 'rate' ? { digits: 0 } : {}) },
		cells({ choice }) {
			const won: Gate | NotMeasured = choice.later!.won;
			return [won.measured ? of(won) : null];
		}
	};
}
