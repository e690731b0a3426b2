import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Touch } from '#lib/domain/scorecard/lead.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import type { LeadScore } from '#lib/domain/scorecard/score-lead.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { LeadValue } from '#lib/domain/scorecard/truth-of.ts';

/** A worked example: what goes in, and the scores a person worked out. */
export interface ScoringCase {
	card: Scorecard;
	/** Columns of the leads, without their id and creation date. */
	columns: { name: string; type: 'text' | 'number' }[];
	leads: CaseLead[];
	scores: Record<string, LeadScore>;
}

export interface CaseLead {
	id: string;
	createdAtMs: number | null;
	values: Map<string, LeadValue>;
	touches: Touch[];
}

export function readCase(folder: string): ScoringCase {
	const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
	const { scorecard, issues } = parseScorecard(json('scorecard.json'));
	if (!scorecard) throw new Error(`${folder}: ${JSON.stringify(issues)}`);
	const leads = readTable(join(folder, 'leads.csv'));
	const touches = readTable(join(folder, 'touches.csv'));
	const columns = [...leads.names]
		.filter((name) => !['lead_id', 'created_at'].includes(name))
		.map((name) => ({ name, type: isNumber(leads.rows.map((row) => row.get(name))) }));
	return {
		card: scorecard,
		columns,
		leads: leads.rows.map((row) => ({
			id: String(row.get('lead_id')),
			createdAtMs: timeOf(row.get('created_at')),
			values: new Map(
				columns.map(({ name, type }) => {
					const text = row.get(name) ?? null;
					return [name, text !== null && type === 'number' ? Number(text) : text];
				})
			),
			touches: touches.rows
				.filter((touch) => touch.get('lead_id') === row.get('lead_id'))
				.map(touchOf)
		})),
		scores: json('scores.json')
	};
}

type Row = Map<string, string | null>;

function touchOf(row: Row): Touch {
	const byUs = row.get('by_us');
	return {
		atMs: timeOf(row.get('at')) ?? NaN,
		type: row.get('type') ?? null,
		detail: row.get('detail') ?? null,
		channel: row.get('channel') ?? null,
		byUs: byUs ? byUs === 'true' : null
	};
}

/** A table without quotes; an empty cell is missing. */
function readTable(file: string): { names: string[]; rows: Row[] } {
	if (!existsSync(file)) return { names: [], rows: [] };
	const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
	const names = head.split(',');
	const rows = lines.map(
		(line): Row => new Map(line.split(',').map((cell, i) => [names[i], cell || null]))
	);
	return { names, rows };
}

function isNumber(cells: (string | null | undefined)[]): 'text' | 'number' {
	const filled = cells.filter((cell) => cell);
	return filled.length > 0 && filled.every((cell) => Number.isFinite(Number(cell)))
		? 'number'
		: 'text';
}

function timeOf(text: string | null | undefined): number | null {
	if (!text) return null;
	return Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
}
