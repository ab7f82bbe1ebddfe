import { DomainError } from '../../contracts/errors.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import {
  type TimeGptAnswer,
  type TimeGptQuestion,
  TimeGptUnavailable,
} from '../../contracts/timegpt-backend.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { StoredPoint } from '../store/read-points.ts';
import type { Explaining } from './explain.ts';
import { type MadeForecast, makeForecast } from './make-forecast.ts';
import { timeGptForecast, timeGptQuestion } from './timegpt-forecast.ts';

/** A forecast of our own engine, and what TimeGPT is to be asked, whose answer replaces it. */
export interface BegunForecast {
  readonly own: MadeForecast;
  /** Null where nobody is asked. */
  readonly question: TimeGptQuestion | null;
  /** The forecast with the answer, for which `waitedMs` were waited. */
  finish(answer: TimeGptAnswer, waitedMs: number): MadeForecast;
}

/**
 * Begins a forecast of points (any order) with the engine that is asked for.
 *
 * @throws {DomainError} as `makeForecast`; `failed-precondition` (TIMEGPT_NOT_CONFIGURED) where there is no TimeGPT to ask
 */
export function beginForecast(
  { timegpt }: Pick<Ctx, 'timegpt'>,
  points: readonly StoredPoint[],
  options: ForecastOptions,
  explaining?: Explaining,
): BegunForecast {
  const asks = options.backend === 'timegpt';
  if (asks && timegpt === undefined) throw timeGptNotConfigured();
  const own = makeForecast(points, options, explaining);
  return {
    own,
    question: asks ? timeGptQuestion(own, points) : null,
    finish: (answer, waitedMs) =>
      answer instanceof TimeGptUnavailable
        ? instead(own, answer)
        : timeGptForecast(own, answer, { points, options, waitedMs }),
  };
}

/** Our own forecast where TimeGPT gave none: a caution says why, and the card what it charged for all the same. */
function instead(own: MadeForecast, { message, spending }: TimeGptUnavailable): MadeForecast {
  const because = `TimeGPT was asked for, but ${message}: our own ensemble made this forecast`;
  const cautions = [...own.card.cautions, { code: 'timegpt-unavailable', message: because }];
  const spent = spending && { tokens: spending.tokens, tokenCost: spending.cost };
  return { ...own, card: { ...own.card, ...spent, cautions } };
}

/** Forecasts points at once; errors as `beginForecast`. */
export async function forecastPoints(
  { timegpt }: Pick<Ctx, 'timegpt'>,
  points: readonly StoredPoint[],
  options: ForecastOptions,
  explaining?: Explaining,
): Promise<MadeForecast> {
  const begun = beginForecast({ timegpt }, points, options, explaining);
  if (begun.question === null || timegpt === undefined) return begun.own;
  const startedAt = performance.now();
  const [answer] = await timegpt.forecast([begun.question]);
  if (answer === undefined) throw new Error('TimeGPT left a question without an answer');
  return begun.finish(answer, Math.round(performance.now() - startedAt));
}

const timeGptNotConfigured = (): DomainError =>
  new DomainError(
    'failed-precondition',
    'TIMEGPT_NOT_CONFIGURED',
    'this deployment has no account with TimeGPT: ask for the backend "auto", or set NIXTLA_API_KEY',
  );
