import type { GridPlan } from './plan-grid.ts';

/**
 * When the step at a place begins, ms UTC: once as a rule; never where clocks were put forward over the whole of it; twice
 * where they were put back over the whole of it. A day of 23 or 25 hours begins once, at local midnight or, where that
 * was skipped, when the day did.
 */
export function stepInstants(
  { clock, local }: Pick<GridPlan, 'clock' | 'local'>,
  place: number,
): readonly number[] {
  const begin = local(place);
  const shown = clock.instants(begin);
  if (shown.length === 1) return shown;
  const end = local(place + 1);
  if (shown.length === 0) {
    const skippedTo = clock.reach(begin);
    return clock.reach(end) > skippedTo ? [skippedTo] : [];
  }
  return clock.instants(end - 1).length === 2 ? shown : [shown[0]];
}
