import { whiten } from './autoregressive-errors.ts';
import { isChosen } from './backtest-regression.ts';
import type { Column } from './design.ts';
import { fitRegression } from './fit-regression.ts';
import { sweepOut, sweptRegression } from './swept-regression.ts';

/**
 * Places of the regressors and events among `columns` (of length *n* or more) that cannot be told from chance in `y`
 * (length *n*, in the scale in which effects add up). Of *p* of them the one that explains least is taken out, again and
 * again, while its *t*² is below log *n* + 2 log *p*: one step down in the extended BIC. Each coefficient costs accuracy, and
 * many that say nothing cost more than the few that do are worth. Level, trend and seasons stay.
 * Source: Chen & Chen (2008), γ = 1, under the autoregression of the errors of all columns.
 */
export function idleColumns(y: readonly number[], columns: readonly Column[]): number[] {
  const values = columns.map((column) => column.values.slice(0, y.length));
  const { ladder, kept } = fitRegression(y, values, { iterations: 0 });
  const candidates = new Set(kept.flatMap((j, i) => (isChosen(columns[j]) ? [i] : [])));
  if (candidates.size === 0) return [];
  const regression = sweptRegression(
    kept.map((j) => whiten(values[j], ladder)),
    whiten(y, ladder),
  );
  const penalty = Math.log(y.length) + 2 * Math.log(candidates.size);
  const idle: number[] = [];
  while (candidates.size > 0 && regression.error > 0) {
    const place = [...candidates].reduce((a, b) => (regression.gainOf(b) < regression.gainOf(a) ? b : a));
    const freedom = Math.max(1, y.length - ladder.order - kept.length + idle.length);
    if (regression.gainOf(place) >= (penalty * regression.error) / freedom) break;
    sweepOut(regression, place);
    candidates.delete(place);
    idle.push(kept[place]);
  }
  return idle;
}
