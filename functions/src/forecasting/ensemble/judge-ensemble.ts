import type { Caution } from '../cautions.ts';
import { type OriginForecast, viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Candidate } from '../selection/candidate.ts';
import { seasonalNaives } from '../selection/candidates.ts';
import { type Contest, type Contestant, enterContest, scoreForecasts } from '../selection/contest.ts';
import type { SelectionEvidence, Tested } from '../selection/selection.ts';
import type { CandidateBacktest } from './backtest-candidates.ts';
import { candidateNames } from './candidate-names.ts';
import { mixCandidates } from './weigh-candidates.ts';

/** What the backtest says about an ensemble. */
export interface Verdict {
  readonly evidence: SelectionEvidence;
  readonly tested: readonly Tested[];
  /** The best of the seasonal naive methods. */
  readonly benchmark: Candidate;
  /** The ensemble's error is no less than the benchmark's. */
  readonly notBeaten: boolean;
  /** The benchmark is so much better that it forecasts instead. */
  readonly handsOver: boolean;
  readonly cautions: readonly Caution[];
}

/** What is judged. `deviations` are the standard deviations by step; `seasonLengths` those that may be repeated. */
export interface Trial {
  readonly y: readonly number[];
  readonly seasonLengths: readonly number[];
  readonly backtest: CandidateBacktest;
  readonly weights: readonly number[];
  readonly deviations: readonly number[];
}

/**
 * The ensemble is dropped where its backtest error exceeds the seasonal naive one's by this factor. Three origins are
 * noisy and the gate has seen them already: among 3,000 series of the training pool the ensemble went on to err less
 * than the seasonal naive methods even where its backtest error had been 1.5 times theirs, in every class.
 */
const HAND_OVER_RATIO = 3;

/**
 * Holds the weighted candidates against the seasonal naive methods at the origins of the backtest. Null where there was
 * none. The weights were chosen with the same origins in view, so errors are slightly flattering.
 */
export function judgeEnsemble({ y, seasonLengths, backtest, weights, deviations }: Trial): Verdict | null {
  const { plan, origins } = backtest;
  if (!plan) return null;
  const contest: Contest = { seasonLength: seasonLengths[0] ?? 1, views: viewOrigins(y, plan) };
  const standardDeviation = deviations.slice(0, plan.horizon);
  const forecastBy = (rowsOf: (rows: readonly Float64Array[]) => Float64Array): OriginForecast[] =>
    origins.map(({ rows, actual }) => ({
      mean: Array.from(rowsOf(rows)),
      standardDeviation,
      actual: Array.from(actual),
    }));
  const own = forecastBy((rows) => mixCandidates(rows, weights));
  const score = scoreForecasts(contest, own);
  const best = bestSeasonalNaive(contest, seasonLengths, plan.origins[0]);
  const notBeaten = score.loss >= best.loss;
  const handsOver = notBeaten && (best.loss === 0 || score.loss > HAND_OVER_RATIO * best.loss);
  const tested = candidateNames.map((name, k) => ({
    name,
    mase: scoreForecasts(
      contest,
      forecastBy((rows) => rows[k]),
    ).mase,
  }));
  const forecasts = handsOver ? best.forecasts.map((f) => ({ ...f, standardDeviation })) : own;
  return {
    evidence: { plan, forecasts, score: handsOver ? best : score, seasonalNaive: best },
    tested,
    benchmark: best.candidate,
    notBeaten,
    handsOver,
    cautions: notBeaten && best.loss > 0 ? [describeDefeat(best.candidate.name, handsOver)] : [],
  };
}

function bestSeasonalNaive(
  contest: Contest,
  seasonLengths: readonly number[],
  firstOrigin: number,
): Contestant {
  const eligible = seasonalNaives(seasonLengths).filter(({ lengthMin }) => lengthMin <= firstOrigin);
  const methods = eligible.length > 0 ? eligible : seasonalNaives([]);
  return methods
    .map((candidate) => enterContest(contest, candidate))
    .reduce((best, other) => (other.loss < best.loss ? other : best));
}

function describeDefeat(benchmark: string, handsOver: boolean): Caution {
  const message = handsOver
    ? `${benchmark} was far better than the ensemble in the backtest and forecasts in its place`
    : `${benchmark} was as good as the ensemble in the backtest, or better, but not by enough to take its place`;
  return { code: 'seasonal-naive-not-beaten', message };
}
