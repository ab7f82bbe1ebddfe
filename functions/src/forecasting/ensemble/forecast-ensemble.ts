import type { Caution } from '../cautions.ts';
import { coverage } from '../evaluation/accuracy.ts';
import type { Prediction } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import type { SelectionEvidence, Tested } from '../selection/selection.ts';
import { backtestCandidates, backtestToJudge } from './backtest-candidates.ts';
import { forecastCandidates } from './candidate-forecasts.ts';
import { candidateNames } from './candidate-names.ts';
import type { EnsembleModel } from './ensemble-model.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import { frequencyClasses } from './frequency-class.ts';
import { type IntervalShape, intervalsAround, standardDeviations } from './interval-shape.ts';
import { judgeEnsemble, type Substitute, type Verdict } from './judge-ensemble.ts';
import { learnedWidths } from './learned-widths.ts';
import { describeSeries } from './series-features.ts';
import { combineCandidates, weighCandidates } from './weigh-candidates.ts';

/** The ensemble's answer, in the unit of its input, before bounds. */
export interface EnsembleForecast {
  readonly prediction: Prediction;
  /** Who forecasts, with which share, the largest first. */
  readonly weights: { name: string; weight: number }[];
  readonly tested: readonly Tested[];
  /** Null where the history is too short to test a step. */
  readonly evidence: SelectionEvidence | null;
  /** Share of the backtest's outcomes within the interval of each level, 0 to 1. */
  readonly covered: readonly number[];
  readonly cautions: readonly Caution[];
}

/** What to forecast. `seasonLengths` are those that the seasonal naive methods repeat, strongest first. */
export interface EnsembleRequest {
  readonly series: EnsembleSeries;
  readonly seasonLengths: readonly number[];
  readonly horizon: number;
  /** Percent, ascending. */
  readonly levels: readonly number[];
}

/** Fewest points that the ensemble continues. */
export const ENSEMBLE_LENGTH_MIN = 8;
/** Smaller shares are left out of the card. */
const WEIGHT_MIN = 0.005;

const OUTSIDE: Caution = {
  code: 'outside-training-range',
  message: 'the series is unlike those that the ensemble was trained on: a plain average forecasts',
};
const UNTESTED: Caution = {
  code: 'backtest-impossible',
  message: 'the history is too short for a backtest: accuracy and coverage are unknown',
};

/**
 * Automatic ensemble: twenty-one candidates, combined by weights that a trained gate gives from the features of the series
 * and the candidates' errors in a backtest, with intervals of learned, asymmetric widths. Where the backtest says that
 * repeating last season, or one of the candidates alone, is far better (or exact), that is what forecasts. Deterministic; the series needs eight points
 * and a change. See `docs/forecasting/ensemble-model-card.md`.
 */
export function forecastEnsemble(
  { series, seasonLengths, horizon, levels }: EnsembleRequest,
  model: EnsembleModel,
): EnsembleForecast {
  const kind = frequencyClasses.indexOf(series.kind);
  const candidates = forecastCandidates(series, horizon);
  const backtest = backtestCandidates(series, horizon, candidates.etsParameters);
  const features = describeSeries(series, horizon, candidates, backtest);
  const gate = weighCandidates(model, features.values, kind);
  const { weights, trained } = gate;
  const learned = learnedWidths(model, features, kind);
  const shape: IntervalShape = { ...learned, profile: model.profiles[kind] };
  const deviations = standardDeviations(shape);
  const y = Array.from(series.y);
  const judged = backtestToJudge(series, horizon, candidates.etsParameters, backtest);
  const trial = { kind: series.kind, y, seasonLengths, backtest: judged, weights, deviations };
  const verdict = judgeEnsemble(trial);
  const taken = verdict?.substitute;
  const path = taken
    ? substitutePath(taken, y, candidates.rows, horizon)
    : Array.from(combineCandidates(candidates.rows, gate, features.change));
  return {
    prediction: {
      mean: path,
      standardDeviation: deviations,
      intervals: intervalsAround(path, shape, levels),
    },
    weights: taken ? [{ name: taken.name, weight: 1 }] : nameWeights(weights),
    tested: verdict?.tested ?? candidateNames.map((name) => ({ name, mase: null, reason: 'no backtest' })),
    evidence: verdict?.evidence ?? null,
    covered: verdict ? coverageOf(verdict, shape, levels) : [],
    cautions: [...(trained ? [] : [OUTSIDE]), ...describeVerdict(verdict, horizon)],
  };
}

function substitutePath(
  substitute: Substitute,
  y: readonly number[],
  rows: readonly Float64Array[],
  horizon: number,
): number[] {
  if ('method' in substitute) return substitute.method.fit(y).predict(horizon).mean;
  return Array.from(rows[substitute.candidate]);
}

function nameWeights(weights: readonly number[]): { name: string; weight: number }[] {
  const named = candidateNames.map((name, k) => ({ name, weight: weights[k] }));
  const kept = named.filter(({ weight }) => weight >= WEIGHT_MIN).sort((a, b) => b.weight - a.weight);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ name, weight }) => ({ name, weight: weight / total }));
}

/** Today's widths around what was forecast in the past. */
function coverageOf({ evidence }: Verdict, shape: IntervalShape, levels: readonly number[]): number[] {
  const shares = evidence.forecasts.map((forecast) =>
    intervalsAround([...forecast.mean], shape, levels).map(
      (interval) => coverage(forecast.actual, interval) ?? 0,
    ),
  );
  return levels.map((_, i) => mean(shares.map((share) => share[i])));
}

function describeVerdict(verdict: Verdict | null, horizon: number): readonly Caution[] {
  if (!verdict) return [UNTESTED];
  const tested = verdict.evidence.plan.horizon;
  if (tested >= horizon) return verdict.cautions;
  const message = `the history allows a backtest over ${tested} steps only`;
  return [...verdict.cautions, { code: 'backtest-horizon-shortened', message }];
}
