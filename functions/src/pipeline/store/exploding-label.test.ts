import { expect, it } from 'vitest';
import type { Labels } from '../../contracts/common.ts';
import { labelsByValues } from './exploding-label.ts';

it('puts the label first that has the most values', () => {
  const series = Array.from({ length: 40 }, (_, k) => ({
    labels: { host: `h${k % 3}`, request: `r${k}`, region: 'eu' },
  }));
  expect(labelsByValues(series)).toEqual([
    { label: 'request', values: 40 },
    { label: 'host', values: 3 },
    { label: 'region', values: 1 },
  ]);
});

it('knows labels that only some series have, and names that objects inherit', () => {
  const series: { labels: Labels }[] = [
    { labels: {} },
    { labels: { constructor: 'a' } },
    { labels: { constructor: 'b' } },
  ];
  expect(labelsByValues(series)).toEqual([{ label: 'constructor', values: 2 }]);
});
