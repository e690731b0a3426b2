import { noEvidence, type Evidence } from '#lib/domain/calibration/evidence.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import { random } from '#lib/domain/random.ts';
import type { Planted } from './made-up-leads.ts';

export interface DatedLeads {
	cells: Cells;
	/** With time blocks, and accounts where leads come by account. */
	evidence: Evidence;
}

interface Lead {
	states: number[];
	block: number;
	account: number;
	won: number;
}

const BLOCKS = 10;

/**
 * Leads drawn one by one from planted weights, ten blocks of time of which the last three are the test, as cells and as
 * cells by block. With `perAccount` above 1 so many leads in a row are one account and share states and outcome.
 */
export function datedLeads(
	planted: Planted[],
	leads: number,
	intercept: number,
	seed: number,
	perAccount = 1
): DatedLeads {
	const next = random(seed);
	const drawn: Lead[] = [];
	for (let i = 0; i < leads; i++) {
		const last = drawn[i - 1];
		const same = perAccount > 1 && i % perAccount > 0;
		const fresh = same ? last : draw(planted, intercept, next);
		const block = same ? last.block : Math.floor((BLOCKS * i) / leads);
		drawn.push({ ...fresh, block, account: Math.floor(i / perAccount) });
	}
	const cells = cellsOf(drawn, planted.length, () => 0);
	const blocks = cellsOf(drawn, planted.length, ({ block }) => block);
	return {
		cells: cells.cells,
		evidence: {
			...noEvidence,
			blocks: { cells: blocks.cells, block: Uint8Array.from(blocks.apart) },
			accounts:
				perAccount > 1
					? { train: accountsOf(drawn, 0), test: accountsOf(drawn, 1), sharedWins: 1 }
					: null
		}
	};
}

function draw(planted: Planted[], intercept: number, next: () => number) {
	const states = planted.map(({ share }) => Number(next() < share));
	const logit = planted.reduce((sum, { weight }, r) => sum + weight * states[r], intercept);
	return { states, won: Number(next() < probability(logit)) };
}

const testOf = ({ block }: Lead) => (block >= 0.7 * BLOCKS ? 1 : 0);
const keyOf = (lead: Lead, apart: number) => [testOf(lead), ...lead.states, apart].join();

function cellsOf(leads: Lead[], rules: number, apartOf: (lead: Lead) => number) {
	const found = new Map<string, { lead: Lead; n: number; k: number }>();
	for (const lead of leads) {
		const key = keyOf(lead, apartOf(lead));
		const cell = found.get(key) ?? { lead, n: 0, k: 0 };
		found.set(key, cell);
		cell.n++;
		cell.k += lead.won;
	}
	const all = [...found.values()];
	const cells: Cells = {
		length: all.length,
		states: Array.from({ length: rules }, (_, r) =>
			Uint8Array.from(all, ({ lead }) => lead.states[r])
		),
		test: Uint8Array.from(all, ({ lead }) => testOf(lead)),
		n: Float64Array.from(all, ({ n }) => n),
		k: Float64Array.from(all, ({ k }) => k)
	};
	return { cells, apart: all.map(({ lead }) => apartOf(lead)), keys: [...found.keys()] };
}

/** Entries by account and cell of one part; cells count within the part. */
function accountsOf(leads: Lead[], test: 0 | 1): ClusterCounts {
	const part = leads.filter((lead) => testOf(lead) === test);
	const { keys } = cellsOf(part, part[0].states.length, () => 0);
	const cellOf = new Map(keys.map((key, c) => [key, c]));
	return {
		cluster: part.map(({ account }) => account - part[0].account),
		cell: part.map((lead) => cellOf.get(keyOf(lead, 0)) as number),
		n: part.map(() => 1),
		k: part.map(({ won }) => won)
	};
}
