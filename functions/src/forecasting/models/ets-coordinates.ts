import type { EtsForm, EtsParameters, EtsState } from './ets.ts';
import { fromLogistic } from './logistic.ts';

const MARGIN = 1e-4;
const PHI_MIN = 0.8;
const PHI_MAX = 0.98;

/** Parameters and initial state of an ETS form, or what a function changes by with each of them. */
export interface EtsPoint {
  parameters: EtsParameters;
  initial: EtsState;
}

/**
 * The coordinates in which an ETS form is searched: logistic ones for the smoothing parameters, in R's usual bounds (α
 * and φ by themselves, β as a share of α, γ as one of 1 − α), then level, slope and all seasonal indices but the last,
 * each in units of its own. The last index makes their sum 0, or the season's length where the season multiplies.
 */
export class EtsCoordinates {
  readonly length: number;
  private readonly form: EtsForm;
  private readonly m: number;
  private readonly unit: number;
  private readonly indexUnit: number;

  /** `unit`: the size of an error of the series; `m`: the season's length, 0 for none. */
  constructor(form: EtsForm, m: number, unit: number, level: number) {
    this.form = form;
    this.m = m;
    this.unit = unit;
    this.indexUnit = form.season === 'multiplicative' ? Math.min(0.1, unit / Math.abs(level)) : unit;
    this.length = this.stateAt + (form.trend === 'none' ? 1 : 2) + Math.max(0, m - 1);
  }

  /** Where the state begins. */
  private get stateAt(): number {
    const { trend, season } = this.form;
    return 1 + (trend === 'none' ? 0 : 1) + (season === 'none' ? 0 : 1) + (trend === 'damped' ? 1 : 0);
  }

  encode({ alpha, beta, gamma, phi }: EtsParameters, { level, slope, season }: EtsState): Float64Array {
    const x = [toLogistic(alpha, MARGIN, 1 - MARGIN)];
    if (this.form.trend !== 'none') x.push(toLogistic(beta / alpha, MARGIN, 1 - MARGIN));
    if (this.form.season !== 'none') x.push(toLogistic(gamma / (1 - alpha), MARGIN, 1 - MARGIN));
    if (this.form.trend === 'damped') x.push(toLogistic(phi, PHI_MIN, PHI_MAX));
    x.push(level / this.unit);
    if (this.form.trend !== 'none') x.push(slope / this.slopeUnit);
    for (let i = 0; i < this.m - 1; i++) x.push(season[i] / this.indexUnit);
    return Float64Array.from(x);
  }

  decode(x: ArrayLike<number>): EtsPoint {
    const { trend } = this.form;
    let at = 0;
    const alpha = fromLogistic(x[at++], MARGIN, 1 - MARGIN);
    const beta = trend === 'none' ? 0 : alpha * fromLogistic(x[at++], MARGIN, 1 - MARGIN);
    const gamma = this.m === 0 ? 0 : (1 - alpha) * fromLogistic(x[at++], MARGIN, 1 - MARGIN);
    const phi = trend === 'damped' ? fromLogistic(x[at++], PHI_MIN, PHI_MAX) : 1;
    const level = x[at++] * this.unit;
    const slope = trend === 'none' ? 0 : x[at++] * this.slopeUnit;
    const season = new Float64Array(this.m);
    let left = this.form.season === 'multiplicative' ? this.m : 0;
    for (let i = 0; i < this.m - 1; i++) {
      season[i] = x[at++] * this.indexUnit;
      left -= season[i];
    }
    if (this.m > 0) season[this.m - 1] = left;
    return { parameters: { alpha, beta, gamma, phi }, initial: { level, slope, season } };
  }

  /** The chain rule: from the gradient by parameters and state at `point` to that by coordinates. */
  pullBack({ parameters }: EtsPoint, slopes: EtsPoint, gradient: Float64Array): void {
    const { alpha, beta, gamma, phi } = parameters;
    const by = slopes.parameters;
    const hasTrend = this.form.trend !== 'none';
    let total = by.alpha;
    if (hasTrend) total += (by.beta * beta) / alpha;
    if (this.m > 0) total -= (by.gamma * gamma) / (1 - alpha);
    let at = 0;
    gradient[at++] = total * steepness(alpha, MARGIN, 1 - MARGIN);
    if (hasTrend) gradient[at++] = by.beta * alpha * steepness(beta / alpha, MARGIN, 1 - MARGIN);
    if (this.m > 0)
      gradient[at++] = by.gamma * (1 - alpha) * steepness(gamma / (1 - alpha), MARGIN, 1 - MARGIN);
    if (this.form.trend === 'damped') gradient[at++] = by.phi * steepness(phi, PHI_MIN, PHI_MAX);
    gradient[at++] = slopes.initial.level * this.unit;
    if (hasTrend) gradient[at++] = slopes.initial.slope * this.slopeUnit;
    const { season } = slopes.initial;
    for (let i = 0; i < this.m - 1; i++) gradient[at++] = (season[i] - season[this.m - 1]) * this.indexUnit;
  }

  /** −2 log of the density (1 − β/α)^strength at `point`; its derivative is added to `gradient`. */
  addTrendPrior({ parameters }: EtsPoint, strength: number, gradient: Float64Array): number {
    if (this.form.trend === 'none') return 0;
    const share = parameters.beta / parameters.alpha;
    gradient[1] += (2 * strength * steepness(share, MARGIN, 1 - MARGIN)) / (1 - share);
    return -2 * strength * Math.log(1 - share);
  }

  /** A slope acts on many steps. */
  private get slopeUnit(): number {
    return 0.1 * this.unit;
  }
}

const SHARE_MIN = 1e-3;

function toLogistic(value: number, lower: number, upper: number): number {
  const share = Math.max(SHARE_MIN, Math.min(1 - SHARE_MIN, (value - lower) / (upper - lower)));
  return Math.log(share / (1 - share));
}

/** Derivative of the logistic at the point where it takes `value`. */
function steepness(value: number, lower: number, upper: number): number {
  return ((value - lower) * (upper - value)) / (upper - lower);
}
