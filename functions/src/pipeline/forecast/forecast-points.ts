import { DomainError } from '../../contracts/errors.ts';
import type { ForecastOptions } from '../../contracts/forecast.ts';
import { TimeGptUnavailable } from '../../contracts/timegpt-backend.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { StoredPoint } from '../store/read-points.ts';
import type { Explaining } from './explain.ts';
import { type MadeForecast, makeForecast } from './make-forecast.ts';
import { timeGptForecast, timeGptQuestion } from './timegpt-forecast.ts';

/**
 * Forecasts points (any order) with the engine that is asked for. Where TimeGPT gives no answer, our own ensemble does,
 * and a caution says why.
 *
 * @throws {DomainError} as `makeForecast`; `failed-precondition` (TIMEGPT_NOT_CONFIGURED) where there is no TimeGPT to ask
 */
export async function forecastPoints(
  { timegpt }: Pick<Ctx, 'timegpt'>,
  points: readonly StoredPoint[],
  options: ForecastOptions,
  explaining?: Explaining,
): Promise<MadeForecast> {
  if (options.backend !== 'timegpt') return makeForecast(points, options, explaining);
  if (timegpt === undefined) throw timeGptNotConfigured();
  const own = makeForecast(points, options);
  const startedAt = performance.now();
  try {
    const reply = await timegpt.forecast(timeGptQuestion(own, points));
    const waitedMs = Math.round(performance.now() - startedAt);
    return timeGptForecast(own, reply, { points, options, waitedMs });
  } catch (error) {
    if (!(error instanceof TimeGptUnavailable)) throw error;
    const message = `TimeGPT was asked for, but ${error.message}: our own ensemble made this forecast`;
    const cautions = [...own.card.cautions, { code: 'timegpt-unavailable', message }];
    return { ...own, card: { ...own.card, cautions } };
  }
}

const timeGptNotConfigured = (): DomainError =>
  new DomainError(
    'failed-precondition',
    'TIMEGPT_NOT_CONFIGURED',
    'this deployment has no account with TimeGPT: ask for the backend "auto", or set NIXTLA_API_KEY',
  );
