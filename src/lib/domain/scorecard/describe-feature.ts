import type { TouchFeature } from './touch-feature.ts';

/**
 * What a touch feature says, in plain words for files that cannot hold it.
 * @example describeFeature({ id: 'p', label: 'P', kind: 'count', types: ['page view'] }) // 'count of touches with type page view'
 */
export function describeFeature(feature: TouchFeature): string {
	const { kind, types, details, channels, byUs, withinDays } = feature;
	const only = [
		types && `type ${types.join(' or ')}`,
		details && `detail ${details.join(' or ')}`,
		channels && `channel ${channels.join(' or ')}`,
		byUs !== undefined && (byUs ? 'sent by us' : 'made by the lead'),
		withinDays !== undefined && `less than ${withinDays} days before the decision time`
	].filter(Boolean);
	return [`${KINDS[kind]} touches`, ...(only.length > 0 ? ['with', only.join(', ')] : [])].join(
		' '
	);
}

const KINDS: Record<TouchFeature['kind'], string> = {
	count: 'count of',
	'distinct-days': 'different UTC days of',
	'days-since-last': 'whole days since the last of',
	'days-since-first': 'whole days since the first of',
	'first-channel': 'channel of the first of',
	'last-channel': 'channel of the last of'
};
