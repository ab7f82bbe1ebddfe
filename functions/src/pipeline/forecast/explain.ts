import { createHash } from 'node:crypto';
import { DomainError } from '../../contracts/errors.ts';
import type { ForecastOptions } from '../../contracts/forecast.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import { isExplained } from '../../contracts/regression-rules.ts';
import {
  type AskedRegression,
  type Explanation,
  eventCoefficientsMax,
  type Regressor,
} from '../../contracts/regressors.ts';
import {
  addSteps,
  type Regressor as EngineRegressor,
  type Observation,
  type Resolution,
  regularise,
  type SpecialEvent,
} from '../../forecasting/index.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { alignValues } from './align-values.ts';
import { askedRegression } from './asked-regression.ts';
import { calendarEvents, givenEvents } from './explaining-events.ts';
import { inputHash } from './input-hash.ts';
import { valuesAhead } from './known-ahead.ts';
import { type RegressorPoints, type RegressorReader, regressorPoints } from './regressor-points.ts';

/** All that explains a series, on its own grid. */
export interface Explaining {
  /** The observations of the series, oldest first, beside which the regressors stand. */
  readonly observations: readonly Observation[];
  readonly regressors: readonly EngineRegressor[];
  readonly events: readonly SpecialEvent[];
  readonly asked: AskedRegression;
  readonly used: Explanation['regressors'];
  readonly calendar: string | null;
  readonly cautions: readonly { readonly code: string; readonly message: string }[];
  /** SHA-256 over everything here that the options do not tell. */
  readonly inputHash: string;
}

/** The steps of a series and those ahead. */
export interface ExplainedGrid {
  readonly observations: readonly Observation[];
  readonly resolution: Resolution;
  /** Instants ahead, and the end of the last step. */
  readonly ahead: readonly number[];
  readonly end: number;
}

/**
 * Gathers regressors, events and holidays for a forecast of `points`; undefined where none are asked for. Stored
 * regressors are what `read` finds.
 *
 * @throws {DomainError} `invalid-argument` naming the field at fault; as `read` does
 */
export async function explain(
  read: RegressorReader,
  points: readonly StoredPoint[],
  options: ForecastOptions,
  unit: TimestampUnit = 'auto',
): Promise<Explaining | undefined> {
  if (!isExplained(options) || points.length === 0) return undefined;
  const grid = gridOf(points, options.horizon);
  const holidays = options.holidays && (await calendarEvents(options.holidays, grid));
  const given = givenEvents(options.events ?? [], unit);
  requireFew([...given, ...(holidays?.events ?? [])], holidays === undefined ? '/events' : '/holidays');
  const taken = new Set([...(options.regressors ?? []), ...given].map(({ name }) => name));
  const found = [];
  for (const [index, regressor] of (options.regressors ?? []).entries()) {
    found.push(await gather(read, regressor, grid, { index, unit }));
  }
  const used = found.map((one) => one.used);
  return {
    observations: grid.observations,
    regressors: found.map((one) => one.regressor),
    events: [...given, ...(holidays?.events ?? []).map((event) => renamed(event, taken))],
    asked: askedRegression(
      options,
      found.map((one) => one.read),
      given,
    ),
    used,
    calendar: holidays?.description ?? null,
    cautions: found.flatMap((one) => one.cautions),
    inputHash: createHash('sha256')
      .update(JSON.stringify([used, holidays?.events ?? []]))
      .digest('hex'),
  };
}

function gridOf(points: readonly StoredPoint[], horizon: number): ExplainedGrid {
  const observations = [...points].sort((a, b) => a.at - b.at);
  const { at, resolution } = regularise(observations);
  const instant = (step: number) => addSteps(at[0] ?? 0, resolution, at.length + step);
  const ahead = Array.from({ length: horizon }, (_, step) => instant(step));
  return { observations, resolution, ahead, end: instant(horizon) };
}

interface Gathered {
  readonly read: RegressorPoints;
  readonly regressor: EngineRegressor;
  readonly used: Explanation['regressors'][number];
  readonly cautions: { code: string; message: string }[];
}

async function gather(
  reader: RegressorReader,
  asked: Regressor,
  grid: ExplainedGrid,
  where: { index: number; unit: TimestampUnit },
): Promise<Gathered> {
  const { observations, resolution, ahead, end } = grid;
  const [first = 0] = ahead;
  const from = addSteps(observations[0]?.at ?? 0, resolution, -1);
  const read = await regressorPoints(reader, asked, { span: { from, to: end, ahead: first }, ...where });
  const past = read.points.filter(({ at }) => at < first);
  const { values, filled } = alignValues(
    past,
    observations.map(({ at }) => at),
    resolution,
  );
  const earliest = values.find((value) => value !== undefined) ?? 0;
  const history = values.map((value) => value ?? earliest);
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
    cautions: cautionsOf(asked.name, filled, observations.length, future?.forecast ?? 0, ahead.length),
  };
}

function futureOf(
  { name, future }: Regressor,
  { points, given }: RegressorPoints,
  history: readonly number[],
  { observations, resolution, ahead }: ExplainedGrid,
  index: number,
) {
  if (future === undefined) return undefined;
  const [first = 0] = ahead;
  const last = ahead.at(-1) ?? first;
  const known = [...points, ...given].filter(({ at }) => at >= first);
  if (typeof future === 'object' && !known.some(({ at }) => at <= last + 1)) {
    throw outsideHorizon(name, index, first, last);
  }
  const beside = observations.map(({ at }, row) => ({ at, value: history[row] ?? 0 }));
  return valuesAhead(beside, known, ahead, resolution);
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

/** A holiday may be called like something else. */
function renamed(event: SpecialEvent, taken: ReadonlySet<string>): SpecialEvent {
  return taken.has(event.name) ? { ...event, name: `${event.name} (holiday)` } : event;
}

/** Each coefficient costs time in every fit, and points to learn it from. */
function requireFew(events: readonly SpecialEvent[], pointer: string): void {
  const count = events.reduce((sum, { before = 0, after = 0 }) => sum + 1 + before + after, 0);
  if (count <= eventCoefficientsMax) return;
  const detail = `expected at most ${eventCoefficientsMax} coefficients, one for each event or holiday and for each step before and after; these are ${count}`;
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', `the events are not valid: ${detail}`, {
    fields: [{ pointer, detail }],
  });
}

function outsideHorizon(name: string, index: number, first: number, last: number): DomainError {
  const [from, to] = [first, last].map((at) => new Date(at).toISOString());
  const detail = `expected values of ${name} for the steps ahead, ${from} to ${to}: there is none`;
  return new DomainError('invalid-argument', 'VALIDATION_FAILED', `the regressors are not valid: ${detail}`, {
    fields: [{ pointer: `/regressors/${index}/future`, detail }],
  });
}
