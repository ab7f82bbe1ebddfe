import { zoneClock } from '../calendar/zone-clock.ts';
import type { Resolution } from '../resolution.ts';
import { addSteps } from './add-steps.ts';
import type { GridPlan } from './plan-grid.ts';
import { type RegularSeries, regularise } from './regularise.ts';
import { stepInstants } from './step-instants.ts';

/** What tells the places of a grid beyond its ends. */
export type GridStart = Pick<RegularSeries, 'at' | 'newest' | 'resolution' | 'timeZone' | 'localStart'>;

/** A step after the history. */
export interface FutureStep {
  /** When it begins, ms UTC. */
  readonly at: number;
  /** Its place, counted from 1 after the newest of the history; what models call a step. */
  readonly step: number;
}

/**
 * The next `horizon` steps on the clock of the grid: those over which clocks are put forward are passed over, those that
 * come again when clocks are put back are there twice. In order of time.
 */
export function continueGrid(grid: GridStart, horizon: number): FutureStep[] {
  const { at, newest, timeZone } = grid;
  const last = at.length - 1;
  if (timeZone === 'UTC') {
    const local = localTimes(grid);
    return Array.from({ length: horizon }, (_, i) => ({ at: local(last + i + 1), step: i + 1 }));
  }
  const plan = { clock: zoneClock(timeZone), local: localTimes(grid) };
  const steps: FutureStep[] = [];
  let current = { at: at[last], place: last };
  while (steps.length < horizon) {
    current = nextStep(plan, current);
    // Where the history ends among steps that come again, they are forecast like what follows them.
    if (current.at > newest) steps.push({ at: current.at, step: Math.max(1, current.place - last) });
  }
  return steps;
}

/**
 * When `count` steps begin on the clock of a zone, the first at `start`, ms UTC. Days that begin at midnight UTC, and nowhere
 * near that of the zone, are those of UTC.
 *
 * @throws RangeError for a zone that `Intl` does not know.
 */
export function stepsFrom(start: number, resolution: Resolution, timeZone: string, count: number): number[] {
  const { timeZone: kept, localStart } = regularise([{ at: start, value: 0 }], resolution, { timeZone });
  const grid = { at: [start], newest: start, resolution, timeZone: kept, localStart };
  return [start, ...continueGrid(grid, count - 1).map(({ at }) => at)];
}

/** The values of a grid by step of its clock, up to the newest: none for one that was skipped, one for each that came twice. */
export function pastSteps(grid: RegularSeries): number[] {
  if (grid.timeZone === 'UTC') return grid.y;
  const plan = { clock: zoneClock(grid.timeZone), local: localTimes(grid) };
  const steps = grid.y.flatMap((value, place) => stepInstants(plan, place).map((at) => ({ at, value })));
  return steps
    .filter(({ at }) => at <= grid.newest)
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** When the steps of a grid begin, ms UTC, counted from place `start`; before its start and after its end, too. */
export function gridInstants(grid: GridStart, start: number): (row: number) => number {
  const plan = { clock: zoneClock(grid.timeZone), local: localTimes(grid) };
  return (row) => {
    const [first] = stepInstants(plan, start + row);
    return first ?? plan.clock.reach(plan.local(start + row));
  };
}

const localTimes =
  ({ localStart, resolution }: GridStart) =>
  (place: number): number =>
    addSteps(localStart, resolution, place);

interface Step {
  readonly at: number;
  readonly place: number;
}

/** The step a step's length later, where one begins then; else the next place that there is. */
function nextStep(plan: Pick<GridPlan, 'clock' | 'local'>, { at, place }: Step): Step {
  const { clock, local } = plan;
  const length = local(place + 1) - local(place);
  const later = at + length;
  const shifted = place + 1 + Math.round((clock.local(later) - local(place + 1)) / length);
  if (clock.local(later) === local(shifted)) return { at: later, place: shifted };
  for (let next = place + 1; ; next++) {
    const begin = stepInstants(plan, next).find((instant) => instant > at);
    if (begin !== undefined) return { at: begin, place: next };
  }
}
