import { monthOf, timestamp } from './calendar.ts';
import { costs, type Cost } from './costs.ts';
import type { ChannelledTouch } from './channelled-touches.ts';
import type { Deal } from './deals.ts';
import { drawFrom } from './draw.ts';
import { euros } from './euros.ts';
import { leadColumns, type LeadRow } from './lead-row.ts';
import { sampleLeads } from './sample-leads.ts';
import type { StageChange } from './sales-course.ts';

/** The five files and their headers. */
export const sampleHeaders = {
	'leads.csv': leadColumns.join(','),
	'touches.csv': 'lead_id,at,type,detail,channel,by_us',
	'stages.csv': 'lead_id,stage,at,reason',
	'deals.csv': 'deal_id,lead_id,account,product,amount_eur,currency,opened_at,closed_at,won',
	'costs.csv': 'month,source,campaign,kind,amount,currency,impressions,visits,clicks'
} as const;

export type SampleFile = keyof typeof sampleHeaders;

const MONTHS = 24;

/**
 * The sample data as CSV (UTF-8, comma, LF, decimal point, ISO 8601 in UTC), lead by lead, so that no file
 * is ever whole in memory. No value holds a comma, a quote or a line break. Same options, same bytes.
 *
 * @param write - takes whole lines of one file, in order, headers first
 * @returns rows written to each file, headers not counted
 * @throws Error unless `leads` is a whole number from 1 and `seed` a whole number
 * @example sampleCsv({ leads: 10, seed: 1 }, () => {})['leads.csv'] // 10
 */
export function sampleCsv(
	{ leads, seed }: { leads: number; seed: number },
	write: (file: SampleFile, lines: string) => void
): Record<SampleFile, number> {
	const rows = {
		'leads.csv': 0,
		'touches.csv': 0,
		'stages.csv': 0,
		'deals.csv': 0,
		'costs.csv': 0
	};
	const put = (file: SampleFile, lines: string[]) => {
		if (lines.length > 0) write(file, lines.join('\n') + '\n');
		rows[file] += lines.length;
	};
	for (const [file, header] of Object.entries(sampleHeaders))
		write(file as SampleFile, `${header}\n`);
	const months = Array.from({ length: MONTHS }, () => new Map<string, number>());
	for (const { row, createdAt, touches, stages, deals } of sampleLeads({ leads, seed })) {
		count(months[monthOf(createdAt)], `${row.source}|${row.utm_campaign ?? ''}`);
		put('leads.csv', [leadLine(row)]);
		put('touches.csv', touchLines(row.lead_id, touches));
		put('stages.csv', stageLines(row.lead_id, stages));
		put('deals.csv', dealLines(row, deals, rows['deals.csv']));
	}
	put('costs.csv', costs(months, leads, drawFrom(seed ^ 0x2545f491)).map(costLine));
	return rows;
}

function count(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function leadLine(row: LeadRow): string {
	return leadColumns.map((column) => row[column] ?? '').join(',');
}

function touchLines(leadId: string, touches: ChannelledTouch[]): string[] {
	return touches.map(({ at, type, detail, channel, byUs }) => {
		return `${leadId},${timestamp(at)},${type},${detail},${channel},${yesNo(byUs)}`;
	});
}

function stageLines(leadId: string, stages: StageChange[]): string[] {
	return stages.map(({ stage, at, reason }) => `${leadId},${stage},${timestamp(at)},${reason}`);
}

function dealLines(row: LeadRow, deals: Deal[], before: number): string[] {
	return deals.map((deal, i) => {
		const id = `D-${String(before + i + 1).padStart(5, '0')}`;
		const closed =
			deal.closedAt === null ? [null, null] : [timestamp(deal.closedAt), yesNo(deal.won)];
		const amount = [deal.product, euros(deal.amountCents), 'EUR', timestamp(deal.openedAt)];
		return fields([id, row.lead_id, row.account, ...amount, ...closed]);
	});
}

function costLine({ amountCents, impressions, visits, clicks, ...cost }: Cost): string {
	const { month, source, campaign, kind } = cost;
	const amount = euros(amountCents);
	return fields([month, source, campaign, kind, amount, 'EUR', impressions, visits, clicks]);
}

function fields(values: (string | number | null)[]): string {
	return values.map((value) => value ?? '').join(',');
}

function yesNo(value: boolean): string {
	return value ? 'yes' : 'no';
}
