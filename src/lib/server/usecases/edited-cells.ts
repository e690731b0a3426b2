import type { Cells } from '#lib/domain/cells/cells.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { scorecardFromText } from './models.ts';
import { leadPlan, type LeadSettings } from './plan-leads.ts';

/**
 * The cells of a card that is being edited, in one part over all leads that count: those `countEditedRules` counts.
 *
 * @param text - the card as JSON
 * @throws WorkbenchError those of `scorecardFromText`, `card-without-rules`, `field-unknown`, those of `cardSource`
 */
export async function editedCells(
	engine: Engine,
	dataset: LeadsSource,
	text: string,
	settings: LeadSettings = {}
): Promise<Cells> {
	const { scorecard } = scorecardFromText(text, 'scorecard');
	if (rulesOf(scorecard).length === 0) throw new WorkbenchError('card-without-rules');
	const { windowDays = scorecard.signalWindowDays } = settings;
	const source = await cardSource(engine, dataset, scorecard, windowDays);
	const plan = await leadPlan(engine, source, scorecard, settings);
	return readCells(engine, source, plan, WHOLE, scorecard);
}

/** No later leads: a person tunes points on all of them. */
const WHOLE = { ordering: 'order', seed: 1, firstTestKey: null, dropKnownAfter: null } as const;
