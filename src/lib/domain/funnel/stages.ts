import { issue, type Issue } from '#lib/domain/issue.ts';

/** What a stage means, whatever it is called. `other` is any further one a company has. */
export type StageKind =
	| 'lead'
	| 'cql'
	| 'mql'
	| 'pql'
	| 'bant'
	| 'accepted'
	| 'sql'
	| 'opportunity'
	| 'customer'
	| 'rejected'
	| 'other';

/** A stage of the funnel. Their order in a list is the order of the funnel. */
export interface Stage {
	/** Stable; what the data calls the stage. */
	id: string;
	/** What readers call it. */
	label: string;
	kind: StageKind;
}

/** The usual order; `other` keeps the place it was found at, `rejected` is a way out and no step. */
const USUAL: StageKind[] = [
	'lead',
	'cql',
	'mql',
	'pql',
	'bant',
	'accepted',
	'sql',
	'opportunity',
	'customer'
];

const WORDS: [StageKind, RegExp][] = [
	[
		'rejected',
		/\b(rejected|disqualified|unqualified|recycled|lost|junk|abgelehnt|disqualifiziert|zurueckgewiesen|verloren|abgesagt)\b/
	],
	['customer', /\b(customer|closed won|won|deal won|kunde|kundin|gewonnen|abschluss)\b/],
	['opportunity', /\b(opportunity|opp|deal|verkaufschance|angebot|proposal|negotiation)\b/],
	['accepted', /\b(sal|accepted|sales accepted( lead)?|angenommen|akzeptiert)\b/],
	['sql', /\b(sql|srl|sales (qualified|ready)( lead)?|vertriebsreif\w*)\b/],
	['pql', /\b(pql|product qualified( lead)?)\b/],
	['cql', /\b(cql|conversation qualified( lead)?|content qualified( lead)?)\b/],
	['bant', /\bbant\b/],
	['mql', /\b(mql|marketing qualified( lead)?)\b/],
	['lead', /\b(lead|subscriber|contact|inquiry|enquiry|new|neu|kontakt|anfrage|interessent)\b/]
];

/**
 * What a stage means, by its name in English or German.
 * @example stageKind('Sales Qualified Lead') // 'sql'
 */
export function stageKind(name: string): StageKind {
	const words = name
		.toLowerCase()
		.replaceAll('ü', 'ue')
		.replaceAll('ä', 'ae')
		.replace(/[^a-z0-9]+/g, ' ');
	return WORDS.find(([, meant]) => meant.test(words))?.[0] ?? 'other';
}

/**
 * A funnel suggested from the names of stages: known ones in their usual order, others right after the one they
 * followed. Rejections are no step and are left out. A user may label, add and reorder the stages as they like.
 *
 * @param names - in the order they were found, without repetition
 * @example suggestStages(['MQL', 'Lead', 'Customer']).map(({ id }) => id) // ['Lead', 'MQL', 'Customer']
 */
export function suggestStages(names: string[]): Stage[] {
	let rank = -1;
	return names
		.map((id) => ({ id, label: id, kind: stageKind(id) }))
		.filter(({ kind }) => kind !== 'rejected')
		.map((stage) => {
			if (stage.kind !== 'other') rank = USUAL.indexOf(stage.kind);
			return { stage, rank: stage.kind === 'other' ? rank + 0.5 : rank };
		})
		.sort((a, b) => a.rank - b.rank)
		.map(({ stage }) => stage);
}

/**
 * What is wrong with a list of stages: `funnel-too-few-stages` (two at least), `funnel-stage-twice`,
 * `funnel-stage-unnamed`, `funnel-rejection-as-step`. Stages out of their usual order are only told:
 * `funnel-stages-out-of-order`, a warning, as a company may have its own.
 *
 * @example checkStages([]).map(({ code }) => code) // ['funnel-too-few-stages']
 */
export function checkStages(stages: Stage[]): Issue[] {
	const found: Issue[] = [];
	if (stages.length < 2) {
		found.push(issue('funnel-too-few-stages', 'error', { stages: stages.length }));
	}
	stages.forEach(({ id, label, kind }, i) => {
		if (!id.trim() || !label.trim())
			found.push(issue('funnel-stage-unnamed', 'error', { place: i + 1 }));
		if (stages.findIndex((other) => other.id === id) < i) {
			found.push(issue('funnel-stage-twice', 'error', { stage: id }));
		}
		if (kind === 'rejected')
			found.push(issue('funnel-rejection-as-step', 'error', { stage: label }));
	});
	const known = stages.filter(({ kind }) => USUAL.includes(kind));
	known.slice(1).forEach(({ label, kind }, i) => {
		if (USUAL.indexOf(kind) < USUAL.indexOf(known[i].kind)) {
			const params = { stage: label, before: known[i].label };
			found.push(issue('funnel-stages-out-of-order', 'warning', params));
		}
	});
	return found;
}
