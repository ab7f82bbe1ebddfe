import type { Prediction } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import type { Column } from './design.ts';
import { fitRegression } from './fit-regression.ts';

/** Whether effects are added to the rest of a series, or multiply it. */
export type EffectForm = 'additive' | 'multiplicative';

/** Largest logarithm of a factor or value that is believed; beyond it an extrapolation has lost its meaning. */
const LOG_MAX = 30;

/** Into the scale in which effects add up. Multiplicative effects need positive values. */
export function toWork(form: EffectForm, y: readonly number[]): number[] {
  return form === 'additive' ? [...y] : y.map(Math.log);
}

/** One value back from the scale in which effects add up. */
export function fromWork(form: EffectForm, value: number): number {
  return form === 'additive' ? value : Math.exp(Math.max(-LOG_MAX, Math.min(LOG_MAX, value)));
}

/**
 * A prediction back from the scale in which effects add up. Of logarithms the median becomes the mean, limits are
 * carried over, and the standard deviation is half the distance of the limits one standard deviation away.
 */
export function predictionFromWork(form: EffectForm, prediction: Prediction): Prediction {
  if (form === 'additive') return prediction;
  const back = (values: readonly number[]) => values.map((value) => fromWork(form, value));
  const { mean: centre, standardDeviation, intervals } = prediction;
  return {
    mean: back(centre),
    standardDeviation: standardDeviation.map(
      (sd, i) => (fromWork(form, centre[i] + sd) - fromWork(form, centre[i] - sd)) / 2,
    ),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: back(lower),
      upper: back(upper),
    })),
  };
}

/**
 * The form under which `y` is likelier, by the same regression of its values and of their logarithms (whose likelihood
 * counts the change of scale); additive where a value is not positive. Both have the same number of coefficients, so
 * this is the choice of least AIC. Source: Box & Cox (1964), restricted to 1 and 0.
 */
export function likelierForm(y: readonly number[], columns: readonly Column[]): EffectForm {
  if (!y.every((value) => value > 0)) return 'additive';
  const shockVariance = (form: EffectForm) =>
    fitRegression(
      toWork(form, y),
      columns.map(({ values }) => values),
      { iterations: 0 },
    ).sigma ** 2;
  const [additive, multiplicative] = [shockVariance('additive'), shockVariance('multiplicative')];
  if (additive === 0 || multiplicative === 0) return 'additive';
  return Math.log(multiplicative) + 2 * mean(y.map(Math.log)) < Math.log(additive)
    ? 'multiplicative'
    : 'additive';
}
