import { type Resolution, YEAR_MS } from '../../forecasting/index.ts';

/** What an offset alias says of the distance of two neighbouring values. */
export interface PandasAlias {
  readonly resolution: Resolution;
  /** False for business days and half months, whose resolution is but their average distance. */
  readonly even: boolean;
}

const second = 1_000;
const day = 86_400 * second;
const multipleMax = 99_999;

/** Milliseconds of pandas' aliases of fixed length, old and new spellings, and polars' (`m` is a minute there). */
const durations: readonly (readonly [number, string])[] = [
  [1e-6, 'N ns'],
  [1e-3, 'U us'],
  [1, 'L ms'],
  [second, 'S s'],
  [60 * second, 'T min m'],
  [3_600 * second, 'H h'],
  [day, 'D d'],
  [7 * day, 'W w'],
];

/** Business days are sevenths of five: as many to a week and to a year as there are, which is what seasons need. */
const averages: readonly (readonly [number, string])[] = [
  [(7 * day) / 5, 'B C b c'],
  [YEAR_MS / 24, 'SM SMS SME'],
];

/** Aliases that count calendar months. Begin, end and business variants differ in dates, which are the client's. */
const months: readonly (readonly [number, string])[] = [
  [1, 'M MS ME BM BMS BME CBM CBMS CBME mo'],
  [3, 'Q QS QE BQ BQS BQE q'],
  [12, 'A AS Y YS YE BA BAS BY BYS BYE y'],
];

const aliases: ReadonlyMap<string, PandasAlias> = new Map([
  ...entriesOf('millisecond', true, durations),
  ...entriesOf('millisecond', false, averages),
  ...entriesOf('month', true, months),
]);

function entriesOf(unit: Resolution['unit'], even: boolean, table: readonly (readonly [number, string])[]) {
  return table.flatMap(([count, names]) =>
    names.split(' ').map((name): [string, PandasAlias] => [name, { resolution: { unit, count }, even }]),
  );
}

/**
 * Reads an offset alias of pandas, or of polars: `h`, `15min`, `W-SUN`, `MS`, `QS-JAN`, `1d`. Anchors say which day or month
 * a period begins with and leave its length alone. Undefined for anything else, such as compounds (`1h30m`), business
 * hours, and multiples above 99,999.
 */
export function readPandasAlias(text: string): PandasAlias | undefined {
  const [, multiple = '', name = ''] = /^(\d{0,5})([A-Za-z]+)(?:-[A-Z0-9]{1,3})?$/.exec(text.trim()) ?? [];
  const alias = aliases.get(name);
  const times = multiple === '' ? 1 : Number(multiple);
  if (alias === undefined || times < 1 || times > multipleMax) return undefined;
  const { unit, count } = alias.resolution;
  return { resolution: { unit, count: Math.max(1, Math.round(count * times)) }, even: alias.even };
}
