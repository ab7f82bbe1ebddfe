import { describe, expect, it } from 'vitest';
import { armaAutocovariance, psiWeights } from './arma-autocovariance.ts';
import { type ArmaPolynomials, expandFactors } from './arma-polynomials.ts';
import { exactInnovations } from './exact-innovations.ts';
import { fromPartialAutocorrelations, rootsBeyond, stepDown } from './partial-autocorrelations.ts';

const none = { ar: [], ma: [], seasonalAr: [], seasonalMa: [] };
const models: [string, ArmaPolynomials][] = [
  ['white noise', expandFactors(none, 1)],
  ['AR(2)', expandFactors({ ...none, ar: [1.2, -0.5] }, 1)],
  ['MA(2)', expandFactors({ ...none, ma: [0.4, -0.3] }, 1)],
  ['ARMA(1,3)', expandFactors({ ...none, ar: [-0.7], ma: [0.5, 0.2, 0.6] }, 1)],
  ['seasonal moving average near 1', expandFactors({ ...none, ma: [-0.9], seasonalMa: [-0.97] }, 4)],
  ['seasonal ARMA', expandFactors({ ar: [0.5, 0.3], ma: [-0.4], seasonalAr: [0.6], seasonalMa: [0.8] }, 4)],
];
const x = Float64Array.from({ length: 40 }, (_, t) => ((t * 7_919) % 31) / 10 - 1.5);

/** Cholesky's factor of the covariance matrix, row by row: errors and variances by the definition. */
function bySubstitution(model: ArmaPolynomials): { errors: number[]; variances: number[] } {
  const gamma = covariancesByPsi(model, x.length);
  const l: number[][] = [];
  const errors: number[] = [];
  const variances: number[] = [];
  for (let t = 0; t < x.length; t++) {
    const row: number[] = [];
    for (let s = 0; s < t; s++) {
      const known = row.reduce((sum, value, u) => sum + value * (l[s][u] ?? 0) * variances[u], 0);
      row.push((gamma[t - s] - known) / variances[s]);
    }
    errors.push(x[t] - row.reduce((sum, value, s) => sum + value * errors[s], 0));
    variances.push(gamma[0] - row.reduce((sum, value, s) => sum + value ** 2 * variances[s], 0));
    l.push([...row, 1]);
  }
  return { errors, variances };
}

function covariancesByPsi({ ar, ma }: ArmaPolynomials, count: number): number[] {
  const psi = psiWeights(ar, ma, 4_000);
  return Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let j = 0; j + k < psi.length; j++) sum += psi[j] * psi[j + k];
    return sum;
  });
}

describe.each(models)('%s', (_, model) => {
  it('has the autocovariances of its moving-average form', () => {
    const ours = armaAutocovariance(model, 9);
    covariancesByPsi(model, 10).forEach((value, k) => {
      expect(ours?.[k]).toBeCloseTo(value, 8);
    });
  });

  it('has the errors and variances of the covariance matrix', () => {
    const expected = bySubstitution(model);
    const ours = exactInnovations(model, [x]);
    expected.errors.forEach((error, t) => {
      expect(ours?.errors[0][t]).toBeCloseTo(error, 7);
      expect(ours?.variances[t]).toBeCloseTo(expected.variances[t], 8);
    });
  });

  it('does not mind where the gain has settled', () => {
    const long = Float64Array.from({ length: 400 }, (_, t) => x[t % x.length]);
    const [once] = exactInnovations(model, [long])?.errors ?? [];
    const [first] = exactInnovations(model, [long.subarray(0, 399)])?.states ?? [];
    expect(long[399] - once[399]).toBeCloseTo(first[0], 9);
  });
});

it('does not know the innovations of what is not stationary', () => {
  expect(exactInnovations(expandFactors({ ...none, ar: [1] }, 1), [x])).toBeUndefined();
});

describe('partial autocorrelations', () => {
  it('lead to coefficients and back', () => {
    const partial = [0.7, -0.4, 0.95, -0.2];
    const ladder = stepDown(fromPartialAutocorrelations(partial));
    ladder?.forEach((row, k) => {
      expect(row[k]).toBeCloseTo(partial[k], 12);
    });
    expect(ladder).toHaveLength(4);
  });

  it('tell where the roots lie', () => {
    // Roots 1.25 and −2.
    const coefficients = [1 / 1.25 - 1 / 2, 1 / (1.25 * 2)];
    expect(rootsBeyond(coefficients, 1.24)).toBe(true);
    expect(rootsBeyond(coefficients, 1.26)).toBe(false);
    expect(rootsBeyond([], 1.01)).toBe(true);
  });
});
