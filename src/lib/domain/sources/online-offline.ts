/** Whether a lead came by way of the internet. */
export type SourceKind = 'online' | 'offline';

const OFFLINE = anyOf(
	'fair|trade fair|trade show|expo|exhibition|booth|event|conference|congress|roadshow|seminar',
	'messe|messen|messestand|messekontakt|hausmesse|kongress|tagung|veranstaltung',
	'phone|call|cold call|cold calling|telephone|telemarketing|outbound|telefon|anruf|kaltakquise',
	'visit|field sales|walk in|in store|besuch|aussendienst|vertriebstag|laufkundschaft',
	'print|magazine|newspaper|flyer|brochure|catalogue|catalog|direct mail|postal|billboard|out of home',
	'zeitschrift|zeitung|brief|postwurf|katalog|plakat|radio|tv|television|fernsehen|ooh'
);

const ONLINE = anyOf(
	'organic|seo|search|suche|google|bing|yahoo|duckduckgo|paid|ppc|cpc|cpm|sea|adwords',
	'display|banner|retargeting|remarketing|ad|ads|anzeigen|affiliate',
	'social|facebook|instagram|linkedin|xing|twitter|youtube|tiktok',
	'email|e mail|newsletter|website|webseite|webform|landing page|landingpage|form|formular|kontaktformular',
	'chat|chatbot|blog|content|whitepaper|download|podcast|app|internet|direct traffic|trial|demo request'
);

/** Words that decide whatever else is said: an online seminar is no seminar in a room. */
const OUTRIGHT: [SourceKind, RegExp][] = [
	['offline', anyOf('offline')],
	['online', anyOf('online|web|webinar|virtual|virtuell|digital')]
];

/**
 * Whether a source is online or offline, by the words of its name and medium in English and German. What the user
 * says of a source goes before. Words of both sides, or of none ("referral", "partner", "CRM"), leave it unknown:
 * null, not a guess. "Online seminar" and "web event" are online: a word that says so outright decides.
 *
 * @param said - kinds the user gave to sources, by name
 * @example sourceKind('Messe Hannover', null) // 'offline'
 */
export function sourceKind(
	source: string,
	medium: string | null = null,
	said: ReadonlyMap<string, SourceKind> = new Map()
): SourceKind | null {
	const known = said.get(source);
	if (known) return known;
	const words = plain(`${source} ${medium ?? ''}`);
	const outright = OUTRIGHT.find(([, word]) => word.test(words));
	if (outright) return outright[0];
	const offline = OFFLINE.test(words);
	const online = ONLINE.test(words);
	return offline === online ? null : offline ? 'offline' : 'online';
}

function anyOf(...words: string[]): RegExp {
	return new RegExp(`\\b(${words.join('|')})\\b`);
}

/** Lower case, umlauts spelled out, anything that is no letter or digit a space. */
function plain(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ä', 'ae')
		.replaceAll('ö', 'oe')
		.replaceAll('ü', 'ue')
		.replaceAll('ß', 'ss')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
