import type { FittedModel, Forecaster, Prediction } from '../forecaster.ts';
import { normalPrediction } from '../models/normal-prediction.ts';
import { removeSeasons, type SeasonalSplit } from '../transforms/remove-seasons.ts';

/** A method together with the seasons that it is to model: what competes in the selection. */
export interface Candidate {
  readonly name: string;
  readonly lengthMin: number;
  fit(y: readonly number[]): FittedModel;
}

/**
 * `forecaster` with one season (1: none), or with all `seasonLengths` where it models several. Several seasons in the
 * race are told apart by the name's suffix.
 */
export function withSeason(
  forecaster: Forecaster,
  seasonLength: number,
  suffix = '',
  seasonLengths?: readonly number[],
): Candidate {
  const options = seasonLengths ? { seasonLength, seasonLengths } : { seasonLength };
  return {
    name: `${forecaster.name}${suffix}`,
    lengthMin: forecaster.minimumLength(options),
    fit: (y) => forecaster.fit(y, options),
  };
}

/** Takes the seasons out of a series. */
export type SplitSeasons = (y: readonly number[]) => SeasonalSplit;

/** A splitter for several candidates, which takes the seasons out of the same array only once. */
export function sharedSplit(lengths: readonly number[]): SplitSeasons {
  const splits = new WeakMap<readonly number[], SeasonalSplit>();
  return (y) => {
    const split = splits.get(y) ?? removeSeasons(y, lengths);
    splits.set(y, split);
    return split;
  };
}

/** `forecaster` on the series without `lengths`, which are taken out before and put back after. */
export function withoutSeasons(
  forecaster: Forecaster,
  lengths: readonly number[],
  splitSeasons: SplitSeasons = (y) => removeSeasons(y, lengths),
): Candidate {
  return {
    name: `${forecaster.name}[${lengths.join('+')}]`,
    lengthMin: Math.max(2 * Math.max(...lengths) + 1, forecaster.minimumLength({ seasonLength: 1 })),
    fit: (y) => fitAdjusted(y, splitSeasons, (adjusted) => forecaster.fit(adjusted, { seasonLength: 1 })),
  };
}

function fitAdjusted(
  y: readonly number[],
  splitSeasons: SplitSeasons,
  fit: (adjusted: readonly number[]) => FittedModel,
): FittedModel {
  const { adjusted, seasonalAt } = splitSeasons(y);
  const fitted = fit(adjusted);
  const { refit } = fitted;
  return {
    name: fitted.name,
    residuals: fitted.residuals,
    predict: (h, levels) => reseasonalise(fitted.predict(h), seasonalAt, levels),
    ...(refit && { refit: (later) => fitAdjusted(later, splitSeasons, refit) }),
  };
}

function reseasonalise(
  { mean, standardDeviation }: Prediction,
  seasonalAt: (step: number) => number,
  levels?: readonly number[],
): Prediction {
  return normalPrediction(
    mean.map((value, i) => value + seasonalAt(i + 1)),
    standardDeviation,
    levels,
  );
}
