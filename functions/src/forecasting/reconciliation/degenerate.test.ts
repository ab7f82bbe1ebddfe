import { describe, expect, it } from 'vitest';
import { buildHierarchy } from './build-hierarchy.ts';
import { reconcileForecasts } from './reconcile-forecasts.ts';
import type { ReconciliationRequest } from './reconciliation-request.ts';

const neverNegative = (count: number) =>
  Array.from({ length: count }, () => ({ minimum: 0, maximum: Number.POSITIVE_INFINITY }));
const hierarchy = buildHierarchy([{ shop: 'a' }, { shop: 'b' }], [[]]);
const forecasts = [12, 4, 5].map((value) => ({ mean: [value], standardDeviation: [1] }));
const base: ReconciliationRequest = { hierarchy, forecasts };

function reconcile(change: Partial<ReconciliationRequest>) {
  const result = reconcileForecasts({ ...base, ...change });
  return {
    ...result,
    means: result.predictions.map(({ mean }) => mean[0]),
    codes: result.cautions.map(({ code }) => code),
  };
}

describe('reconcileForecasts', () => {
  it('leaves a single series as it is', () => {
    const { means, predictions } = reconcile({
      hierarchy: buildHierarchy([{ shop: 'a' }], [[]]),
      forecasts: [forecasts[0]],
    });
    expect(means).toEqual([12]);
    expect(predictions[0].standardDeviation).toEqual([1]);
  });

  it('falls back to wls-structural, and says so, where no series ever erred or one error is known', () => {
    for (const residuals of [
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      [[1], [2], [3]],
      [[], [], []],
    ]) {
      const { method, codes, means, shrinkage } = reconcile({ residuals });
      expect([method, shrinkage]).toEqual(['wls-structural', null]);
      expect(codes).toEqual(['errors-unknown', 'errors-assumed-uncorrelated']);
      expect(means).toEqual([10.5, 4.75, 5.75]);
    }
  });

  it('falls back where the errors add up and always go together, so that nothing tells who is wrong', () => {
    const residuals = [
      [2, -2, 2, -2, 2, -2],
      [1, -1, 1, -1, 1, -1],
      [1, -1, 1, -1, 1, -1],
    ];
    const { method, codes, shrinkage } = reconcile({ residuals });
    expect([method, codes, shrinkage]).toEqual(['wls-structural', ['covariance-singular'], 0]);
  });

  it('believes the series that never erred', () => {
    const residuals = [
      [3, -2, 1, 4],
      [0, 0, 0, 0],
      [1, 2, -1, -2],
    ];
    const { means, codes } = reconcile({ residuals });
    expect(means[1]).toBeCloseTo(4, 6);
    expect(codes).toEqual([]);
  });

  it('uses the newest errors where series have different numbers of them', () => {
    const residuals = [
      [3, -2, 1, 4],
      [1, 1, -1, 2],
      [1, 2, -1, -2],
    ];
    const longer = [residuals[0], [99, ...residuals[1]], [50, -70, ...residuals[2]]];
    expect(reconcile({ residuals: longer }).means).toEqual(reconcile({ residuals }).means);
  });

  it('says that intervals take errors as uncorrelated without residuals', () => {
    expect(reconcile({ method: 'bottom-up' }).codes).toEqual(['errors-assumed-uncorrelated']);
    expect(reconcile({}).method).toBe('wls-structural');
  });

  it('gives no width to forecasts without one', () => {
    const certain = forecasts.map(({ mean }) => ({ mean, standardDeviation: [0] }));
    const { predictions } = reconcile({ forecasts: certain });
    expect(predictions[0].standardDeviation).toEqual([0]);
    expect(predictions[0].intervals[0].lower).toEqual(predictions[0].mean);
  });

  it('cuts negative leaves of bottom-up before they are added', () => {
    const negative = [1, -4, 5].map((value) => ({ mean: [value], standardDeviation: [1] }));
    const { means, predictions } = reconcile({
      forecasts: negative,
      method: 'bottom-up',
      leafRanges: neverNegative(2),
    });
    expect(means).toEqual([5, 0, 5]);
    expect(predictions[1].intervals[0].lower).toEqual([0]);
  });

  it('gives levels in ascending order, once each', () => {
    const levels = reconcile({ levels: [95, 50, 95] }).predictions[0].intervals.map(({ level }) => level);
    expect(levels).toEqual([50, 95]);
  });

  it.each<[string, Partial<ReconciliationRequest>, string]>([
    ['a missing forecast', { forecasts: forecasts.slice(1) }, 'FORECAST_MISSING'],
    [
      'horizons that differ',
      { forecasts: [...forecasts.slice(1), { mean: [1, 2], standardDeviation: [1, 1] }] },
      'FORECAST_LENGTHS_DIFFER',
    ],
    [
      'a forecast that is not finite',
      { forecasts: [...forecasts.slice(1), { mean: [Number.NaN], standardDeviation: [1] }] },
      'FORECAST_NOT_FINITE',
    ],
    [
      'a negative standard deviation',
      { forecasts: [...forecasts.slice(1), { mean: [1], standardDeviation: [-1] }] },
      'FORECAST_NOT_FINITE',
    ],
    ['MinT without residuals', { method: 'mint-shrink' }, 'RESIDUALS_MISSING'],
    ['residuals of some series only', { residuals: [[1, 2]] }, 'RESIDUALS_MISSING'],
    [
      'a residual that is not finite',
      {
        residuals: [
          [1, 2],
          [1, 2],
          [1, Number.POSITIVE_INFINITY],
        ],
      },
      'RESIDUALS_NOT_FINITE',
    ],
    ['a level of 100', { levels: [100] }, 'LEVEL_OUT_OF_RANGE'],
  ])('refuses %s', (_, change, reason) => {
    expect(() => reconcile(change)).toThrow(expect.objectContaining({ reason }));
  });
});
