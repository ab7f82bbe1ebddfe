import type { Prediction } from '../forecaster.ts';
import type { FutureStep } from '../transforms/continue-grid.ts';

/** How many steps models have to look ahead for these. */
export function longestStep(steps: readonly FutureStep[]): number {
  return steps.reduce((most, { step }) => Math.max(most, step), 1);
}

/**
 * A prediction by step of the model, as one by step of the clock: skipped ones left out, those that come again there
 * twice. The standard deviation still never falls.
 */
export function atSteps(prediction: Prediction, steps: readonly FutureStep[]): Prediction {
  if (steps.every(({ step }, i) => step === i + 1)) return prediction;
  const pick = (values: readonly number[]) => steps.map(({ step }) => values[step - 1]);
  let widest = 0;
  return {
    mean: pick(prediction.mean),
    standardDeviation: pick(prediction.standardDeviation).map((one) => {
      widest = Math.max(widest, one);
      return widest;
    }),
    intervals: prediction.intervals.map(({ level, lower, upper }) => ({
      level,
      lower: pick(lower),
      upper: pick(upper),
    })),
  };
}
