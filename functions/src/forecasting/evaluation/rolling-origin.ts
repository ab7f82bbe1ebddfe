import type { FittedModel, PointsAndSpread } from '../forecaster.ts';
import type { OriginPlan } from './plan-origins.ts';

/** What was forecast from one origin and what came. All arrays have the plan's horizon as length. */
export interface OriginForecast extends PointsAndSpread {
  readonly actual: readonly number[];
}

/**
 * Rolling-origin backtest: fits to the first points of `y` up to each origin, and keeps forecast and outcome side by
 * side. Nothing after an origin is seen by its fit.
 */
export function rollingOrigin(
  y: readonly number[],
  plan: OriginPlan,
  fit: (history: readonly number[]) => FittedModel,
): OriginForecast[] {
  return plan.origins.map((origin) => {
    const { mean, standardDeviation } = fit(y.slice(0, origin)).predict(plan.horizon);
    return { mean, standardDeviation, actual: y.slice(origin, origin + plan.horizon) };
  });
}
