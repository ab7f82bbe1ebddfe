import { withinNumbers } from './numerics/within-numbers.ts';
import type { PreparedHistory } from './prepare-history.ts';
import { sizeOf } from './repair/repair-history.ts';
import type { HistorySummary, Repair } from './series-forecast.ts';

/** Repairs that are listed one by one. */
const REPAIRS_MAX = 20;

/** What a reader of the forecast should know of the history; `fittedLength` where models saw less than was prepared. */
export function summariseHistory(
  { grid, y, scale, repairs }: PreparedHistory,
  fittedLength: number = y.length,
): HistorySummary {
  return {
    from: grid.at[0],
    to: grid.at[grid.at.length - 1],
    observed: grid.observed,
    gridLength: grid.at.length,
    fittedLength,
    gapsFilled: grid.gapsFilled,
    duplicates: grid.duplicates,
    lastValue: withinNumbers(grid.y[grid.y.length - 1] * scale),
    timeZone: grid.timeZone,
    repairs: largest(repairs),
    repairCount: repairs.length,
  };
}

function largest(repairs: readonly Repair[]): Repair[] {
  const bySize = [...repairs].sort((a, b) => sizeOf(b) - sizeOf(a));
  return bySize.slice(0, REPAIRS_MAX).sort((a, b) => a.at - b.at);
}
