import { checkFileColumns } from '#lib/domain/mapping/check-file-columns.ts';
import type {
	DatasetMapping,
	SideMappings,
	SideRole
} from '#lib/domain/mapping/dataset-mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { fileLook } from '../file-look.server.ts';
import type { GroupMapping, LeadFiles, SideFiles } from './group-files.ts';
import { headerOf, type LookedGroup, type LookedUpload } from './group-files.server.ts';

type Locale = App.Locals['locale'];
type SideMapping = SideMappings[SideRole];
type Mappings = Partial<Omit<DatasetMapping, 'leads'>>;

/**
 * What the mapping page of several files needs; null where no file holds leads.
 *
 * @param known the JSON of a mapping that goes before what is suggested, as far as it fits the files
 */
export function groupMapping(
	group: LookedGroup,
	known: unknown,
	locale: Locale
): GroupMapping | null {
	const { looked, suggestion } = group;
	const leads = looked.filter(({ role }) => role === 'leads');
	if (leads.length === 0 || !suggestion.leads) return null;
	const given = parseDatasetMapping(known).mapping;
	const sides = looked.filter(isSide);
	return {
		leads: leadFiles(leads, sides, group, given, locale),
		sides: groupedSides(looked).map((files) => sideFiles(files, suggestion, given, locale)),
		unused: looked.filter(({ role }) => role === 'unused').map(({ upload }) => upload.name)
	};
}

function leadFiles(
	leads: LookedUpload[],
	sides: LookedUpload[],
	{ suggestion }: LookedGroup,
	given: DatasetMapping | null,
	locale: Locale
): LeadFiles {
	const lists = sides.filter(({ role }) => role === 'lookup');
	const names = [leads[0], ...lists].flatMap(({ inspection }) =>
		inspection.columns.map(({ name }) => name)
	);
	const fits = given && parseMapping(given.leads, names).mapping;
	const outcome = suggestion.mapping.leads?.outcome ?? null;
	const suggested = suggestion.leads!;
	return {
		files: leads.map((each) => shown(each, locale)),
		suggestion: { ...suggested, mapping: { ...suggested.mapping, outcome } },
		mapping: fits ?? { ...suggested.mapping, outcome }
	};
}

function shown({ upload, inspection }: LookedUpload, locale: Locale) {
	const { id, name, bytes, reading } = upload;
	return { upload: id, name, bytes, look: fileLook(inspection, reading, locale) };
}

/** Files beside the leads: those of one role and header are read alike; lists join each in its own way. */
export function groupedSides(looked: LookedUpload[]): LookedUpload[][] {
	const groups = new Map<string, LookedUpload[]>();
	for (const file of looked.filter(isSide)) {
		const own = file.role === 'lookup' ? file.upload.id : headerOf(file);
		const key = `${file.role} ${own}`;
		groups.set(key, [...(groups.get(key) ?? []), file]);
	}
	return [...groups.values()];
}

function isSide({ role }: LookedUpload): boolean {
	return role !== 'leads' && role !== 'unused';
}

function sideFiles(
	files: LookedUpload[],
	suggestion: LookedGroup['suggestion'],
	given: DatasetMapping | null,
	locale: Locale
): SideFiles {
	const [first] = files;
	const role = first.role as SideRole;
	const { reasons = [] } = suggestion.files.find(({ name }) => name === first.upload.name) ?? {};
	const suggested = mappingFor(role, first, suggestion.mapping);
	return {
		role,
		files: files.map((each) => shown(each, locale)),
		mapping: (given && mappingFor(role, first, given)) ?? suggested,
		suggested,
		reasons: reasons.map((each) => ({ ...each, samples: [] }))
	};
}

/** The mapping that names a file, else one for every file, else any that fits its columns. */
export function mappingFor(
	role: SideRole,
	{ upload, inspection }: LookedUpload,
	mappings: Mappings
): SideMapping | null {
	const list: SideMapping[] = mappings[role === 'lookup' ? 'lookups' : role] ?? [];
	const names = inspection.columns.map(({ name }) => name);
	const ranked = [
		...list.filter(({ file }) => file === upload.name),
		...list.filter(({ file }) => file === undefined),
		...list
	];
	const fits = (each: SideMapping) => checkFileColumns(role, each, upload.name, names).length === 0;
	return ranked.find(fits) ?? null;
}
