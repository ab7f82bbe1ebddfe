import { DomainError } from '../../contracts/errors.ts';
import type { Explanation } from '../../contracts/explanation.ts';
import type { RegressionOptions } from '../../contracts/regressors.ts';
import {
  forecastWithRegressors,
  type RegressionForecast,
  type RegressionRequest,
  RegressorInputError,
} from '../../forecasting/index.ts';
import type { Explaining } from './explain.ts';

/**
 * Forecasts with what explains a series, by the method that a backtest finds better.
 *
 * @throws {DomainError} `invalid-argument` for regressors that the engine refuses
 */
export function explainedForecast(
  request: Omit<RegressionRequest, 'observations' | 'regressors' | 'events'>,
  { observations, regressors, events }: Explaining,
  { regression = 'auto', effects = 'auto' }: RegressionOptions,
): RegressionForecast {
  try {
    return forecastWithRegressors({
      ...request,
      observations,
      regressors,
      events,
      method: regression,
      effects,
    });
  } catch (error) {
    if (!(error instanceof RegressorInputError)) throw error;
    const fields = [{ pointer: '/regressors', detail: error.message }];
    throw new DomainError('invalid-argument', 'VALIDATION_FAILED', error.message, { fields, cause: error });
  }
}

/** What each term adds to the mean of one step; regressors always, other terms where they add something. */
export function stepContributions(
  { contributions }: RegressionForecast,
  step: number,
): Record<string, number> {
  return Object.fromEntries(
    contributions.flatMap(({ name, kind, values }) => {
      const value = values[step] ?? 0;
      return value !== 0 || kind === 'regressor' ? [[name, value]] : [];
    }),
  );
}

/** The part of the model card that tells of regressors, events and holidays. */
export function explanationOf(made: RegressionForecast, { used, events, calendar }: Explaining): Explanation {
  const alone = made.method === 'ensemble';
  const reason = made.cautions.find(({ code }) => code === 'regressors-not-useful')?.message ?? null;
  return {
    method: made.method,
    effects: made.effects,
    regressors: [...used],
    events: events.map(({ name, occurrences }) => ({
      name,
      occurrences: occurrences.length,
      closed: made.closed.includes(name),
    })),
    calendar,
    coefficients: explainingCoefficients(made),
    notUsedBecause: alone ? reason : null,
  };
}

/** Those of regressors and events, without what the regression brings itself. */
export function explainingCoefficients({
  coefficients,
}: Pick<RegressionForecast, 'coefficients'>): Explanation['coefficients'] {
  return coefficients.flatMap(({ name, kind, value, standardError }) =>
    kind === 'regressor' || kind === 'event' ? [{ name, value, standardError }] : [],
  );
}
