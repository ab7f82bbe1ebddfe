import type { Forecaster } from '../forecaster.ts';
import { meanSquare } from '../numerics/statistics.ts';
import { errorGrowth, errorWeights } from './error-growth.ts';
import { fitHoltWinters, type HoltWintersFit } from './holt-winters-fit.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/**
 * Holt-Winters with a damped trend (ETS(A,Ad,A), without a season Holt's damped trend). Where the series is positive
 * the multiplicative season is fitted too and kept if its sum of squares is lower. Parameters and initial state by
 * least squares. Standard deviation σ√(1 + Σcⱼ²) with cⱼ = α + β(φ + … + φʲ) + γ·[m divides j]; multiplicative: the
 * same with σ relative to the fitted values (root mean squares) and times the mean.
 * Source: Holt (1957); Winters (1960); Gardner & McKenzie (1985); Hyndman et al. (2008), table 6.1; reference
 * R forecast 8.20 `hw(damped = TRUE)` and `holt(damped = TRUE)`, which let φ in [0.8, 0.98] too.
 */
export const holtWintersDamped: Forecaster = {
  name: 'holt-winters-damped',
  minimumLength: ({ seasonLength: m }) => 2 * m + 2,
  fit(y, { seasonLength: m }) {
    requireLength('damped Holt-Winters', y, 2 * m + 2);
    const fit = chooseKind(y, m);
    const parameterCount = m > 1 ? 5 + m : 5;
    const means = (h: number) => continueState(fit, y.length, h);
    const degreesOfFreedom = Math.max(1, y.length - parameterCount);
    const relative = fit.kind === 'multiplicative';
    const size = relative ? meanSquare(y.map((value, t) => value - fit.residuals[t])) : 1;
    const sigma = Math.sqrt(fit.sse / degreesOfFreedom / size);
    return {
      name: m > 1 ? `holt-winters-damped (${fit.kind})` : 'holt-winters-damped (without season)',
      residuals: fit.residuals,
      predict: (h, levels) => {
        const mean = means(h);
        const growth = errorGrowth(errorWeights(fit.parameters, m, h));
        const spread = growth.map((g, i) => sigma * g * (relative ? Math.abs(mean[i]) : 1));
        return normalPrediction(mean, spread, levels);
      },
    };
  },
};

function chooseKind(y: readonly number[], m: number): HoltWintersFit {
  const additive = fitHoltWinters(y, m, 'additive');
  if (m === 1 || y.some((value) => value <= 0)) return additive;
  const multiplicative = fitHoltWinters(y, m, 'multiplicative');
  return multiplicative.sse < additive.sse ? multiplicative : additive;
}

function continueState({ kind, state, parameters }: HoltWintersFit, n: number, h: number): number[] {
  const { level, trend, seasonal } = state;
  let damping = 0;
  return steps(h, (step) => {
    damping = parameters.phi * (1 + damping);
    const base = level + damping * trend;
    const index = seasonal[(n + step - 1) % seasonal.length];
    return kind === 'additive' ? base + index : base * index;
  });
}
