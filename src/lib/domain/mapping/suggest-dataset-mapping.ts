import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { DatasetMapping, FileRole, SideMappings } from './dataset-mapping.ts';
import type { FieldReason, LeadsHeader, SuggestedSide } from './field-finder.ts';
import type { Mapping } from './mapping.ts';
import { LOST_VALUES, WON_VALUES } from './role-words.ts';
import { suggestCosts } from './suggest-costs.ts';
import { suggestDeals } from './suggest-deals.ts';
import { suggestLookup } from './suggest-lookup.ts';
import { suggestMapping, type SuggestedMapping } from './suggest-mapping.ts';
import { suggestRole } from './suggest-role.ts';
import { suggestStages } from './suggest-stages.ts';
import { suggestTouches } from './suggest-touches.ts';

/** A file as far as a suggestion needs it. */
export interface ProfiledFile {
	name: string;
	columns: ColumnProfile[];
	/** Texts that mean "no value" in it. */
	missing: string[];
	/** What somebody has said that it is. */
	role?: FileRole;
}

/** A mapping of several files that a person may correct. */
export interface SuggestedDataset {
	files: {
		name: string;
		role: FileRole;
		/** 1 where somebody has said so. */
		confidence: number;
		/** Why its columns were chosen; those of lead files stand in `leads`. */
		reasons: FieldReason[];
	}[];
	/** Null where no file can hold the leads. */
	leads: SuggestedMapping | null;
	/** Whole where the leads have an outcome; ready for `parseDatasetMapping`. */
	mapping: Omit<DatasetMapping, 'leads'> & { leads: SuggestedMapping['mapping'] | null };
}

/**
 * Suggests what each of several files is and which of its columns plays which role. One kind of file holds the leads;
 * files with its header hold more of them, unless somebody says otherwise. The others are tried as what they look like, then as something that leads
 * name; what is neither stays unused. Where the leads say nothing of an outcome it is taken from deals, then from stages.
 *
 * @example suggestDatasetMapping(files).mapping.touches?.[0].at // 'Activity date'
 */
export function suggestDatasetMapping(files: ProfiledFile[]): SuggestedDataset {
	const leadFiles = chooseLeads(files);
	const [first] = leadFiles;
	const leads = first ? suggestMapping(first.columns, first.missing) : null;
	const header = first && leads ? headerOf(first, leads.mapping) : null;
	const found = files.map((file) =>
		leadFiles.includes(file)
			? { file, role: 'leads' as const, confidence: confidenceOf(file, 'leads') }
			: roleOf(file, header)
	);
	const sides = found.map(({ file, role }) => suggestionOf(role, file, header));
	const mapping: SuggestedDataset['mapping'] = { leadgauge: 1, leads: leads?.mapping ?? null };
	found.forEach(({ role }, i) => addSide(mapping, role, files[i], sides[i]));
	if (mapping.leads && !mapping.leads.outcome) {
		mapping.leads.outcome = outcomeElsewhere(mapping, files);
	}
	return {
		files: found.map(({ file, role, confidence }, i) => {
			return { name: file.name, role, confidence, reasons: sides[i]?.reasons ?? [] };
		}),
		leads,
		mapping
	};
}

function chooseLeads(files: ProfiledFile[]): ProfiledFile[] {
	const said = files.filter(({ role }) => role === 'leads');
	if (said.length > 0) {
		const isMore = (file: ProfiledFile) => file.role === undefined && sameHeader(file, said[0]);
		return files.filter((file) => said.includes(file) || isMore(file));
	}
	if (files.length === 1) return files[0].role === undefined ? files : [];
	const ranked = files
		.filter(({ role }) => role === undefined)
		.map((file) => ({ file, confidence: confidenceOf(file, 'leads') }))
		.filter(({ file, confidence }) => confidence > 0 && isBest(file))
		.sort((a, b) => b.confidence - a.confidence);
	const best = ranked[0]?.file;
	if (!best) return [];
	return files.filter((file) => file.role === undefined && sameHeader(file, best));
}

/** Whether nothing fits a file much better than leads. */
function isBest(file: ProfiledFile): boolean {
	const [best] = suggestRole(file);
	return best !== undefined && best.confidence <= confidenceOf(file, 'leads') + 0.05;
}

function confidenceOf(file: ProfiledFile, role: FileRole): number {
	if (file.role === role) return 1;
	return suggestRole(file).find((each) => each.role === role)?.confidence ?? 0;
}

function sameHeader(a: ProfiledFile, b: ProfiledFile): boolean {
	const names = (file: ProfiledFile) => JSON.stringify(file.columns.map(({ name }) => name).sort());
	return names(a) === names(b);
}

function headerOf(file: ProfiledFile, mapping: SuggestedMapping['mapping']): LeadsHeader {
	return {
		id: mapping.id === 'row' ? null : mapping.id,
		email: mapping.email ?? null,
		account: mapping.account ?? null,
		columns: file.columns
	};
}

function roleOf(
	file: ProfiledFile,
	leads: LeadsHeader | null
): { file: ProfiledFile; role: FileRole; confidence: number } {
	if (file.role !== undefined) return { file, role: file.role, confidence: 1 };
	const best = suggestRole(file, leads).find(
		({ role }) => role !== 'leads' && suggestionOf(role, file, leads)?.mapping
	);
	const lookup = leads && suggestLookup(file.name, file.columns, leads);
	const asLookup = lookup?.mapping ? lookup.reasons[0].confidence * 0.85 : 0;
	if (best && best.confidence >= asLookup) return { file, ...best };
	if (asLookup > 0) return { file, role: 'lookup', confidence: asLookup };
	return { file, role: 'unused', confidence: 0.5 };
}

type AnySide = SuggestedSide<SideMappings[keyof SideMappings]>;

function suggestionOf(
	role: FileRole,
	{ name, columns, missing }: ProfiledFile,
	leads: LeadsHeader | null
): AnySide | null {
	if (role === 'touches') return suggestTouches(columns, leads, missing);
	if (role === 'stages') return suggestStages(columns, leads, missing);
	if (role === 'deals') return suggestDeals(columns, leads, missing);
	if (role === 'costs') return suggestCosts(columns, missing);
	if (role === 'lookup' && leads) return suggestLookup(name, columns, leads, missing);
	return null;
}

/** Files of a role share the mapping of the first of them; those that need another get one of their own, by their name. */
function addSide(
	mapping: SuggestedDataset['mapping'],
	role: FileRole,
	file: ProfiledFile,
	side: AnySide | null
): void {
	if (!side?.mapping || role === 'leads' || role === 'unused') return;
	const key = role === 'lookup' ? 'lookups' : role;
	const list = (mapping[key] ?? []) as object[];
	const shared = JSON.stringify(list[0]) === JSON.stringify(side.mapping);
	if (shared && role !== 'lookup') return;
	const own = list.length === 0 || role === 'lookup' ? {} : { file: file.name };
	Object.assign(mapping, { [key]: [...list, { ...side.mapping, ...own }] });
}

function outcomeElsewhere(
	{ deals, stages }: SuggestedDataset['mapping'],
	files: ProfiledFile[]
): Mapping['outcome'] | null {
	if (deals?.every(({ closedAt }) => closedAt !== null)) return { from: 'deals' };
	const names = new Set(stages?.map(({ stage }) => stage));
	const texts = files
		.flatMap(({ columns }) => columns.filter(({ name }) => names.has(name)))
		.flatMap(({ values }) => values.map(({ text }) => text));
	const meaning = (words: Set<string>) =>
		[...new Set(texts)].filter((text) => words.has(text.trim().toLowerCase()));
	const won = meaning(WON_VALUES);
	return won.length > 0 ? { from: 'stages', won, lost: meaning(LOST_VALUES) } : null;
}
