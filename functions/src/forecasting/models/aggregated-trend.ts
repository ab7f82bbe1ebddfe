import { fitDynamicTheta } from './dynamic-theta.ts';
import { continueTrend, fitTrendSmoothing } from './trend-smoothing.ts';

/** Fewest blocks to fit a trend to. */
const BLOCKS_MIN = 6;

/**
 * Temporal aggregation: means of blocks of `size` steps (a year of months), counted from the end, continued by the
 * average of a damped trend and dynamic Theta, and laid over the steps by straight lines between the blocks' centres.
 * What noise hides from step to step shows from block to block. Undefined where `y` holds fewer than six blocks.
 * Source: Athanasopoulos, Hyndman, Kourentzes & Petropoulos (2017); Kourentzes, Petropoulos & Trapero (2014).
 */
export function continueAggregated(y: Float64Array, size: number, h: number): Float64Array | undefined {
  const count = Math.floor(y.length / size);
  if (count < BLOCKS_MIN) return undefined;
  const first = y.length - count * size;
  const blocks = new Float64Array(count);
  for (let t = first; t < y.length; t++) blocks[Math.floor((t - first) / size)] += y[t] / size;
  const ahead = Math.ceil((h + (size - 1) / 2) / size);
  const damped = fitTrendSmoothing(blocks, 'damped');
  const trend = continueTrend(damped, ahead);
  const theta = fitDynamicTheta(blocks).forecast(ahead);
  const centres = [damped.level, ...trend.map((value, j) => (value + theta[j]) / 2)];
  return new Float64Array(h).map((_, i) => {
    const position = (i + 1 + (size - 1) / 2) / size;
    const before = Math.min(Math.floor(position), ahead - 1);
    return centres[before] + (position - before) * (centres[before + 1] - centres[before]);
  });
}
