import type { Profit } from '#lib/domain/thresholds/gate-profit.ts';
import type { ThresholdInterval } from '#lib/domain/thresholds/resampled-thresholds.ts';
import type { WeeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import type { GateRule } from './calibration-options.ts';
import type { Gate } from './calibration.ts';
import type { GateTerms } from './gate-terms.ts';

export type GateName = 'mql' | 'sql';

/** What a gate is judged by: accepted by sales, or won (statistics 2). */
export type GateOutcome = 'accepted' | 'won';

/**
 * Gates for today's and for calibrated points, each chosen on training leads by what it has to keep to and measured again on
 * later leads (statistics 2, 18); and what passes them week by week.
 */
export interface GateChoices {
	terms: GateTerms;
	/** How the gates of the calibrated card are chosen. */
	rule: GateRule;
	/** What the intervals of thresholds drew anew; both gates together are always drawn by lead. */
	drawnBy: 'lead' | 'account';
	/** Leads of any score that come in a week, on average over the last whole weeks. */
	inflow: Measured<{ perWeek: number; weeks: number }>;
	current: GateChoice[];
	/** Empty where nothing was fitted. */
	calibrated: GateChoice[];
	/** The gates of the calibrated card, or why one is left open. */
	card: Record<GateName, Measured<CardGate>>;
	/** Profit of both gates together on later leads; null where they were not asked for or not found. */
	jointProfit: { current: Profit | null; calibrated: Profit | null };
	/** Leads above the gates of today's and of the calibrated card, week by week. */
	volume: { current: GateVolumes; calibrated: GateVolumes };
}

export type GateVolumes = Record<GateName, Measured<WeeklyVolume>>;

export interface GateChoice {
	gate: GateName;
	rule: Gate['rule'];
	outcome: GateOutcome;
	/** On training leads. */
	chosen: Measured<ChosenGate>;
	/** null where there is no threshold. */
	later: LaterGate | null;
}

/** A gate before it meets the later leads. */
export type GateOnTraining = Omit<GateChoice, 'later'>;

export interface ChosenGate {
	/** Lowest score that passes. */
	threshold: number;
	/** Bootstrap interval; null where the card says the threshold. */
	interval: Measured<ThresholdInterval> | null;
	/** By cost: chance of a win at which working a lead just pays; null otherwise. */
	breakEven: number | null;
	/** By capacity: the next lower score, whose leads would be too many a week; null where all leads pass. */
	nextBlock: { score: number; perWeek: number } | null;
}

/** A gate on the later leads. */
export interface LaterGate {
	won: Gate | NotMeasured;
	/** null where the data does not say what sales accepted. */
	accepted: Gate | NotMeasured | null;
	/** Leads that pass, and those of them that score exactly the threshold. */
	passing: number;
	tied: number;
	/** Leads a week on average over the last whole weeks; null without dates. */
	perWeek: number | null;
	/** null where value, margin or cost is not known, and for gates that work together. */
	profit: Profit | null;
}

/** A gate that goes on the calibrated card. */
export interface CardGate {
	threshold: number;
	rule: GateRule;
	outcome: GateOutcome;
}
