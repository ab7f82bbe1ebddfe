import type { Column, ContributionKind } from './design.ts';
import { type EffectForm, fromWork } from './effect-form.ts';
import type { RegressionFit } from './fit-regression.ts';

/** A part of the mean of each step, in the unit of the series. All parts of a step add up to its mean. */
export interface Contribution {
  name: string;
  kind: ContributionKind;
  values: number[];
}

/** Which steps are explained: those from row `start` of the columns on. */
interface Rows {
  readonly start: number;
  readonly count: number;
}

/**
 * What each term of a regression adds to each step: the coefficients of its columns times their values, in the scale in
 * which effects add up. A term without any coefficient (all its columns left out) adds zeros.
 */
export function termEffects(
  columns: readonly Column[],
  { coefficients }: Pick<RegressionFit, 'coefficients'>,
  { start, count }: Rows,
): Contribution[] {
  const parts = new Map<string, Contribution>();
  columns.forEach(({ term, kind, values }, j) => {
    const key = JSON.stringify([kind, term]);
    const part = parts.get(key) ?? { name: term, kind, values: new Array<number>(count).fill(0) };
    for (let step = 0; step < count; step++) part.values[step] += coefficients[j] * values[start + step];
    parts.set(key, part);
  });
  return [...parts.values()];
}

/** Effects summed over their terms. */
export function sumEffects(effects: readonly Contribution[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => effects.reduce((sum, { values }) => sum + values[i], 0));
}

/**
 * What effects changed on the way from `baseline` to `mean`, beside the baseline. Additive effects are what they are. The
 * change that multiplicative ones make together is shared out in proportion to their logarithms, so that shares add up
 * and no order among effects matters. Source: Ang (2004), logarithmic mean Divisia decomposition.
 */
export function shareEffects(
  form: EffectForm,
  baseline: readonly number[],
  mean: readonly number[],
  effects: readonly Contribution[],
): Contribution[] {
  const total = sumEffects(effects, baseline.length);
  const share = (effect: number, i: number) => {
    if (form === 'additive') return effect;
    return total[i] === 0 ? baseline[i] * effect : (effect / total[i]) * (mean[i] - baseline[i]);
  };
  return [
    { name: 'baseline', kind: 'baseline', values: [...baseline] },
    ...effects.map((one) => ({ ...one, values: one.values.map(share) })),
  ];
}

/** One value with an effect applied; taken out with the negative effect. */
export function applyEffect(form: EffectForm, value: number, effect: number): number {
  return form === 'additive' ? value + effect : value * fromWork(form, effect);
}
