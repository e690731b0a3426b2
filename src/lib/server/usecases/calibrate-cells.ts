import { calibrate, type CalibrateContext } from '#lib/domain/calibration/calibrate.ts';
import type { Calibration, CrossCheck } from '#lib/domain/calibration/calibration.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { crossCheckSample } from '#lib/domain/logistic/cross-check-sample.ts';
import { crossCheck } from '#lib/domain/logistic/cross-check.ts';
import { separation } from '#lib/domain/logistic/separation.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { NotMeasured } from '#lib/domain/units.ts';

/** Everything a calibration is worked out from. Plain data: it travels to another thread. */
export interface CountedLeads {
	cells: Cells;
	scorecard: Scorecard;
	context: CalibrateContext;
	options: Omit<CalibrateOptions, 'crossCheck' | 'onStep'>;
	/** Whether another program fits a small sample too. */
	crossCheck: boolean;
}

const CROSS_CHECK_SEED = 1;
/** Share of the work that the cross-check is. */
const CROSS_CHECK_SHARE = 0.1;

/** The part of a calibration that needs no engine: seconds of arithmetic on many cells. */
export function calibrateCells(
	{ cells, scorecard, context, options, crossCheck: wanted }: CountedLeads,
	onStep: (share: number) => void = () => {}
): Calibration {
	const checked = wanted ? checkedByOther(cells, scorecard) : undefined;
	onStep(CROSS_CHECK_SHARE);
	return calibrate(cells, scorecard, context, {
		...options,
		crossCheck: checked,
		onStep: (share) => onStep(CROSS_CHECK_SHARE + (1 - CROSS_CHECK_SHARE) * share)
	});
}

/** The same small sample fitted by ml-logistic-regression (design §5). */
function checkedByOther(cells: Cells, scorecard: Scorecard): CrossCheck | NotMeasured {
	const train = part(cells, 0);
	const rules = [...rulesOf(scorecard).keys()].filter((rule) => separation(train, rule) === null);
	const sample = crossCheckSample(train, scorecard, rules, { seed: CROSS_CHECK_SEED });
	return sample.measured ? crossCheck(sample) : sample;
}
