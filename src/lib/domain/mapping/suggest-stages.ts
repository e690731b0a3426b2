import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { FieldWords } from './column-by-words.ts';
import { FieldFinder, type LeadsHeader, type SuggestedSide } from './field-finder.ts';
import type { StageMapping } from './stage-mapping.ts';

/** Header words of a file of stage changes, in English and German. */
const WORDS: Record<'stage' | 'at' | 'reason', FieldWords> = {
	stage: {
		type: 'any',
		patterns: [
			/^((new|lead|lifecycle|deal|neue|neuer) ?)?(stage|phase|status|stufe|lebenszyklusphase)( name)?$/,
			/^(to|to stage|new value|neuer wert|nach)$/
		],
		not: /\b(old|previous|from|alt|alte|alter|vorher)\b/
	},
	at: {
		type: 'timestamp',
		patterns: [
			/^(at|since|seit|date|datum|time|timestamp|zeitpunkt|entered at|changed at|edit date|stage date|aenderungsdatum|geaendert am)$/,
			/\b(entered|changed|reached|date|datum|am|at|on)\b/
		]
	},
	reason: { type: 'any', patterns: [/\b(reason|grund|ablehnungsgrund|verlustgrund|comment)\b/] }
};

/**
 * Suggests which columns of a file of stage changes play which role; null without a key of the lead, a stage or a time.
 *
 * @param leads what is known of the leads; null where there are none yet
 * @example suggestStages(profiles, null).mapping?.stage // 'New stage'
 */
export function suggestStages(
	columns: ColumnProfile[],
	leads: LeadsHeader | null,
	missing: string[] = []
): SuggestedSide<StageMapping> {
	const finder = new FieldFinder(columns);
	const lead = finder.leadKey(leads);
	const stage = finder.byWords('stage', WORDS.stage);
	const at = finder.byWords('at', WORDS.at) ?? finder.onlyTime('at');
	const reason = finder.byWords('reason', WORDS.reason)?.name ?? null;
	if (!lead || !stage || !at) return { mapping: null, reasons: finder.reasons };
	const mapping = { lead, stage: stage.name, at: at.name, reason };
	return {
		mapping: missing.length > 0 ? { ...mapping, missing } : mapping,
		reasons: finder.reasons
	};
}
