import type { AskedRegression, RegressionOptions } from '../../contracts/regressors.ts';
import type { SpecialEvent } from '../../forecasting/index.ts';
import type { RegressorPoints } from './regressor-points.ts';

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Regressors, events and holidays as they were asked for, in a form that a document can hold and that a forecast can be
 * made from again: values ahead by instant, and no values that were sent along as history.
 */
export function askedRegression(
  { regressors, events, holidays, regression, effects }: RegressionOptions,
  read: readonly RegressorPoints[],
  given: readonly SpecialEvent[],
): AskedRegression {
  return {
    ...(regressors && {
      regressors: regressors.map(({ history, future, ...rest }, index) => ({
        ...rest,
        ...(history === undefined ? {} : { historySent: true }),
        ...(future === undefined ? {} : { future: futureOf(future, read[index]) }),
      })),
    }),
    ...(events && {
      events: given.map(({ occurrences, ...event }) => ({
        ...event,
        occurrences: occurrences.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
      })),
    }),
    ...(holidays && { holidays }),
    ...(regression && { regression }),
    ...(effects && { effects }),
  };
}

function futureOf(
  future: NonNullable<NonNullable<RegressionOptions['regressors']>[number]['future']>,
  read: RegressorPoints | undefined,
) {
  if (typeof future === 'string') return future;
  return Object.fromEntries((read?.given ?? []).map(({ at, value }) => [iso(at), value]));
}
