import type { EnsembleModel } from './ensemble-model.ts';

/** How far beyond the range a feature may lie: this share of the range, and so many standard deviations. */
const SHARE = 0.25;
const DEVIATIONS = 0.5;

/**
 * Whether the networks have seen features like these: none lies well outside the training set's range. A little beyond is
 * no matter, since they see nothing beyond four standard deviations anyway.
 */
export function isInside({ inputs, range }: EnsembleModel, features: Float64Array): boolean {
  return features.every((value, i) => {
    const [least, greatest] = [range.minimum[i], range.maximum[i]];
    const slack = SHARE * (greatest - least) + DEVIATIONS * inputs.deviation[i];
    return value >= least - slack && value <= greatest + slack;
  });
}
