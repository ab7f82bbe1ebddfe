import { expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/hierarchies.json' with { type: 'json' };
import { addSteps } from '../transforms/add-steps.ts';
import { forecastHierarchy } from './forecast-hierarchy.ts';
import type { Labels } from './hierarchy.ts';
import type { TierAccuracy } from './hierarchy-accuracy.ts';

interface RealHierarchy {
  readonly name: string;
  readonly start: string;
  readonly by: readonly string[];
  readonly leaves: readonly { readonly labels: Labels; readonly values: readonly number[] }[];
}

const hierarchies: readonly RealHierarchy[] = fixture.hierarchies.map(({ leaves, ...rest }) => ({
  ...rest,
  leaves: leaves.map(({ labels, values }) => ({ labels: labels as Labels, values })),
}));

const forecastOf = ({ start, by, leaves }: RealHierarchy) =>
  forecastHierarchy({
    leaves: leaves.map(({ labels, values }) => ({
      labels,
      observations: values.map((value, t) => ({
        at: addSteps(Date.parse(start), { unit: 'month', count: 1 }, t),
        value,
      })),
    })),
    groupings: by.map((names) => (names === '*' ? [] : [names])),
    horizon: 12,
  });

// How good they are, from many origins, is told by `npm run bench -- reconciliation` (docs/forecasting/reconciliation.md).
it.each(hierarchies.map((one) => [one.name, one] as const))(
  '%s: adds up, and says where that did not help in the past',
  (_, one) => {
    const { nodes, accuracy, resolution, method, leftOut, cautions } = forecastOf(one);
    expect([resolution, method, leftOut]).toEqual([{ unit: 'month', count: 1 }, 'mint-shrink', []]);
    const [total] = nodes;
    total.forecast.mean.forEach((mean, step) => {
      const parts = nodes.filter(({ leaf }) => leaf !== null).map(({ forecast }) => forecast.mean[step]);
      expect(mean / parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
    });
    expect(accuracy).toMatchObject({ origins: 3, horizon: 12 });
    const sum = (maseOf: (tier: TierAccuracy) => number | null) =>
      (accuracy?.tiers ?? []).reduce((all, tier) => all + tier.series * (maseOf(tier) ?? 0), 0);
    const helped = sum(({ reconciled }) => reconciled.mase) <= sum(({ base }) => base.mase);
    expect(cautions.map(({ code }) => code)).toEqual(helped ? [] : ['reconciliation-not-useful']);
  },
);
