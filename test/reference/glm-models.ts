import type { Design } from '#lib/domain/logistic/design.ts';
import type { Table } from './table.ts';

export type Terms = Record<string, Float64Array>;

/** Leads one by one. */
export function rows(terms: Terms, won: Float64Array): Design {
	const n = new Float64Array(won.length).fill(1);
	return { names: Object.keys(terms), columns: Object.values(terms), n, k: won };
}

export const numeric = (table: Table, ...columns: string[]): Terms =>
	Object.fromEntries(columns.map((column) => [column, table.numbers(column)]));

export const birthwtRules = [
	'r_age_lt20',
	'r_lwt_lt110',
	'r_black',
	'r_other',
	'r_smoke',
	'r_ptl',
	'r_ht',
	'r_ui'
];

/** The terms of each model in R's order and coding, from the tables behind the reference numbers. */
export const glmModels: Record<string, { file: string; design: (table: Table) => Design }> = {
	ucla: {
		file: 'ucla_binary.csv',
		design: (t) =>
			rows(
				{
					...numeric(t, 'gre', 'gpa'),
					rank2: t.is('rank', 2),
					rank3: t.is('rank', 3),
					rank4: t.is('rank', 4)
				},
				t.numbers('admit')
			)
	},
	mtcars_wt: {
		file: 'mtcars.csv',
		design: (t) => rows(numeric(t, 'wt'), t.numbers('am'))
	},
	spector: {
		file: 'spector.csv',
		design: (t) => rows(numeric(t, 'PSI', 'TUCE', 'GPA'), t.numbers('GRADE'))
	},
	default_balance: {
		file: 'Default.csv',
		design: (t) => rows(numeric(t, 'balance'), t.is('default', 'Yes'))
	},
	default_student: {
		file: 'Default.csv',
		design: (t) => rows({ studentYes: t.is('student', 'Yes') }, t.is('default', 'Yes'))
	},
	birthwt: {
		file: 'birthwt.csv',
		design: (t) =>
			rows(
				{
					...numeric(t, 'age', 'lwt'),
					race2: t.is('race', 2),
					race3: t.is('race', 3),
					...numeric(t, 'smoke', 'ptl', 'ht', 'ui')
				},
				t.numbers('low')
			)
	},
	birthwt_mass: {
		file: 'birthwt.csv',
		design: (t) =>
			rows(
				{
					...numeric(t, 'age', 'lwt'),
					raceblack: t.is('race', 2),
					raceother: t.is('race', 3),
					smoke: t.numbers('smoke'),
					ptd: t.numbers('ptl').map((value) => (value > 0 ? 1 : 0)),
					...numeric(t, 'ht', 'ui'),
					ftv1: t.is('ftv', 1),
					'ftv2+': t.numbers('ftv').map((value) => (value >= 2 ? 1 : 0))
				},
				t.numbers('low')
			)
	},
	birthwt_rules: {
		file: 'birthwt_rules.csv',
		design: (t) => rows(numeric(t, ...birthwtRules), t.numbers('low'))
	},
	titanic: {
		file: 'Titanic_table.csv',
		design: (t) => {
			const n = t.numbers('Freq');
			const survived = t.is('Survived', 'Yes');
			const terms = {
				Class2nd: t.is('Class', '2nd'),
				Class3rd: t.is('Class', '3rd'),
				ClassCrew: t.is('Class', 'Crew'),
				SexFemale: t.is('Sex', 'Female'),
				AgeAdult: t.is('Age', 'Adult')
			};
			return { ...rows(terms, n), n, k: n.map((count, c) => count * survived[c]) };
		}
	},
	adult_k5: {
		file: 'fr_adult_data.csv',
		design: (t) =>
			rows(
				numeric(t, 'Age_22_to_29', 'HSDiploma', 'NoHS', 'Married', 'AnyCapitalGains'),
				t.numbers('Over50K')
			)
	},
	mammo_k5: {
		file: 'fr_mammo_data.csv',
		design: (t) =>
			rows(
				numeric(
					t,
					'IrregularShape',
					'CircumscribedMargin',
					'SpiculatedMargin',
					'Age_geq_30',
					'Age_geq_60'
				),
				t.numbers('Malignant')
			)
	}
};
