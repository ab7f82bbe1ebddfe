import type { Caution } from '../cautions.ts';
import { planOrigins } from '../evaluation/plan-origins.ts';
import { viewOrigins } from '../evaluation/rolling-origin.ts';
import { forecasters } from '../models/forecasters.ts';
import { mean } from '../numerics/statistics.ts';
import { withSeason } from './candidate.ts';
import { chooseMembers } from './choose-members.ts';
import { type Contest, type Contestant, combineForecasts, enterContest, scoreForecasts } from './contest.ts';
import { describeShortened, type Selection } from './selection.ts';

const ORIGINS_MAX = 8;
const TRAINING_MIN = 6;

const PLACED: Caution = {
  code: 'intermittent-methods',
  message: 'mostly zeros and no season: methods for intermittent demand forecast in place of the ensemble',
};

/**
 * Chooses for an intermittent series without a season: SES and TSB forecast from up to eight origins in the past, and
 * are averaged by their *squared* errors (the worse one left out where it is far worse). An absolute error would choose
 * whatever is nearest to the median, which is zero. Croston's method, which learns nothing while demand stays away, made
 * the average worse on generated series (`npm run bench -- intermittent`). The series needs eight points.
 */
export function selectIntermittent(y: readonly number[], horizon: number): Selection {
  const candidates = [forecasters.ses, forecasters.tsb].map((method) => withSeason(method, 1));
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: TRAINING_MIN,
    seasonLengths: [],
    originsMax: ORIGINS_MAX,
  });
  if (!plan) throw new RangeError('selectIntermittent requires at least seven data points');
  const contest: Contest = { seasonLength: 1, views: viewOrigins(y, plan) };
  const entered = candidates.map((candidate) => enterContest(contest, candidate));
  const members = chooseMembers(entered.map((one) => ({ ...one, loss: squaredError(one) })));
  const naive = enterContest(contest, withSeason(forecasters.naive, 1));
  const forecasts = combineForecasts(members);
  const beaten = squaredError({ forecasts }) < squaredError(naive);
  const cautions = [PLACED];
  if (!beaten)
    cautions.push({ code: 'seasonal-naive-not-beaten', message: 'naive erred less in the backtest' });
  if (plan.horizon < horizon) cautions.push(describeShortened(plan.horizon));
  return {
    members: members.map(({ item, weight }) => ({ item: item.candidate, weight })),
    tested: entered.map(({ candidate, mase }) => ({ name: candidate.name, mase })),
    evidence: { plan, forecasts, score: scoreForecasts(contest, forecasts), seasonalNaive: naive },
    cautions,
  };
}

function squaredError({ forecasts }: Pick<Contestant, 'forecasts'>): number {
  return mean(forecasts.map((f) => mean(f.actual.map((value, i) => (value - f.mean[i]) ** 2))));
}
