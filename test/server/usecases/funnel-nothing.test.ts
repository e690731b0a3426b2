import { describe, expect, it } from 'vitest';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelPeriods } from '#lib/server/usecases/funnel-periods.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import { useFigures } from './sample-desk.ts';

const { sampleDesk } = useFigures();

describe('a funnel with nothing to show', () => {
	it('says why: no leads, all too young, one stage, too few dates for a comparison', async () => {
		const found = async (query: string) =>
			(await funnelView(funnelDesk(await sampleDesk(query)), 'cohort')).found;
		expect(await found('from=2030-01-01')).toMatchObject({ reason: 'no-leads-selected' });
		expect(await found('from=2026-09-01')).toMatchObject({ reason: 'all-immature' });
		expect(await found('stages=lead')).toMatchObject({ reason: 'too-few-stages' });
		expect(await found('stages=customer~lead')).toMatchObject({ measured: true });
		expect(await funnelPeriods(funnelDesk(await sampleDesk()), ['previous'])).toMatchObject({
			reason: 'no-period'
		});
	});
});
