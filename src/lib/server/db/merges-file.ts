import { NO_MERGES, type MergeRecord } from '#lib/domain/mapping/value-merges.ts';
import type { AuditEntry } from './audit-log.ts';
import { DatasetRecord, type Place } from './dataset-record.ts';

const MERGES = new DatasetRecord<MergeRecord>('merges.json', NO_MERGES);

/** Which spellings of a dataset mean the same. @throws WorkbenchError dataset-not-found */
export function readMerges(place: Pick<Place, 'paths'>, dataset: string): Promise<MergeRecord> {
	return MERGES.read(place, dataset);
}

/** Changes which spellings of a dataset mean the same, see `DatasetRecord.change`. */
export function changeMerges(
	place: Place,
	dataset: string,
	change: (record: MergeRecord) => MergeRecord,
	note: Omit<AuditEntry, 'dataset'>
): Promise<MergeRecord> {
	return MERGES.change(place, dataset, change, note);
}
