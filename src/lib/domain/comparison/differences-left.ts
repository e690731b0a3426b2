import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { DifferenceReason, ExplainedDifferences } from './explained-differences.ts';
import { fitPointChanges, type PointChanges } from './fit-point-changes.ts';
import { scoreDifference } from './score-difference.ts';

/** A reason must settle this many times as many leads as speak against it. */
const FOR_ONE_AGAINST = 5;
/** Changes of points found together must settle this share of the leads that still differ. */
const MOST_OF_THEM = 0.8;
const MOST_POSSIBLE = 5;

/** A reason that is weighed. */
export interface Candidate {
	reason: DifferenceReason;
	/** What is left of the differences with it. */
	rest: Float64Array;
}

/** Differences between a score column and a card, and what is left of them while reasons are found one after the other. */
export class DifferencesLeft {
	readonly #cells: Cells;
	readonly #column: Float64Array;
	readonly #points: number[];
	readonly #worth: Float64Array[];
	/** Column less card, less what reasons have settled. */
	#left: Float64Array;
	/** Scores of the card, and those it would give without any bounds. */
	readonly #card: Float64Array;
	readonly #open: Float64Array;

	constructor(cells: Cells, scorecard: Scorecard, column: Float64Array) {
		this.#cells = cells;
		this.#column = column;
		this.#points = rulesOf(scorecard).map(({ points }) => points);
		this.#worth = this.#points.map((_, rule) => worthOfStates(cells, rule));
		this.#card = scoreCells(cells, scorecard);
		this.#open = scoreCells(cells, withoutBounds(scorecard));
		this.#left = this.#less(this.#card);
	}

	get differing(): number {
		return this.#count((c) => this.#left[c] !== 0);
	}

	settle(rest: Float64Array): void {
		this.#left = rest;
	}

	/** Other points of several rules at once, where they settle most of what is left to the point. */
	changesOfPoints(): DifferenceReason[] | null {
		const { n } = this.#cells;
		const free = n.map((leads, c) => (this.#isCut(c) ? 0 : leads));
		const whole = [...this.#points, ...this.#left].every(Number.isInteger);
		const changes = fitPointChanges(this.#cells, this.#left, free, whole);
		if (!changes) return null;
		const rest = this.#without(changes);
		const settled = this.#count((c) => this.#left[c] !== 0 && rest[c] === 0);
		const against = this.#count((c) => this.#left[c] === 0 && rest[c] !== 0);
		if (settled < MOST_OF_THEM * this.differing || settled < FOR_ONE_AGAINST * against) return null;
		const about = (holds: (c: number) => boolean) =>
			this.#count((c) => this.#left[c] !== 0 && rest[c] === 0 && holds(c));
		const reasons = this.#points.flatMap((points, rule): DifferenceReason[] => {
			const states = this.#cells.states[rule];
			const fires = about((c) => this.#worth[rule][states[c]] > 0);
			const missing = about((c) => states[c] === MISSING);
			const changed = { points: points + changes.fired[rule], missing: changes.missing[rule] };
			return [
				...(changes.fired[rule] !== 0 && fires > 0
					? [{ kind: 'points' as const, rule, points: changed.points, leads: fires, against: 0 }]
					: []),
				...(changed.missing !== 0 && missing > 0
					? [
							{
								kind: 'missing' as const,
								rule,
								points: changed.missing,
								leads: missing,
								against: 0
							}
						]
					: [])
			];
		});
		if (reasons.length === 0) return null;
		this.#left = rest;
		return reasons.sort((a, b) => b.leads - a.leads);
	}

	best(boundsToo: boolean): Candidate | null {
		const found = [
			...this.#points.flatMap((_, rule) => [this.#otherPoints(rule), this.#whereMissing(rule)]),
			this.#offset(),
			...(boundsToo ? [this.#uncapped(), this.#bound('ceiling'), this.#bound('floor')] : [])
		].filter((each): each is Candidate => each !== null);
		const good = found.filter(
			({ reason }) => reason.leads >= FOR_ONE_AGAINST * reason.against && reason.leads > 0
		);
		const gain = ({ leads, against }: DifferenceReason) => leads - against;
		return good.reduce<Candidate | null>(
			(best, each) => (!best || gain(each.reason) > gain(best.reason) ? each : best),
			null
		);
	}

	possible(): Pick<ExplainedDifferences, 'possible' | 'unexplained'> {
		const fits = this.#points.flatMap((points, rule) =>
			(['not-counted', 'counted'] as const).map((kind) => ({ kind, rule, points }))
		);
		const holds = ({ kind, rule, points }: (typeof fits)[number], c: number) => {
			const worth = this.#worth[rule][this.#cells.states[rule][c]];
			if (points === 0 || this.#left[c] === 0) return false;
			return kind === 'not-counted'
				? worth > 0 && this.#left[c] === -points * worth
				: worth === 0 && this.#left[c] === points;
		};
		const possible = fits
			.map((fit) => ({ kind: fit.kind, rule: fit.rule, leads: this.#count((c) => holds(fit, c)) }))
			.filter(({ leads }) => leads > 0)
			.sort((a, b) => b.leads - a.leads || a.rule - b.rule)
			.slice(0, MOST_POSSIBLE);
		const named = fits.filter(({ kind, rule }) =>
			possible.some((each) => each.kind === kind && each.rule === rule)
		);
		const unexplained = this.#count(
			(c) => this.#left[c] !== 0 && !named.some((fit) => holds(fit, c))
		);
		return { possible, unexplained };
	}

	/** The column gives the rule other points, the same for every event. */
	#otherPoints(rule: number): Candidate | null {
		const worth = this.#worth[rule];
		const states = this.#cells.states[rule];
		const events = (c: number) => worth[states[c]];
		const delta = this.#most((c) => (events(c) > 0 ? this.#left[c] / events(c) : 0));
		if (delta === 0) return null;
		const rest = this.#left.map((left, c) =>
			events(c) > 0 ? scoreDifference(left, delta * events(c)) : left
		);
		return this.#candidate({ kind: 'points', rule, points: this.#points[rule] + delta }, rest);
	}

	#whereMissing(rule: number): Candidate | null {
		const states = this.#cells.states[rule];
		const delta = this.#most((c) => (states[c] === MISSING ? this.#left[c] : 0));
		if (delta === 0) return null;
		const rest = this.#left.map((left, c) =>
			states[c] === MISSING ? scoreDifference(left, delta) : left
		);
		return this.#candidate({ kind: 'missing', rule, points: delta }, rest);
	}

	#offset(): Candidate | null {
		const points = this.#most((c) => this.#left[c]);
		if (points === 0) return null;
		const rest = this.#left.map((left) => scoreDifference(left, points));
		return this.#candidate({ kind: 'offset', rule: null, points }, rest);
	}

	#uncapped(): Candidate {
		const rest = this.#less(this.#open);
		return this.#candidate({ kind: 'uncapped', rule: null, points: 0 }, rest);
	}

	#bound(kind: 'ceiling' | 'floor'): Candidate | null {
		const present = this.#column.filter((_, c) => this.#cells.n[c] > 0);
		const at = present.reduce(
			(end, value) => (kind === 'ceiling' ? Math.max(end, value) : Math.min(end, value)),
			present[0]
		);
		const beyond = (c: number) =>
			this.#column[c] === at && (kind === 'ceiling' ? this.#left[c] < 0 : this.#left[c] > 0);
		const rest = this.#left.map((left, c) => (beyond(c) ? 0 : left));
		return this.#candidate({ kind, rule: null, points: at }, rest);
	}

	#candidate(
		of: Pick<DifferenceReason, 'kind' | 'rule' | 'points'>,
		rest: Float64Array
	): Candidate {
		const leads = this.#count((c) => this.#left[c] !== 0 && rest[c] === 0);
		const against = this.#count((c) => this.#left[c] === 0 && rest[c] !== 0);
		return { reason: { ...of, leads, against }, rest };
	}

	/** What is left of the differences when the points of rules are others; scores the card cuts stay as they are. */
	#without({ fired, missing }: PointChanges): Float64Array {
		return this.#left.map((left, c) => {
			if (this.#isCut(c)) return left;
			const change = this.#points.reduce((sum, _, rule) => {
				const state = this.#cells.states[rule][c];
				const more = state === MISSING ? missing[rule] : fired[rule] * this.#worth[rule][state];
				return sum + more;
			}, 0);
			return scoreDifference(left, change);
		});
	}

	#isCut(c: number): boolean {
		return this.#card[c] !== this.#open[c];
	}

	/** The value other than 0 that most leads have; 0 where none has another. */
	#most(valueOf: (c: number) => number): number {
		const leads = new Map<number, number>();
		for (let c = 0; c < this.#cells.length; c++) {
			if (this.#cells.n[c] === 0) continue;
			const value = Number(valueOf(c).toPrecision(9));
			if (value !== 0) leads.set(value, (leads.get(value) ?? 0) + this.#cells.n[c]);
		}
		const [first] = [...leads].sort(([a, n], [b, m]) => m - n || a - b);
		return first?.[0] ?? 0;
	}

	#less(card: Float64Array): Float64Array {
		return this.#column.map((value, c) => scoreDifference(value, card[c]));
	}

	#count(holds: (c: number) => boolean): number {
		let leads = 0;
		for (let c = 0; c < this.#cells.length; c++) if (holds(c)) leads += this.#cells.n[c];
		return leads;
	}
}

function withoutBounds(scorecard: Scorecard): Scorecard {
	return {
		...scorecard,
		cap: undefined,
		groups: scorecard.groups.map((group) => ({
			...group,
			cap: undefined,
			limits: undefined,
			rules: group.rules.map((rule) => ({ ...rule, cap: undefined, limit: undefined }))
		}))
	};
}
