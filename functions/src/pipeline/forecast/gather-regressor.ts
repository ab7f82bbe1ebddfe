import { DomainError } from '../../contracts/errors.ts';
import type { Explanation } from '../../contracts/explanation.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { Regressor } from '../../contracts/regressors.ts';
import { addSteps, type Regressor as EngineRegressor, type Observation } from '../../forecasting/index.ts';
import { alignValues } from './align-values.ts';
import { inputHash } from './input-hash.ts';
import { type StepsAhead, valuesAhead } from './known-ahead.ts';
import { type RegressorPoints, type RegressorReader, regressorPoints } from './regressor-points.ts';

/** The steps of a series and those ahead. */
export interface ExplainedGrid extends StepsAhead {
  readonly observations: readonly Observation[];
  /** Instants of the steps of the history. */
  readonly steps: readonly number[];
}

/** A regressor beside a series, and what was seen of it. */
export interface GatheredRegressor {
  readonly read: RegressorPoints;
  readonly regressor: EngineRegressor;
  readonly used: Explanation['regressors'][number];
  readonly cautions: { code: string; message: string }[];
}

/**
 * Reads a regressor and puts it on the grid of a series: a value for each observation, and for each step ahead where
 * something is known of them or is to be.
 *
 * @throws {DomainError} `invalid-argument` where values ahead were sent and none lies in the steps ahead; as the reader does
 */
export async function gatherRegressor(
  reader: RegressorReader,
  asked: Regressor,
  grid: ExplainedGrid,
  where: { index: number; unit: TimestampUnit },
): Promise<GatheredRegressor> {
  const { observations, steps, resolution, ahead, end } = grid;
  const [first = 0] = ahead;
  const from = addSteps(observations[0]?.at ?? 0, resolution, -1);
  const read = await regressorPoints(reader, asked, { span: { from, to: end, ahead: first }, ...where });
  const past = read.points.filter(({ at }) => at < first);
  const { values, filled } = alignValues(past, steps, first);
  const earliest = values.find((value) => value !== undefined) ?? 0;
  const history = observations.map(({ at }) => values[stepOf(steps, at)] ?? earliest);
  const future = futureOf(asked, read, history, grid, where.index);
  return {
    read,
    regressor: {
      name: asked.name,
      history,
      ...(future === undefined ? {} : { future: future.values }),
      ...(asked.lag === undefined ? {} : { lag: asked.lag }),
    },
    used: {
      name: asked.name,
      metricId: read.metricId,
      future: typeof asked.future === 'object' ? 'given' : (asked.future ?? 'none'),
      lag: asked.lag ?? (future === undefined ? ahead.length : 0),
      observed: read.points.length,
      to: new Date(read.points.at(-1)?.at ?? from),
      filled,
      inputHash: inputHash(read.points),
    },
    cautions: cautionsOf(asked.name, filled, steps.length, future?.forecast ?? 0, ahead.length),
  };
}

/** The last step that does not begin after an instant; the first for one before all. */
function stepOf(steps: readonly number[], at: number): number {
  let [below, above] = [0, steps.length];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if ((steps[middle] ?? at) <= at) below = middle;
    else above = middle;
  }
  return below;
}

function futureOf(
  { name, future }: Regressor,
  { points, given }: RegressorPoints,
  history: readonly number[],
  grid: ExplainedGrid,
  index: number,
) {
  if (future === undefined) return undefined;
  const { observations, ahead } = grid;
  const [first = 0] = ahead;
  const last = ahead.at(-1) ?? first;
  const known = [...points, ...given].filter(({ at }) => at >= first).sort((a, b) => a.at - b.at);
  if (typeof future === 'object' && !known.some(({ at }) => at <= last + 1)) {
    throw outsideHorizon(name, index, first, last);
  }
  const beside = observations.map(({ at }, row) => ({ at, value: history[row] ?? 0 }));
  return valuesAhead(beside, known, grid);
}

function cautionsOf(name: string, filled: number, length: number, forecast: number, horizon: number) {
  const cautions: { code: string; message: string }[] = [];
  if (filled > 0) {
    const message = `${name}: ${filled} of ${length} steps have no value of their own, and take the one before`;
    cautions.push({ code: 'regressor-filled', message });
  }
  if (forecast > 0) {
    const message = `${name}: the last ${forecast} of ${horizon} steps ahead were forecast first, and the intervals do not know those errors`;
    cautions.push({ code: 'regressor-forecast', message });
  }
  return cautions;
}

function outsideHorizon(name: string, index: number, first: number, last: number): DomainError {
  const [from, to] = [first, last].map((at) => new Date(at).toISOString());
  const detail = `expected values of ${name} for the steps ahead, ${from} to ${to}: there is none`;
  return new DomainError('invalid-argument', 'VALIDATION_FAILED', `the regressors are not valid: ${detail}`, {
    fields: [{ pointer: `/regressors/${index}/future`, detail }],
  });
}
