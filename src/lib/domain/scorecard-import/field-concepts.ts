import { wordList } from './word-list.ts';
import { headerWords } from '#lib/domain/mapping/header-words.ts';

/** What CRM fields, activities and columns mean, each with the names it goes by in English and German. */
const CONCEPTS: Record<string, string[]> = {
	industry: wordList(`industry, sector, branche, industrie, wirtschaftszweig, vertical`),
	employees: wordList(`
		number of employees, no of employees, employees, employee count, company size,
		headcount, numberofemployees, size, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter,
		mitarbeiteranzahl, anzahl der mitarbeiter, unternehmensgroesse, firmengroesse,
		betriebsgroesse
	`),
	country: wordList(`
		country, country region, land, country code, region, laendercode, land region, staat,
		geography, location, standort
	`),
	city: wordList(`city, ort, stadt, town`),
	zip: wordList(`zip, zip code, postal code, postcode, plz, postleitzahl`),
	title: wordList(`
		job title, jobtitle, title, position, job role, role, job function, seniority,
		function, berufsbezeichnung, jobtitel, rolle, funktion, stellenbezeichnung,
		job level, stellung
	`),
	department: wordList(`department, abteilung, fachbereich`),
	revenue: wordList(`annual revenue, revenue, umsatz, jahresumsatz, annualrevenue, turnover`),
	source: wordList(`
		lead source, source, original source, latest source, origin, lead origin, leadsource,
		quelle, leadquelle, lead quelle, herkunft, lead herkunft, leadherkunft,
		ursprungsquelle, channel, kanal
	`),
	email: wordList(`
		email, e mail, email address, e mail address, mail, e mail adresse, email adresse,
		work email, geschaeftliche e mail
	`),
	emailkind: wordList(`
		email kind, email type, email domain type, mail type, e mail art, freemail,
		free email, personal email, business email, e mail typ
	`),
	phone: wordList(`phone, phone number, telephone, telefon, telefonnummer, mobile, handy`),
	company: wordList(`
		company, company name, account, firma, unternehmen, firmenname, unternehmensname,
		organisation, organization
	`),
	optin: wordList(`
		opt in, opted in, consent, marketing consent, einwilligung, newsletter opt in,
		werbeeinwilligung, double opt in
	`),
	unsubscribed: wordList(`
		unsubscribed, unsubscribe, opted out, opt out, email opt out, abgemeldet, abmeldung,
		newsletter abmeldung, unsubscribed from all email
	`),
	pageviews: wordList(`
		page views, page view, pageviews, number of pageviews, visited page,
		website page view, page visits, seitenaufrufe, seitenaufruf, seitenansichten,
		seite besucht, besuchte seiten, website pages viewed
	`),
	visits: wordList(`
		visits, sessions, visitor session, website visit, website visits, number of sessions,
		total visits, besuche, sitzungen, websitebesuch, websitebesuche, website besuch
	`),
	forms: wordList(`
		form submissions, form submission, number of form submissions, form, forms,
		form fill, form filled, form success, form handler success, filled out form,
		landing page success, formular, formulare, formular ausgefuellt, formulareinsendung,
		formulareinsendungen, formularabsendung
	`),
	downloads: wordList(`
		downloads, download, file access, file download, whitepaper download, whitepaper,
		ebook, content download, asset download, datei abgerufen, file accessed
	`),
	blog: wordList(`
		blog, blog reads, blog read, blog post, blog posts, blog article, blog views,
		blogartikel, blogbeitrag, blog gelesen, blog visit
	`),
	clicks: wordList(`
		email clicks, email click, marketing emails clicked, clicked email, link click,
		email link click, custom redirect click, tracker click, klick, e mail klick,
		e mail klicks, mailklick, emails clicked
	`),
	opens: wordList(`
		email opens, email open, marketing emails opened, opened email, mailoeffnung,
		e mail geoeffnet, e mail oeffnungen, oeffnungen, emails opened
	`),
	pricing: wordList(`
		pricing page, pricing, pricing views, pricing page view, pricing page views,
		pricing page visit, pricing page visits, visited pricing page, preisseite, preise,
		preisseite besucht
	`),
	demo: wordList(`
		demo, demo request, demo requested, requested demo, requested a demo, demo booked,
		booked a demo, demo form, demoanfrage, demo angefragt, demo angefordert,
		contact sales, demotermin
	`),
	webinar: wordList(`
		webinar, webinars, webinar attended, webinar registered, attended webinar,
		webinar registration, webinar attendance, webinarteilnahme, webinar teilnahme,
		event attended
	`),
	trial: wordList(`
		trial, free trial, trial started, trial signup, testversion, testphase,
		test gestartet, testzugang
	`),
	budget: wordList(`
		budget, funds, funding, money, budget confirmed, mittel, budget vorhanden,
		prioritised budget, finanzmittel
	`),
	authority: wordList(`
		authority, decision maker, entscheider, entscheidungsbefugnis, economic buyer,
		befugnis, entscheidungstraeger, wirtschaftlicher entscheider, kaufentscheider
	`),
	need: wordList(`
		need, needs, bedarf, challenge, challenges, herausforderung, herausforderungen, pain,
		identify pain, identified pain, schmerzpunkt, leidensdruck, problem
	`),
	timeline: wordList(`
		timeline, timing, timeframe, time frame, urgency, dringlichkeit, zeitrahmen,
		zeitplan, zeithorizont, purchase timeframe, kaufzeitraum
	`),
	metrics: wordList(`metrics, kennzahlen, messgroessen, messbarer nutzen`),
	criteria: wordList(`decision criteria, entscheidungskriterien, kriterien`),
	process: wordList(`decision process, entscheidungsprozess, buying process, kaufprozess`),
	champion: wordList(`champion, fuersprecher, sponsor, coach`),
	prioritization: wordList(`prioritization, prioritisation, priority, prioritaet, priorisierung`),
	interest: wordList(`interest, interesse, interested`),
	competitor: wordList(`competitor, wettbewerber, konkurrent, mitbewerber, competitor domain`),
	bounce: wordList(`bounce, hard bounce, email bounced, bounced, unzustellbar`),
	inactive: wordList(`
		inactive, inactivity, days since last activity, last activity, inaktiv, inaktivitaet,
		letzte aktivitaet
	`),
	search: wordList(`site search, site search query, suche auf der website, websitesuche`),
	users: wordList(`
		active users, users, invited users, team members, invited teammates, nutzer,
		aktive nutzer, eingeladene nutzer, seats, team size
	`),
	logins: wordList(`logins, login, log ins, active days, days active, anmeldungen, aktive tage`),
	features: wordList(`
		key feature used, feature usage, key features, features used, activated, activation,
		aktiviert, aktivierung, kernfunktion genutzt, integration, integrations
	`),
	limit: wordList(`
		usage limit, limit reached, usage limit reached, hit limit, kontingent erreicht,
		grenze erreicht
	`),
	upgrade: wordList(`upgrade page, upgrade, billing page, viewed upgrade page, upgrade seite`),
	technology: wordList(`technology, tech stack, technologies, technologie, crm system`)
};

const PHRASES = Object.entries(CONCEPTS)
	.flatMap(([concept, names]) => names.map((words) => ({ words, concept })))
	.sort((a, b) => b.words.length - a.words.length);
const NAMED = new Map(PHRASES.map(({ words, concept }) => [words, concept]));
/** Words that say nothing of what a field means. */
const FILLERS = new Set(
	'a an the of number no count total anzahl der die das des ein eine has hat have is ist contact lead prospect kontakt in im on am auf von at by any confirmed last day days tage property feld field yes ja per each value'.split(
		' '
	)
);

/** What a name means, as far as names tell. */
export interface Meaning {
	/** The concept the whole name stands for; null where it is none of those known. */
	concept: string | null;
	/** Words of it, concepts where phrases name some, without fillers. */
	words: string[];
}

/**
 * The meaning of the name of a field, an activity or a column. Windows such as "14d" or "last 30 days" belong to none.
 * @example meaningOf('Number of employees').concept // 'employees'
 */
export function meaningOf(name: string): Meaning {
	const words = headerWords(name)
		.replace(/\b(last )?\d+ ?(d|days?|tagen?|months?|monaten?)?\b/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const bare = words.split(' ').filter((word) => !FILLERS.has(word));
	const concept = NAMED.get(words) ?? NAMED.get(bare.join(' ')) ?? null;
	return { concept, words: concept ? [concept] : conceptsIn(words) };
}

/** The words with known phrases replaced by their concepts, longest first. */
function conceptsIn(words: string): string[] {
	let rest = ` ${words} `;
	const found: string[] = [];
	for (const { words: phrase, concept } of PHRASES) {
		if (!rest.includes(` ${phrase} `)) continue;
		rest = rest.replace(` ${phrase} `, ' ');
		found.push(concept);
	}
	const others = rest.split(' ').filter((word) => word !== '' && !FILLERS.has(word));
	return [...new Set([...found, ...others])];
}
