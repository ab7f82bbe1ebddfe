import { keptDistribution } from '../../alerting/kept-distribution.ts';
import { tellCrossings } from '../../alerting/tell-crossings.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { parseResolutionName } from '../../contracts/forecast-resolution.ts';
import {
  type ForecastRequest as EngineRequest,
  engineVersion,
  ForecastInputError,
  forecastSeries,
  type RegressionForecast,
  type SeriesForecast,
} from '../../forecasting/index.ts';
import { describeResolution } from '../store/describe-resolution.ts';
import type { StoredPoint } from '../store/read-points.ts';
import type { Explaining } from './explain.ts';
import { explainedForecast, explanationOf, stepContributions } from './explained-forecast.ts';
import { inputHash } from './input-hash.ts';

/** A forecast as the engine made it, in the words of the contract; `cost` is what the caller has counted so far. */
export type MadeForecast = Pick<
  Forecast,
  | 'backend'
  | 'horizon'
  | 'levels'
  | 'quantiles'
  | 'from'
  | 'to'
  | 'points'
  | 'errorCorrelation'
  | 'distribution'
  | 'crossings'
  | 'card'
>;

/**
 * Forecasts points (any order) with our own engine, and with what explains them, where that was gathered.
 *
 * @throws {DomainError} `failed-precondition` (SERIES_EMPTY) without points, `invalid-argument` for options that the
 * engine refuses.
 */
export function makeForecast(
  points: readonly StoredPoint[],
  options: ForecastOptions,
  explaining?: Explaining,
): MadeForecast {
  if (points.length === 0) {
    throw new DomainError(
      'failed-precondition',
      'SERIES_EMPTY',
      'the series has no points yet: ingest some first',
    );
  }
  const startedAt = performance.now();
  const made = runEngine(points, options, explaining);
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return describeForecast(made, options, {
    inputHash: inputHash(points),
    newestAt: newestOf(points),
    durationMs,
    explaining,
  });
}

/** What is to be known of a forecast besides what the engine answers. */
export interface MadeFrom {
  readonly inputHash: string;
  /** Of the newest point, ms UTC. */
  readonly newestAt: number;
  readonly durationMs: number;
  /** What explained it, if anything. */
  readonly explaining?: Explaining | undefined;
}

/** A forecast of the engine in the words of the contract. */
export function describeForecast(
  made: SeriesForecast | RegressionForecast,
  options: Omit<ForecastOptions, 'backend'>,
  from: MadeFrom,
): MadeForecast {
  const forecast = {
    backend: 'statistical',
    horizon: options.horizon,
    levels: options.levels,
    quantiles: options.quantiles ?? [],
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
      ...('contributions' in made ? { contributions: stepContributions(made, step) } : {}),
    })),
    errorCorrelation: made.errorCorrelation,
    distribution: keptDistribution(made.distribution),
    card: { asked: askedOf(options, from.explaining), ...cardOf(made, from) },
  };
  return { ...forecast, crossings: tellCrossings(forecast, options.crossings ?? []) };
}

/** The instant of the newest point, ms UTC. */
export const newestOf = (points: readonly StoredPoint[]): number =>
  points.reduce((newest, { at }) => Math.max(newest, at), points[0]?.at ?? 0);

function runEngine(
  points: readonly StoredPoint[],
  options: ForecastOptions,
  explaining: Explaining | undefined,
): SeriesForecast | RegressionForecast {
  const request: EngineRequest = { observations: points, ...engineOptions(options) };
  try {
    if (explaining === undefined) return forecastSeries(request);
    const { model: _, ...shared } = request;
    return explainedForecast(shared, explaining, options);
  } catch (error) {
    if (!(error instanceof ForecastInputError)) throw error;
    throw new DomainError('invalid-argument', error.reason, error.message, { cause: error });
  }
}

/** Options in the words of the engine. */
export function engineOptions(
  options: Omit<ForecastOptions, 'backend'>,
): Omit<EngineRequest, 'observations'> {
  const { horizon, levels, quantiles, model, seasonLengths, bounds, aggregate, timeZone, repair } = options;
  const resolution = options.resolution === undefined ? undefined : parseResolutionName(options.resolution);
  return {
    horizon,
    levels,
    model,
    ...(quantiles === undefined ? {} : { quantiles }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(repair === undefined ? {} : { repair }),
    ...(seasonLengths === undefined ? {} : { seasonLengths }),
    ...(bounds === undefined ? {} : { bounds: definedBounds(bounds) }),
  };
}

/** Bounds without the fields that were not given. */
export function definedBounds({ minimum, maximum, integer }: NonNullable<ForecastOptions['bounds']>) {
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(integer === undefined ? {} : { integer }),
  };
}

function askedOf(
  options: Omit<ForecastOptions, 'backend'>,
  explaining: Explaining | undefined,
): Forecast['card']['asked'] {
  const { model, seasonLengths, bounds, resolution, aggregate, timeZone, repair } = options;
  return {
    model,
    seasonLengths: seasonLengths ?? null,
    bounds: bounds ? definedBounds(bounds) : null,
    resolution: resolution ?? null,
    aggregate: aggregate ?? null,
    timeZone: timeZone ?? null,
    repair: repair ?? null,
    ...(explaining === undefined ? {} : { regression: explaining.asked }),
  };
}

function cardOf(
  made: SeriesForecast | RegressionForecast,
  { inputHash: hash, newestAt, durationMs, explaining }: MadeFrom,
): Omit<Forecast['card'], 'asked'> {
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
      timeZone: history.timeZone,
      repairs: history.repairs.map((repair) => ({ ...repair, at: new Date(repair.at) })),
      repairCount: history.repairCount,
      newestAt: new Date(newestAt),
      resolution: describeResolution(made.resolution),
      seasonLengths: made.seasonLengths,
      lastValue: history.lastValue,
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
    explanation: explaining && 'contributions' in made ? explanationOf(made, explaining) : null,
    cautions: [...(explaining?.cautions ?? []), ...made.cautions],
    engineVersion,
    durationMs,
    cost: { documentReads: 0, documentWrites: 0 },
  };
}
