import type { DomainError } from '../../contracts/errors.ts';
import { type Resolution, YEAR_MS } from '../../forecasting/index.ts';
import { invalidField } from './invalid-field.ts';

/** Distance of two neighbouring values: as the engine takes it, and in milliseconds on the average. */
export interface Frequency {
  readonly resolution: Resolution;
  readonly stepMs: number;
}

const second = 1_000;
const day = 86_400 * second;
const multipleMax = 99_999;

/**
 * Milliseconds of pandas' offset aliases of fixed length, old and new spellings, and polars' (`m` is a minute there).
 * Business days are sevenths of five: as many to a week and to a year as there are, which is what seasons need.
 */
const durations: readonly (readonly [number, string])[] = [
  [1e-6, 'N ns'],
  [1e-3, 'U us'],
  [1, 'L ms'],
  [second, 'S s'],
  [60 * second, 'T min m'],
  [3_600 * second, 'H h'],
  [day, 'D d'],
  [(7 * day) / 5, 'B C b c'],
  [7 * day, 'W w'],
  [YEAR_MS / 24, 'SM SMS SME'],
];

/** Aliases that count calendar months. Begin, end and business variants differ in dates, which are the client's. */
const months: readonly (readonly [number, string])[] = [
  [1, 'M MS ME BM BMS BME CBM CBMS CBME mo'],
  [3, 'Q QS QE BQ BQS BQE q'],
  [12, 'A AS Y YS YE BA BAS BY BYS BYE y'],
];

const units: ReadonlyMap<string, Resolution> = new Map([
  ...entriesOf('millisecond', durations),
  ...entriesOf('month', months),
]);

function entriesOf(unit: Resolution['unit'], table: readonly (readonly [number, string])[]) {
  return table.flatMap(([count, names]) =>
    names.split(' ').map((name): [string, Resolution] => [name, { unit, count }]),
  );
}

/**
 * The frequency that a pandas (or polars) alias names: `h`, `15min`, `W-SUN`, `MS`, `QS-JAN`, `1d`. Anchors say which day
 * or month a period begins with and leave its length alone.
 *
 * @throws {DomainError} `invalid-argument` for anything else, such as compounds (`1h30m`) and business hours
 */
export function parseFrequency(freq: string): Frequency {
  const [, multiple = '', name = ''] = /^(\d{0,5})([A-Za-z]+)(?:-[A-Z0-9]{1,3})?$/.exec(freq.trim()) ?? [];
  const unit = units.get(name);
  const times = multiple === '' ? 1 : Number(multiple);
  if (unit === undefined || times < 1 || times > multipleMax) throw frequencyUnknown(freq);
  const count = Math.max(1, Math.round(unit.count * times));
  const resolution = { unit: unit.unit, count };
  return { resolution, stepMs: unit.unit === 'month' ? (count * YEAR_MS) / 12 : count };
}

const frequencyUnknown = (freq: string): DomainError =>
  invalidField(
    '/freq',
    `expected a pandas frequency such as "15min", "h", "D", "B", "W", "MS", "QS" or "YS", with a multiple of at most ${multipleMax}, not ${JSON.stringify(freq)}`,
  );
