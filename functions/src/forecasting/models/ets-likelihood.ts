import type { EtsForm, EtsParameters, EtsState } from './ets.ts';
import type { EtsPoint } from './ets-coordinates.ts';

/** Smallest one-step forecast, level or index, of a series near 1, that something can be relative to. */
const DIVISOR_MIN = 1e-8;
/** Added to the squared errors of each point, of a series near 1, so that a perfect fit has a likelihood. */
const SQUARE_MIN = 1e-20;

/**
 * The likelihood of an ETS form for a series, and how it changes with every parameter and every part of the initial
 * state: forwards through the series for the errors, backwards for the derivatives (the adjoint of the recursion), so
 * that the gradient costs about three passes however many states there are. `y` about as large as 1.
 * Source: Hyndman et al. (2008), table 2.2 and equation 5.3; Griewank & Walther (2008), chapter 3, on adjoints.
 */
export class EtsLikelihood {
  private readonly y: Float64Array;
  private readonly form: EtsForm;
  private readonly bases: Float64Array;
  private readonly indices: Float64Array;
  private readonly slopes: Float64Array;
  private readonly season: Float64Array;
  private readonly byIndex: Float64Array;
  private squares = 0;
  private level = 0;
  private slope = 0;

  /** `m`: the season's length, 0 for none. */
  constructor(y: Float64Array, form: EtsForm, m: number) {
    this.y = y;
    this.form = form;
    this.bases = new Float64Array(y.length);
    this.indices = new Float64Array(y.length);
    this.slopes = new Float64Array(y.length);
    this.season = new Float64Array(m);
    this.byIndex = new Float64Array(m);
  }

  /** −2 log likelihood up to a constant that all forms share; Infinity where the form does not suit. */
  deviance({ alpha, beta, gamma, phi }: EtsParameters, initial: EtsState): number {
    const { y, season } = this;
    const m = season.length;
    const multipliesSeason = this.form.season === 'multiplicative';
    const multipliesError = this.form.error === 'multiplicative';
    season.set(initial.season);
    let { level, slope } = initial;
    let squares = SQUARE_MIN * y.length;
    let logSizes = 0;
    for (let t = 0, phase = 0; t < y.length; t++) {
      const base = level + phi * slope;
      const index = m === 0 ? 0 : season[phase];
      if (multipliesSeason && !(base > DIVISOR_MIN && index > DIVISOR_MIN)) return Number.POSITIVE_INFINITY;
      const expected = multipliesSeason ? base * index : base + index;
      const error = y[t] - expected;
      if (multipliesError) {
        if (!(expected > DIVISOR_MIN)) return Number.POSITIVE_INFINITY;
        squares += (error / expected) ** 2;
        logSizes += Math.log(expected);
      } else squares += error * error;
      this.bases[t] = base;
      this.indices[t] = index;
      this.slopes[t] = slope;
      const own = multipliesSeason ? error / index : error;
      level = base + alpha * own;
      slope = phi * slope + beta * own;
      if (m > 0) {
        season[phase] = index + (gamma * error) / (multipliesSeason ? base : 1);
        phase = phase + 1 === m ? 0 : phase + 1;
      }
    }
    this.squares = squares;
    this.level = level;
    this.slope = slope;
    const deviance = y.length * Math.log(squares) + 2 * logSizes;
    return Number.isFinite(deviance) ? deviance : Number.POSITIVE_INFINITY;
  }

  /** The state after the last point, of the pass made last. */
  finalState(): EtsState {
    return { level: this.level, slope: this.slope, season: Float64Array.from(this.season) };
  }

  /** One-step errors of the pass made last: relative to the forecast where errors multiply. */
  errors(): Float64Array {
    const multipliesSeason = this.form.season === 'multiplicative';
    return this.y.map((value, t) => {
      const expected = multipliesSeason ? this.bases[t] * this.indices[t] : this.bases[t] + this.indices[t];
      const error = value - expected;
      return this.form.error === 'multiplicative' ? error / expected : error;
    });
  }

  /** Derivatives of the deviance at the point where it was asked for last. */
  gradient({ alpha, beta, gamma, phi }: EtsParameters): EtsPoint {
    const { y, byIndex } = this;
    const n = y.length;
    const m = byIndex.length;
    const multipliesSeason = this.form.season === 'multiplicative';
    const multipliesError = this.form.error === 'multiplicative';
    const weight = (2 * n) / this.squares;
    byIndex.fill(0);
    let [byAlpha, byBeta, byGamma, byPhi, byLevel, bySlope] = [0, 0, 0, 0, 0, 0];
    for (let t = n - 1, phase = m === 0 ? 0 : t % m; t >= 0; t--) {
      const base = this.bases[t];
      const index = this.indices[t];
      const slope = this.slopes[t];
      const expected = multipliesSeason ? base * index : base + index;
      const error = y[t] - expected;
      const own = multipliesSeason ? error / index : error;
      const byOwn = alpha * byLevel + beta * bySlope;
      byAlpha += own * byLevel;
      byBeta += own * bySlope;
      byPhi += slope * bySlope;
      const byExpected = multipliesError
        ? (2 - (weight * error * y[t]) / expected ** 2) / expected
        : -weight * error;
      let byBase = byLevel;
      if (multipliesSeason) {
        const later = byIndex[phase];
        const byChange = gamma * later;
        byGamma += (error / base) * later;
        byBase += byExpected * index - byOwn - (byChange * y[t]) / base ** 2;
        byIndex[phase] = later + byExpected * base - (byOwn * y[t]) / index ** 2 - byChange;
      } else {
        byBase += byExpected - byOwn;
        if (m > 0) {
          const later = byIndex[phase];
          const byChange = gamma * later;
          byGamma += error * later;
          byBase -= byChange;
          byIndex[phase] = later + byExpected - byOwn - byChange;
        }
      }
      byPhi += slope * byBase;
      byLevel = byBase;
      bySlope = phi * (bySlope + byBase);
      phase = phase === 0 ? m - 1 : phase - 1;
    }
    return {
      parameters: { alpha: byAlpha, beta: byBeta, gamma: byGamma, phi: byPhi },
      initial: { level: byLevel, slope: bySlope, season: byIndex },
    };
  }
}
