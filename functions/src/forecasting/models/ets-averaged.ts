import type { Forecaster } from '../forecaster.ts';
import { ETS_LENGTH_MIN } from './ets-automatic.ts';
import type { EtsMember } from './ets-family.ts';
import { fitScaledFamily, nameEts, predictMember, residualsOf } from './ets-prediction.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/** Members whose AICc is this much above the least weigh nothing. */
const DIFFERENCE_MAX = 10;

/**
 * ETS averaged over its forms: the family of `ets`, each form weighted by exp(−ΔAICc/2), since close forms are chosen
 * between by chance. The standard deviation is that of the mixture: what the forms say, and how far they lie apart.
 * Source: Burnham & Anderson (2002), §2.9 and §4.3; Kolassa (2011).
 */
export const etsAverage: Forecaster = {
  name: 'ets-average',
  minimumLength: () => ETS_LENGTH_MIN,
  fit(y, { seasonLength: m }) {
    requireLength('ets average', y, ETS_LENGTH_MIN);
    const { members, scale } = fitScaledFamily(y, m);
    const parts = weigh(members);
    const residuals = parts.map(({ member }) => residualsOf(member, y, scale));
    return {
      name: `average of ${parts.map(({ member }) => nameEts(member.fit.form)).join(', ')}`,
      residuals: y.map((_, t) => parts.reduce((sum, { weight }, k) => sum + weight * residuals[k][t], 0)),
      predict: (h, levels) => {
        const predictions = parts.map(({ member }) => predictMember(member, scale, h));
        const average = (of: (k: number) => number) =>
          parts.reduce((sum, { weight }, k) => sum + weight * of(k), 0);
        const mean = steps(h, (step) => average((k) => predictions[k].mean[step - 1]));
        const spread = steps(h, (step) =>
          Math.sqrt(
            average(
              (k) =>
                predictions[k].standardDeviation[step - 1] ** 2 +
                (predictions[k].mean[step - 1] - mean[step - 1]) ** 2,
            ),
          ),
        );
        return normalPrediction(mean, spread, levels);
      },
    };
  },
};

function weigh(members: readonly EtsMember[]): { member: EtsMember; weight: number }[] {
  const close = members.filter(({ aicc }) => aicc <= members[0].aicc + DIFFERENCE_MAX);
  const raw = close.map(({ aicc }) => Math.exp((members[0].aicc - aicc) / 2));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return close.map((member, k) => ({ member, weight: raw[k] / total }));
}
