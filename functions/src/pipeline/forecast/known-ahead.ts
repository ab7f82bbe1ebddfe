import { forecastSeries, type Observation, type Resolution } from '../../forecasting/index.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { alignValues } from './align-values.ts';

/** What a regressor will be at each step ahead, and how many of the last steps had to be forecast. */
export interface ValuesAhead {
  readonly values: number[];
  readonly forecast: number;
}

/** Instants of the steps ahead, the end of the last one, and what they follow. */
export interface StepsAhead {
  readonly ahead: readonly number[];
  readonly end: number;
  readonly resolution: Resolution;
  readonly timeZone: string;
}

/**
 * Values ahead from what is known: `known` (points at and after the first instant ahead, oldest first, perhaps none)
 * stands for the steps up to its last point and as long as that holds; the steps after it are forecast by the automatic
 * ensemble from the history and what is known.
 */
export function valuesAhead(
  history: readonly Observation[],
  known: readonly StoredPoint[],
  { ahead: instants, end, resolution, timeZone }: StepsAhead,
): ValuesAhead {
  const last = history.reduce((newest, one) => (one.at > newest.at ? one : newest));
  const { values } = alignValues([last, ...known], instants, end);
  const covered = instants.filter((at) => at < endOf(known, resolution)).length;
  const held = values.slice(0, covered).map((value) => value ?? last.value);
  const rest = instants.length - covered;
  if (rest === 0) return { values: held, forecast: 0 };
  const ahead = held.map((value, step) => ({ at: instants[step] ?? 0, value }));
  const { mean } = forecastSeries({
    observations: [...history, ...ahead],
    horizon: rest,
    resolution,
    timeZone,
  });
  return { values: [...held, ...mean], forecast: rest };
}

/** Where the last point stops to hold: after the distance to the one before, at least a step. */
function endOf(known: readonly StoredPoint[], { unit, count }: Resolution): number {
  const last = known.at(-1);
  if (last === undefined) return Number.NEGATIVE_INFINITY;
  const spacing = last.at - (known.at(-2)?.at ?? last.at);
  return last.at + Math.max(spacing, unit === 'millisecond' ? count : 1);
}
