import { findChromium } from '#lib/server/report/find-chromium.ts';
import { printPdf } from '#lib/server/report/print-pdf.ts';
import { reportHtml } from '#lib/server/report/report-html.ts';
import { writeOutput } from '#lib/server/report/write-output.ts';
import { version } from '#lib/server/version.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { roiCall, roiOptionsHelp } from '../roi-options.ts';

export const reportHelp = `Usage: leadgauge report DATASET --out FILE [--pdf FILE] [--lang en|de] [OPTIONS]

Writes the ROI report as one HTML file: no script, no request, under 300 kB, opens offline, and holds no person. With --pdf
the same page is printed on one to four A4 pages by a Chromium or Chrome of this machine (LEADGAUGE_CHROMIUM names one).
Each file is written in full or not at all, so that a monthly job never leaves half a report:
  0 6 1 * *  cd /path/to/leadgauge && npm run -s leadgauge -- report sales --out /srv/reports/roi.html --lang de

  --out FILE           HTML file to write
  --pdf FILE           PDF file to write
  --lang en|de         language of the report; default en
${roiOptionsHelp}

Exit code: 0; 1 if something is wrong with the data or the call, such as no Chromium; 2 for a defect.`;

/** Writes the ROI report of a dataset or a file as HTML, as PDF, or both. */
export async function report(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(reportHelp);
	const { out, pdf, lang, work } = roiCall(args, 'report');
	if (out === null && pdf === null) throw new WorkbenchError('report-output-needed');
	if (lang !== 'en' && lang !== 'de') {
		throw new WorkbenchError('report-language', { language: lang });
	}
	const chromium = pdf === null ? null : await findChromium();
	await work(async (found) => {
		const page = reportHtml(found.report, { locale: lang, version, tools: null });
		const printed = chromium ? await printPdf(page, chromium) : null;
		if (out !== null) await writeOutput(out, page);
		if (pdf !== null && printed) await writeOutput(pdf, printed);
	});
	console.log([out, pdf].filter((path) => path !== null).join('\n'));
}
