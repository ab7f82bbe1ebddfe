import { DomainError } from '../../contracts/errors.ts';
import type { Forecast, ForecastOptions } from '../../contracts/forecast.ts';
import {
  type ForecastRequest as EngineRequest,
  engineVersion,
  ForecastInputError,
  forecastSeries,
  type SeriesForecast,
} from '../../forecasting/index.ts';
import { describeResolution } from '../store/describe-resolution.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { inputHash } from './input-hash.ts';

/** A forecast as the engine made it, in the words of the contract; `cost` is what the caller has counted so far. */
export type MadeForecast = Pick<
  Forecast,
  'backend' | 'horizon' | 'levels' | 'from' | 'to' | 'points' | 'errorCorrelation' | 'card'
>;

/**
 * Forecasts points (any order) with our own engine.
 *
 * @throws {DomainError} `failed-precondition` (SERIES_EMPTY) without points, `invalid-argument` for options that the
 * engine refuses.
 */
export function makeForecast(points: readonly StoredPoint[], options: ForecastOptions): MadeForecast {
  if (points.length === 0) {
    throw new DomainError(
      'failed-precondition',
      'SERIES_EMPTY',
      'the series has no points yet: ingest some first',
    );
  }
  const startedAt = performance.now();
  const made = runEngine(points, options);
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return describeForecast(made, options, { inputHash: inputHash(points), durationMs });
}

/** A forecast of the engine in the words of the contract. */
export function describeForecast(
  made: SeriesForecast,
  options: Pick<ForecastOptions, 'horizon' | 'levels' | 'model' | 'seasonLengths' | 'bounds'>,
  { inputHash: hash, durationMs }: { readonly inputHash: string; readonly durationMs: number },
): MadeForecast {
  return {
    backend: 'statistical',
    horizon: options.horizon,
    levels: options.levels,
    from: new Date(made.at[0] ?? 0),
    to: new Date(made.at.at(-1) ?? 0),
    points: made.at.map((at, step) => ({
      at: new Date(at),
      mean: made.mean[step] ?? 0,
      standardDeviation: made.standardDeviation[step] ?? 0,
      intervals: made.intervals.map(({ level, lower, upper }) => ({
        level,
        lower: lower[step] ?? 0,
        upper: upper[step] ?? 0,
      })),
    })),
    errorCorrelation: made.errorCorrelation,
    card: { asked: askedOf(options), ...cardOf(made, hash, durationMs) },
  };
}

function runEngine(points: readonly StoredPoint[], options: ForecastOptions): SeriesForecast {
  const { horizon, levels, model, seasonLengths, bounds } = options;
  const request: EngineRequest = {
    observations: points,
    horizon,
    levels,
    model,
    ...(seasonLengths === undefined ? {} : { seasonLengths }),
    ...(bounds === undefined ? {} : { bounds: definedBounds(bounds) }),
  };
  try {
    return forecastSeries(request);
  } catch (error) {
    if (!(error instanceof ForecastInputError)) throw error;
    throw new DomainError('invalid-argument', error.reason, error.message, { cause: error });
  }
}

/** Bounds without the fields that were not given. */
export function definedBounds({ minimum, maximum, integer }: NonNullable<ForecastOptions['bounds']>) {
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(integer === undefined ? {} : { integer }),
  };
}

function askedOf({
  model,
  seasonLengths,
  bounds,
}: Pick<ForecastOptions, 'model' | 'seasonLengths' | 'bounds'>): Forecast['card']['asked'] {
  return { model, seasonLengths: seasonLengths ?? null, bounds: bounds ? definedBounds(bounds) : null };
}

function cardOf(made: SeriesForecast, hash: string, durationMs: number): Omit<Forecast['card'], 'asked'> {
  const { history, model, backtest } = made;
  return {
    model: model.name,
    weights: model.weights,
    candidates: model.candidates,
    history: {
      from: new Date(history.from),
      to: new Date(history.to),
      observed: history.observed,
      gridLength: history.gridLength,
      gapsFilled: history.gapsFilled,
      duplicates: history.duplicates,
      resolution: describeResolution(made.resolution),
      seasonLengths: made.seasonLengths,
      inputHash: hash,
    },
    backtest:
      backtest === null
        ? null
        : {
            ...backtest,
            coverage: backtest.coverage.map(({ level, empirical }) => ({
              level,
              empirical: empirical / 100,
            })),
          },
    cautions: made.cautions,
    engineVersion,
    durationMs,
    cost: { documentReads: 0, documentWrites: 0 },
  };
}
