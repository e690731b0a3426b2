import { stageKind, suggestStages, type Stage } from './stages.ts';

/** A stage and where the data says when a lead reached it. */
export interface DatasetStage extends Stage {
	/**
	 * `created`, `accepted`, `won`: the role of that name; `named`: first row of the table of stages with this name, the id
	 * of the stage; `column`: a time in a column of the leads, the id without `column:`.
	 */
	from: 'created' | 'accepted' | 'won' | 'named' | 'column';
}

/** What a dataset knows of stages. */
export interface StageFacts {
	/** Names in the table of stages. */
	names: string[];
	/** Of them, those that mean lost. */
	lost: string[];
	/** Whether a column says when sales accepted a lead. */
	accepted: boolean;
	/** Columns of the leads with times, those that play a role left out. */
	timeColumns: string[];
}

/**
 * The stages a funnel of this data may have: creation first, the outcome last, and between them the stages the data names
 * in their usual order. `usual` is what is shown without being asked; `further` are columns with times that a reader
 * may add. Names that mean won are the outcome's, those that mean lost or rejected are ways out.
 *
 * @example datasetStages({ names: ['MQL'], lost: [], accepted: true, timeColumns: [] }).usual.map(({ id }) => id) // ['lead', 'MQL', 'accepted', 'customer']
 */
export function datasetStages({ names, lost, accepted, timeColumns }: StageFacts): {
	usual: DatasetStage[];
	further: DatasetStage[];
	/** Names of stages that take a lead out. */
	waysOut: string[];
} {
	const out = waysOut(names, lost);
	const isOut = (name: string) => out.includes(name);
	const isOutcome = (name: string) => stageKind(name) === 'customer';
	const isCreation = (name: string) => name.trim().toLowerCase() === 'lead';
	const between = names.filter((name) => !isOut(name) && !isOutcome(name) && !isCreation(name));
	const kinds = between.map(stageKind);
	const known = kinds.includes('accepted') || kinds.includes('sql');
	const steps = suggestStages([...between, ...(accepted && !known ? [ACCEPTED] : [])]);
	const usual: DatasetStage[] = [
		{ id: 'lead', label: 'lead', kind: 'lead', from: 'created' },
		...steps.map((stage) => placed(stage, accepted && !known)),
		{ id: 'customer', label: 'customer', kind: 'customer', from: 'won' }
	];
	const further = timeColumns.map((name): DatasetStage => {
		return { id: `column:${name}`, label: name, kind: stageKind(name), from: 'column' };
	});
	return { usual, further, waysOut: out };
}

/** Names of stages that take a lead out: lost, and rejected by sales. */
export function waysOut(names: string[], lost: string[]): string[] {
	return names.filter((name) => lost.includes(name) || stageKind(name) === 'rejected');
}

const ACCEPTED = 'accepted';

function placed(stage: Stage, byRole: boolean): DatasetStage {
	return { ...stage, from: byRole && stage.id === ACCEPTED ? 'accepted' : 'named' };
}
