import { calibratedScore } from '#lib/domain/comparison/calibrated-score.ts';
import { comparisonFrame } from '#lib/domain/comparison/comparison-frame.ts';
import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Calibrated, Calibrations } from './calibrations.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import type { Workspace } from './db/workspace.ts';
import { MOST_LEADS_HERE, runOnDataset } from './jobs/run-on-dataset.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import type { ChosenScore, ChosenScores } from './scores-from-url.ts';
import type { CalibrateSettings } from './usecases/calibrate-leads.ts';
import { compareModels, type ModelsCompared } from './usecases/compare-models.ts';
import { followed, KeptResults, type Kept, type Watch } from './usecases/kept-results.ts';
import type { Model } from './usecases/models.ts';

/** What an address asks to be compared, and on which leads. */
export interface ComparisonRequest extends ChosenScores {
	dataset: { id: string; manifest: DatasetManifest };
	source: LeadsSource;
	/** The card whose window, horizon and exclusions hold where no card is among the scores. */
	fallback: Scorecard;
	settings: CalibrateSettings;
}

/** Comparisons kept in memory; one is a few hundred kilobytes. */
const KEPT = 8;

/** The comparisons of a server: the same scores on the same leads are calculated once. */
export class Comparisons {
	readonly #workspace: Workspace;
	readonly #calibrations: Calibrations;
	readonly #kept = new KeptResults<ModelsCompared>(KEPT);

	constructor(workspace: Workspace, calibrations: Calibrations) {
		this.#workspace = workspace;
		this.#calibrations = calibrations;
	}

	/** A comparison as far as it has come. */
	get(request: ComparisonRequest): Kept<ModelsCompared> {
		const { dataset, scores, stamp, settings, fallback } = request;
		const who = scores.map((score) =>
			score.kind === 'column' ? score.key : [score.key, score.model.sha256]
		);
		const name = JSON.stringify([dataset.id, who, stamp, settings, fallback]);
		return this.#kept.get(name, (signal, onShare) => this.#compare(request, { signal, onShare }));
	}

	/** Forgets every comparison: the leads are read otherwise from now on. */
	forget(): void {
		this.#kept.clear();
	}

	async #compare(request: ComparisonRequest, watch: Watch): Promise<ModelsCompared> {
		const { dataset, source, stamp, settings, fallback } = request;
		const wishes = await this.#wishes(request, {
			...watch,
			onShare: (share) => watch.onShare(0.7 * share)
		});
		const { windowDays, horizonDays, dataDate, split, seed } = settings;
		const own = { windowDays, horizonDays, dataDate, split, seed, stamp: stamp ?? undefined };
		if (dataset.manifest.counts.leads <= MOST_LEADS_HERE) {
			return compareModels(this.#workspace.engine, source, wishes, fallback, own);
		}
		const input = { wishes, fallback, settings: own };
		const from = wishes.some(({ kind }) => kind !== 'card' && kind !== 'column') ? 0.7 : 0;
		return runOnDataset('compare-dataset', this.#workspace, dataset, input, {
			...watch,
			onShare: (share) => watch.onShare(from + (1 - from) * share)
		});
	}

	/** Calibrated and fitted scores are learned on the training leads of this very comparison, never on its later leads. */
	async #wishes(request: ComparisonRequest, watch: Watch): Promise<ScoreWish[]> {
		const { scores, dataset, fallback, settings } = request;
		const cards = scores.flatMap((score) =>
			score.kind === 'column' ? [] : [score.model.scorecard]
		);
		const frame = comparisonFrame(cards, fallback, settings).scorecard;
		const learned = new Set(scores.filter(isLearned).map(({ model }) => model.id)).size;
		const found = new Map<string, Calibrated>();
		const wishes: ScoreWish[] = [];
		for (const score of scores) {
			if (score.kind === 'column') wishes.push({ kind: 'column', name: score.column });
			else if (!isLearned(score)) {
				wishes.push({ kind: 'card', name: score.key, scorecard: score.model.scorecard });
			} else {
				const { model, kind, key } = score;
				const framed = framedBy(model.scorecard, frame);
				const calibrated =
					found.get(model.id) ??
					(await followed(this.#calibrations.get(dataset.id, model, framed, settings), {
						...watch,
						onShare: (share) => watch.onShare((found.size + share) / learned)
					}));
				found.set(model.id, calibrated);
				wishes.push({
					kind,
					name: key,
					scorecard: model.scorecard,
					found: calibratedScore(calibrated.calibration)
				});
			}
		}
		return wishes;
	}
}

type LearnedScore = Extract<ChosenScore, { model: Model }> & { kind: 'calibrated' | 'fitted' };

function isLearned(score: ChosenScore): score is LearnedScore {
	return score.kind === 'calibrated' || score.kind === 'fitted';
}

/** The card itself where nothing of it changes, so that its calibration is the one the other pages have. */
function framedBy(card: Scorecard, frame: Scorecard): Scorecard {
	const { signalWindowDays, horizonDays, exclusions } = frame;
	const features = [...(card.features ?? []), ...othersOf(frame, card)];
	const asked = features.length > 0 ? { features } : {};
	const framed = { ...card, signalWindowDays, horizonDays, exclusions, ...asked };
	return JSON.stringify(framed) === JSON.stringify(card) ? card : framed;
}

/** Touch features that only exclusions of other cards ask for. */
function othersOf({ features = [] }: Scorecard, card: Scorecard) {
	return features.filter(({ id }) => !card.features?.some((own) => own.id === id));
}
