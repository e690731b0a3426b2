import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { BandOutcome } from './band-outcomes.ts';
import type { CohortFunnel } from './cohort-funnel.ts';
import type { CohortRow } from './cohort-map.ts';
import type { ComparedPeriod } from './compare-periods.ts';
import type { PressureBand } from './contact-pressure.ts';
import type { Incidence } from './cumulative-incidence.ts';
import type { DatasetStage } from './dataset-stages.ts';
import type { FlowFunnel } from './flow-funnel.ts';
import type { PipelineVelocity } from './pipeline-velocity.ts';
import type { ResponseTime } from './response-time.ts';
import type { SnapshotFunnel } from './snapshot-funnel.ts';
import type { WaitingTime } from './waiting-time.ts';

/** How a funnel is read, and which leads are in it; stands beside every figure. */
export interface FunnelFrame {
	stages: DatasetStage[];
	order: 'any' | 'strict';
	/** Days from creation within which stages must be reached; null where nothing has a date. */
	windowDays: number | null;
	/** Days from the stage before, one entry a stage. */
	stepWindowDays: (number | null)[];
	/** First and last day of creation, YYYY-MM-DD. */
	from: string | null;
	to: string | null;
	filters: { field: string; values: string[] }[];
	/** ISO 8601 UTC; null where nothing has a date. */
	dataDate: string | null;
}

/** Leads of the period that are in no figure of a cohort, by the reason. */
export interface FunnelLeftOut {
	immature: number;
	beforeEntry: number;
	/** Without a creation date. */
	undated: number;
	/** Created after the data date. */
	later: number;
}

/** One of the three views. */
export type FunnelView =
	| { view: 'cohort'; found: Measured<CohortFunnel>; leftOut: FunnelLeftOut }
	| { view: 'snapshot'; found: Measured<SnapshotFunnel> }
	| { view: 'flow'; found: Measured<FlowFunnel> };

/** Leads with one value of a column, or with any of the rest of them. */
export interface FunnelPart {
	/** Empty: the column is not filled in. Null: all values that have no part of their own. */
	value: string | null;
	/** How many values stand behind it; of many at least so many. */
	values: number;
	/** The values by name; empty where there are too many to name. */
	named: string[];
	/** Selected leads, young ones included. */
	selected: number;
	found: Measured<CohortFunnel>;
	leftOut: FunnelLeftOut;
}

export interface FunnelBreakdown {
	by: string;
	parts: FunnelPart[];
}

/** A stage in several periods. */
export interface StagePeriods {
	stage: DatasetStage;
	periods: ComparedPeriod[];
}

export interface FunnelPeriods {
	/** The period in question first. */
	periods: { name: string; from: string; to: string }[];
	stages: StagePeriods[];
}

/** How many reached a stage by age. */
export interface StageIncidence {
	stage: DatasetStage;
	/** Value of the breakdown; left out without one. Null: all others. */
	part?: string | null;
	incidence: Incidence;
	/** Leads the whole curve counts by some ages, for marks that lead to them. */
	marks?: { day: number; leads: number }[];
}

/** The cohort map of one stage. */
export interface FunnelMap {
	stage: DatasetStage;
	agesDays: number[];
	rows: CohortRow[];
	/** Earlier months that are not shown. */
	earlierMonths: number;
}

export interface StageStay {
	stage: DatasetStage;
	stay: WaitingTime;
}

/** How fast sales answers, by the clock or in open hours. */
export interface FunnelResponse extends ResponseTime {
	/** What counts as an answer: the first action of sales, or the first touch by us. */
	by: 'worked-at' | 'touch';
	hours: 'clock' | 'business';
	timeZone: string | null;
	/** Leads left out: answered before they were created. */
	early: number;
}

/** Pipeline velocity, and the stage from which a lead counts as an opportunity. */
export interface FunnelPipeline extends PipelineVelocity {
	stage: DatasetStage;
}

export interface FunnelPressure {
	bands: (PressureBand & { rate: Measured<Rate> })[];
	/** Touches from us in all. */
	touches: number;
}

/** Outcomes by band of today's score. */
export interface FunnelBands {
	card: string;
	horizonDays: number;
	windowDays: number;
	bands: (BandOutcome & { from: number | null; to: number | null })[];
}

/** Leads that were rejected or lost, by the stage that says so and the reason; empty where none was given. */
export interface FunnelRejections {
	reasons: { stage: string; reason: string; leads: number }[];
}

/** What stands below the first picture. */
export interface FunnelDepth {
	incidence: Measured<{ stages: StageIncidence[] }>;
	map: Measured<FunnelMap>;
	stays: Measured<{ stays: StageStay[] }>;
	rejections: Measured<FunnelRejections>;
	decisions: Measured<WaitingTime>;
	response: Measured<FunnelResponse>;
	pipeline: Measured<FunnelPipeline>;
	pressure: Measured<FunnelPressure>;
	bands: Measured<FunnelBands>;
}

/** Everything below the first screen of the funnel. */
export interface FunnelBelow {
	breakdown: Measured<FunnelBreakdown>;
	periods: Measured<FunnelPeriods>;
	depth: FunnelDepth;
}
