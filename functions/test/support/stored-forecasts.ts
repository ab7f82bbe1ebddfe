import type { Forecast } from '../../src/contracts/forecast.ts';
import { randomId } from '../../src/contracts/ids.ts';
import type { Ctx } from '../../src/firestore/context.ts';
import { forecastExample } from '../../src/http/routes/v1/examples/forecast.ts';
import { writeForecast } from '../../src/pipeline/forecast/keep-forecast.ts';

const hourMs = 3_600_000;

/** What a test says of a forecast; hourly, made at its first step, unless it says otherwise. */
export interface ForecastSketch {
  readonly metricId: string;
  readonly from: number;
  readonly medians: readonly number[];
  readonly spread?: number;
  readonly madeAt?: number;
  readonly stepMs?: number;
  readonly expireAt?: Date;
}

/** A forecast with normal distributions around the medians. */
export function sketchedForecast(sketch: ForecastSketch): Forecast {
  const { metricId, from, medians, spread = 1, madeAt = from, stepMs = hourMs, expireAt = null } = sketch;
  const instants = medians.map((_, step) => new Date(from + step * stepMs));
  const { forecastId: _, ...example } = forecastExample;
  return {
    ...example,
    metricId,
    horizon: medians.length,
    madeAt: new Date(madeAt),
    from: instants[0] ?? new Date(from),
    to: instants.at(-1) ?? new Date(from),
    expireAt,
    points: medians.map((mean, step) => ({
      at: instants[step] ?? new Date(from),
      mean,
      standardDeviation: spread,
      intervals: [],
    })),
    distribution: {
      quantiles: [-1.959963984540054, 0, 1.959963984540054].map((score, index) => ({
        probability: [0.025, 0.5, 0.975][index] ?? 0.5,
        values: medians.map((median) => median + score * spread),
      })),
      bounds: { minimum: null, maximum: null, integer: false },
    },
    crossings: [],
    card: {
      ...example.card,
      history: {
        ...example.card.history,
        resolution: { label: 'as the test says', unit: 'millisecond', count: stepMs },
      },
    },
  };
}

/** Keeps it as a forecast of the organization, mentioned on the metric, and answers its id. */
export async function storeForecast(ctx: Ctx, sketch: ForecastSketch): Promise<string> {
  const forecastId = randomId('forecast');
  await writeForecast(ctx, forecastId, sketchedForecast(sketch));
  return forecastId;
}
