import { issue, type Issue } from '#lib/domain/issue.ts';
import { knowsWhen } from '#lib/domain/mapping/mapping.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import type { Ordering } from '#lib/domain/query/split-key.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { countByStatus, type StatusCounts } from '#lib/server/queries/count-by-status.ts';
import { findSplit } from '#lib/server/queries/find-split.ts';
import { lateOutcomes } from '#lib/server/queries/late-outcomes.ts';
import { maturityKnown, type LeadsSource } from '#lib/server/queries/leads-source.ts';
import { newestDate } from '#lib/server/queries/newest-date.ts';

/** What a user may set; everything left out has its default. */
export interface LeadSettings {
	windowDays?: number;
	horizonDays?: number;
	/** ISO 8601; a date alone means its first moment in UTC. */
	dataDate?: string;
	split?: 'time' | 'random';
	seed?: number;
}

export interface PlannedLeads {
	plan: LeadPlan;
	cut: SplitCut;
	status: StatusCounts;
	/** First decision time of a test lead; null where the split is not by time. */
	firstTestAt: string | null;
	/** Training leads left out because their outcome was known only after the split date. */
	knownAfterSplit: number;
	issues: Issue[];
}

/** Wanted share of test leads (statistics 6). */
export const SHARE_TEST = 0.3;
/** Training leads with late outcomes are dropped only where this many training wins remain (statistics 6). */
const FEWEST_TRAINING_WINS = 200;

/** Decides which leads count and where the later ones begin (statistics 3 to 6). */
export async function planLeads(
	engine: Engine,
	source: LeadsSource,
	scorecard: Scorecard,
	settings: LeadSettings
): Promise<PlannedLeads> {
	const plan = await leadPlan(engine, source, scorecard, settings);
	const status = await countByStatus(engine, source, plan);
	const ordering = orderingOf(source, settings);
	const seed = settings.seed ?? 1;
	const firstTestKey = await findSplit(
		engine,
		source,
		plan,
		ordering,
		seed,
		status.usable.leads,
		SHARE_TEST
	);
	const cut: SplitCut = { ordering, seed, firstTestKey, dropKnownAfter: null };
	const firstTestAt =
		ordering === 'time' && firstTestKey !== null
			? new Date(firstTestKey * DAY_MS).toISOString()
			: null;
	return {
		plan,
		status,
		firstTestAt,
		...(await withoutLateOutcomes(engine, source, plan, cut, firstTestAt))
	};
}

/** Window, horizon, data date and exclusions that decide which leads count. */
export async function leadPlan(
	engine: Engine,
	source: LeadsSource,
	scorecard: Scorecard,
	settings: LeadSettings
): Promise<LeadPlan> {
	const dataDate = settings.dataDate ?? (await newestDate(engine, source));
	return {
		windowDays: settings.windowDays ?? scorecard.signalWindowDays,
		horizonDays: settings.horizonDays ?? scorecard.horizonDays,
		dataDate,
		maturityKnown: maturityKnown(source) && dataDate !== null,
		outcome: knowsWhen(source.mapping.outcome) ? 'dated' : 'flag',
		exclusions: scorecard.exclusions
	};
}

async function withoutLateOutcomes(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	firstTestAt: string | null
): Promise<Pick<PlannedLeads, 'cut' | 'knownAfterSplit' | 'issues'>> {
	if (!plan.maturityKnown || firstTestAt === null) return { cut, knownAfterSplit: 0, issues: [] };
	const { knownWins, lateLeads } = await lateOutcomes(engine, source, plan, cut, firstTestAt);
	if (lateLeads === 0) return { cut, knownAfterSplit: 0, issues: [] };
	if (knownWins >= FEWEST_TRAINING_WINS) {
		const dropped = { ...cut, dropKnownAfter: firstTestAt };
		return { cut: dropped, knownAfterSplit: lateLeads, issues: [] };
	}
	const params = { leads: lateLeads, wins: knownWins, needed: FEWEST_TRAINING_WINS };
	return { cut, knownAfterSplit: 0, issues: [issue('late-outcomes-kept', 'warning', params)] };
}

function orderingOf({ mapping }: LeadsSource, settings: LeadSettings): Ordering {
	if (settings.split === 'random') return 'random';
	if (mapping.createdAt !== null) return 'time';
	return mapping.order === null ? 'random' : 'order';
}
