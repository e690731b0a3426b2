import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Stage } from './stages.ts';

/** What happened in a period, by stage. */
export interface FlowCounts {
	/** Leads that reached the stage for the first time in the period, whenever they were created. */
	entered: number;
	/** Of them, those created in the period as well. */
	ofPeriod: number;
}

export interface FlowFunnel {
	view: 'flow';
	steps: (FlowCounts & { stage: Stage })[];
	/** Lost or rejected in the period. */
	lost: number;
}

/**
 * The flow funnel: events of a period. Those who became customers this month are not those who became leads: the
 * counts are never divided by each other, and there is no rate to be had here.
 *
 * @returns not measured: `too-few-stages`, `no-events` where nothing happened
 * @throws Error for another number of stages, or more leads of the period than events
 * @example flowFunnel(stages, [{ entered: 400, ofPeriod: 400 }, { entered: 130, ofPeriod: 80 }], 90).steps[1].entered // 130
 */
export function flowFunnel(
	stages: Stage[],
	counts: FlowCounts[],
	lost: number
): Measured<FlowFunnel> {
	if (counts.length !== stages.length) {
		throw new Error(`flowFunnel: ${stages.length} stages, ${counts.length} counts`);
	}
	for (const { entered, ofPeriod } of counts) {
		if (ofPeriod > entered) throw new Error(`flowFunnel: ${ofPeriod} of ${entered} events`);
	}
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (lost === 0 && counts.every(({ entered }) => entered === 0)) return notMeasured('no-events');
	const steps = counts.map((each, s) => ({ stage: stages[s], ...each }));
	return { measured: true, view: 'flow', steps, lost };
}
