import { error } from '@sveltejs/kit';
import {
	CONTENT_TYPES,
	EXPORT_FILES,
	exportFile,
	type ExportFile
} from '#lib/server/usecases/export-files.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url }) => {
	const file = EXPORT_FILES.find((name) => name === params.file);
	if (!file) error(404);
	const found = await (await workbench()).calibration(url);
	const text = exportFile(file, found.scorecard, found.calibration, found.source);
	return new Response(text, { headers: headersOf(file) });
};

function headersOf(file: ExportFile) {
	return {
		'content-type': CONTENT_TYPES[file],
		'content-disposition': `attachment; filename="leadgauge-${file}"`,
		'cache-control': 'no-store'
	};
}
