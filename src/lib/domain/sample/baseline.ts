import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * Today's points of the made-up vendor: what its CRM has been running, typed by hand and never checked.
 * `models/baseline.json` holds the same card.
 */
export const baseline: Scorecard = {
	leadgauge: 1,
	name: 'Lead score 2024',
	description:
		'The points the made-up vendor of data/sample runs today. data/sample/README.md tells which of them are wrong.',
	signalWindowDays: 14,
	horizonDays: 120,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			cap: { max: 85 },
			rules: [
				{
					id: 'decision-maker',
					label: 'Decision maker',
					points: 20,
					when: {
						field: 'job_role',
						operator: 'one-of',
						values: ['managing director', 'head of department']
					}
				},
				{
					id: 'mid-market',
					label: '50 to 499 employees',
					points: 20,
					when: { field: 'employees', operator: 'between', from: 50, to: 499 }
				},
				{
					id: 'large-company',
					label: '500 employees or more',
					points: 10,
					when: { field: 'employees', operator: 'at-least', value: 500 }
				},
				{
					id: 'target-industry',
					label: 'Manufacturing or logistics',
					points: 15,
					when: { field: 'industry', operator: 'one-of', values: ['manufacturing', 'logistics'] }
				},
				{
					id: 'public-sector',
					label: 'Public sector',
					points: 5,
					when: { field: 'industry', operator: 'equals', value: 'public sector' }
				},
				{
					id: 'dach',
					label: 'Germany, Austria, Switzerland',
					points: 5,
					when: { field: 'country', operator: 'one-of', values: ['DE', 'AT', 'CH'] }
				},
				{
					id: 'referral-partner',
					label: 'Referral or partner',
					points: 20,
					when: { field: 'source', operator: 'one-of', values: ['referral', 'partner'] }
				},
				{
					id: 'trade-fair',
					label: 'Trade fair lead',
					points: 20,
					when: { field: 'source', operator: 'equals', value: 'trade fair' }
				},
				{
					id: 'timeline',
					label: 'Wants to start this year',
					points: 10,
					when: { field: 'timeline', operator: 'equals', value: 'yes' }
				},
				{
					id: 'privacy-accepted',
					label: 'Privacy notice accepted',
					points: 5,
					when: { field: 'privacy_accepted_at', operator: 'is-set' }
				}
			]
		},
		{
			id: 'engagement',
			label: 'Engagement',
			kind: 'engagement',
			cap: { max: 60 },
			rules: [
				{
					id: 'demo',
					label: 'Demo requested',
					points: 20,
					when: { field: 'demo_requested', operator: 'equals', value: 'yes' }
				},
				{
					id: 'pricing',
					label: 'Pricing page viewed',
					points: 5,
					when: { field: 'pricing_views_14d', operator: 'at-least', value: 1 }
				},
				{
					id: 'webinar',
					label: 'Webinar attended',
					points: 10,
					when: { field: 'webinars_14d', operator: 'at-least', value: 1 }
				},
				{
					id: 'download',
					label: 'Download',
					points: 5,
					each: { field: 'downloads_14d', per: 1, atMost: 3 }
				},
				{
					id: 'email-click',
					label: 'E-mail click',
					points: 3,
					each: { field: 'email_clicks_14d', per: 1, atMost: 3 }
				},
				{
					id: 'email-open',
					label: 'E-mail open',
					points: 2,
					each: { field: 'email_opens_14d', per: 1, atMost: 4 }
				},
				{
					id: 'page-view',
					label: 'Two page views',
					points: 2,
					each: { field: 'page_views_14d', per: 2, atMost: 4 }
				}
			]
		},
		{
			id: 'negative',
			label: 'Negative',
			kind: 'negative',
			cap: { min: -40 },
			rules: [
				{
					id: 'unsubscribed',
					label: 'Unsubscribed',
					points: -20,
					when: { field: 'unsubscribed', operator: 'equals', value: 'yes' }
				},
				{
					id: 'freemail',
					label: 'Free e-mail address',
					points: -10,
					when: { field: 'email_kind', operator: 'equals', value: 'freemail' }
				},
				{
					id: 'no-company',
					label: 'No company known',
					points: -5,
					when: { field: 'account', operator: 'is-missing' }
				}
			]
		}
	],
	cap: { min: -40, max: 120 },
	exclusions: [
		{
			id: 'competitor',
			label: 'Competitor',
			when: { field: 'account', operator: 'contains', value: 'scorewerk' }
		},
		{
			id: 'student',
			label: 'Student',
			when: { field: 'job_role', operator: 'equals', value: 'student' }
		},
		{
			id: 'outside-market',
			label: 'Outside the market',
			when: { field: 'country', operator: 'one-of', values: ['US', 'IN'] }
		}
	],
	thresholds: { mql: 55, sql: 70 }
};
