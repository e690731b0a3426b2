import { EMPTY_RECORD, type LeakageRecord } from '#lib/domain/leakage/leakage-record.ts';
import type { AuditEntry } from './audit-log.ts';
import { DatasetRecord, type Place } from './dataset-record.ts';

const LEAKAGE = new DatasetRecord<LeakageRecord>('leakage.json', EMPTY_RECORD);

/** What is thought of the columns of a dataset. @throws WorkbenchError dataset-not-found */
export function readLeakage(place: Place, dataset: string): Promise<LeakageRecord> {
	return LEAKAGE.read(place, dataset);
}

/** Changes what is thought of the columns of a dataset, see `DatasetRecord.change`. */
export function changeLeakage(
	place: Place,
	dataset: string,
	change: (record: LeakageRecord) => LeakageRecord,
	note?: Omit<AuditEntry, 'dataset'>
): Promise<LeakageRecord> {
	return LEAKAGE.change(place, dataset, change, note);
}
