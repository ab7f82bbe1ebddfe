import { keptDistribution } from '../../alerting/kept-distribution.ts';
import { tellCrossings } from '../../alerting/tell-crossings.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import type { TimeGptQuestion, TimeGptReply } from '../../contracts/timegpt-backend.ts';
import {
  applyBounds,
  distributionOf,
  keepLevels,
  levelOf,
  normalHalfWidth,
  pastSteps,
  type Resolution,
  regularise,
} from '../../forecasting/index.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { definedBounds, type MadeForecast } from './make-forecast.ts';
import { nestIntervals } from './nest-intervals.ts';
import { pandasFrequency } from './pandas-frequency.ts';

/** Newest values of a series that are sent; what TimeGPT looks at is far less. */
const valuesMax = 10_000;

/** What our ensemble's cautions say of the ensemble itself, and not of the history. */
const aboutOurModels: ReadonlySet<string> = new Set([
  'backtest-impossible',
  'backtest-horizon-shortened',
  'seasonal-naive-not-beaten',
  'model-substituted',
  'history-truncated',
  'outliers-repaired',
  'level-shift-repaired',
]);

const resolutionOf = ({ card }: MadeForecast): Resolution => {
  const { unit, count } = card.history.resolution;
  return { unit, count };
};

/**
 * The question whose answer replaces our `own` forecast: the same steps, gaps filled alike, nothing repaired. Where clocks
 * change, each step that there was counts once, as the steps of our forecast do.
 */
export function timeGptQuestion(own: MadeForecast, points: readonly StoredPoint[]): TimeGptQuestion {
  const resolution = resolutionOf(own);
  const { timeZone } = own.card.history;
  const grid = regularise(points, resolution, {
    timeZone,
    aggregate: own.card.asked?.aggregate ?? undefined,
  });
  const y = pastSteps(grid);
  return {
    y: y.slice(-valuesMax),
    freq: pandasFrequency(resolution),
    h: own.horizon,
    levels: levelsToAsk(own),
  };
}

/**
 * TimeGPT's forecast in our terms, on the instants of our `own`. Intervals are made to hold the mean and each other, and
 * kept within the bounds of the metric; the standard deviation is that of a normal distribution with the widest. There
 * is no backtest: what it costs is another's to charge. The correlation of errors stays that of our models.
 */
export function timeGptForecast(
  own: MadeForecast,
  reply: TimeGptReply,
  context: {
    readonly points: readonly StoredPoint[];
    readonly options: ForecastOptions;
    readonly waitedMs: number;
  },
): MadeForecast {
  const { points, options, waitedMs } = context;
  const nested = nestIntervals(reply);
  const widest = nested.at(-1);
  const standardDeviation = reply.mean.map((_, step) =>
    widest === undefined
      ? 0
      : ((widest.upper[step] ?? 0) - (widest.lower[step] ?? 0)) / (2 * normalHalfWidth(widest.level)),
  );
  const raw = { mean: [...reply.mean], standardDeviation, intervals: nested };
  const bounds = boundsOf(points, options);
  const prediction = applyBounds(raw, bounds);
  const engine = `nixtla-v2/${reply.model}`;
  const forecast = {
    ...own,
    backend: 'timegpt',
    points: own.points.map(({ at }, step) => ({
      at,
      mean: prediction.mean[step] ?? 0,
      standardDeviation: prediction.standardDeviation[step] ?? 0,
      intervals: keepLevels(prediction.intervals, own.levels).map(({ level, lower, upper }) => ({
        level,
        lower: lower[step] ?? 0,
        upper: upper[step] ?? 0,
      })),
    })),
    card: {
      ...own.card,
      history: { ...own.card.history, repairs: [], repairCount: 0 },
      model: reply.model,
      weights: [{ name: reply.model, weight: 1 }],
      candidates: [],
      backtest: null,
      cautions: own.card.cautions.filter(({ code }) => !aboutOurModels.has(code)),
      engineVersion: engine,
      durationMs: own.card.durationMs + waitedMs,
      tokens: { ...reply.tokens },
      tokenCost: reply.cost,
    },
    distribution: keptDistribution(distributionOf(raw, bounds)),
  };
  return { ...forecast, crossings: tellCrossings(forecast, options.crossings ?? []) };
}

/** Those of the intervals, and of the quantiles that are asked for. */
function levelsToAsk({ levels, quantiles }: MadeForecast): number[] {
  const ofQuantiles = quantiles.map(levelOf).filter((level) => level > 0);
  return [...new Set([...levels, ...ofQuantiles])].sort((a, b) => a - b);
}

/** A series that was never negative stays so, as in our own forecasts. */
function boundsOf(points: readonly StoredPoint[], { bounds = {} }: ForecastOptions) {
  const given = definedBounds(bounds);
  const neverNegative = points.every(({ value }) => value >= 0);
  return neverNegative && given.minimum === undefined
    ? { ...given, minimum: Math.min(0, given.maximum ?? 0) }
    : given;
}
