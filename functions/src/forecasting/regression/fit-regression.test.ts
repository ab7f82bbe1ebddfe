import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-regression.json' with { type: 'json' };
import { burg, cutAtLeastAic } from './burg.ts';
import { fitRegression, fitUnder } from './fit-regression.ts';
import { leastSquares } from './least-squares.ts';

const ones = (column: readonly number[]) => column.map(() => 1);

function expectClose(ours: readonly number[], theirs: readonly number[], relative: number): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, i) => {
    expect(Math.abs(value - theirs[i]) / Math.max(Math.abs(theirs[i]), 1e-3)).toBeLessThan(relative);
  });
}

// lm solves by Householder's QR, ours by Gram–Schmidt; longley is famous for its near collinearity, which multiplies the
// rounding of either by about 1e4. The fixture has 12 significant digits.
describe('with independent errors, as R lm', () => {
  const { y, x, ...r } = fixture.ordinary;
  const fit = fitRegression(y, [ones(x[0]), ...x], { orderMax: 0 });
  const { regression, errors, standardDeviation } = fit.predict(3);

  it('leaves out the column that earlier ones explain', () => {
    expect(fit.kept).toEqual([0, 1, 2]);
    expect([fit.coefficients[3], fit.standardErrors[3], r.coefficients[3]]).toEqual([0, 0, null]);
  });

  it('has the coefficients and standard errors of R', () => {
    expectClose(fit.coefficients.slice(0, 3), r.coefficients.slice(0, 3) as number[], 1e-8);
    expectClose(fit.standardErrors.slice(0, 3), r.standardErrors, 1e-8);
    expectClose([fit.sigma], [r.sigma], 1e-9);
  });

  it('predicts mean and standard deviation as R', () => {
    expectClose(regression, r.mean, 1e-9);
    expectClose(standardDeviation, r.sd, 1e-9);
    expect(errors).toEqual([0, 0, 0]);
  });
});

describe("Burg's autoregression, as R ar.burg", () => {
  const { x, coefficients, aicOrder } = fixture.burg;

  it('has the coefficients of R', () => {
    expectClose(burg(x, 3).coefficients[3], coefficients, 1e-9);
  });

  it('has the order of R', () => {
    expect(cutAtLeastAic(burg(x, 10), x.length).order).toBe(aicOrder);
  });

  it('has order 0 for zeros and for a single value', () => {
    expect([burg([0, 0, 0, 0], 2).order, burg([1], 2).order]).toEqual([0, 0]);
  });
});

// The fixture inverts the full covariance matrix of 98 errors; ours whitens. The difference is the inverse's rounding.
describe('under known autoregressive errors', () => {
  const { y, x, phi, ...r } = fixture.givenErrors;
  const [first, second] = phi;
  const reflection = first / (1 - second);
  const ladder = {
    order: 2,
    coefficients: [[], [reflection], phi],
    relativeVariances: [1, 1 - reflection ** 2, (1 - reflection ** 2) * (1 - second ** 2)],
  };
  const fit = fitUnder(ladder, y, x);
  const { regression, errors, standardDeviation } = fit.predict(6);

  it('is generalised least squares', () => {
    expectClose(fit.coefficients, r.coefficients, 1e-8);
    expectClose([fit.sigma], [r.sigma], 1e-8);
  });

  it('is the best linear prediction with its variance', () => {
    expectClose(errors, r.errors, 1e-7);
    expectClose(
      regression.map((value, i) => value + errors[i]),
      r.mean,
      1e-9,
    );
    expectClose(standardDeviation, r.sd, 1e-8);
  });
});

// R maximises the likelihood over the autoregression and the coefficients together; ours iterates Burg and generalised
// least squares. The two estimates differ by a fraction of their standard error (for 200 points, well below a tenth),
// and R's standard deviation is the smaller by 3 %: its divisor is n, not n less the coefficients (1 %), and it leaves out
// the uncertainty of the coefficients (2 %).
describe('with autoregressive errors of unknown size, as R arima(xreg)', () => {
  const { y, x, actual, ...r } = fixture.likelihood;
  const fit = fitRegression(y, [ones(x[0]), ...x], { orderMax: 1 });
  const { regression, errors, standardDeviation } = fit.predict(actual.length);

  it('has the coefficients of R within a tenth of their standard errors', () => {
    expect(fit.errorOrder).toBe(1);
    fit.coefficients.forEach((value, j) => {
      expect(Math.abs(value - r.coefficients[j + 1]) / r.standardErrors[j + 1]).toBeLessThan(0.1);
      expect(fit.standardErrors[j] / r.standardErrors[j + 1]).toBeCloseTo(1, 1);
    });
  });

  it('predicts as R within a twentieth of the standard deviation', () => {
    regression.forEach((value, i) => {
      expect(Math.abs(value + errors[i] - r.mean[i]) / r.sd[i]).toBeLessThan(0.05);
      expect(Math.abs(standardDeviation[i] / r.sd[i] - 1)).toBeLessThan(0.04);
    });
  });
});

describe('least squares', () => {
  const matrices = fc.integer({ min: 3, max: 12 }).chain((n) => {
    const column = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n });
    return fc.record({ columns: fc.array(column, { minLength: 1, maxLength: 6 }), y: column });
  });

  it('leaves residuals that no column explains, whatever the rank', () => {
    fc.assert(
      fc.property(matrices, ({ columns, y }) => {
        const { coefficients, kept } = leastSquares(columns, y);
        const residuals = y.map(
          (value, t) => value - columns.reduce((s, c, j) => s + coefficients[j] * c[t], 0),
        );
        for (const column of columns) {
          const product = column.reduce((sum, value, t) => sum + value * residuals[t], 0);
          expect(Math.abs(product)).toBeLessThan(1e-6);
        }
        expect(kept.length).toBeLessThanOrEqual(y.length);
      }),
      { numRuns: 300 },
    );
  });
});
