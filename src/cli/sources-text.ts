import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyFigures } from '#lib/domain/roi/money-figures.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import { modelName } from '#lib/charts/attribution-models-facts.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { figureName } from '#lib/charts/source-figure-words.ts';
import { verdictWord } from '#lib/charts/source-ladder-facts.ts';
import { sourceName } from '#lib/charts/source-name.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { textTable } from './text-table.ts';

const numbers = numbersIn('en');

/** The sources as tables of text: the ladder, what they cost, and what the models of attribution credit. */
export function sourcesText(report: SourceReport): string {
	const { ageDays, all, dataDate } = report;
	const age =
		ageDays === null ? 'no dates: rates of all leads' : `customers within ${ageDays} days`;
	const head = `${numbers.count(all.leads)} leads by ${report.field ?? 'nothing: the data names no source'}, ${age}; data date ${dataDate?.slice(0, 10) ?? 'unknown'}`;
	return [head, ladderText(report), moneyText(report), attributionText(report)]
		.filter(Boolean)
		.join('\n\n');
}

function ladderText({ sources, reading, ladder }: SourceReport): string {
	const rows = sources.map(({ figures, verdict, rung }) => {
		const shrunk = rung?.shrunk.measured ? rung.shrunk : null;
		const raw = rung?.raw.measured ? rung.raw : null;
		const shown = shrunk ?? raw;
		return [
			sourceName(figures.source, reading, 'en'),
			numbers.count(figures.leads),
			numbers.count(figures.immature),
			rateText(figures.mqlRate),
			rateText(figures.sqlRate),
			rateText(figures.customerRate),
			shrunk ? numbers.percent(shrunk.rate, 1) : '–',
			shown ? `${numbers.percent(shown.lo, 1)} to ${numbers.percent(shown.hi, 1)}` : '–',
			verdict ? verdictWord(verdict, 'en') : '–'
		];
	});
	const { overall } = ladder;
	const names = [
		'Source',
		'Leads',
		'Immature',
		'MQL',
		'SQL',
		'Customers',
		'Shrunk',
		'95% interval',
		'Verdict'
	];
	const note = overall.measured ? '' : `\n${reasonSentence(overall, 'en')}`;
	return textTable([names, ...rows]) + note;
}

function rateText(rate: Measured<Rate>): string {
	return rate.measured ? `${numbers.percent(rate.rate, 1)} (${rate.wins}/${rate.leads})` : '–';
}

const FIGURES: (keyof MoneyFigures)[] = [
	'costPerLead',
	'costPerMql',
	'costPerSql',
	'costPerWin',
	'cacPaid',
	'cacFull',
	'roas',
	'roi'
];

function moneyText({ money, reading }: SourceReport): string {
	const { costs } = money;
	if (!costs.measured) return reasonSentence(costs, 'en');
	const write = moneyIn(money.currency, 'en');
	const rows = [...money.rows, money.all].map(({ group, sums, figures }) => [
		group === null ? 'All' : sourceName(group, reading, 'en'),
		sums.cost.measured ? write.whole(sums.cost.marketing) : 'unknown',
		numbers.count(sums.leads),
		numbers.count(sums.wins),
		...FIGURES.map((name) => {
			const found = figures[name];
			if (!found.measured) return found.reason === 'cost-unknown' ? 'unknown' : '–';
			if ('cents' in found) return write.whole(found.cents);
			return name === 'roas' ? numbers.times(found.ratio) : numbers.percent(found.ratio, 0);
		})
	]);
	const head = [
		'Money',
		'Marketing',
		'Leads',
		'Wins',
		...FIGURES.map((name) => figureName(name, 'en'))
	];
	const parts = [costs.onLeads, costs.onOtherLeads, costs.withoutLeads, costs.overhead];
	const [leads, others, without, overhead] = parts.map((each) => write.exact(centsOf(each)));
	const booked = write.exact(centsOf(costs.booked));
	const sum = `${leads} on leads + ${others} on other leads + ${without} without leads + ${overhead} overhead = ${booked} booked`;
	const months = `${money.months.length} months, ${money.youngMonths.length} with young leads`;
	return `${textTable([head, ...rows])}\n${sum}; ${months}`;
}

function attributionText({ attribution }: SourceReport): string {
	if (!attribution.measured) return reasonSentence(attribution, 'en');
	const { models } = attribution;
	const channels = [
		...new Set(models.flatMap(({ credits }) => credits.map(({ source }) => source)))
	];
	const credit = (model: (typeof models)[number], channel: string) =>
		model.credits.find(({ source }) => source === channel)?.wins ?? 0;
	const rows = channels.map((channel) => [
		channel,
		...models.map((model) => numbers.decimal(credit(model, channel), 1))
	]);
	const head = ['Channel', ...models.map(({ model }) => modelName(model, 'en'))];
	return textTable([head, ...rows]);
}
