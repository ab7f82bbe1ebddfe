/**
 * Medians of `x` over windows of `width` (odd) places centred on each, cut off at the ends, where fewer places count.
 * Same length as `x`; O(n · width) by a sorted window.
 */
export function runningMedian(x: readonly number[], width: number): number[] {
  const half = (width - 1) / 2;
  const window: number[] = [];
  for (let t = 0; t < Math.min(half, x.length); t++) insert(window, x[t]);
  return x.map((_, t) => {
    if (t + half < x.length) insert(window, x[t + half]);
    if (t - half > 0) window.splice(placeOf(window, x[t - half - 1]), 1);
    const middle = window.length >> 1;
    return window.length % 2 === 1 ? window[middle] : (window[middle - 1] + window[middle]) / 2;
  });
}

function insert(sorted: number[], value: number): void {
  sorted.splice(placeOf(sorted, value), 0, value);
}

/** First place of `sorted` that does not hold less than `value`. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
