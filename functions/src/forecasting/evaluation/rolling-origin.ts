import type { FittedModel, PointsAndSpread } from '../forecaster.ts';
import type { OriginPlan } from './plan-origins.ts';

/** What was forecast from one origin and what came. All arrays have the plan's horizon as length. */
export interface OriginForecast extends PointsAndSpread {
  readonly actual: readonly number[];
}

/** What is known at an origin, and what comes after it. */
export interface OriginView {
  readonly history: readonly number[];
  readonly actual: readonly number[];
}

/** Cuts `y` at the origins of `plan`; all contestants share these arrays. */
export function viewOrigins(y: readonly number[], { origins, horizon }: OriginPlan): OriginView[] {
  return origins.map((origin) => ({
    history: y.slice(0, origin),
    actual: y.slice(origin, origin + horizon),
  }));
}

/**
 * Rolling-origin backtest: fits to what was known at each origin, and keeps forecast and outcome side by side. Nothing
 * after an origin is seen by its fit: origins come oldest first, and a model that can be refitted is only moved forward.
 * Source: Tashman (2000).
 */
export function rollingOrigin(
  views: readonly OriginView[],
  fit: (history: readonly number[]) => FittedModel,
): OriginForecast[] {
  let earlier: FittedModel | undefined;
  return views.map(({ history, actual }) => {
    const model: FittedModel = earlier?.refit?.(history) ?? fit(history);
    earlier = model;
    const { mean, standardDeviation } = model.predict(actual.length);
    return { mean, standardDeviation, actual };
  });
}
