import { continueEts, type EtsForm, type EtsParameters, type EtsState, fitEts } from './ets.ts';
import { correctedAic, countEtsParameters } from './ets-criterion.ts';
import { initialEtsStates } from './ets-initial-state.ts';
import { continueTrend, type TrendKind, type TrendSmoothing } from './trend-smoothing.ts';

/** What the average may use. */
export interface EtsAverageOptions {
  /** Steps of the season; 1 for none. */
  readonly seasonLength: number;
  /** Additive models without a season, already fitted to the same series; left out where a season is certain. */
  readonly smoothings: readonly TrendSmoothing[];
  /** Whether errors and seasons that are multiplicative are left out even where `y` is positive. */
  readonly additive?: boolean;
  /** Parameters found on a longer history, so that nothing is searched; by the name of the form. */
  readonly known?: ReadonlyMap<string, EtsParameters>;
}

/** Forecasts of the ETS family: of the best model by AICc, and of all weighted by theirs. */
export interface EtsAverage {
  readonly best: Float64Array;
  readonly average: Float64Array;
  /** Akaike weights by form, e.g. `multiplicative-damped-multiplicative`. */
  readonly weights: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, EtsParameters>;
}

interface Member {
  readonly name: string;
  readonly mean: Float64Array;
  readonly aicc: number;
}

const TRENDS: readonly TrendKind[] = ['none', 'additive', 'damped'];
/** Points besides two seasons that seasonal indices need. */
const SPARE_POINTS = 5;
/** Members whose AICc is this much above the least weigh nothing. */
const DIFFERENCE_MAX = 20;

/**
 * A sensible part of the ETS family, averaged by Akaike weights exp(−ΔAICc/2): additive errors with additive season,
 * multiplicative errors with multiplicative season where `y` is positive, each with no, additive and damped trend; without
 * a season also multiplicative errors. Undefined where no member suits (fewer than four points).
 * Source: Hyndman et al. (2008), §2 and §7; Burnham & Anderson (2002), §2.9; Kolassa (2011) on averaging ETS models.
 */
export function averageEts(
  y: Float64Array,
  h: number,
  { seasonLength: m, smoothings, known, additive = false }: EtsAverageOptions,
): EtsAverage | undefined {
  const n = y.length;
  const members: Member[] = smoothings.map((fit) => ({
    name: `additive-${fit.kind}-none`,
    mean: continueTrend(fit, h),
    aicc: correctedAic(n * Math.log(fit.sse + 1e-30), n, countEtsParameters(fit.kind, 0)),
  }));
  const parameters = new Map<string, EtsParameters>();
  for (const [form, initial] of forms(y, m, smoothings, additive)) {
    const name = `${form.error}-${form.trend}-${form.season}`;
    const fit = fitEts(y, form, initial, known?.get(name));
    parameters.set(name, fit.parameters);
    const mean = continueEts(fit, h);
    const k = countEtsParameters(form.trend, initial.season.length);
    if (mean.every(Number.isFinite)) members.push({ name, mean, aicc: correctedAic(fit.deviance, n, k) });
  }
  return weigh(members, h, parameters);
}

function weigh(
  members: readonly Member[],
  h: number,
  parameters: ReadonlyMap<string, EtsParameters>,
): EtsAverage | undefined {
  const suitable = members.filter((member) => Number.isFinite(member.aicc));
  if (suitable.length === 0) return undefined;
  const best = suitable.reduce((least, member) => (member.aicc < least.aicc ? member : least));
  const close = suitable.filter((member) => member.aicc - best.aicc < DIFFERENCE_MAX);
  const raw = close.map((member) => Math.exp(-0.5 * (member.aicc - best.aicc)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const average = new Float64Array(h);
  close.forEach(({ mean }, k) => {
    for (let i = 0; i < h; i++) average[i] += (raw[k] / total) * mean[i];
  });
  const weights = new Map(close.map(({ name }, k) => [name, raw[k] / total]));
  return { best: best.mean, average, weights, parameters };
}

/** The forms that suit the series, each with its initial state. */
function forms(
  y: Float64Array,
  m: number,
  smoothings: readonly TrendSmoothing[],
  additive: boolean,
): readonly (readonly [EtsForm, EtsState])[] {
  const positive = !additive && y.every((value) => value > 0);
  const found: (readonly [EtsForm, EtsState])[] = [];
  for (const kind of m > 1 && y.length >= 2 * m + SPARE_POINTS ? seasonsFor(positive) : []) {
    const [flat, trending] = initialEtsStates(y, m, kind);
    const error = kind;
    for (const trend of TRENDS)
      found.push([{ error, trend, season: kind }, trend === 'none' ? flat : trending]);
  }
  if (!positive) return found;
  for (const { kind, initialLevel, initialSlope } of smoothings) {
    const initial = { level: initialLevel, slope: initialSlope, season: [] };
    found.push([{ error: 'multiplicative', trend: kind, season: 'none' }, initial]);
  }
  return found;
}

function seasonsFor(positive: boolean): readonly ('additive' | 'multiplicative')[] {
  return positive ? ['additive', 'multiplicative'] : ['additive'];
}
