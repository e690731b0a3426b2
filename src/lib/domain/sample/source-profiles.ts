/** How leads of one source come about and what they are like. */
export interface SourceProfile {
	name: string;
	/** Share of all leads. */
	share: number;
	/** Which days of the week bring leads, Monday first. */
	week: readonly number[];
	/** Parts of the year that bring more or fewer leads than the rest, as month-day. */
	seasons?: readonly { from: string; to: string; factor: number }[];
	/** First and last date on which the source existed. */
	only?: { from: string; to: string };
	utmSource: string;
	utmMedium: string;
	/** UTM campaigns; at trade fairs and in call lists what sales typed into the field. */
	campaigns: readonly (readonly [string, number])[];
	landingPages: readonly (readonly [string, number])[];
	freemail: number;
	decisionMaker: number;
	/** Factor on page views, blog reads, downloads, pricing views and demo requests. */
	webInterest: number;
	webinar: number;
	optIn: number;
	/** Share of leads that sales or the form asked about need and timeline. */
	asked: number;
}

const ALL_WEEK = [1.1, 1.15, 1.1, 1.05, 0.85, 0.35, 0.4] as const;
const OFFICE_WEEK = [1, 1.15, 1.15, 1.1, 0.8, 0.03, 0.02] as const;
const WEBINAR_WEEK = [0.7, 0.9, 1.2, 2.6, 0.5, 0.1, 0.15] as const;

const CONTENT_PAGES = [
	['/guide/erp-checklist', 4],
	['/blog/lead-time', 3],
	['/product', 3],
	['/contact', 2]
] as const;
const AD_PAGES = [
	['/lp/demo', 4],
	['/lp/guide', 4],
	['/pricing', 2]
] as const;
const FAIRS = [
	{ from: '03-10', to: '03-13', factor: 9 },
	{ from: '03-31', to: '04-04', factor: 14 },
	{ from: '06-23', to: '06-26', factor: 7 },
	{ from: '09-15', to: '09-18', factor: 8 },
	{ from: '10-20', to: '10-23', factor: 9 },
	{ from: '11-11', to: '11-14', factor: 12 }
] as const;

const ONLINE = {
	week: ALL_WEEK,
	freemail: 0.25,
	decisionMaker: 0.28,
	webInterest: 1,
	webinar: 0.05,
	optIn: 0.55,
	asked: 0.4
} as const;
const OFFLINE = {
	week: OFFICE_WEEK,
	utmSource: '',
	utmMedium: '',
	landingPages: [],
	freemail: 0.07,
	decisionMaker: 0.36,
	webInterest: 0.45,
	webinar: 0.03,
	optIn: 0.3,
	asked: 0.6
} as const;

export const sourceProfiles: readonly SourceProfile[] = [
	{
		...ONLINE,
		name: 'organic search',
		share: 0.21,
		utmSource: '',
		utmMedium: '',
		campaigns: [['', 1]],
		landingPages: CONTENT_PAGES,
		freemail: 0.3,
		webInterest: 1.1
	},
	{
		...ONLINE,
		name: 'paid search',
		share: 0.16,
		utmSource: 'google',
		utmMedium: 'cpc',
		campaigns: [
			['brand-de', 3],
			['erp-software', 4],
			['alternative', 2],
			['retargeting', 1]
		],
		landingPages: AD_PAGES,
		webInterest: 1.2
	},
	{
		...ONLINE,
		name: 'LinkedIn ads',
		share: 0.14,
		utmSource: 'linkedin',
		utmMedium: 'paid-social',
		campaigns: [
			['cfo-guide', 3],
			['ops-leaders', 4],
			['abm-dach', 2]
		],
		landingPages: AD_PAGES,
		freemail: 0.18,
		decisionMaker: 0.36,
		webInterest: 0.7
	},
	{
		...ONLINE,
		name: 'e-mail',
		share: 0.08,
		utmSource: 'newsletter',
		utmMedium: 'email',
		campaigns: [
			['monthly', 5],
			['reactivation', 2]
		],
		landingPages: CONTENT_PAGES,
		optIn: 0.95
	},
	{
		...ONLINE,
		name: 'webinar',
		share: 0.1,
		week: WEBINAR_WEEK,
		utmSource: 'webinar',
		utmMedium: 'event',
		campaigns: [
			['live-demo', 3],
			['plant-planning', 4]
		],
		landingPages: [['/webinar', 1]],
		freemail: 0.14,
		webInterest: 0.8,
		webinar: 0.7,
		optIn: 0.8
	},
	{
		...OFFLINE,
		name: 'trade fair',
		share: 0.12,
		seasons: FAIRS,
		campaigns: [
			['hannover', 5],
			['nuremberg', 3],
			['stuttgart', 2]
		],
		webInterest: 0.4
	},
	{ ...OFFLINE, name: 'referral', share: 0.05, campaigns: [['', 1]], webInterest: 0.6 },
	{ ...OFFLINE, name: 'partner', share: 0.065, campaigns: [['', 1]], asked: 0.7 },
	{
		...OFFLINE,
		name: 'outbound',
		share: 0.0735,
		campaigns: [
			['list-north', 1],
			['list-south', 1]
		],
		freemail: 0.01,
		webInterest: 0.25,
		optIn: 0.1
	},
	{
		...ONLINE,
		name: 'podcast',
		share: 0.0015,
		only: { from: '2025-02-01', to: '2025-06-30' },
		utmSource: 'podcast',
		utmMedium: 'audio',
		campaigns: [['werkbank', 1]],
		landingPages: [['/lp/podcast', 1]]
	}
];
