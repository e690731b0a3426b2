import { parseArgs } from 'node:util';
import { fitTerms, type FitTermsOptions, type TermsFit } from '#lib/domain/logistic/fit-terms.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnNames } from '../column-names.ts';
import { fitJson } from '../fit-json.ts';
import { fitText } from '../fit-text.ts';
import { homeHelp, homeOption } from '../home-option.ts';
import { namedLeads, readNamedTable } from '../named-leads.ts';

export const fitHelp = `Usage: leadgauge fit FILE --outcome COL --terms A,B,C [OPTIONS]

Logistic regression of an outcome on columns of a CSV file, with its inference.

  --outcome COL    0/1 or true/false, or any column with --event
  --event VALUE    the value of the outcome that is a win; every other value is a loss
  --terms A,B,C    columns of numbers, or of texts: these become treatment contrasts named column=level, the first
                   level in sorted order the reference. "A,1" in quotation marks is one name
  --weights COL    the rows are groups and this column their counts (whole numbers from 0 on)
  --ridge L        draws the coefficients to 0: log likelihood - L/2 x sum of squares, the intercept free
  --firth          Firth's penalty: finite where rules part winners from losers
${homeHelp}
  --json           prints one JSON object instead of a table

{n, events, terms, coefficients, standardErrors, z, p, waldCi, profileCi, logLik, deviance, nullDeviance, aic,
 iterations, converged, separation, …}: terms and the arrays start with (intercept); an interval without an end has
 null there. Rows with a missing value (empty, NA) are left out and counted in "omitted". Columns that repeat others
 get no coefficient and stand in "refused".
 Where winners and losers are parted there is no fit: exit code 1, the terms named in "separation".`;

/** Fits a logistic regression to columns of a file. */
export async function fit(args: string[]): Promise<void> {
	const { help, json, file, request, method } = options(args);
	if (help) return console.log(fitHelp);
	const { terms, n, k, omitted } = await readNamedTable(file, request);
	const found = fitTerms(terms, n, k, { method });
	if (!found.measured) {
		throw new WorkbenchError('not-fitted', { ...found.params, reason: found.reason });
	}
	const object = fitJson(found, method, omitted);
	if (json) console.log(JSON.stringify(object));
	if (!found.fit.measured) throw refused(found);
	if (!json) console.log(fitText(object));
}

function refused({ fit: failed, separation }: TermsFit): WorkbenchError {
	if (failed.measured) throw new Error('fit: nothing was refused');
	if (!separation.separated) {
		return new WorkbenchError('not-fitted', { ...failed.params, reason: failed.reason });
	}
	const terms = separation.terms.map(({ name }) => name).join(', ');
	return new WorkbenchError('fit-separated', { terms, leads: separation.leads });
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...homeOption,
			outcome: text,
			event: text,
			terms: text,
			weights: text,
			ridge: text,
			firth: flag,
			json: flag,
			help: flag
		}
	});
	const { help, json } = values;
	const nothing = { file: namedLeads('', undefined), request: { outcome: '', columns: [] } };
	if (help) return { help, json, ...nothing, method: { kind: 'likelihood' } as const };
	if (!positionals[0]) throw new WorkbenchError('table-needed', { command: 'fit' });
	if (!values.outcome) {
		throw new WorkbenchError('option-needed', { option: 'outcome', command: 'fit' });
	}
	const columns = columnNames(values.terms, 'terms', 'fit');
	const { outcome, event, weights } = values;
	return {
		help,
		json,
		file: namedLeads(positionals[0], values.home),
		request: { outcome, event, weights, columns },
		method: methodOf(values.ridge, values.firth)
	};
}

type Method = NonNullable<FitTermsOptions['method']>;

function methodOf(ridge: string | undefined, firth: boolean): Method {
	if (ridge === undefined) return firth ? { kind: 'firth' } : { kind: 'likelihood' };
	if (firth) throw new WorkbenchError('ridge-and-firth');
	const strength = ridge.trim() === '' ? NaN : Number(ridge);
	if (!(strength >= 0 && strength < Infinity)) {
		throw new WorkbenchError('ridge-invalid', { value: ridge });
	}
	return strength === 0 ? { kind: 'likelihood' } : { kind: 'ridge', strength };
}
