import type { Caution } from '../cautions.ts';
import { type OriginPlan, planOrigins } from '../evaluation/plan-origins.ts';
import { viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Candidate } from './candidate.ts';
import { autoCandidates, namedCandidate, seasonalNaives } from './candidates.ts';
import { chooseMembers } from './choose-members.ts';
import type { Weighted } from './combine.ts';
import { type Contest, type Contestant, combineForecasts, enterContest, scoreForecasts } from './contest.ts';
import { selectUntested } from './select-untested.ts';
import { describeShortened, type Selection, type SelectionRequest, tooShortFor } from './selection.ts';

/** Points × origins that a backtest may spend on each candidate, and the number of origins it aims at. */
const WORK_MAX = 16_000;
const ORIGINS_MAX = 8;
const ORIGINS_MIN = 3;
/** Fewest points that a first origin leaves to learn from, without and with a season. */
const TRAINING_MIN = 6;
const TRAINING_SEASONS = 2;

/**
 * Lets the candidates (or the one named) forecast from several origins in the past and chooses by their error; hands
 * over to the seasonal naive where nothing beats it, with a caution. A history too short for a backtest is chosen for
 * without one.
 */
export function selectModel(request: SelectionRequest): Selection {
  const { y, seasonLengths, horizon, model } = request;
  const wanted = model === 'auto' ? autoCandidates(seasonLengths) : [namedCandidate(model, seasonLengths)];
  const needed = TRAINING_SEASONS * Math.max(1, ...seasonLengths) + 2;
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: Math.max(TRAINING_MIN, needed, model === 'auto' ? 0 : wanted[0].lengthMin),
    seasonLengths,
    originsMax: Math.max(ORIGINS_MIN, Math.min(ORIGINS_MAX, Math.floor(WORK_MAX / y.length))),
  });
  if (!plan) return selectUntested(request, wanted);
  return selectTested(request, wanted, plan);
}

function selectTested(
  { y, model, horizon, seasonLengths }: SelectionRequest,
  wanted: readonly Candidate[],
  plan: OriginPlan,
): Selection {
  const contest: Contest = { seasonLength: seasonLengths[0] ?? 1, views: viewOrigins(y, plan) };
  const [firstOrigin] = plan.origins;
  const eligible = wanted.filter(({ lengthMin }) => lengthMin <= firstOrigin);
  const contestants = eligible.map((candidate) => enterContest(contest, candidate));
  const benchmark = enterBenchmark(contest, contestants, seasonLengths);
  const chosen = chooseMembers(contestants);
  const beaten = scoreForecasts(contest, combineForecasts(chosen)).loss < benchmark.loss;
  const handOver = model === 'auto' && !beaten;
  const members: Weighted<Contestant>[] = handOver ? [{ item: benchmark, weight: 1 }] : chosen;
  const forecasts = combineForecasts(members);
  const cautions: Caution[] = [];
  if (!beaten && benchmark.loss > 0) cautions.push(notBeaten(benchmark, handOver));
  if (plan.horizon < horizon) cautions.push(describeShortened(plan.horizon));
  return {
    members: members.map(({ item, weight }) => ({ item: item.candidate, weight })),
    tested: [
      ...contestants.map(({ candidate, mase }) => ({ name: candidate.name, mase })),
      ...wanted.filter((candidate) => !eligible.includes(candidate)).map(tooShortFor),
    ],
    evidence: {
      plan,
      forecasts,
      score: scoreForecasts(contest, forecasts),
      seasonalNaive: benchmark,
    },
    cautions,
  };
}

/** The best of the seasonal naive methods, which may have competed already. */
function enterBenchmark(
  contest: Contest,
  contestants: readonly Contestant[],
  seasonLengths: readonly number[],
): Contestant {
  const entered = (candidate: Candidate) =>
    contestants.find((other) => other.candidate.name === candidate.name) ?? enterContest(contest, candidate);
  return seasonalNaives(seasonLengths)
    .map(entered)
    .reduce((best, other) => (other.loss < best.loss ? other : best));
}

function notBeaten(benchmark: Contestant, handOver: boolean): Caution {
  const what = handOver ? 'no method beat' : 'the method asked for did not beat';
  return {
    code: 'seasonal-naive-not-beaten',
    message: `${what} ${benchmark.candidate.name} in the backtest`,
  };
}
