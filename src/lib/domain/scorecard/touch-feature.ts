/**
 * What a card wants to know of a lead's touches, as of the decision time (statistics 3): touches after it do not exist.
 * Rules use it as the field `touch:<id>`.
 */
export interface TouchFeature {
	/** Unique in the scorecard. */
	id: string;
	label: string;
	/**
	 * `count` and `distinct-days` (UTC) are 0 where no touch fits; days since the last or first touch (whole days before the
	 * decision time) and its channel are then missing. Of a channel only touches count that have one.
	 */
	kind:
		| 'count'
		| 'distinct-days'
		| 'days-since-last'
		| 'days-since-first'
		| 'first-channel'
		| 'last-channel';
	/** Only touches of these types, details, channels; all where absent. */
	types?: string[];
	details?: string[];
	channels?: string[];
	/** Only touches that went out from us (true), or that came from the lead (false). */
	byUs?: boolean;
	/** Only touches less than so many days before the decision time. */
	withinDays?: number;
}

const PREFIX = 'touch:';

/** The field by which rules use a feature. @example touchField('pricing') // 'touch:pricing' */
export function touchField(id: string): string {
	return PREFIX + id;
}

/** The id of the feature a field stands for; null for a column of the lead file. @example touchId('country') // null */
export function touchId(field: string): string | null {
	return field.startsWith(PREFIX) ? field.slice(PREFIX.length) : null;
}

/** Whether a feature is compared as text or as a number. */
export function featureType({ kind }: Pick<TouchFeature, 'kind'>): 'text' | 'number' {
	return kind === 'first-channel' || kind === 'last-channel' ? 'text' : 'number';
}
