import { chancesOf, type KeptChances } from '../../alerting/kept-distribution.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import { quantilesOf } from '../../forecasting/index.ts';

/** A point as it is answered. */
export type AnsweredPoint = Forecast['points'][number] & {
  readonly quantiles: { probability: number; value: number }[];
};

/** A forecast as it is answered: each point with the quantiles asked for, read off the distribution that is kept. */
export function answeredForecast<T extends KeptChances & Pick<Forecast, 'quantiles'>>(
  forecast: T,
): Omit<T, 'points'> & { points: AnsweredPoint[] } {
  const columns = quantilesOf(chancesOf(forecast).distribution, forecast.quantiles);
  return {
    ...forecast,
    points: forecast.points.map((point, step) => ({
      ...point,
      quantiles: columns.map(({ probability, values }) => ({ probability, value: values[step] ?? 0 })),
    })),
  };
}
