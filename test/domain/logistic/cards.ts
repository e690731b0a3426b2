import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Group, Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** A card of one group with yes/no rules, one a field unless told. */
export function cardOf(
	rules: { id: string; points?: number; field?: string; steps?: number }[],
	caps: { group?: Group['cap']; card?: Scorecard['cap'] } = {}
): Scorecard {
	return {
		leadgauge: 1,
		name: 'test card',
		signalWindowDays: 0,
		horizonDays: 90,
		groups: [
			{
				id: 'fit',
				label: 'Fit',
				kind: 'fit',
				cap: caps.group,
				rules: rules.map(({ id, points = 10, field = id, steps }) => ({
					id,
					label: id,
					points,
					...(steps
						? { each: { field, per: 1, atMost: steps } }
						: { when: { field, operator: 'equals' as const, value: 'Yes' } })
				}))
			}
		],
		cap: caps.card,
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

/** Training cells from rows of [states of each rule, leads, wins]. */
export function cellsOf(rows: [states: number[], n: number, k: number][]): Cells {
	const rules = rows[0]?.[0].length ?? 0;
	return {
		length: rows.length,
		states: Array.from({ length: rules }, (_, r) => Uint8Array.from(rows, ([states]) => states[r])),
		test: new Uint8Array(rows.length),
		n: Float64Array.from(rows, ([, n]) => n),
		k: Float64Array.from(rows, ([, , k]) => k)
	};
}
