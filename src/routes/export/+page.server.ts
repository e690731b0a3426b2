import type { CardGate } from '#lib/domain/calibration/gate-choices.ts';
import { notHeld, type NotHeld } from '#lib/domain/export/not-held.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { gateRuleLabel } from '#lib/charts/gate-label.ts';
import { wholePointsSentences } from '#lib/charts/whole-points-sentences.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import { workbench } from '#lib/server/workbench.ts';
import { readyCalibration } from '../ready-calibration.server.ts';
import type { PageServerLoad } from './$types';
import { exportFiles, type ExportFile } from './export-files.ts';

/** Lines of a file that the page shows. */
const previewLines = 24;

export const load: PageServerLoad = async ({ url, fetch, parent, locals }) => {
	const { context } = await parent();
	if (!context.dataset || !context.model) return { found: null };
	const bench = await workbench();
	const { calibration, scorecard } = await readyCalibration(bench, url);
	const { rules, gates, leads, split, cells, fit, wholePoints, scale } = calibration;
	const files = fit.measured
		? await Promise.all(exportFiles.map((file) => preview(file, url, fetch, locals.locale)))
		: [];
	return {
		found: {
			rules,
			card: wholePoints.measured
				? wholePointsSentences(wholePoints, scale, locals.locale).headline
				: reasonSentence(wholePoints, locals.locale),
			gates: {
				mql: inWords(gates.card.mql, locals.locale),
				sql: inWords(gates.card.sql, locals.locale)
			},
			fitted: fit.measured,
			files: files.map((each) => ({
				...each,
				notHeld: leftOut(each.file, scorecard, locals.locale)
			})),
			footing: { leads, split, cells, fit }
		}
	};
};

/** What the file cannot hold of the card, in words. */
function leftOut(file: ExportFile, scorecard: Scorecard, locale: 'en' | 'de'): string[] {
	if (file === 'model.json') return [];
	return notHeld(file, scorecard).map((each) => notHeldWords[each]({}, { locale }));
}

const notHeldWords: Record<NotHeld, typeof m.semantics_not_held_bounds> = {
	bounds: m.semantics_not_held_bounds,
	exclusions: m.semantics_not_held_exclusions,
	gates: m.semantics_not_held_gates,
	grades: m.semantics_not_held_grades,
	unscored: m.semantics_not_held_unscored,
	touches: m.semantics_not_held_touches,
	'touch-decay': m.semantics_not_held_touch_decay,
	decay: m.semantics_not_held_decay
};

/** A gate of the new card: where it stands and how it was chosen, or why it is open. */
function inWords(gate: Measured<CardGate>, locale: 'en' | 'de') {
	if (!gate.measured) return { threshold: null, note: reasonSentence(gate, locale) };
	return { threshold: gate.threshold, note: gateRuleLabel(gate.rule, locale) };
}

/** The head of a file exactly as its download begins, with its size; or why it cannot be made. */
async function preview(
	file: ExportFile,
	url: URL,
	fetch: typeof globalThis.fetch,
	locale: 'en' | 'de'
) {
	const response = await fetch(`/export/${file}${url.search}`, {
		headers: { 'accept-language': locale, accept: 'application/json' }
	});
	const text = await response.text();
	if (!response.ok) return { file, reason: messageOf(text), head: '', lines: 0, bytes: 0 };
	const lines = text.trimEnd().split('\n');
	return {
		file,
		reason: null,
		head: lines.slice(0, previewLines).map(shortened).join('\n'),
		lines: lines.length,
		bytes: Buffer.byteLength(text)
	};
}

function shortened(line: string): string {
	return line.length > 400 ? `${line.slice(0, 400)} …` : line;
}

function messageOf(text: string): string {
	try {
		return String(JSON.parse(text).message ?? '');
	} catch {
		return '';
	}
}
