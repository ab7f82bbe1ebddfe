import type { z } from 'zod';
import type { ForecastDistribution, samplePathsQuerySchema } from '../contracts/chances.ts';
import type { Forecast } from '../contracts/forecast.ts';
import { normalDistribution, type PredictiveDistribution, samplePaths } from '../forecasting/index.ts';

/** The part of a kept forecast that its chances are read off. */
export type KeptChances = Pick<Forecast, 'points' | 'errorCorrelation' | 'distribution'>;

/** A distribution of the engine as a forecast keeps it. */
export function keptDistribution({ quantiles, bounds }: PredictiveDistribution): ForecastDistribution {
  const { minimum = null, maximum = null, integer = false } = bounds;
  return {
    quantiles: quantiles.map(({ probability, values }) => ({ probability, values: [...values] })),
    bounds: { minimum, maximum, integer },
  };
}

/** What the engine needs to know of a kept forecast. One without a distribution is taken for normal. */
export function chancesOf({ points, errorCorrelation, distribution }: KeptChances) {
  const mean = points.map((point) => point.mean);
  const standardDeviation = points.map((point) => point.standardDeviation);
  return {
    at: points.map((point) => point.at.getTime()),
    mean,
    standardDeviation,
    errorCorrelation,
    distribution:
      distribution === null ? normalDistribution(mean, standardDeviation) : engineDistribution(distribution),
  };
}

/** Sample paths of a kept forecast. */
export function pathsOf(forecast: KeptChances, query: z.output<typeof samplePathsQuerySchema>): number[][] {
  return samplePaths(chancesOf(forecast), query);
}

function engineDistribution({ quantiles, bounds }: ForecastDistribution): PredictiveDistribution {
  const { minimum, maximum, integer } = bounds;
  return {
    quantiles,
    bounds: {
      ...(minimum === null ? {} : { minimum }),
      ...(maximum === null ? {} : { maximum }),
      integer,
    },
  };
}
