import { addSteps, type ForecastRequest } from '../../forecasting/index.ts';
import type { Frequency } from './frequency.ts';
import type { SeriesPart } from './split-series.ts';

/** The protocol sends no instants: where the series starts does not matter, only how far apart its values are. */
const origin = Date.UTC(2000, 0, 1);

/** The values that are there, as the engine wants them. */
export function observationsOf(
  { values }: Pick<SeriesPart, 'values'>,
  { resolution }: Frequency,
): ForecastRequest['observations'] {
  return values.flatMap((value, step) =>
    value === null ? [] : [{ at: addSteps(origin, resolution, step), value }],
  );
}
