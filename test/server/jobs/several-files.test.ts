import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetFiles } from './dataset-files.ts';

let files: DatasetFiles;
beforeEach(async () => {
	files = new DatasetFiles();
	await files.open();
});
afterEach(() => files.close());

const LEADS = {
	id: 'id',
	createdAt: 'created',
	source: null,
	outcome: { column: 'won', won: ['yes'] },
	value: null,
	order: null,
	missing: []
};
const LEADS_FILE = `id,created,email,account,won
a,2026-01-01, Ann@Example.com ,X,yes
b,2026-01-02,bob@example.com,X,no
c,2026-01-03,ANN@example.com,Y,no
`;

describe('touches', () => {
	const TOUCHES = { lead: 'lead', at: 'at', type: 'type', detail: 'what' };

	it('find their lead by its id; rows without one are rejected and counted on both sides', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		await files.add(
			'touches',
			'touches.csv',
			'lead,at,type,what\na,2026-01-05 10:00,visit,/\nz,2026-01-05,visit,/\na,2026-01-04,mail,\n,2026-01-04,mail,\nb,soon,mail,\n'
		);
		const manifest = await files.check({ leadgauge: 1, leads: LEADS, touches: TOUCHES });
		expect(await files.rows('lead, "at", type, detail, channel, by_us', 'touches')).toEqual([
			'1|2026-01-04 00:00:00|mail|||',
			'1|2026-01-05 10:00:00|visit|/||'
		]);
		expect(manifest.files).toMatchObject([
			{ name: 'leads.csv', role: 'leads', read: 3, loaded: 3, rejected: 0, merged: 0 },
			{ name: 'touches.csv', role: 'touches', read: 5, loaded: 2, rejected: 3, merged: 0 }
		]);
		expect(manifest.files?.[1].keys).toMatchObject({
			matched: 1,
			unmatched: 1,
			unmatchedRows: 1,
			leadsMatched: 1,
			leadsUnmatched: 2
		});
		expect(await files.rows('file, line, code, found, raw', 'rejects')).toEqual([
			'touches.csv|3|unmatched-lead|z|z,2026-01-05,visit,/',
			'touches.csv|5|missing-lead||,2026-01-04,mail,',
			'touches.csv|6|unreadable-date|soon|b,soon,mail,'
		]);
		expect(manifest.tables).toEqual({ touches: 2 });
	});

	it('find it by e-mail, however that is written; of several leads the one created first', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		await files.add(
			'touches',
			't.csv',
			'mail,at\nann@EXAMPLE.com ,2026-01-05\nbob@example.com,2026-01-06\n'
		);
		const manifest = await files.check({
			leadgauge: 1,
			leads: { ...LEADS, email: 'email' },
			touches: [{ lead: { column: 'mail', by: 'email' }, at: 'at' }]
		});
		expect(await files.rows('lead, "at"', 'touches')).toEqual([
			'1|2026-01-05 00:00:00',
			'2|2026-01-06 00:00:00'
		]);
		expect(manifest.files?.[1].keys).toMatchObject({ matched: 2, shared: 1, leadsMatched: 2 });
		expect(manifest.issues.map(({ code }) => code)).toContain('keys-shared');
	});
});

describe('deals', () => {
	const DEALS = {
		lead: 'lead',
		deal: 'deal',
		amount: 'amount',
		currency: { code: 'EUR' },
		closedAt: 'closed',
		outcome: { column: 'stage', won: ['Won'], lost: ['Lost'] },
		product: null
	};
	const FILE = `deal,lead,amount,closed,stage
1,a,"1.200,50",05.02.2026,Won
2,a,"100,00",06.02.2026,Lost
3,b,"50,00",31.12.2026,Open
4,c,"70,00",01.02.2026,Lost
4,c,"70,00",01.02.2026,Lost
1,c,"1.200,50",05.02.2026,Won
2,a,"999,00",06.02.2026,Won
`;

	it('are counted once a lead, and tell how leads ended: won by any, open while some are, else lost', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		await files.add('deals', 'deals.csv', FILE);
		const manifest = await files.check({
			leadgauge: 1,
			leads: { ...LEADS, outcome: { from: 'deals' } },
			deals: DEALS
		});
		expect(await files.rows('lead, deal, amount, currency, closed_at, won', 'deals')).toEqual([
			'1|1|120050|EUR|2026-02-05 00:00:00|true',
			'1|2|10000|EUR|2026-02-06 00:00:00|false',
			'2|3|5000|EUR||',
			'3|4|7000|EUR|2026-02-01 00:00:00|false',
			'3|1|120050|EUR|2026-02-05 00:00:00|true'
		]);
		expect(await files.rows('id, won, won_at, lost_at, value_cents', 'leads ORDER BY 1')).toEqual([
			'a|true|2026-02-05 00:00:00||120050',
			'b||||',
			'c|true|2026-02-05 00:00:00||'
		]);
		expect(manifest.files?.[1]).toMatchObject({ read: 7, loaded: 5, rejected: 1, merged: 1 });
		expect(manifest.units?.sharedDeals).toEqual({ deals: 1, leads: 2 });
		expect(manifest.counts).toMatchObject({ leads: 3, won: 2, unknown: 1 });
		expect(manifest.dates.newestAt).toBe('2026-02-06T00:00:00.000Z');
	});
});

describe('stages', () => {
	it('come from files and from columns of the leads, and tell how leads ended', async () => {
		await files.add(
			'leads',
			'leads.csv',
			'id,created,mql\na,2026-01-01,2026-01-05\nb,2026-01-02,\nc,2026-01-03,\n'
		);
		await files.add(
			'stages',
			'history.csv',
			'lead,to,on,why\na,Won,2026-02-01,\nb,Lost,2026-02-02,price\nb,SQL,2026-02-03,\nc,SQL,2026-02-01,\nc,Lost,2026-02-02,time\n'
		);
		const manifest = await files.check({
			leadgauge: 1,
			leads: {
				...LEADS,
				stages: [{ stage: 'MQL', column: 'mql' }],
				outcome: { from: 'stages', won: ['Won'], lost: ['Lost'], accepted: ['SQL'] }
			},
			stages: { lead: 'lead', stage: 'to', at: 'on', reason: 'why' }
		});
		expect(await files.rows('lead, stage, "at", reason', 'stages')).toEqual([
			'1|MQL|2026-01-05 00:00:00|',
			'1|Won|2026-02-01 00:00:00|',
			'2|Lost|2026-02-02 00:00:00|price',
			'2|SQL|2026-02-03 00:00:00|',
			'3|SQL|2026-02-01 00:00:00|',
			'3|Lost|2026-02-02 00:00:00|time'
		]);
		expect(await files.rows('id, won, won_at, lost_at, accepted_at', 'leads ORDER BY 1')).toEqual([
			'a|true|2026-02-01 00:00:00||',
			'b|false|||2026-02-03 00:00:00',
			'c|false||2026-02-02 00:00:00|2026-02-01 00:00:00'
		]);
		expect(manifest.tables).toEqual({ stages: 6 });
	});
});

describe('costs', () => {
	const COSTS = { source: 'source', kind: 'marketing', currency: { code: 'EUR' } };

	it('are of a day, a month or a quarter, in any language', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		await files.add(
			'costs',
			'costs.csv',
			'when,source,spent,clicks\nMärz 2026,ads,10.5,0\nQ1 2026,fair,20,\n04/2026,ads,,3\nsoon,ads,1,1\nMay 26,ads,,\n'
		);
		const manifest = await files.check({
			leadgauge: 1,
			leads: LEADS,
			costs: { ...COSTS, day: 'when', amount: 'spent', clicks: 'clicks' }
		});
		const shown = 'day, until, source, kind, amount, currency, clicks';
		expect(await files.rows(shown, 'costs')).toEqual([
			'2026-01-01|2026-03-31|fair|marketing|2000|EUR|',
			'2026-03-01|2026-03-31|ads|marketing|1050|EUR|0',
			'2026-04-01|2026-04-30|ads|marketing||EUR|3'
		]);
		expect(await files.rows('line, code, found', 'rejects')).toEqual([
			'5|unreadable-date|soon',
			'6|missing-amount|'
		]);
		expect(manifest.files?.[1]).toMatchObject({ read: 5, loaded: 3, rejected: 2 });
	});

	it('may have a month a column, which becomes a row a month', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		await files.add(
			'costs',
			'budget.csv',
			'source,art,Jan 26,Feb 26\nads,Werbung,10,20\ncrm,Software,,5\n'
		);
		const manifest = await files.check({
			leadgauge: 1,
			leads: LEADS,
			costs: {
				...COSTS,
				months: [
					{ column: 'Jan 26', month: '2026-01' },
					{ column: 'Feb 26', month: '2026-02' }
				],
				kind: { column: 'art', marketing: ['Werbung'], tool: ['Software'] }
			}
		});
		expect(await files.rows('day, source, kind, amount', 'costs')).toEqual([
			'2026-01-01|ads|marketing|1000',
			'2026-02-01|ads|marketing|2000',
			'2026-02-01|crm|tool|500'
		]);
		expect(manifest.files?.[1]).toMatchObject({ read: 2, loaded: 2 });
		expect(manifest.tables).toEqual({ costs: 3 });
	});
});

describe('lists that leads refer to', () => {
	it('add their columns to the leads; names nobody knows are told, likely spellings offered', async () => {
		await files.add(
			'leads',
			'leads.csv',
			'id,product,won\na,GTXPro,yes\nb,GTX Basic,no\nc,Other,no\nd,,no\n'
		);
		await files.add(
			'lookup',
			'products.csv',
			'product,price,id\nGTX Pro,10.5,p\nGTX Basic,20,b\nGTX Basic,20,b\nMG,1,m\nMG,2,m\n'
		);
		const mapping = {
			leadgauge: 1,
			leads: { ...LEADS, createdAt: null, source: 'id (products)' },
			lookups: [{ file: 'products.csv', key: 'product', leadColumn: 'product' }]
		};
		const manifest = await files.check(mapping);
		expect(manifest.schema.map(({ name, type }) => `${name}:${type}`)).toEqual([
			'id:text',
			'product:text',
			'won:text',
			'price:number',
			'id (products):text'
		]);
		expect(await files.rows('id, c3, source', 'leads ORDER BY row_number')).toEqual([
			'a||',
			'b|20.0|b',
			'c||',
			'd||'
		]);
		expect(manifest.files?.[1]).toMatchObject({ read: 5, loaded: 3, rejected: 1, merged: 1 });
		expect(manifest.files?.[1].keys).toMatchObject({
			matched: 1,
			unmatched: 2,
			leadsMatched: 1,
			leadsUnmatched: 3
		});
		expect(manifest.spellings?.offered).toEqual([
			{ column: 'product', from: 'GTXPro', to: 'GTX Pro', leads: 1 }
		]);
		expect(manifest.issues.find(({ code }) => code === 'lookup-unmatched')?.params).toMatchObject({
			names: 'GTXPro, Other',
			leads: 2
		});
	});

	it('are joined after spellings were merged, and the merge is recorded', async () => {
		await files.add('leads', 'leads.csv', 'id,product,won\na,GTXPro,yes\nb,GTX Pro,no\n');
		await files.add('lookup', 'products.csv', 'product,price\nGTX Pro,10.5\n');
		const manifest = await files.check({
			leadgauge: 1,
			leads: { ...LEADS, createdAt: null, merges: { product: { GTXPro: 'GTX Pro' } } },
			lookups: [{ file: 'products.csv', key: 'product', leadColumn: 'product' }]
		});
		expect(await files.rows('id, c1, c3', 'leads ORDER BY row_number')).toEqual([
			'a|GTX Pro|10.5',
			'b|GTX Pro|10.5'
		]);
		expect(manifest.spellings).toEqual({
			applied: [{ column: 'product', from: 'GTXPro', to: 'GTX Pro', leads: 1 }],
			offered: []
		});
	});
});

describe('several files of leads', () => {
	it('are taken together, columns in any order; ids that clash are named', async () => {
		await files.add('leads', '2025.csv', 'id,created,won\na,2025-01-01,yes\nb,2025-01-02,no,9\n');
		await files.add(
			'leads',
			'2026.csv',
			'won;id;created\nno;c;"2026-01-01"\nyes;a;2026-01-02\nno;d;x\n'
		);
		const manifest = await files.check({ leadgauge: 1, leads: LEADS });
		expect(await files.rows('row_number, line, id, created_at, won', 'leads ORDER BY 1')).toEqual([
			'1|2|a|2025-01-01 00:00:00|true',
			'3|2|c|2026-01-01 00:00:00|false'
		]);
		expect(await files.rows('row_number, file, line, code, first_line, raw', 'rejects')).toEqual([
			'2|2025.csv|3|too-many-columns||b,2025-01-02,no,9',
			'4|2026.csv|3|duplicate-id|2|yes;a;2026-01-02',
			'5|2026.csv|4|unreadable-date||no;d;x'
		]);
		expect(manifest.files).toMatchObject([
			{ name: '2025.csv', read: 2, loaded: 1, rejected: 1 },
			{ name: '2026.csv', read: 3, loaded: 1, rejected: 2 }
		]);
		expect(manifest.counts).toMatchObject({ rowsRead: 5, leads: 2, rejected: 3 });
		const clash = manifest.issues.find(({ code }) => code === 'ids-clash');
		expect(clash).toMatchObject({ file: '2026.csv', params: { first: '2025.csv', ids: 1 } });
	});

	it('must have the same columns', async () => {
		await files.add('leads', '1.csv', 'id,won\na,yes\n');
		await files.add('leads', '2.csv', 'id,lost\nb,yes\n');
		await expect(files.check({ ...LEADS, createdAt: null })).rejects.toMatchObject({
			code: 'files-differ',
			issues: [{ params: { file: '2.csv', first: '1.csv', missing: 'won', more: 'lost' } }]
		});
	});
});

describe('what one lead is', () => {
	const MAPPING = { ...LEADS, email: 'email', account: 'account' };

	it('is counted for every choice', async () => {
		await files.add('leads', 'leads.csv', LEADS_FILE);
		const manifest = await files.check(MAPPING);
		expect(manifest.units).toEqual({
			applied: 'lead',
			choices: [
				{ unit: 'lead', leads: 3, won: 1 },
				{ unit: 'person', leads: 2, won: 1 },
				{ unit: 'account', leads: 2, won: 1 }
			],
			sharedDeals: null
		});
	});

	it('may be a person: rows within 180 days of the first are merged into it, touches included', async () => {
		await files.add(
			'leads',
			'leads.csv',
			`id,created,email,account,won
a,2026-01-10,x@y.de,,no
b,2026-01-01,X@y.de,,no
c,2026-06-30,x@y.de,,yes
d,2026-07-01,x@y.de,,no
e,2026-07-02,,,no
`
		);
		await files.add(
			'touches',
			'touches.csv',
			'lead,at\na,2026-01-11\nc,2026-07-01\nd,2026-07-03\n'
		);
		const manifest = await files.check({
			leadgauge: 1,
			leads: { ...MAPPING, unit: 'person' },
			touches: { lead: 'lead', at: 'at' }
		});
		expect(await files.rows('id, row_number, won', 'leads ORDER BY row_number')).toEqual([
			'b|2|true',
			'd|4|false',
			'e|5|false'
		]);
		expect(await files.rows('lead, "at"', 'touches')).toEqual([
			'2|2026-01-11 00:00:00',
			'2|2026-07-01 00:00:00',
			'4|2026-07-03 00:00:00'
		]);
		expect(manifest.files?.[0]).toMatchObject({ read: 5, loaded: 3, rejected: 0, merged: 2 });
		expect(manifest.counts).toMatchObject({ rowsRead: 5, leads: 3, merged: 2, won: 1, notWon: 2 });
	});
});

describe('the sample', () => {
	const sample = join(import.meta.dirname, '../../../data/sample');

	it('imports as five files, every row accounted for', async () => {
		for (const role of ['leads', 'touches', 'stages', 'deals', 'costs'] as const) {
			files.use(role, join(sample, `${role}.csv`));
		}
		expect(existsSync(sample)).toBe(true);
		const manifest = await files.check({
			leadgauge: 1,
			leads: {
				...LEADS,
				id: 'lead_id',
				createdAt: 'created_at',
				account: 'account',
				outcome: { wonAt: 'won_at', lostAt: 'lost_at' }
			},
			touches: { lead: 'lead_id', at: 'at', type: 'type', detail: 'detail' },
			stages: { lead: 'lead_id', stage: 'stage', at: 'at', reason: 'reason' },
			deals: {
				lead: 'lead_id',
				deal: 'deal_id',
				amount: 'amount_eur',
				currency: 'currency',
				closedAt: 'closed_at',
				outcome: { column: 'won', won: ['yes'], lost: ['no'] },
				product: 'product'
			},
			costs: {
				day: 'month',
				source: 'source',
				campaign: 'campaign',
				kind: { column: 'kind', marketing: ['marketing'], sales: ['sales'], tool: ['tool'] },
				amount: 'amount',
				currency: 'currency',
				impressions: 'impressions',
				clicks: 'clicks',
				visits: 'visits'
			}
		});
		for (const { read, loaded, rejected } of manifest.files ?? []) {
			expect(rejected).toBe(0);
			expect(loaded).toBe(read);
		}
		const shares = files.progress.map(({ share }) => share);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
	});
});
