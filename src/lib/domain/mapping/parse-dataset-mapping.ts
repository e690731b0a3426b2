import { issue, type Issue } from '#lib/domain/issue.ts';
import { COST_KEYS, readCostMapping } from './cost-mapping.ts';
import type { DatasetMapping } from './dataset-mapping.ts';
import { DEAL_KEYS, readDealMapping } from './deal-mapping.ts';
import { JsonFields } from './json-fields.ts';
import { LOOKUP_KEYS, readLookupMapping } from './lookup-mapping.ts';
import { isFlag } from './mapping.ts';
import { parseMapping } from './parse-mapping.ts';
import { readStageMapping, STAGE_KEYS } from './stage-mapping.ts';
import { readTouchMapping, TOUCH_KEYS } from './touch-mapping.ts';

/** A checked mapping of a dataset, or the reasons why it is none. */
export type ParsedDatasetMapping =
	{ mapping: DatasetMapping; issues: [] } | { mapping: null; issues: Issue[] };

/**
 * Checks the JSON of a mapping of several files. The mapping of a lead file alone, as it was before there were others,
 * is taken for the leads of one. Issues are those of `parseMapping`, with the path in the whole; further
 * `mapping-needs-deals` and `mapping-needs-stages` where the outcome is to come from a file that is not mapped. Whether
 * the columns are there is for `checkFileColumns` to say, file by file.
 *
 * @example parseDatasetMapping({ id: 'row', outcome: { wonAt: 'Won' } }).mapping?.leads.id // 'row'
 */
export function parseDatasetMapping(json: unknown): ParsedDatasetMapping {
	const whole = isLeadsAlone(json) ? { leadgauge: 1, leads: json } : json;
	const issues: Issue[] = [];
	const mapping = read(whole, whole === json ? 'leads' : '', issues);
	return mapping && issues.length === 0 ? { mapping, issues: [] } : { mapping: null, issues };
}

function isLeadsAlone(json: unknown): boolean {
	return typeof json === 'object' && json !== null && !('leads' in json) && !('leadgauge' in json);
}

const KEYS = ['leadgauge', 'name', 'leads', 'touches', 'stages', 'deals', 'costs', 'lookups'];

function read(json: unknown, leadsPath: string, issues: Issue[]): DatasetMapping | null {
	const fields = JsonFields.of(json, '', KEYS, issues);
	if (!fields) return null;
	if (fields.raw('leadgauge') !== 1) fields.wrong('leadgauge', '1');
	const leads = parseMapping(fields.raw('leads'), null, leadsPath);
	issues.push(...leads.issues);
	const mapping = {
		leadgauge: 1 as const,
		...(fields.has('name') ? { name: fields.column('name') ?? '' } : {}),
		...given('touches', fields.children('touches', TOUCH_KEYS).map(readTouchMapping)),
		...given('stages', fields.children('stages', STAGE_KEYS).map(readStageMapping)),
		...given('deals', fields.children('deals', DEAL_KEYS).map(readDealMapping)),
		...given('costs', fields.children('costs', COST_KEYS).map(readCostMapping)),
		...given('lookups', fields.children('lookups', LOOKUP_KEYS).map(readLookupMapping))
	};
	if (!leads.mapping) return null;
	const whole: DatasetMapping = { ...mapping, leads: leads.mapping };
	issues.push(...whatOutcomeNeeds(whole));
	return whole;
}

function given<K extends string, T>(key: K, list: T[]): { [P in K]?: T[] } {
	return list.length > 0 ? ({ [key]: list } as { [P in K]?: T[] }) : {};
}

function whatOutcomeNeeds({ leads, deals, stages }: DatasetMapping): Issue[] {
	const { outcome } = leads;
	if (isFlag(outcome) || !('from' in outcome)) return [];
	if (outcome.from === 'stages') {
		return stages || leads.stages ? [] : [issue('mapping-needs-stages', 'error')];
	}
	if (!deals) return [issue('mapping-needs-deals', 'error')];
	const undated = deals.some(({ closedAt }) => closedAt === null);
	return undated ? [issue('mapping-needs-closing-dates', 'error')] : [];
}
