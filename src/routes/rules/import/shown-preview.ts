import type { FieldMatch } from '#lib/domain/scorecard-import/match-fields.ts';
import type { RulesRead } from '#lib/domain/scorecard-import/rules-read.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** Rules that were read, as the page shows them before anything is saved. */
export interface ShownPreview {
	/** What was pasted; empty for a template. */
	text: string;
	template: string;
	name: string;
	dialect: RulesRead['dialect'];
	pointsPerThird: number;
	/** Whether some rules give letters of a grade. */
	graded: boolean;
	/** Rules and exclusions that were read. */
	read: number;
	fields: ShownField[];
	card: Scorecard | null;
	/** Line of the text by id of the rule. */
	lines: Record<string, number>;
	counts: ShownCounts | null;
	unread: { line: number; text: string; why: string; harmless: boolean }[];
	/** What the law on equal treatment may forbid. */
	law: ShownNote[];
	notes: ShownNote[];
}

export interface ShownField {
	field: string;
	/** Rules that look at it. */
	rules: number;
	/** As the form writes it; empty: left out. */
	choice: string;
	confidence: number;
	because: FieldMatch['because'] | 'chosen';
}

export interface ShownCounts {
	leads: number;
	wins: number;
	/** In order of the card; null for a rule that cannot be counted. */
	rules: ({ leads: number; wins: number; missing: number } | null)[];
}

export interface ShownNote {
	severity: 'error' | 'warning' | 'info';
	text: string;
}
