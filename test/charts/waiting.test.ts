import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { waitingTime } from '#lib/domain/funnel/waiting-time.ts';
import { waitingFacts, type WaitRow } from '#lib/charts/waiting-facts.ts';
import { waiting } from '#lib/charts/waiting.ts';

const { document } = new JSDOM('').window;
/** Half are through by day 9, nine in ten never are. */
const slow: WaitRow = {
	label: 'Lead',
	wait: waitingTime({ day: [9, 40], won: [1, 0], n: [60, 40] })
};
const fast: WaitRow = { ...slow, label: 'MQL', wait: waitingTime({ day: [3], won: [1], n: [50] }) };

describe('time in stage', () => {
	it('calls nothing the longest where there is one stage', () => {
		expect(waitingFacts([slow], 'en').title).toBe(
			'Half of the leads stand at “Lead” for 9 days or more'
		);
		expect(waitingFacts([fast, slow], 'en').title).toContain('Leads stand longest at “Lead”');
	});

	it('says no day by which nine in ten were through where that never came', () => {
		const text = waiting([slow, fast], { document, width: 600, locale: 'en' }).textContent;
		expect(text).toContain('median 9 days');
		expect(text).toContain('median 3, 90% 3 days');
		expect(text).not.toContain('–');
	});
});
