/** The files a calibration can be taken away as, most useful first. */
export const exportFiles = [
	'points.csv',
	'model.json',
	'scoring.sql',
	'ml-logistic-regression.json'
] as const;

export type ExportFile = (typeof exportFiles)[number];
