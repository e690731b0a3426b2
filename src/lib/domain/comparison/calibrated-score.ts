import type { Calibration, LinearTerm } from '#lib/domain/calibration/calibration.ts';
import type { Contender } from './contender.ts';

/** What a comparison needs of a calibration: its points, its weights, its gates. */
export interface CalibratedScore {
	/** In order of the card; null where nothing was fitted. */
	points: number[] | null;
	/** Every addend of the fitted log-odds; empty where nothing was fitted. */
	predictor: LinearTerm[];
	gates: Contender['gates'];
}

/** @example calibratedScore(calibration).points // [41, 0, -10] */
export function calibratedScore({
	rules,
	linearPredictor,
	gates
}: Pick<Calibration, 'rules' | 'linearPredictor' | 'gates'>): CalibratedScore {
	const points = rules.map(({ calibratedPoints }) => calibratedPoints);
	const fitted = points.filter((each) => each !== null);
	const { mql, sql } = gates.card;
	return {
		points: fitted.length === points.length ? fitted : null,
		predictor: linearPredictor,
		gates: { mql, sql }
	};
}
