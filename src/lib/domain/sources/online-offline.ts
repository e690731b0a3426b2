/** Whether a lead came by way of the internet. */
export type SourceKind = 'online' | 'offline';

const OFFLINE =
	/\b(offline|trade ?(fair|show)s?|fair|expo|exhibition|booth|event|conference|roadshow|congress|seminar|messe(n|stand)?|messekontakt|kongress|tagung|veranstaltung|hausmesse|vertriebstag|print|magazine|newspaper|flyer|brochure|zeitschrift|zeitung|anzeige print|direct mail|postal|mailing post|brief|postwurf|katalog|catalogue|phone|call|cold call(ing)?|telephone|telefon|anruf|kaltakquise|telemarketing|outbound|walk ?in|in store|laufkundschaft|radio|tv|television|fernsehen|plakat|billboard|out of home|ooh|visit|besuch|field sales|aussendienst)\b/;

const ONLINE =
	/\b(online|organic|seo|search|suche|google|bing|yahoo|duckduckgo|paid|ppc|cpc|sea|cpm|display|banner|retargeting|remarketing|ads?|adwords|anzeigen|social|facebook|instagram|linkedin|xing|twitter|youtube|tiktok|e ?mail|newsletter|web|website|webseite|webform|landing ?page|form|formular|kontaktformular|chat|chatbot|live chat|blog|content|whitepaper|download|webinar|web seminar|online seminar|podcast|app|direct traffic|internet|affiliate|trial|free trial|demo request)\b/;

/**
 * Whether a source is online or offline, by the words of its name and medium in English and German. What the user says of a source
 * goes before. Words of both sides, or of none ("referral", "partner", "CRM"), leave it unknown: null, not a guess. "Online seminar" and
 * "web event" are online: a word that says so outright decides.
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
	if (/\b(offline)\b/.test(words)) return 'offline';
	if (/\b(online|web|webinar|virtual|virtuell|digital)\b/.test(words)) return 'online';
	const offline = OFFLINE.test(words);
	const online = ONLINE.test(words);
	return offline === online ? null : offline ? 'offline' : 'online';
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
