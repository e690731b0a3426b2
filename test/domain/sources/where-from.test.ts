import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignTags } from '#lib/domain/sources/campaign-tags.ts';
import { sourceKind } from '#lib/domain/sources/online-offline.ts';

describe('campaign tags', () => {
	it('are read from the address of the landing page', () => {
		expect(
			campaignTags(
				'https://www.Firma.de/Demo/?utm_source=google&utm_medium=cpc&utm_campaign=Fr%C3%BChjahr+2026&utm_term=crm&utm_content=a&email=x%40y.de#top'
			)
		).toEqual({
			source: 'google',
			medium: 'cpc',
			campaign: 'Frühjahr 2026',
			term: 'crm',
			content: 'a',
			landingPage: 'firma.de/Demo',
			clickId: null
		});
	});

	it('are found behind the #, in any case, without a scheme, and the first one counts', () => {
		expect(campaignTags('firma.de/a#/?UTM_Source=Xing&utm_source=other').source).toBe('Xing');
		expect(campaignTags('/lp/demo?utm_medium=email')).toMatchObject({
			medium: 'email',
			landingPage: '/lp/demo'
		});
		expect(campaignTags('//firma.de?utm_source=').source).toBeNull();
	});

	it('fall back on a paid click id, and on no other', () => {
		expect(campaignTags('https://a.de/?gclid=abc')).toMatchObject({
			source: 'google',
			medium: 'cpc',
			clickId: 'google'
		});
		expect(campaignTags('https://a.de/?gclid=abc&utm_source=bing')).toMatchObject({
			source: 'bing',
			medium: null
		});
		expect(campaignTags('https://a.de/?fbclid=abc')).toMatchObject({
			source: null,
			medium: null,
			clickId: 'facebook'
		});
	});

	it('keep nobody’s name, password or mail address', () => {
		const { landingPage } = campaignTags('https://anna:geheim@a.de/demo?mail=anna@b.de#anna');
		expect(landingPage).toBe('a.de/demo');
	});

	it('survive whatever stands in the column', () => {
		expect(campaignTags('https://a.de/?utm_source=50%')).toMatchObject({ source: '50%' });
		for (const text of ['', '   ', 'direct', 'n/a?']) expect(campaignTags(text).source).toBeNull();
		fc.assert(
			fc.property(fc.string(), (text) => campaignTags(text) !== null),
			{ seed: 81 }
		);
	});

	it('come back as they were written into an address', () => {
		const word = fc
			.string({ minLength: 1 })
			.map((text) => text.trim())
			.filter(Boolean);
		fc.assert(
			fc.property(word, word, (source, campaign) => {
				const query = new URLSearchParams({ utm_source: source, utm_campaign: campaign });
				expect(campaignTags(`https://a.de/x?${query}`)).toMatchObject({ source, campaign });
			}),
			{ seed: 82 }
		);
	});
});

describe('online and offline', () => {
	it.each([
		['Messe Hannover', null, 'offline'],
		['trade fair', null, 'offline'],
		['Kaltakquise', null, 'offline'],
		['google', 'cpc', 'online'],
		['organic search', null, 'online'],
		['LinkedIn ads', null, 'online'],
		['e-mail', null, 'online'],
		['webinar', 'event', 'online'],
		['Online-Seminar', null, 'online'],
		['referral', null, null],
		['Partner', null, null],
		['', null, null]
	])('%s (%s) is %s', (source, medium, kind) => {
		expect(sourceKind(source, medium)).toBe(kind);
	});

	it('follows what the user says', () => {
		expect(sourceKind('partner', null, new Map([['partner', 'offline']]))).toBe('offline');
	});
});
