import { describe, expect, it } from 'vitest';
import { comparableSeries } from './comparable-series.ts';

const one = (labels: Record<string, string>, kind = 'gauge', unit: string | null = null) => ({
  labels,
  kind,
  unit,
});

describe('comparableSeries', () => {
  it('takes the series with the same label names', () => {
    const self = one({ region: 'eu' });
    const others = [one({ region: 'us' }), one({}), one({ zone: 'x' }), one({ region: 'ap', host: 'a' })];
    expect(comparableSeries(self, others)).toEqual({ of: 'siblings', series: [self, others[0]] });
  });

  it('takes the parts of the series where there are any, not those of others', () => {
    const parts = [one({ region: 'eu', host: 'a' }), one({ region: 'eu', host: 'b' })];
    const others = [one({ region: 'us' }), one({ region: 'us', host: 'c' }), ...parts];
    expect(comparableSeries(one({ region: 'eu' }), others)).toEqual({ of: 'parts', series: parts });
    expect(comparableSeries(one({}), parts)).toEqual({ of: 'parts', series: parts });
  });

  it('never mixes totals with their parts, nor kinds, nor units', () => {
    const hosts = [one({ host: 'a' }), one({ host: 'b' }), one({ host: 'c' })];
    const zones = [one({ zone: 'x' }), one({ zone: 'y' })];
    expect(comparableSeries(one({}), [...zones, ...hosts])?.series).toEqual(hosts);
    expect(
      comparableSeries(one({ host: 'z' }), [one({ host: 'a' }, 'delta'), one({ host: 'b' }, 'gauge', 's')]),
    ).toBeNull();
  });

  it('finds nothing for a series that stands alone', () => {
    expect(comparableSeries(one({ host: 'a' }), [])).toBeNull();
    expect(comparableSeries(one({}), [one({})])).toBeNull();
  });
});
