import type { Caution } from '../cautions.ts';
import { type OriginPlan, planOrigins } from '../evaluation/plan-origins.ts';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import type { ForecasterName } from '../forecaster.ts';
import { forecasters } from '../models/forecasters.ts';
import { type Candidate, withSeason } from './candidate.ts';
import { autoCandidates, namedCandidate, seasonalNaives } from './candidates.ts';
import { chooseMembers } from './choose-members.ts';
import type { Weighted } from './combine.ts';
import {
  type Contest,
  type Contestant,
  combineForecasts,
  enter,
  type Score,
  scoreForecasts,
} from './contest.ts';

/** Points × origins that a backtest may spend on each candidate, and the number of origins it aims at. */
const WORK_MAX = 16_000;
const ORIGINS_MAX = 8;
const ORIGINS_MIN = 3;
/** Methods that, averaged, serve a history that is too short for a contest. */
const UNTESTED: readonly ForecasterName[] = ['theta', 'holt-winters-damped', 'ses'];

/** The evidence of a selection that could be tested. */
export interface SelectionEvidence {
  readonly plan: OriginPlan;
  readonly forecasts: readonly OriginForecast[];
  readonly score: Score;
  readonly seasonalNaive: Score;
}

/** Who forecasts, with which weight, and why. */
export interface Selection {
  readonly members: readonly Weighted<Candidate>[];
  readonly tested: readonly { name: string; mase: number | null; reason?: string }[];
  readonly evidence: SelectionEvidence | null;
  readonly cautions: Caution[];
}

/** What is to be forecast: the prepared series, and the method where one was named. */
export interface SelectionRequest {
  readonly y: readonly number[];
  readonly seasonLengths: readonly number[];
  readonly horizon: number;
  readonly model: 'auto' | ForecasterName;
}

/**
 * Lets the candidates (or the one named) forecast from several origins in the past and chooses by their error; hands
 * over to the seasonal naive where none beats it. A history too short for a backtest gets the average of a few sturdy
 * methods, or the naive one.
 */
export function selectModel(request: SelectionRequest): Selection {
  const { y, seasonLengths, horizon, model } = request;
  const automatic = model === 'auto';
  const wanted = automatic ? autoCandidates(seasonLengths) : [namedCandidate(model, seasonLengths)];
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: automatic
      ? trainingMinimum(seasonLengths)
      : Math.max(trainingMinimum(seasonLengths), wanted[0].lengthMin),
    seasonLengths,
    originsMax: Math.max(ORIGINS_MIN, Math.min(ORIGINS_MAX, Math.floor(WORK_MAX / y.length))),
  });
  if (!plan) return selectUntested(request, wanted);
  const contest: Contest = { y, seasonLength: seasonLengths[0] ?? 1, plan };
  const [eligible, tooShort] = partition(wanted, plan.origins[0]);
  const contestants = eligible.map((candidate) => enter(contest, candidate));
  const naives = seasonalNaives(seasonLengths).map(
    (c) => contestants.find((o) => o.candidate.name === c.name) ?? enter(contest, c),
  );
  const benchmark = naives.reduce((best, other) => (other.loss < best.loss ? other : best));
  const chosen =
    contestants.length > 0 ? chooseMembers(contest, contestants) : [{ item: benchmark, weight: 1 }];
  return conclude(contest, { request, contestants, chosen, benchmark, tooShort });
}

interface Result {
  readonly request: SelectionRequest;
  readonly contestants: readonly Contestant[];
  readonly chosen: readonly Weighted<Contestant>[];
  readonly benchmark: Contestant;
  readonly tooShort: readonly Candidate[];
}

function conclude(
  contest: Contest,
  { request, contestants, chosen, benchmark, tooShort }: Result,
): Selection {
  const score = scoreForecasts(contest, combineForecasts(chosen));
  const beaten = score.loss < benchmark.loss;
  const handOver = request.model === 'auto' && !beaten;
  const members = handOver ? [{ item: benchmark, weight: 1 }] : chosen;
  const forecasts = combineForecasts(members);
  const cautions: Caution[] = [];
  if (!beaten && benchmark.loss > 0) cautions.push(notBeaten(benchmark, handOver));
  if (contest.plan.horizon < request.horizon) cautions.push(shortened(contest.plan.horizon));
  return {
    members: members.map(({ item, weight }) => ({ item: item.candidate, weight })),
    tested: [
      ...contestants.map(({ candidate, mase }) => ({ name: candidate.name, mase })),
      ...tooShort.map(({ name, lengthMin }) => ({
        name,
        mase: null,
        reason: `requires ${lengthMin} points`,
      })),
    ],
    evidence: {
      plan: contest.plan,
      forecasts,
      score: scoreForecasts(contest, forecasts),
      seasonalNaive: benchmark,
    },
    cautions,
  };
}

function selectUntested(
  { y, seasonLengths, model }: SelectionRequest,
  wanted: readonly Candidate[],
): Selection {
  const [eligible, tooShort] = partition(wanted, y.length);
  const sturdy = eligible.filter(({ name }) => UNTESTED.some((method) => name.startsWith(method)));
  const naive = withSeason(forecasters.naive, 1);
  const fallback = seasonalNaives(seasonLengths).find(({ lengthMin }) => lengthMin <= y.length) ?? naive;
  const constant = y.every((value) => value === y[0]);
  const chosen = model !== 'auto' ? eligible : constant ? [naive] : sturdy;
  const members = chosen.length > 0 ? chosen : [fallback];
  const cautions: Caution[] = [
    {
      code: 'backtest-impossible',
      message: 'the history is too short to test a forecast on it: accuracy and coverage are unknown',
    },
  ];
  if (model !== 'auto' && chosen.length === 0) {
    cautions.push({
      code: 'model-substituted',
      message: `${model} requires ${wanted[0].lengthMin} points: ${fallback.name} took its place`,
    });
  }
  return {
    members: members.map((item) => ({ item, weight: 1 / members.length })),
    tested: [
      ...eligible.map(({ name }) => ({ name, mase: null, reason: 'no backtest' })),
      ...tooShort.map(({ name, lengthMin }) => ({
        name,
        mase: null,
        reason: `requires ${lengthMin} points`,
      })),
    ],
    evidence: null,
    cautions,
  };
}

function trainingMinimum(seasonLengths: readonly number[]): number {
  return Math.max(6, 2 * Math.max(1, ...seasonLengths) + 2);
}

function partition(candidates: readonly Candidate[], length: number): [Candidate[], Candidate[]] {
  return [candidates.filter((c) => c.lengthMin <= length), candidates.filter((c) => c.lengthMin > length)];
}

function notBeaten(benchmark: Contestant, handOver: boolean): Caution {
  const what = handOver ? 'no method beat' : 'the method asked for did not beat';
  return {
    code: 'seasonal-naive-not-beaten',
    message: `${what} ${benchmark.candidate.name} in the backtest`,
  };
}

function shortened(horizon: number): Caution {
  return {
    code: 'backtest-horizon-shortened',
    message: `the history allows a backtest over ${horizon} steps only`,
  };
}
