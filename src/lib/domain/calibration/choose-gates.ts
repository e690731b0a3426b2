import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { askedGates } from './asked-gates.ts';
import { askedRules } from './asked-rules.ts';
import type { CalibrateOptions } from './calibration-options.ts';
import { cardGates } from './card-gates.ts';
import { noEvidence, type Evidence } from './evidence.ts';
import { gatesOfCard, sameVolumeGates } from './following-gates.ts';
import type { GateChoice, GateChoices, GateOnTraining } from './gate-choices.ts';
import { gateSide, type GateSide } from './gate-side.ts';
import { gateTerms, type GateTerms } from './gate-terms.ts';
import { gateVolumes, inflowOf } from './gate-volumes.ts';
import { laterGate, laterJointProfit } from './later-gate.ts';
import type { ScoreSides } from './score-sides.ts';
import { wholeSides } from './whole-scores.ts';

/** What the gates of a calibration are chosen from. */
export interface GateIngredients {
	scorecard: Scorecard;
	/** Training leads. */
	train: Cells;
	today: ScoreSides;
	/** Calibrated points in order of the card, and their score; null where nothing was fitted. */
	calibrated: { points: number[]; sides: ScoreSides } | null;
	evidence?: Evidence;
	options: Pick<CalibrateOptions, 'gates' | 'seed' | 'draws'>;
}

/**
 * Chooses and measures the gates of both cards.
 *
 * @returns every gate that was asked for, or why it could not be chosen or measured
 * @example chooseGates(ingredients).card.mql // { measured: true, threshold: 47, rule: 'same-volume', outcome: 'accepted' }
 */
export function chooseGates(from: GateIngredients): GateChoices {
	const { scorecard, evidence = noEvidence, options } = from;
	const terms = gateTerms(options.gates ?? {}, evidence);
	const rule = options.gates?.rule ?? 'same-volume';
	const inflow = inflowOf(evidence.weeks);
	const known = { ...inWholePoints(from), evidence, terms, inflow };
	const today = ofToday(known);
	const calibrated = ofCalibrated(known);
	const card = cardGates(rule, scorecard.thresholds, calibrated?.choices ?? null);
	const thresholds = {
		mql: card.mql.measured ? card.mql.threshold : null,
		sql: card.sql.measured ? card.sql.threshold : null
	};
	return {
		terms,
		rule,
		drawnBy: evidence.accounts ? 'account' : 'lead',
		inflow,
		current: today.choices,
		calibrated: calibrated?.choices ?? [],
		card,
		jointProfit: {
			current: today.jointProfit,
			calibrated: calibrated?.jointProfit ?? null
		},
		volume: {
			current: gateVolumes(today.side, scorecard.thresholds, terms.capacity),
			calibrated: gateVolumes(calibrated?.side ?? null, thresholds, terms.capacity)
		}
	};
}

/** Gates are whole points, whatever wears off. */
function inWholePoints(from: GateIngredients): GateIngredients {
	const { calibrated } = from;
	return {
		...from,
		today: wholeSides(from.today),
		calibrated: calibrated && { ...calibrated, sides: wholeSides(calibrated.sides) }
	};
}

interface Known extends GateIngredients {
	evidence: Evidence;
	terms: GateTerms;
	inflow: GateChoices['inflow'];
}

function ofToday(from: Known) {
	const side = gateSide(from.scorecard, from.today, from.evidence);
	const following = gatesOfCard(from.scorecard.thresholds, from.terms.acceptanceKnown);
	return { side, ...measured(from, side, following) };
}

function ofCalibrated(from: Known) {
	const { scorecard, today, calibrated, train, evidence, terms, options } = from;
	if (!calibrated) return null;
	const { sides, points } = calibrated;
	const side = gateSide(scorecard, sides, evidence, points);
	const following = sameVolumeGates(
		scorecard.thresholds,
		{ train, today, calibrated: sides, accounts: evidence.accounts?.train ?? null },
		terms.acceptanceKnown,
		options
	);
	return { side, ...measured(from, side, following) };
}

/** The gates of one score: those that follow the card, then those asked for, each measured on the later leads. */
function measured(
	{ scorecard, terms, inflow, evidence, options }: Known,
	side: GateSide,
	following: GateOnTraining[]
) {
	const rules = askedRules(side.train, terms, inflow, scorecard.thresholds);
	const accounts = evidence.accounts?.train ?? null;
	const asked = askedGates(rules, side.train, accounts, options);
	const choices = [...following, ...asked].map((choice): GateChoice => {
		const { chosen } = choice;
		const later = chosen.measured ? laterGate(side, choice, chosen.threshold, terms) : null;
		return { ...choice, later };
	});
	return { choices, jointProfit: laterJointProfit(side.test, choices, terms) };
}
