import { createHash } from 'node:crypto';
import { DomainError } from '../../contracts/errors.ts';
import type { Explanation } from '../../contracts/explanation.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { parseResolutionName } from '../../contracts/forecast-resolution.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import { isExplained } from '../../contracts/regression-rules.ts';
import { type AskedRegression, eventCoefficientsMax } from '../../contracts/regressors.ts';
import {
  continueGrid,
  type Regressor as EngineRegressor,
  type Observation,
  regularise,
  type SpecialEvent,
} from '../../forecasting/index.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { askedRegression } from './asked-regression.ts';
import { calendarEvents, givenEvents } from './explaining-events.ts';
import { type ExplainedGrid, gatherRegressor } from './gather-regressor.ts';
import type { RegressorReader } from './regressor-points.ts';

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
  const grid = gridOf(points, options);
  const holidays = options.holidays && (await calendarEvents(options.holidays, grid));
  const given = givenEvents(options.events ?? [], unit);
  requireFew([...given, ...(holidays?.events ?? [])], holidays === undefined ? '/events' : '/holidays');
  const taken = new Set([...(options.regressors ?? []), ...given].map(({ name }) => name));
  const found = [];
  for (const [index, regressor] of (options.regressors ?? []).entries()) {
    found.push(await gatherRegressor(read, regressor, grid, { index, unit }));
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

/** The steps of the forecast, as the engine will find them. */
function gridOf(points: readonly StoredPoint[], options: ForecastOptions): ExplainedGrid {
  const { horizon, aggregate = 'mean', timeZone = 'UTC' } = options;
  const asked = options.resolution === undefined ? undefined : parseResolutionName(options.resolution);
  const observations = [...points].sort((a, b) => a.at - b.at);
  const grid = regularise(observations, asked, { aggregate, timeZone });
  const ahead = continueGrid(grid, horizon + 1).map(({ at }) => at);
  return {
    observations,
    steps: grid.at,
    resolution: grid.resolution,
    timeZone: grid.timeZone,
    ahead: ahead.slice(0, horizon),
    end: ahead[horizon] ?? 0,
  };
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
