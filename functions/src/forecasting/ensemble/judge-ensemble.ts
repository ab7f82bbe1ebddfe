import type { Caution } from '../cautions.ts';
import { type OriginForecast, viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Candidate } from '../selection/candidate.ts';
import { seasonalNaives } from '../selection/candidates.ts';
import { type Contest, type Contestant, enterContest, scoreForecasts } from '../selection/contest.ts';
import type { SelectionEvidence, Tested } from '../selection/selection.ts';
import type { CandidateBacktest } from './backtest-candidates.ts';
import { candidateNames } from './candidate-names.ts';
import type { FrequencyClass } from './frequency-class.ts';
import { mixCandidates } from './weigh-candidates.ts';

/** What the backtest says about an ensemble. */
export interface Verdict {
  readonly evidence: SelectionEvidence;
  readonly tested: readonly Tested[];
  /** Who is so much better than the ensemble that it forecasts instead; null where nobody is. */
  readonly substitute: Substitute | null;
  readonly cautions: readonly Caution[];
}

/** Who forecasts in the ensemble's place: a seasonal naive method, or one of the candidates, by its place among them. */
export type Substitute = { readonly name: string } & (
  | { readonly method: Candidate }
  | { readonly candidate: number }
);

/** What is judged. `deviations` are the standard deviations by step; `seasonLengths` those that may be repeated. */
export interface Trial {
  readonly kind: FrequencyClass;
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
 * It is dropped for its own best candidate where its backtest error exceeds that one's by this factor. The gate learned
 * from series of which the best of the past is seldom the best of the future; a disk that fills by the same amount every
 * day is not among them. Of 10,499 series of the pool 18 go that far; where yearly and quarterly ones, of which a backtest
 * sees little, were three times worse than their best candidate, that one still went on to err half as much again.
 */
const CANDIDATE_RATIO: Readonly<Record<FrequencyClass, number>> = {
  yearly: 10,
  quarterly: 10,
  monthly: 3,
  weekly: 3,
  daily: 3,
  hourly: 3,
};

/**
 * Holds the weighted candidates against the seasonal naive methods, and against each candidate alone, at the origins of
 * the backtest. Null where there was none. The weights were chosen with the same origins in view, so errors are slightly
 * flattering.
 */
export function judgeEnsemble(trial: Trial): Verdict | null {
  const { kind, y, seasonLengths, backtest, weights, deviations } = trial;
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
  const enter = (forecasts: OriginForecast[]) => ({ forecasts, ...scoreForecasts(contest, forecasts) });
  const own = enter(forecastBy((rows) => mixCandidates(rows, weights)));
  const naive = bestSeasonalNaive(contest, seasonLengths, plan.origins[0]);
  const singles = candidateNames.map((name, candidate) => ({
    name,
    candidate,
    ...enter(forecastBy((rows) => rows[candidate])),
  }));
  const single = singles.reduce((best, other) => (other.loss < best.loss ? other : best));
  const notBeaten = own.loss >= naive.loss;
  const toNaive = notBeaten && (naive.loss === 0 || own.loss > HAND_OVER_RATIO * naive.loss);
  const toSingle = own.loss > CANDIDATE_RATIO[kind] * single.loss && single.loss < naive.loss;
  const taken = toSingle ? single : toNaive ? naive : undefined;
  return {
    evidence: {
      plan,
      forecasts: taken ? taken.forecasts.map((f) => ({ ...f, standardDeviation })) : own.forecasts,
      score: taken ?? own,
      seasonalNaive: naive,
    },
    tested: singles.map(({ name, mase }) => ({ name, mase })),
    substitute: substituteOf(toSingle ? single : toNaive ? naive.candidate : undefined),
    cautions: toSingle
      ? [describeCandidate(single.name)]
      : notBeaten && naive.loss > 0
        ? [describeDefeat(naive.candidate.name, toNaive)]
        : [],
  };
}

function substituteOf(
  taken: Candidate | { readonly name: string; readonly candidate: number } | undefined,
): Substitute | null {
  if (taken === undefined) return null;
  if ('candidate' in taken) return { name: taken.name, candidate: taken.candidate };
  return { name: taken.name, method: taken };
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

function describeCandidate(name: string): Caution {
  const message = `${name} alone was far better than the ensemble in the backtest and forecasts in its place`;
  return { code: 'candidate-preferred', message };
}
