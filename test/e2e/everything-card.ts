/** Everything a card may hold. */
export const everything = {
	leadgauge: 1,
	name: 'Everything',
	signalWindowDays: 14,
	horizonDays: 120,
	features: [
		{ id: 'opens', label: 'Opens', kind: 'count', types: ['open, mail', 'click'], byUs: false },
		{ id: 'seen', label: 'Last seen', kind: 'days-since-last', withinDays: 60 }
	],
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			cap: { min: -20, max: 85 },
			limits: [{ id: 'size-and-place', label: 'Size and place', cap: { max: 30 } }],
			rules: [
				{
					id: 'mid',
					label: 'Mid-market',
					points: 20,
					limit: 'size-and-place',
					missing: 'ignored',
					when: {
						all: [
							{ field: 'employees', operator: 'between', from: 50, to: 499 },
							{
								any: [
									{ field: 'country', operator: 'equals', value: 'DE' },
									{ field: 'country', operator: 'starts-with', value: 'A' }
								]
							}
						]
					}
				},
				{
					id: 'role',
					label: 'No specialist',
					points: 5,
					missing: 'false',
					when: { field: 'job_role', operator: 'not-equals', value: 'specialist' }
				}
			]
		},
		{
			id: 'engagement',
			label: 'Engagement',
			kind: 'engagement',
			rules: [
				{
					id: 'views',
					label: 'Page views',
					points: 2,
					each: { field: 'page_views_14d', per: 2, atMost: 5, after: 1 }
				},
				{
					id: 'opens',
					label: 'Opened',
					points: 4,
					each: { field: 'touch:opens', per: 1, atMost: 3 },
					decay: { kind: 'linear', percent: 12.5, everyDays: 7 }
				}
			]
		}
	],
	cap: { min: 0, max: 100 },
	nothingMatched: 'no-score',
	exclusions: [
		{
			id: 'out',
			label: 'Unsubscribed',
			when: { any: [{ field: 'unsubscribed', operator: 'equals', value: 'yes' }] }
		}
	],
	matrix: {
		letter: 'engagement',
		fit: { groups: ['fit'], from: [30, 10.5] },
		engagement: { groups: ['engagement'], from: [20] }
	},
	bands: [
		{ label: 'Cold', from: null },
		{ label: 'Hot', from: 40 }
	],
	thresholds: { mql: 20, sql: 45, mqlGrades: ['A1', 'B1'] }
};
