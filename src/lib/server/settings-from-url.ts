import type { CalibrateSettings } from './usecases/calibrate-leads.ts';
import { amount, decimal, isoDay, wholeNumber } from './read-setting.ts';
import { WorkbenchError } from './workbench-error.ts';

interface Reader {
	expected: string;
	read(text: string): number | string | null;
}

const wholeDays = (least: number): Reader => ({
	expected: `${least} … 3650`,
	read: (text) => wholeNumber(text, least, 3650)
});
const points: Reader = {
	expected: '-1000000 … 1000000',
	read: (text) => wholeNumber(text, -1_000_000, 1_000_000)
};

const percent: Reader = {
	expected: '0 … 100 (%)',
	read: (text) => {
		const number = decimal(text, 0, 100);
		return number === null ? null : number / 100;
	}
};
/** A floor of 0 promises nothing, one of 100 % nobody can keep. */
const percentBetween: Reader = {
	expected: '0.1 … 99.9 (%)',
	read: (text) => {
		const number = decimal(text, 0.1, 99.9);
		return number === null ? null : number / 100;
	}
};
const money: Reader = {
	expected: '0 … 1000000000 (9000, 9000.50)',
	read: (text) => {
		const number = amount(text, 0, 1_000_000_000);
		return number === null ? null : Math.round(100 * number);
	}
};

function oneOf<T extends string>(...words: T[]) {
	return {
		expected: words.join(', '),
		read: (text: string) => words.find((word) => word === text) ?? null
	};
}

/** Keys of the address and what they set; every figure depends on nothing else. */
const READERS = {
	window: wholeDays(0),
	horizon: wholeDays(1),
	min: points,
	max: points,
	seed: { expected: '0 … 2147483647', read: (text: string) => wholeNumber(text, 0, 2 ** 31 - 1) },
	split: {
		expected: 'time, random',
		read: (text: string) => (text === 'time' || text === 'random' ? text : null)
	},
	'data-date': { expected: '2026-09-30', read: isoDay },
	fit: oneOf('auto', 'maximum-likelihood', 'ridge', 'firth'),
	card: oneOf('fewest', 'best', 'rounded'),
	multiple: { expected: '1 … 1000', read: (text: string) => wholeNumber(text, 1, 1000) },
	'max-changed': { expected: '0 … 1000', read: (text: string) => wholeNumber(text, 0, 1000) },
	within: percent,
	gate: oneOf('same-volume', 'capacity', 'cost', 'precision', 'joint'),
	capacity: { expected: '0.1 … 1000000', read: (text: string) => amount(text, 0.1, 1_000_000) },
	precision: percentBetween,
	value: money,
	margin: percent,
	cost: money,
	'qualify-cost': money
} satisfies Record<string, Reader>;

/**
 * Settings of a calibration from the query of an address, or from the options of a command.
 * @throws WorkbenchError `setting-invalid` with name, value and what was expected
 */
export function settingsFromUrl(query: URLSearchParams): CalibrateSettings {
	const value = <T>(name: keyof typeof READERS): T | undefined => {
		const text = query.get(name)?.trim();
		if (!text) return undefined;
		const found = READERS[name].read(text);
		if (found === null) {
			const { expected } = READERS[name];
			throw new WorkbenchError('setting-invalid', { name, value: text, expected });
		}
		return found as T;
	};
	return {
		windowDays: value('window'),
		horizonDays: value('horizon'),
		min: value('min'),
		max: value('max'),
		seed: value('seed'),
		split: value('split'),
		dataDate: value('data-date'),
		fit: value('fit'),
		card: value('card'),
		multipleOf: value('multiple'),
		maxChanged: value('max-changed'),
		within: value('within'),
		gates: {
			rule: value('gate'),
			capacity: value('capacity'),
			precision: value('precision'),
			valueCents: value('value'),
			margin: value('margin'),
			costCents: value('cost'),
			qualifyCents: value('qualify-cost')
		}
	};
}
