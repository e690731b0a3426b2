/** Length of a day in milliseconds; ages and horizons are multiples of it, in UTC. */
export const DAY_MS = 86_400_000;

/** A measured number, or the reason why there is none. Never NaN, never a made-up 0. */
export type Measured<T> = ({ measured: true } & T) | NotMeasured;

/** Why a figure is not there: a code with parameters; its message key is `not_measured_<code>`. */
export interface NotMeasured {
	measured: false;
	reason: string;
	params: Record<string, string | number>;
}

/** @example notMeasured('one-class', { wins: 0 }).measured // false */
export function notMeasured(
	reason: string,
	params: Record<string, string | number> = {}
): NotMeasured {
	return { measured: false, reason, params };
}
