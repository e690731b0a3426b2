import { knowsWhen } from '#lib/domain/mapping/mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { sentence } from '#lib/server/sentences.ts';
import type { ImportedFiles } from '#lib/server/usecases/import-files.ts';

/** Horizon for which an import says how many leads are too young; a scorecard may set another one. */
export const USUAL_HORIZON_DAYS = 90;

/** What `import --json` says. */
export function importJson({ id, manifest, diff, replaced }: ImportedFiles, paths: string[]) {
	const { counts, dates, units, spellings, tables = {}, files = [] } = manifest;
	return {
		dataset: manifest.name,
		id,
		replaced,
		files: files.map(({ name, role, read, loaded, rejected, merged, keys }) => ({
			file: paths.find((path) => path.endsWith(`/${name}`)) ?? name,
			role,
			read,
			loaded,
			rejected,
			merged,
			...(keys ? { keys } : {})
		})),
		leads: counts.leads,
		wins: counts.won,
		immature: immatureLeads(manifest),
		dateRange: { from: dates.firstCreatedAt, to: dates.newestAt },
		tables,
		units: units ?? null,
		spellings: spellings ?? { applied: [], offered: [] },
		...(replaced ? { diff } : {}),
		issues: manifest.issues.map((each) => ({ ...each, message: sentence(each, 'en') }))
	};
}

/** Leads whose outcome is open, or that are too young for the usual horizon; null where nobody can tell. */
export function immatureLeads({ counts, mapping, young }: DatasetManifest): number | null {
	if (mapping.createdAt && knowsWhen(mapping.outcome)) return young ?? null;
	return counts.unknown;
}
