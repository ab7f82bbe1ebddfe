/** How a series is smoothed; shares the letters of Cleveland et al. (1990). */
export interface LoessOptions {
  /** Points in the neighbourhood (q); more than the series has flattens the weights. */
  readonly window: number;
  readonly degree: 0 | 1;
  /** Fitted at every so many points, and interpolated between. */
  readonly jump: number;
}

/** Shares of the bandwidth within which a weight is 1, and beyond which it is 0. */
const NEAR = 0.001;
const FAR = 0.999;

/**
 * Loess of an equally spaced series: at each point a mean (degree 0) or line (degree 1), weighted by the tricube of the
 * distance and by `robustness` where given. `y` of length *n* ≥ 1; result of length *n*. A point whose neighbourhood
 * has no weight keeps its value.
 * Source: Cleveland (1979); Cleveland, Cleveland, McRae & Terpenning (1990), §2; conventions of R's `stl()`.
 */
export function loess(y: Float64Array, options: LoessOptions, robustness?: Float64Array): Float64Array {
  const n = y.length;
  if (n < 2) return y.slice();
  const smooth = new Float64Array(n);
  const jump = Math.min(Math.max(1, options.jump), n - 1);
  let last = 0;
  for (let t = 0; ; t = Math.min(t + jump, n - 1)) {
    const from = t === n - 1 && t - last < jump ? windowStart(last, n, options.window) : undefined;
    smooth[t] = loessAt(y, t, from ?? windowStart(t, n, options.window), options, robustness) ?? y[t];
    for (let s = last + 1; s < t; s++)
      smooth[s] = smooth[last] + ((smooth[t] - smooth[last]) * (s - last)) / (t - last);
    last = t;
    if (t === n - 1) return smooth;
  }
}

/** First point of the neighbourhood of `t`: centred, and moved inside the series at its ends. */
function windowStart(t: number, n: number, window: number): number {
  const before = Math.floor((window + 1) / 2) - 1;
  return Math.max(0, Math.min(t - before, n - window));
}

/**
 * The local fit at `x` (in steps from the start, may lie outside) to the neighbourhood that starts at `from`; undefined
 * where all weights are 0.
 */
export function loessAt(
  y: Float64Array,
  x: number,
  from: number,
  { window, degree }: LoessOptions,
  robustness?: Float64Array,
): number | undefined {
  const n = y.length;
  const to = Math.min(from + window, n) - 1;
  const spare = window > n ? Math.floor((window - n) / 2) : 0;
  const bandwidth = Math.max(x - from, to - x) + spare;
  const near = NEAR * bandwidth;
  const far = FAR * bandwidth;
  let [sw, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
  for (let j = from; j <= to; j++) {
    const offset = j - x;
    const distance = Math.abs(offset);
    if (distance > far) continue;
    const ratio = distance / bandwidth;
    const tricube = distance <= near ? 1 : (1 - ratio * ratio * ratio) ** 3;
    const w = robustness ? tricube * robustness[j] : tricube;
    sw += w;
    sx += w * offset;
    sxx += w * offset * offset;
    sy += w * y[j];
    sxy += w * offset * y[j];
  }
  if (sw <= 0) return undefined;
  const centre = sx / sw;
  const spread = sxx / sw - centre * centre;
  const mean = sy / sw;
  if (degree === 0 || bandwidth <= 0 || Math.sqrt(Math.max(0, spread)) <= NEAR * (n - 1)) return mean;
  return mean - (centre * (sxy / sw - centre * mean)) / spread;
}
