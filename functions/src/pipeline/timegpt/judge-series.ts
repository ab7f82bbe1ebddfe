import { createDetector } from '../../detection/index.ts';
import { normalHalfWidth } from '../../forecasting/index.ts';
import type { Frequency } from './frequency.ts';
import type { SeriesPart } from './split-series.ts';

/** What the detector says of one value. */
export interface JudgedValue {
  /** Place in `y` of the request. */
  readonly index: number;
  /** What was expected of it, from what came before. */
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Outside of the interval; never where the value is missing. */
  readonly anomaly: boolean;
  /** Distance from the mean in standard deviations, as a normal distribution would have them. */
  readonly score: number;
}

/** Share of its limit that the detector's band stands for; the rest is for patterns that no interval shows. */
const rowShare = 0.5;
/** Rarity of the band at the highest sensitivity, which is the narrowest band that the detector gives. */
const rarityMax = 0.01 * rowShare;
const scoreMax = 1e9;

/**
 * Runs the detector over a series and answers its newest stretch about which there is a verdict: empty where the series
 * is shorter than the detector's warm-up. Each value is judged by what came before it. The interval is the detector's
 * band at `level` percent, down to 99.5; below, that band made narrower as a normal distribution is.
 */
export function judgeSeries(part: SeriesPart, { stepMs }: Frequency, level: number): JudgedValue[] {
  const rarity = Math.max(1 - level / 100, 1e-6 * rowShare);
  const detector = createDetector({ resolutionMs: stepMs, sensitivity: sensitivityOf(rarity) });
  const narrowed =
    level === 0 ? 0 : Math.min(1, normalHalfWidth(level) / normalHalfWidth(100 * (1 - rarityMax)));
  const halfWidth = normalHalfWidth(100 * (1 - Math.min(rarity, rarityMax)));
  const judged: JudgedValue[] = [];
  let band: Band | undefined;
  part.values.forEach((value, step) => {
    if (value !== null) band = bandOf(detector.update(step * stepMs, value));
    if (band === undefined) return;
    const index = part.offset + step;
    const { expected, lower, upper } = band;
    const reach = value !== null && value < expected ? expected - lower : upper - expected;
    judged.push({
      index,
      mean: expected,
      lower: expected - narrowed * (expected - lower),
      upper: expected + narrowed * (upper - expected),
      ...verdictOf(value, expected, reach, { narrowed, halfWidth }),
    });
  });
  return judged;
}

interface Band {
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

function bandOf({ expected, lower, upper }: { [K in keyof Band]: number | null }): Band | undefined {
  return expected === null || lower === null || upper === null ? undefined : { expected, lower, upper };
}

function verdictOf(
  value: number | null,
  expected: number,
  reach: number,
  { narrowed, halfWidth }: { readonly narrowed: number; readonly halfWidth: number },
): Pick<JudgedValue, 'anomaly' | 'score'> {
  if (value === null || value === expected) return { anomaly: false, score: 0 };
  const distance = value - expected;
  const score = (halfWidth * distance) / reach;
  return {
    anomaly: Math.abs(distance) > narrowed * reach,
    score: Math.max(-scoreMax, Math.min(scoreMax, score)),
  };
}

/** The detector's sensitivity at which its band has this rarity; see `thresholdOf` and `scoreOf` in detection. */
function sensitivityOf(rarity: number): number {
  const decades = -Math.log10(rarity / rowShare);
  return Math.max(0, Math.min(1, (6 - decades) / 4));
}
