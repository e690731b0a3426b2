import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { isUnique } from './column-by-words.ts';
import type { FileRole } from './dataset-mapping.ts';
import type { LeadsHeader } from './field-finder.ts';
import { headerWords } from './header-words.ts';
import { recogniseExport } from './presets/recognise-export.ts';
import { suggestCosts } from './suggest-costs.ts';
import { suggestDeals } from './suggest-deals.ts';
import { suggestMapping } from './suggest-mapping.ts';
import { suggestStages } from './suggest-stages.ts';
import { suggestTouches } from './suggest-touches.ts';

/** What a file probably is. */
export interface SuggestedRole {
	role: FileRole;
	/** 0..1 */
	confidence: number;
}

type OwnRole = Exclude<FileRole, 'lookup' | 'unused'>;

const FILE_WORDS: Record<OwnRole, RegExp> = {
	leads: /\b(leads?|contacts?|kontakte?|interessenten?|prospects?|pipeline|opportunities)\b/,
	touches:
		/\b(touch|touches|activit(y|ies)|events?|interactions?|engagements?|visits|aktivitaeten|ereignisse|clicks)\b/,
	stages: /\b(stages?|status|history|historie|phasen?|lifecycle|verlauf)\b/,
	deals: /\b(deals?|opportunit(y|ies)|orders?|auftraege|verkaufschancen|abschluesse|geschaefte)\b/,
	costs: /\b(costs?|spend|kosten|ausgaben|budget|ads?|adwords|marketing spend|werbekosten)\b/
};

/**
 * What a file probably is by its header, its values and its name, best first, without regard to other files: whether
 * it holds something that leads name (`lookup`) only its leads can tell. Confidences under 0.35 are left out.
 *
 * @param leads the leads that rows may name, where they are known; their id is a key by whatever name
 * @example suggestRole({ name: 'costs.csv', columns })[0].role // 'costs'
 */
export function suggestRole(
	file: { name: string; columns: ColumnProfile[] },
	leads: LeadsHeader | null = null
): SuggestedRole[] {
	const { columns } = file;
	const words = headerWords(file.name.replace(/[.][^.]*$/, ''));
	const evidence: Record<OwnRole, number> = {
		leads: likeLeads(columns),
		touches: likeTouches(columns, leads),
		stages: likeStages(columns, leads),
		deals: likeDeals(columns, leads),
		costs: likeCosts(columns)
	};
	const exported = roleOfExport(columns);
	return (Object.keys(evidence) as OwnRole[])
		.map((role) => {
			const named =
				(FILE_WORDS[role].test(words) ? NAMED : 0) + (exported === role ? RECOGNISED : 0);
			return { role, confidence: evidence[role] > 0 ? Math.min(0.99, evidence[role] + named) : 0 };
		})
		.filter(({ confidence }) => confidence >= LEAST)
		.sort((a, b) => b.confidence - a.confidence);
}

const NAMED = 0.15;
const RECOGNISED = 0.3;
const LEAST = 0.35;

/** What the rows of a recognised export are in a dataset. */
function roleOfExport(columns: ColumnProfile[]): OwnRole | null {
	const recognised = recogniseExport(columns.map(({ name }) => name));
	if (!recognised) return null;
	if (recognised.object === 'activities') return 'touches';
	return recognised.object === 'deals' ? 'deals' : 'leads';
}

/** Rows of their own, an outcome, a date of creation; a key of other leads speaks against it. */
function likeLeads(columns: ColumnProfile[]): number {
	const { mapping } = suggestMapping(columns);
	if (!mapping.outcome && mapping.id === 'row') return 0;
	const ofOthers = refersToLeads(columns);
	return Math.max(
		0,
		0.15 +
			(mapping.outcome ? 0.4 : 0) +
			(mapping.id === 'row' ? 0 : 0.2) +
			(mapping.createdAt ? 0.15 : 0) -
			(ofOthers ? 0.35 : 0)
	);
}

/** A key that several rows share, or that leads have as their id: the rows are something that happened to a lead. */
function refersToLeads(columns: ColumnProfile[], leads: LeadsHeader | null = null): boolean {
	const { mapping } = suggestTouches(columns, leads);
	const key = mapping?.lead ?? suggestDeals(columns, leads).mapping?.lead;
	const column = columns.find(({ name }) => name === key?.column);
	if (!column) return false;
	const isTheirs = leads?.id && headerWords(leads.id) === headerWords(column.name);
	return Boolean(isTheirs) || !isUnique(column);
}

function likeTouches(columns: ColumnProfile[], leads: LeadsHeader | null): number {
	const { mapping } = suggestTouches(columns, leads);
	if (!mapping || !refersToLeads(columns, leads)) return 0;
	return 0.4 + (mapping.type ? 0.25 : 0) + (mapping.detail || mapping.channel ? 0.1 : 0);
}

function likeStages(columns: ColumnProfile[], leads: LeadsHeader | null): number {
	const { mapping } = suggestStages(columns, leads);
	if (!mapping || !refersToLeads(columns, leads)) return 0;
	return columns.length <= 6 ? 0.7 : 0.45;
}

function likeDeals(columns: ColumnProfile[], leads: LeadsHeader | null): number {
	const { mapping } = suggestDeals(columns, leads);
	if (!mapping) return 0;
	return (
		0.25 + (mapping.amount ? 0.2 : 0) + (mapping.outcome ? 0.15 : 0) + (mapping.deal ? 0.2 : 0)
	);
}

function likeCosts(columns: ColumnProfile[]): number {
	const { mapping, reasons } = suggestCosts(columns);
	if (!mapping || suggestTouches(columns, null).mapping) return 0;
	const { impressions, clicks, visits, kind, source, campaign } = mapping;
	const sure = reasons.find(({ field }) => field === 'amount' || field === 'months');
	const counted = [impressions, clicks, visits].filter(Boolean).length;
	return (
		0.25 +
		0.25 * (sure?.confidence ?? 0) +
		0.15 * counted +
		(typeof kind === 'string' ? 0 : 0.15) +
		(source || campaign ? 0.15 : 0)
	);
}
