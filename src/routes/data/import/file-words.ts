import * as m from '#lib/paraglide/messages.js';
import type { FileHow } from './file-look.ts';

/** What kind of file it is, in words. */
export function kindOf({ format, compression }: FileHow): string {
	const kinds = {
		csv: m.format_csv,
		json: m.format_json,
		ndjson: m.format_ndjson,
		parquet: m.format_parquet,
		xlsx: m.format_xlsx
	};
	const kind = kinds[format]();
	return compression ? m.format_gzip({ kind }) : kind;
}
