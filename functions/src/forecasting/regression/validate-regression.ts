import { validateRequest } from '../forecast-request.ts';
import type { FourierTerms, RegressionRequest, Regressor, SpecialEvent } from './regression-request.ts';
import { RegressorInputError, type RegressorInputReason } from './regressor-input-error.ts';

/** Longest window of an event to either side, in steps. */
const WINDOW_MAX = 100;

/** Refuses a request that has no answer; see {@link RegressorInputError}. */
export function validateRegression(request: RegressionRequest): void {
  validateRequest(request);
  const { regressors = [], events = [], fourier = [], observations, horizon } = request;
  const names = [...regressors, ...events].map(({ name }) => name);
  requireThat(new Set(names).size === names.length, 'NAME_TAKEN', 'a name of its own for each regressor');
  for (const regressor of regressors) validateRegressor(regressor, observations.length, horizon);
  events.forEach(validateEvent);
  fourier.forEach(validateFourier);
}

function validateRegressor({ name, history, future, lag }: Regressor, length: number, horizon: number): void {
  requireThat(
    history.length === length && (future === undefined || future.length === horizon),
    'REGRESSOR_LENGTH',
    `a value of ${name} for each observation, and for each step if its future is known`,
  );
  requireThat(
    [...history, ...(future ?? [])].every(Number.isFinite),
    'REGRESSOR_NOT_FINITE',
    `finite values of ${name}`,
  );
  requireThat(
    lag === undefined || (Number.isInteger(lag) && lag >= 0),
    'REGRESSOR_LAG_OUT_OF_RANGE',
    `a whole lag of at least 0 for ${name}`,
  );
  requireThat(
    future !== undefined || lag === undefined || lag >= horizon,
    'REGRESSOR_FUTURE_UNKNOWN',
    `the future of ${name}, or a lag of at least the horizon of ${horizon} steps`,
  );
}

function validateEvent({ name, occurrences, before = 0, after = 0 }: SpecialEvent): void {
  const windows = [before, after].every((steps) => Number.isInteger(steps) && steps >= 0);
  requireThat(
    windows && Math.max(before, after) <= WINDOW_MAX,
    'EVENT_OUT_OF_RANGE',
    `windows of ${name} from 0 to ${WINDOW_MAX} steps`,
  );
  requireThat(
    occurrences.every(({ from, to }) => Number.isFinite(from) && Number.isFinite(to) && from <= to),
    'EVENT_OUT_OF_RANGE',
    `occurrences of ${name} that do not end before they begin`,
  );
}

function validateFourier({ seasonLength, harmonics }: FourierTerms): void {
  requireThat(
    Number.isFinite(seasonLength) && seasonLength > 1 && Number.isInteger(harmonics),
    'FOURIER_OUT_OF_RANGE',
    'Fourier terms of a season above 1 and a whole number of harmonics',
  );
  requireThat(
    harmonics >= 1 && 2 * harmonics <= seasonLength,
    'FOURIER_OUT_OF_RANGE',
    'from 1 to half the season as harmonics',
  );
}

function requireThat(holds: boolean, reason: RegressorInputReason, requirement: string): void {
  if (!holds) throw new RegressorInputError(reason, `forecastWithRegressors requires ${requirement}`);
}
