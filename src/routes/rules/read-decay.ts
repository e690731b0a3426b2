import type { DecayDraft } from './decay-draft.ts';
import { readDecimal } from './decimal-text.ts';
import type { FieldReader } from './field-reader.ts';

/** How points wear off; nothing where they do not. @param path - of the decay */
export function readDecay(fields: FieldReader, decay: DecayDraft, path: string) {
	const { kind } = decay;
	if (kind === '') return {};
	const days = (text: string, at: string) => fields.whole(text, at, [1, 36_500, 'days']);
	const age = decay.age.trim() ? { age: decay.age } : {};
	if (kind === 'expiry') return { decay: { kind, days: days(decay.days, `${path}.days`), ...age } };
	if (kind === 'step')
		return { decay: { kind, steps: stepsIn(fields, decay.steps, path), ...age } };
	const percent = fields.number(decay.percent, `${path}.percent`);
	if (typeof percent === 'number' && !(percent >= 0.01 && percent <= 100)) {
		fields.found(`${path}.percent`, 'percent');
	}
	const everyDays = days(decay.everyDays, `${path}.everyDays`);
	return { decay: { kind, percent, everyDays, ...age } };
}

/** "30: 50; 90: 0": days and what is left from then on. */
function stepsIn(fields: FieldReader, text: string, path: string) {
	const steps = text
		.split(';')
		.filter((each) => each.trim())
		.map((each) => {
			const [days = '', left = ''] = each.split(':');
			const read = (part: string) =>
				readDecimal(part.trim().replace(/ ?%$/, ''), fields.reading.locale);
			return { afterDays: read(days), leftPercent: read(left) };
		});
	const isStep = ({ afterDays, leftPercent }: (typeof steps)[number], i: number) =>
		afterDays !== null &&
		leftPercent !== null &&
		Number.isInteger(afterDays) &&
		afterDays >= 1 &&
		leftPercent >= 0 &&
		leftPercent <= 100 &&
		(i === 0 ||
			(afterDays > (steps[i - 1].afterDays ?? 0) && leftPercent < (steps[i - 1].leftPercent ?? 0)));
	if (steps.length === 0 || !steps.every(isStep)) fields.found(`${path}.steps`, 'decay-steps');
	return steps;
}
