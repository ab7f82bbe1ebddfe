/**
 * The low-pass filter of STL: moving averages over m, m and 3 steps, one after the other. `x` of length n + 2m gives a
 * result of length n. Source: Cleveland et al. (1990), §2.2, step 3.
 */
export function lowPass(x: Float64Array, m: number): Float64Array {
  return runningMean(runningMean(runningMean(x, m), m), 3);
}

/** Means of all runs of `length` values; shorter than `x` by `length` − 1. */
function runningMean(x: Float64Array, length: number): Float64Array {
  const means = new Float64Array(x.length - length + 1);
  let sum = 0;
  for (let t = 0; t < x.length; t++) {
    sum += x[t];
    if (t >= length) sum -= x[t - length];
    if (t >= length - 1) means[t - length + 1] = sum / length;
  }
  return means;
}
