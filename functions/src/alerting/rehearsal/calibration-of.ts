import type { ScoredClaim } from './score-claims.ts';

/** Forecasts that said about the same, and how often they were right. */
export interface CalibrationBin {
  /** Probabilities from here up to `to`, which belongs to the next bin; 1 belongs to the last. */
  readonly from: number;
  readonly to: number;
  readonly forecasts: number;
  readonly cameTrue: number;
  /** Mean of the probabilities that were said. */
  readonly meanProbability: number;
  /** Share that came true. A calibrated forecast has the two alike. */
  readonly frequency: number;
}

const binsCount = 10;

/** The reliability table (Murphy and Winkler 1977) of the claims whose windows are over, in tenths; empty bins left out. */
export function calibrationOf(claims: readonly ScoredClaim[]): readonly CalibrationBin[] {
  const judged = claims.filter(({ cameTrue }) => cameTrue !== null);
  return Array.from({ length: binsCount }, (_, bin) => {
    const inBin = judged.filter(({ probability }) => binOf(probability) === bin);
    const cameTrue = inBin.filter((claim) => claim.cameTrue === true).length;
    const sum = inBin.reduce((total, { probability }) => total + probability, 0);
    return {
      from: bin / binsCount,
      to: (bin + 1) / binsCount,
      forecasts: inBin.length,
      cameTrue,
      meanProbability: sum / inBin.length,
      frequency: cameTrue / inBin.length,
    };
  }).filter(({ forecasts }) => forecasts > 0);
}

const binOf = (probability: number): number =>
  Math.min(binsCount - 1, Math.floor(probability * binsCount + 1e-9));
