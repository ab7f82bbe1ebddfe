import { gridInstants } from '../transforms/continue-grid.ts';
import type { RegularSeries } from '../transforms/regularise.ts';
import { eventColumns } from './event-columns.ts';
import { defaultFourier, fourierColumns } from './fourier-columns.ts';
import type { FourierTerms, RegressionRequest, Regressor } from './regression-request.ts';
import { regressorValues } from './regressor-values.ts';

/** What a part of a forecast comes from. */
export type ContributionKind = 'level' | 'trend' | 'season' | 'regressor' | 'event' | 'errors' | 'bounds';

/** One column of the design: of length *n* + `h`, the last `h` for the steps forecast. */
export interface Column {
  readonly name: string;
  /** Which contribution it counts towards. */
  readonly term: string;
  readonly kind: ContributionKind;
  readonly values: readonly number[];
}

/** Columns for the newest *n* points of a grid and the steps forecast. */
export interface Design {
  readonly columns: readonly Column[];
  /** Leading points that must be left out, since a lagged regressor has no value there. */
  readonly skipped: number;
  /** Regressors left out, since their lag leaves less than half of the points. */
  readonly tooLate: readonly string[];
}

/**
 * Columns in the order in which they are kept when some explain each other or there are too many: level, trend (0 at the
 * last observation), regressors (less their mean over the history, so that the level is that of an average one), events
 * (0 or 1), Fourier terms from the longest wave of each season.
 */
export function buildDesign(
  request: RegressionRequest,
  grid: RegularSeries,
  length: number,
  seasonLengths: readonly number[],
): Design {
  const { horizon, regressors = [] } = request;
  const offset = grid.at.length - length;
  const usable = regressors.filter((one) => lagOf(one, horizon) - offset <= length / 2);
  const columns = [
    ...baseColumns(request.trend ?? true, length, length + horizon),
    ...usable.map((one) => regressorColumn(one, request, grid, length)),
    ...eventsColumns(request, grid, offset, length + horizon),
    ...seasonColumns(request.fourier ?? defaultFourier(seasonLengths), offset, length + horizon),
  ];
  return {
    columns,
    skipped: Math.max(0, ...usable.map((one) => lagOf(one, horizon) - offset)),
    tooLate: regressors.filter((one) => !usable.includes(one)).map(({ name }) => name),
  };
}

function lagOf({ lag, future }: Regressor, horizon: number): number {
  return lag ?? (future ? 0 : horizon);
}

function baseColumns(trend: boolean, length: number, count: number): Column[] {
  const values = (f: (t: number) => number) => Array.from({ length: count }, (_, t) => f(t));
  const level: Column = { name: 'level', term: 'level', kind: 'level', values: values(() => 1) };
  const line = values((t) => t - length + 1);
  return trend ? [level, { name: 'trend', term: 'trend', kind: 'trend', values: line }] : [level];
}

function regressorColumn(
  regressor: Regressor,
  { observations, horizon }: RegressionRequest,
  grid: RegularSeries,
  length: number,
): Column {
  const start = grid.at.length - length - lagOf(regressor, horizon);
  const values = regressorValues(regressor, observations, grid, start, length + horizon);
  const { name } = regressor;
  return { name, term: name, kind: 'regressor', values: centre(values, length) };
}

function eventsColumns(
  { events = [] }: RegressionRequest,
  grid: RegularSeries,
  offset: number,
  count: number,
): Column[] {
  const instantAt = gridInstants(grid, offset);
  return events.flatMap((event) =>
    eventColumns(event, instantAt, count).map(
      (column): Column => ({ ...column, term: event.name, kind: 'event' }),
    ),
  );
}

function seasonColumns(fourier: readonly FourierTerms[], offset: number, count: number): Column[] {
  return fourier.flatMap((terms) =>
    fourierColumns(terms, offset, count).map(
      (column): Column => ({ ...column, term: `season ${terms.seasonLength}`, kind: 'season' }),
    ),
  );
}

/** Less the mean of the known ones among the first `length`; zeros where that leaves but rounding. */
function centre(values: readonly number[], length: number): number[] {
  const known = values.slice(0, length).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value / known.length, 0);
  const size = known.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const constant = known.every((value) => Math.abs(value - mean) <= 1e-12 * size);
  return values.map((value) => (constant ? 0 : value - mean));
}
