import type { Forecast } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { parseResolutionName } from '../../contracts/forecast-resolution.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { aggregateByKind } from './aggregate-by-kind.ts';
import { historyLimit } from './history-limit.ts';
import type { MadeForecast } from './make-forecast.ts';
import { readHistory } from './read-history.ts';

/** What a forecast of a stored series is made from. */
export interface PreparedForecast {
  readonly history: readonly StoredPoint[];
  /** As asked, with what the metric says where nothing was asked. */
  readonly options: ForecastOptions;
  /** What is to be known of the history besides. */
  readonly cautions: Forecast['card']['cautions'];
}

/** Reads the history of a stored series, as much of it as the resolution asked for needs. */
export async function prepareForecast(
  ctx: Ctx,
  metricId: string,
  metric: Metric,
  options: ForecastOptions,
): Promise<PreparedForecast> {
  const wanted = options.resolution === undefined ? undefined : parseResolutionName(options.resolution);
  const history = await readHistory(ctx, metricId, metric, wanted);
  return {
    history,
    options: aggregateByKind(options, metric.kind),
    cautions: historyLimit(options, metric, history),
  };
}

/** The forecast with further cautions on its card. */
export function withCautions(made: MadeForecast, cautions: PreparedForecast['cautions']): MadeForecast {
  return { ...made, card: { ...made.card, cautions: [...made.card.cautions, ...cautions] } };
}
