import { describe, expect, it } from 'vitest';
import { featureColumns } from './feature-columns.ts';

describe('featureColumns', () => {
  it('carries the last known amount over missing ones, the first back to the beginning, and on into the future', () => {
    const history = [null, 2, null, true, null];
    expect(featureColumns([{ categorical: false, historic: false, history, future: [null, 7] }])).toEqual([
      { feature: 0, history: [2, 2, 2, 1, 1], future: [1, 7] },
    ]);
    expect(
      featureColumns([{ categorical: false, historic: true, history: [null, null], future: [] }]),
    ).toEqual([{ feature: 0, history: [0, 0], future: [] }]);
  });

  it('gives each category but the most frequent a column, for missing and unseen ones none', () => {
    const history = ['sun', 'rain', 'sun', 'fog', 'rain', 'sun', null];
    const columns = featureColumns([
      { categorical: false, historic: false, history: history.map((_, t) => t), future: [] },
      { categorical: true, historic: false, history, future: ['rain', 'hail'] },
    ]);
    expect(columns.slice(1)).toEqual([
      { feature: 1, history: [0, 1, 0, 0, 1, 0, 0], future: [1, 0] },
      { feature: 1, history: [0, 0, 0, 1, 0, 0, 0], future: [0, 0] },
    ]);
  });

  it('takes numbers for categories where it is told so', () => {
    const [column] = featureColumns([{ categorical: true, historic: false, history: [3, 3, 8], future: [] }]);
    expect(column).toEqual({ feature: 0, history: [0, 0, 1], future: [] });
  });

  it('makes at most 19 columns of a category', () => {
    const history = Array.from({ length: 500 }, (_, t) => `shop ${t}`);
    expect(featureColumns([{ categorical: true, historic: false, history, future: [] }])).toHaveLength(19);
  });
});
