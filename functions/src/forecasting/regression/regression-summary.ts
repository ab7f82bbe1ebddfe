import { bias } from '../evaluation/accuracy.ts';
import { mean } from '../numerics/statistics.ts';
import { withinNumbers } from '../numerics/within-numbers.ts';
import type { Backtest, ModelSummary } from '../series-forecast.ts';
import type { Choice } from './choose-outcome.ts';
import type { Column, ContributionKind } from './design.ts';
import type { EffectForm } from './effect-form.ts';
import type { RegressionFit } from './fit-regression.ts';

/**
 * A coefficient of the regression, in the unit of the series per unit of its column, or of the logarithm of the series
 * where effects multiply; 0 and 0 where left out.
 */
export interface Coefficient {
  name: string;
  kind: ContributionKind;
  value: number;
  standardError: number;
}

/** The coefficients in the order of the columns. */
export function coefficientsOf(
  columns: readonly Column[],
  fit: RegressionFit,
  form: EffectForm,
  scale: number,
): Coefficient[] {
  const unit = form === 'additive' ? scale : 1;
  return columns.map(({ name, kind }, j) => {
    const moved = form === 'multiplicative' && kind === 'level' ? Math.log(scale) : 0;
    return {
      name,
      kind,
      value: withinNumbers(unit * fit.coefficients[j] + moved),
      standardError: withinNumbers(unit * fit.standardErrors[j]),
    };
  });
}

/** Who forecasts, and beside it in the backtest all that competed. */
export function summariseModel({ outcome, candidates, seasonalNaive }: Choice): ModelSummary {
  const naive = seasonalNaive ? [{ name: 'seasonal-naive', mase: seasonalNaive.mase }] : [];
  return { name: outcome.name, weights: outcome.weights, candidates: [...candidates, ...naive] };
}

/** The evidence in the form of `forecastSeries`, for `levels` out of those that were `made`. */
export function summariseBacktest(
  { outcome: { backtest }, seasonalNaive }: Choice,
  made: readonly number[],
  levels: readonly number[],
  scale: number,
): Backtest | null {
  if (!backtest || !seasonalNaive) return null;
  const { forecasts, horizon, score, covered } = backtest;
  return {
    origins: forecasts.length,
    horizon,
    mase: score.mase,
    smape: score.smape,
    bias: withinNumbers(mean(forecasts.map((f) => bias(f.actual, f.mean) ?? 0)) * scale),
    seasonalNaive: { mase: seasonalNaive.mase, smape: seasonalNaive.smape },
    coverage: levels.map((level) => ({
      level,
      nominal: level,
      empirical: 100 * covered[made.indexOf(level)],
    })),
  };
}
