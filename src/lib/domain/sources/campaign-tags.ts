/** What the address of a landing page tells of where a lead came from. Null where it says nothing. */
export interface CampaignTags {
	source: string | null;
	medium: string | null;
	campaign: string | null;
	term: string | null;
	content: string | null;
	/** Host and path, without what follows: the rest of an address may hold who somebody is. */
	landingPage: string | null;
	/** Advertising network whose click id the address carries. */
	clickId: ClickId | null;
}

export type ClickId = 'google' | 'microsoft' | 'facebook' | 'linkedin' | 'tiktok' | 'x';

/** Click ids that networks add by themselves, with the source and medium they stand for where no UTM tag does. */
const CLICK_IDS: Record<string, ClickId> = {
	gclid: 'google',
	gbraid: 'google',
	wbraid: 'google',
	msclkid: 'microsoft',
	fbclid: 'facebook',
	li_fat_id: 'linkedin',
	ttclid: 'tiktok',
	twclid: 'x'
};

/** Networks whose click ids are given to paid clicks only. */
const PAID: ClickId[] = ['google', 'microsoft', 'tiktok', 'x'];

/**
 * UTM tags read from an address, for exports that have only the address. Tags may stand in the query or after the
 * `#`, in any case of their names; the first of several counts; values are decoded, trimmed and otherwise kept as
 * written. An address with a paid click id and no UTM source gets the network as its source and `cpc` as its medium.
 * Nothing throws: what is no address gives nulls, broken percent codes are kept as they stand.
 *
 * @example campaignTags('https://a.de/demo?utm_source=google&utm_medium=cpc').source // 'google'
 */
export function campaignTags(address: string): CampaignTags {
	const parts = /^\s*(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?([^?#\s]*)(?:\?([^#]*))?(?:#(.*))?\s*$/i.exec(
		address
	);
	const values = tagValues(parts?.[2] ?? '', parts?.[3] ?? '');
	const network = Object.keys(CLICK_IDS).find((name) => values.has(name));
	const clickId = network ? CLICK_IDS[network] : null;
	const tag = (name: string) => values.get(`utm_${name}`) ?? null;
	const paid = clickId !== null && PAID.includes(clickId) && tag('source') === null;
	return {
		source: paid ? clickId : tag('source'),
		medium: tag('medium') ?? (paid ? 'cpc' : null),
		campaign: tag('campaign'),
		term: tag('term'),
		content: tag('content'),
		landingPage: landingPage(parts?.[1] ?? ''),
		clickId
	};
}

/** Values by lower-case name; the query before the fragment. Empty ones are not there. */
function tagValues(query: string, fragment: string): Map<string, string> {
	const values = new Map<string, string>();
	const hidden = fragment.includes('?') ? fragment.slice(fragment.indexOf('?') + 1) : fragment;
	for (const pair of [...query.split(/[&;]/), ...hidden.split(/[&;]/)]) {
		const at = pair.indexOf('=');
		if (at < 0) continue;
		const name = decoded(pair.slice(0, at)).toLowerCase();
		const value = decoded(pair.slice(at + 1));
		if (value && !values.has(name)) values.set(name, value);
	}
	return values;
}

function decoded(text: string): string {
	const spaced = text.replaceAll('+', ' ');
	try {
		return decodeURIComponent(spaced).trim();
	} catch {
		return spaced.trim();
	}
}

/** Without user and password, `www.` and a closing slash; null where there is neither host nor path. */
function landingPage(hostAndPath: string): string | null {
	const bare = hostAndPath
		.replace(/^[^/]*@/, '')
		.replace(/^www\./i, '')
		.replace(/\/+$/, '');
	if (!/[./]/.test(bare)) return null;
	const slash = bare.indexOf('/');
	return slash < 0 ? bare.toLowerCase() : bare.slice(0, slash).toLowerCase() + bare.slice(slash);
}
