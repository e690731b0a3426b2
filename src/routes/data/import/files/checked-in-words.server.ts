import type { DatasetManifest, FileRecord, UnitRecord } from '#lib/server/db/dataset-manifest.ts';
import { withoutPersonal } from '#lib/domain/mapping/without-personal.ts';
import { sentence } from '#lib/server/sentences.ts';
import type { CheckedGroup } from '#lib/server/usecases/import-group.ts';
import { remarks } from '../remarks.server.ts';
import type { CheckedFile, CheckedFiles } from './checked-files.ts';
import { personalColumns } from './personal-columns.server.ts';

type Locale = App.Locals['locale'];

/** What a check of several files has found, as the page shows it. */
export function checkedInWords({ manifest, diff }: CheckedGroup, locale: Locale): CheckedFiles {
	const { name, counts, dates, schema, units, spellings, issues, pseudonyms } = manifest;
	const isRejection = ({ code }: { code: string }) => code.startsWith('rejected-');
	const said = issues.filter(({ code }) => code !== 'lookup-spelling' && !isRejection({ code }));
	const marked =
		(applied: boolean) => (each: { column: string; from: string; to: string; leads: number }) => ({
			...each,
			applied
		});
	return {
		name,
		counts,
		dates,
		columns: schema.map(({ name, type, roles }) => ({ name, type, roles })),
		files: (manifest.files ?? []).map((file) => fileInWords(file, manifest, locale)),
		remarks: remarks(said, locale),
		units: units ?? noUnits(manifest),
		spellings: [
			...(spellings?.applied ?? []).map(marked(true)),
			...(spellings?.offered ?? []).map(marked(false))
		],
		personal: { columns: personalColumns(manifest), applied: pseudonyms !== undefined },
		diff
	};
}

function fileInWords(
	file: FileRecord,
	{ issues, files = [] }: DatasetManifest,
	locale: Locale
): CheckedFile {
	const { name, role, read, loaded, rejected, merged, keys = null } = file;
	const own = issues.filter(
		({ code, file: of }) => code.startsWith('rejected-') && (of === name || files.length === 1)
	);
	const rejections = own.map((each) => {
		const said = { ...withoutPersonal(each), file: undefined };
		return { rows: Number(each.params.rows), text: sentence(said, locale) };
	});
	return { name, role, read, loaded, rejected, merged, keys, rejections };
}

function noUnits({ counts }: DatasetManifest): UnitRecord {
	const { leads, won } = counts;
	return { applied: 'lead', choices: [{ unit: 'lead', leads, won }], sharedDeals: null };
}
