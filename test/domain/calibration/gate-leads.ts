import type { Cells } from '#lib/domain/cells/cells.ts';
import { noEvidence, type Evidence } from '#lib/domain/calibration/evidence.ts';
import { random } from '#lib/domain/random.ts';
import type { Planted } from './made-up-leads.ts';

export interface GateLeads {
	cells: Cells;
	/** Accepted leads, weeks and the value of a win. */
	evidence: Evidence;
}

/** One lead: states of its rules, what became of it, and the week in which it came. */
interface Lead {
	states: number[];
	test: number;
	won: number;
	accepted: number;
	week: number;
}

/** Weeks over which leads come in; the last 30 % are later leads. */
export const WEEKS = 40;

/**
 * Leads whose outcome follows the planted weights: accepted ones are some two in five of the better leads and all won ones.
 * As many come in every week.
 */
export function drawGateLeads(
	planted: Planted[],
	leads: number,
	intercept: number,
	seed: number
): GateLeads {
	const next = random(seed);
	const logistic = (logit: number) => (next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
	const all = Array.from({ length: leads }, (_, i): Lead => {
		const states = planted.map(({ share }) => (next() < share ? 1 : 0));
		const logit = planted.reduce((sum, { weight }, r) => sum + weight * states[r], intercept);
		const won = logistic(logit);
		const accepted = won || logistic(logit + 2);
		const week = Math.floor((i * WEEKS) / leads);
		return { states, test: i < 0.7 * leads ? 0 : 1, won, accepted, week };
	});
	return {
		cells: cellsOf(all, ({ won }) => won),
		evidence: {
			...noEvidence,
			accepted: cellsOf(all, ({ accepted }) => accepted),
			weeks: weeksOf(all),
			winValue: { meanCents: 900_000, wins: 123 }
		}
	};
}

function cellsOf(leads: Lead[], outcome: (lead: Lead) => number): Cells {
	const cells = new Map<string, { states: number[]; test: number; n: number; k: number }>();
	for (const lead of leads) {
		const key = [...lead.states, lead.test].join();
		const cell = cells.get(key) ?? { states: lead.states, test: lead.test, n: 0, k: 0 };
		cell.n++;
		cell.k += outcome(lead);
		cells.set(key, cell);
	}
	const all = [...cells.values()];
	return {
		length: all.length,
		states: (leads[0]?.states ?? []).map((_, r) => Uint8Array.from(all, (cell) => cell.states[r])),
		test: Uint8Array.from(all, ({ test }) => test),
		n: Float64Array.from(all, ({ n }) => n),
		k: Float64Array.from(all, ({ k }) => k)
	};
}

function weeksOf(leads: Lead[]): Evidence['weeks'] {
	const cells = cellsOf(
		leads.map((lead) => ({ ...lead, test: 0 })),
		() => 0
	);
	const keyOf = (states: ArrayLike<number>[], c: number) => states.map((rule) => rule[c]).join();
	const index = new Map(
		Array.from({ length: cells.length }, (_, c) => [keyOf(cells.states, c), c])
	);
	const counts = new Map<string, number>();
	for (const { states, week } of leads) {
		const key = `${index.get(states.join())},${week}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const rows = [...counts].map(([key, n]) => [...key.split(',').map(Number), n]);
	return {
		cells,
		table: {
			cell: Float64Array.from(rows, ([cell]) => cell),
			week: Float64Array.from(rows, ([, week]) => week),
			n: Float64Array.from(rows, ([, , n]) => n)
		},
		lastWeek: WEEKS - 1
	};
}
