import { addSteps } from '../transforms/add-steps.ts';
import type { RegularSeries } from '../transforms/regularise.ts';
import { eventColumns } from './event-columns.ts';
import { defaultFourier, fourierColumns } from './fourier-columns.ts';
import type { RegressionRequest } from './regression-request.ts';
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
  const { horizon, regressors = [], events = [], trend = true } = request;
  const offset = grid.at.length - length;
  const rows = Array.from({ length: length + horizon }, (_, t) => t);
  const lagOf = ({ lag, future }: (typeof regressors)[number]) => lag ?? (future ? 0 : horizon);
  const usable = regressors.filter((regressor) => lagOf(regressor) - offset <= length / 2);
  const columns: Column[] = [{ name: 'level', term: 'level', kind: 'level', values: rows.map(() => 1) }];
  if (trend) {
    const values = rows.map((t) => t - length + 1);
    columns.push({ name: 'trend', term: 'trend', kind: 'trend', values });
  }
  for (const regressor of usable) {
    const values = regressorValues(
      regressor,
      request.observations,
      grid,
      offset - lagOf(regressor),
      rows.length,
    );
    columns.push({
      name: regressor.name,
      term: regressor.name,
      kind: 'regressor',
      values: centre(values, length),
    });
  }
  for (const event of events) {
    const instantAt = (row: number) => addSteps(grid.at[0], grid.resolution, offset + row);
    for (const { name, values } of eventColumns(event, instantAt, rows.length)) {
      columns.push({ name, term: event.name, kind: 'event', values });
    }
  }
  for (const terms of request.fourier ?? defaultFourier(seasonLengths)) {
    const term = `season ${terms.seasonLength}`;
    for (const { name, values } of fourierColumns(terms, offset, rows.length)) {
      columns.push({ name, term, kind: 'season', values });
    }
  }
  return {
    columns,
    skipped: Math.max(0, ...usable.map((regressor) => lagOf(regressor) - offset)),
    tooLate: regressors.filter((regressor) => !usable.includes(regressor)).map(({ name }) => name),
  };
}

/** Less the mean of the known ones among the first `length`; zeros where that leaves but rounding. */
function centre(values: readonly number[], length: number): number[] {
  const known = values.slice(0, length).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value / known.length, 0);
  const size = known.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const constant = known.every((value) => Math.abs(value - mean) <= 1e-12 * size);
  return values.map((value) => (constant ? 0 : value - mean));
}
