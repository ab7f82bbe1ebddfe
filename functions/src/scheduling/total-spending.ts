import type { RunCost } from '../contracts/forecast-run.ts';
import type { SeriesResult } from './forecast-series.ts';

/**
 * What TimeGPT charged for the forecasts of a run, added up; nothing where it was not asked. The cost is null where any
 * part has none, or where parts are in different currencies.
 */
export function totalSpending(
  results: readonly Pick<SeriesResult, 'spending'>[],
): Pick<RunCost, 'tokens' | 'tokenCost'> {
  const parts = results.flatMap(({ spending }) => spending ?? []);
  const [first] = parts;
  if (first === undefined) return {};
  const sum = (kind: keyof typeof first.tokens) => parts.reduce((all, { tokens }) => all + tokens[kind], 0);
  const currency = first.cost?.currency;
  const priced = parts.flatMap(({ cost }) =>
    cost !== null && cost.currency === currency ? cost.amount : [],
  );
  const amount = priced.reduce((all, one) => all + one, 0);
  return {
    tokens: { input: sum('input'), output: sum('output'), finetune: sum('finetune') },
    tokenCost: currency === undefined || priced.length < parts.length ? null : { amount, currency },
  };
}
